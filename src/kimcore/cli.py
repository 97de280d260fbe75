"""The command line: arguments, today's date, exit codes, and no decision of its own.

Exit 0: nothing of severity error failed. Exit 1: something did. Exit 2: the input cannot be used. Exit 130: Ctrl+C.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from attrs import evolve

from kimcore.bundle import load
from kimcore.errors import BundleError, KimcoreError
from kimcore.evidence import gaps, trace
from kimcore.model import Town
from kimcore.reports import Report, check
from kimcore.reports.as_comparison import comparison_json, comparison_text
from kimcore.reports.as_json import report_json, rules_json
from kimcore.reports.comparison import compare
from kimcore.reports.explanation import rule_text
from kimcore.reports.gaps_report import gaps_page
from kimcore.reports.inventory import inventory_text
from kimcore.reports.markdown import report_markdown
from kimcore.reports.terminal import WIDTH, report_text, rules_text
from kimcore.reports.trace_report import trace_page
from kimcore.reports.wording import phrase
from kimcore.rules import BUILTIN, Profile, Rule, choose, installed_packs, rule
from kimcore.text import Language

OK, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130

_DEMO_DAY = date(2025, 12, 31)
_WIDEST = 100


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Example:
        >>> main(["rules", "--select", "LG-04", "--format", "json", "--language", "en"])  # doctest: +ELLIPSIS
        [
        ...
        0
    """
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except BundleError as error:
        head = phrase(arguments.language, "problems", path=str(arguments.file), count=str(len(error.problems)))
        _complain("\n".join((head, *(f"  {problem}" for problem in error.problems))))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of a pipe has gone; writing to it again at exit would only add noise.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        _complain(f"{phrase(arguments.language, 'file_missing', path=str(arguments.file))} ({error.strerror})")
    except KimcoreError as error:
        _complain(str(error))
    except KeyboardInterrupt:
        _complain(phrase(arguments.language, "interrupted"))
        return INTERRUPTED
    return UNUSABLE


def _check(arguments: argparse.Namespace) -> int:
    report = _examined(load(arguments.file), arguments)
    _say(_written(report, arguments))
    return FAILED if report.has_errors else OK


def _show(arguments: argparse.Namespace) -> int:
    town = load(arguments.file)
    _say(inventory_text(town, on=arguments.on, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _rules(arguments: argparse.Namespace) -> int:
    chosen = _chosen(arguments)
    if arguments.format == "json":
        _say(rules_json(chosen, language=arguments.language))
    else:
        _say(rules_text(chosen, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _explain(arguments: argparse.Namespace) -> int:
    rules, _ = _available(arguments.language)
    known = rule(arguments.code.upper(), rules)
    report = None if arguments.file is None else check(load(arguments.file), on=arguments.on, rules=rules)
    _say(rule_text(known, report=report, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _compare(arguments: argparse.Namespace) -> int:
    before = load(arguments.file)
    after = before if arguments.other is None else load(arguments.other)
    both = compare(before, after, from_day=arguments.from_day, to_day=arguments.to_day, rules=_chosen(arguments))
    if arguments.format == "json":
        _say(comparison_json(both, language=arguments.language))
    else:
        _say(comparison_text(both, language=arguments.language, width=_width(), colour=_colour()))
    return FAILED if both.after.has_errors else OK


def _network(arguments: argparse.Namespace) -> int:
    # Numbers on networks need numpy and networkx, which the other commands should not wait for.
    from kimcore.reports.network_json import network_json  # noqa: PLC0415 - see above
    from kimcore.reports.network_output import network_markdown, network_text  # noqa: PLC0415 - see above
    from kimcore.reports.network_report import examine_network, layers_named, nobody  # noqa: PLC0415 - see above
    from kimcore.reports.progress import ProgressLine  # noqa: PLC0415 - see above

    layers = layers_named(arguments.layers)
    line = ProgressLine(sys.stderr, arguments.language)
    try:
        progress = line if sys.stderr.isatty() else nobody
        examined = examine_network(load(arguments.file), on=arguments.on, layers=layers, progress=progress)
    finally:
        line.clear()
    if arguments.format == "json":
        _say(network_json(examined))
    elif arguments.format == "markdown":
        _say(network_markdown(examined, language=arguments.language))
    else:
        _say(network_text(examined, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _trace(arguments: argparse.Namespace) -> int:
    town = load(arguments.file)
    found = trace(town, arguments.id, on=arguments.on)
    _say(trace_page(town, found, form=arguments.format, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _gaps(arguments: argparse.Namespace) -> int:
    town = load(arguments.file)
    found = gaps(town, on=arguments.on)
    _say(gaps_page(town, found, form=arguments.format, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _congruence(arguments: argparse.Namespace) -> int:
    # As for `_network`: the test needs numpy.
    from kimcore.evidence import congruence  # noqa: PLC0415 - see above
    from kimcore.reports.congruence_report import congruence_page  # noqa: PLC0415 - see above

    town = load(arguments.file)
    found = congruence(town, on=arguments.on)
    _say(congruence_page(town, found, form=arguments.format, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _protect(arguments: argparse.Namespace) -> int:
    # As for `_network`: the proof needs numpy.
    from kimcore.reports.protected_table import protect_table, protected_page, read_table  # noqa: PLC0415 - see above

    table = read_table(arguments.file, has_totals=arguments.totals, language=arguments.language)
    found = protect_table(table, arguments.minimum)
    _say(protected_page(found, form=arguments.format, language=arguments.language, width=_width(), colour=_colour()))
    return OK


def _demo(arguments: argparse.Namespace) -> int:
    example = files("kimcore").joinpath("examples", "musterkreis.json")
    place = Path(str(example))
    if not place.is_file():
        raise KimcoreError(phrase(arguments.language, "no_demo"))
    arguments.file = place
    report = _examined(load(place), arguments)
    _say(phrase(arguments.language, "demo_intro") + "\n\n")
    _say(_written(report, arguments))
    _say("\n" + phrase(arguments.language, "demo_next") + "\n")
    return OK


def _examined(town: Town, arguments: argparse.Namespace) -> Report:
    rules, broken = _available(arguments.language)
    report = check(
        town,
        on=arguments.on,
        select=arguments.select,
        ignore=arguments.ignore,
        profile=arguments.profile,
        rules=rules,
    )
    return evolve(report, broken=(*broken, *report.broken))


def _chosen(arguments: argparse.Namespace) -> tuple[Rule, ...]:
    rules, broken = _available(arguments.language)
    for line in broken:
        _complain(line)
    return choose(rules, select=arguments.select, ignore=arguments.ignore, profile=arguments.profile)


def _available(language: Language) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the rules of kimcore and of the installed packs, and a line for each problem of a broken pack."""
    packs = installed_packs()
    broken = tuple(
        phrase(language, "broken_pack", name=pack.name, problem=problem) for pack in packs.broken for problem in pack.problems
    )
    return (*BUILTIN, *packs.rules), broken


def _written(report: Report, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        return report_json(report, language=arguments.language)
    if arguments.format == "markdown":
        return report_markdown(report, language=arguments.language)
    return report_text(report, language=arguments.language, width=_width(), colour=_colour())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kimcore",
        description="Examine municipal integration management (Kommunales Integrationsmanagement).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    examine = _command(commands, "check", _check, "examine a town on a day and report what was found")
    _add_file(examine)
    _add_day(examine, date.today())
    _add_choice(examine)
    _add_format(examine, ("text", "markdown", "json"))
    show = _command(commands, "show", _show, "show what a town has on record on a day")
    _add_file(show)
    _add_day(show, date.today())
    rules = _command(commands, "rules", _rules, "list the rules")
    _add_choice(rules)
    _add_format(rules, ("text", "json"))
    explain = _command(commands, "explain", _explain, "explain a rule")
    explain.add_argument("code", metavar="CODE", help="code of the rule, such as LG-04")
    explain.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a town, to see what the rule finds there")
    _add_day(explain, date.today())
    differ = _command(commands, "compare", _compare, "compare a town on two days, or two states of a town")
    _add_file(differ)
    differ.add_argument("other", type=Path, nargs="?", metavar="OTHER", help="the later state, where it is a file of its own")
    differ.add_argument("--from", dest="from_day", type=_day, required=True, metavar="DAY", help="the earlier day")
    differ.add_argument("--to", dest="to_day", type=_day, required=True, metavar="DAY", help="the later day")
    _add_choice(differ)
    _add_format(differ, ("text", "json"))
    network = _command(commands, "network", _network, "report on the cooperation network of a town on a day")
    _add_file(network)
    _add_day(network, date.today())
    network.add_argument(
        "--layers",
        type=_layers,
        default=("declared", "agreed"),
        metavar="LAYERS",
        help="what counts as cooperation, of declared,agreed,enacted (default: declared,agreed)",
    )
    _add_format(network, ("text", "markdown", "json"))
    follow = _command(commands, "trace", _trace, "follow a record from the needs of people to the effect")
    _add_file(follow)
    follow.add_argument("id", metavar="ID", help="key of a barrier, theme, decision, measure; a need is CASE/NEED")
    _add_day(follow, date.today())
    _add_format(follow, ("text", "markdown", "json"))
    lacking = _command(commands, "gaps", _gaps, "list what is missing between needs and effects")
    _add_file(lacking)
    _add_day(lacking, date.today())
    _add_format(lacking, ("text", "markdown", "json"))
    fitting = _command(commands, "congruence", _congruence, "compare who has to work together with who does")
    _add_file(fitting)
    _add_day(fitting, date.today())
    _add_format(fitting, ("text", "markdown", "json"))
    _add_table(_command(commands, "protect", _protect, "suppress small counts in a table, and what would give them away"))
    demo = _command(commands, "demo", _demo, "examine an invented town that uses everything")
    _add_day(demo, _DEMO_DAY)
    _add_choice(demo)
    _add_format(demo, ("text", "markdown", "json"))
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
    parser.set_defaults(command=run, file=None)
    parser.add_argument(
        "--language", type=_language, default=Language.DE, metavar="{de,en}", help="language of the output (default: de)"
    )
    return parser


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a town as a kimcore bundle")


def _add_table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TABLE", help="CSV: a row of headings, then a label and counts in each row")
    parser.add_argument("--totals", action="store_true", help="the last row and column are totals (default: they are added)")
    parser.add_argument("--minimum", type=int, default=3, metavar="COUNT", help="the least count that may be seen (default: 3)")
    _add_format(parser, ("text", "csv", "json"))


def _add_day(parser: argparse.ArgumentParser, default: date) -> None:
    parser.add_argument("--on", type=_day, default=default, metavar="DAY", help=f"day of the question (default: {default})")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--select", type=_codes, default=(), metavar="CODES", help="rules or families, such as LG,ST-04")
    parser.add_argument("--ignore", type=_codes, default=(), metavar="CODES", help="rules or families to leave out")
    profiles = ",".join(profile.value for profile in Profile)
    parser.add_argument(
        "--profile", type=_profile, default=Profile.ALL, metavar=f"{{{profiles}}}", help="purpose of the examination"
    )


def _add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"form of the output (default: {formats[0]})")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not {text!r}") from error


def _language(text: str) -> Language:
    try:
        return Language(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a language is de or en, not {text!r}") from error


def _profile(text: str) -> Profile:
    try:
        return Profile(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a profile is one of {', '.join(known.value for known in Profile)}") from error


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _layers(text: str) -> tuple[str, ...]:
    return tuple(layer.strip().lower() for layer in text.split(",") if layer.strip())


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else WIDTH


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _say(text: str) -> None:
    sys.stdout.write(text)


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
