"""What each command does: read, ask one room, write."""

import argparse
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

from attrs import evolve

from kimcore.bundle import load
from kimcore.cli.arguments import protection_of
from kimcore.cli.output import FAILED, OK, answer, colour, complain, deliver, form, say, width
from kimcore.cli.pictures import pictured, refuse_pictures
from kimcore.disclosure import Protection
from kimcore.errors import KimcoreError
from kimcore.evidence import gaps, trace, traces
from kimcore.model import Town
from kimcore.reports import Report, check
from kimcore.reports.as_comparison import comparison_json, comparison_page
from kimcore.reports.as_json import report_json, rules_json
from kimcore.reports.comparison import compare
from kimcore.reports.explanation import rule_text
from kimcore.reports.gaps_report import gaps_json, gaps_page
from kimcore.reports.inventory import inventory_page
from kimcore.reports.loops_report import loops_json, loops_page
from kimcore.reports.page import Page, with_picture
from kimcore.reports.report_output import report_page
from kimcore.reports.terminal import rules_text
from kimcore.reports.trace_report import trace_json, trace_page
from kimcore.reports.wording import phrase
from kimcore.rules import BUILTIN, Rule, choose, installed_packs, rule
from kimcore.text import Language


def run_check(arguments: argparse.Namespace) -> int:
    """Examine a town on a day."""
    refuse_pictures(arguments)
    town = load(arguments.file)
    protection = protection_of(arguments, town)
    report = _examined(town, arguments)
    _answer(report, arguments, protection)
    return FAILED if report.has_errors else OK


def run_show(arguments: argparse.Namespace) -> int:
    """Show what a town has on record."""
    town = load(arguments.file)
    protection = protection_of(arguments, town)
    answer(arguments, lambda: inventory_page(town, on=arguments.on, language=arguments.language, protection=protection))
    return OK


def run_rules(arguments: argparse.Namespace) -> int:
    """List the rules."""
    chosen = _chosen(arguments)
    if form(arguments) == "json":
        deliver(rules_json(chosen, language=arguments.language), arguments)
    else:
        is_coloured = colour() and arguments.output is None
        deliver(rules_text(chosen, language=arguments.language, width=width(), colour=is_coloured), arguments)
    return OK


def run_explain(arguments: argparse.Namespace) -> int:
    """Explain a rule, and what it found about a town."""
    rules, _ = _available(arguments.language)
    known = rule(arguments.code.upper(), rules)
    towns = () if arguments.file is None else (load(arguments.file),)
    protection = protection_of(arguments, *towns)
    report = check(towns[0], on=arguments.on, rules=rules) if towns else None
    language = arguments.language
    say(rule_text(known, report=report, language=language, width=width(), colour=colour(), protection=protection))
    return OK


def run_compare(arguments: argparse.Namespace) -> int:
    """Compare two days or two states of a town."""
    language, before = arguments.language, load(arguments.file)
    after = before if arguments.other is None else load(arguments.other)
    protection = protection_of(arguments, before, after)
    both = compare(before, after, from_day=arguments.from_day, to_day=arguments.to_day, rules=_chosen(arguments))
    answer(
        arguments,
        lambda: comparison_page(both, language=language, protection=protection),
        lambda: comparison_json(both, language=language, protection=protection),
    )
    return FAILED if both.after.has_errors else OK


def run_network(arguments: argparse.Namespace) -> int:
    """Report on the cooperation network."""
    # Numbers on networks need numpy and networkx, which the other commands should not wait for.
    from kimcore.reports.network_json import network_json  # noqa: PLC0415 - see above
    from kimcore.reports.network_output import network_page  # noqa: PLC0415 - see above
    from kimcore.reports.network_report import examine_network, layers_named, nobody  # noqa: PLC0415 - see above
    from kimcore.reports.progress import ProgressLine  # noqa: PLC0415 - see above

    refuse_pictures(arguments)
    layers = layers_named(arguments.layers)
    line = ProgressLine(sys.stderr, arguments.language)
    try:
        progress = line if sys.stderr.isatty() else nobody
        town = load(arguments.file)
        protection = protection_of(arguments, town)
        examined = examine_network(town, on=arguments.on, layers=layers, progress=progress, protection=protection)
    finally:
        line.clear()
    language = arguments.language

    def illustrate(page: Page) -> Page:
        from kimcore.reports.plots import network_figure  # noqa: PLC0415 - only who asks for pictures needs what draws them

        return with_picture(page, network_figure(examined, language=language))

    page = partial(network_page, examined, language=language)
    answer(arguments, lambda: pictured(page(), arguments, illustrate), lambda: network_json(examined))
    return OK


def run_trace(arguments: argparse.Namespace) -> int:
    """Follow a record from need to effect and back, or show all loops where none is named."""
    town = load(arguments.file)
    protection = protection_of(arguments, town)
    if arguments.id is None:
        loops = traces(town, on=arguments.on)
        answer(
            arguments,
            lambda: loops_page(town, loops, on=arguments.on, language=arguments.language, protection=protection),
            lambda: loops_json(loops, on=arguments.on, protection=protection),
        )
        return OK
    found = trace(town, arguments.id, on=arguments.on)
    answer(
        arguments,
        lambda: trace_page(town, found, language=arguments.language, protection=protection),
        lambda: trace_json(found, protection=protection),
    )
    return OK


def run_gaps(arguments: argparse.Namespace) -> int:
    """List where the loop from need to effect is broken."""
    town = load(arguments.file)
    protection = protection_of(arguments, town)
    found = gaps(town, on=arguments.on)
    answer(
        arguments,
        lambda: gaps_page(town, found, language=arguments.language, protection=protection),
        lambda: gaps_json(found, protection=protection),
    )
    return OK


def run_congruence(arguments: argparse.Namespace) -> int:
    """Hold who has to cooperate against who does."""
    # As for `run_network`: the test needs numpy.
    from kimcore.evidence import congruence  # noqa: PLC0415 - see above
    from kimcore.reports.congruence_report import congruence_json, congruence_page  # noqa: PLC0415 - see above

    town = load(arguments.file)
    protection = protection_of(arguments, town)
    found = congruence(town, on=arguments.on)
    answer(
        arguments,
        lambda: congruence_page(town, found, language=arguments.language, protection=protection),
        lambda: congruence_json(found, protection=protection),
    )
    return OK


def run_protect(arguments: argparse.Namespace) -> int:
    """Protect the small counts of a table."""
    # As for `run_network`: the proof needs numpy.
    from kimcore.reports.protected_table import protect_table, protected_page, read_table  # noqa: PLC0415 - see above

    table = read_table(arguments.file, has_totals=arguments.totals, language=arguments.language)
    found = protect_table(table, protection_of(arguments).minimum)
    kind, is_coloured = form(arguments), colour() and arguments.output is None
    deliver(protected_page(found, form=kind, language=arguments.language, width=width(), colour=is_coloured), arguments)
    return OK


def run_demo(arguments: argparse.Namespace) -> int:
    """Examine the invented town that kimcore ships."""
    example = files("kimcore").joinpath("examples", "musterkreis.json")
    place = Path(str(example))
    if not place.is_file():
        raise KimcoreError(phrase(arguments.language, "no_demo"))
    arguments.file = place
    refuse_pictures(arguments)
    town = load(place)
    protection = protection_of(arguments, town)
    report = _examined(town, arguments)
    is_read_here = form(arguments) == "text" and arguments.output is None
    if is_read_here:
        say(phrase(arguments.language, "demo_intro") + "\n\n")
    _answer(report, arguments, protection)
    if is_read_here:
        say("\n" + phrase(arguments.language, "demo_next") + "\n")
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
        complain(line)
    return choose(rules, select=arguments.select, ignore=arguments.ignore, profile=arguments.profile)


def _available(language: Language) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the rules of kimcore and of the installed packs, and a line for each problem of a broken pack."""
    packs = installed_packs()
    broken = tuple(
        phrase(language, "broken_pack", name=pack.name, problem=problem) for pack in packs.broken for problem in pack.problems
    )
    return (*BUILTIN, *packs.rules), broken


def _answer(report: Report, arguments: argparse.Namespace, protection: Protection) -> None:
    language = arguments.language

    def illustrate(page: Page) -> Page:
        from kimcore.reports.plots import findings_figure  # noqa: PLC0415 - only who asks for pictures needs what draws them

        return with_picture(page, findings_figure(report, language=language, protection=protection))

    page = partial(report_page, report, language=language, protection=protection)
    answer(
        arguments,
        lambda: pictured(page(), arguments, illustrate),
        lambda: report_json(report, language=language, protection=protection),
    )
