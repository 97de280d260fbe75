"""The command line: arguments, today's date, exit codes, and no decision of its own.

Exit 0: nothing of severity error failed. Exit 1: something did. Exit 2: the input cannot be used. Exit 130: Ctrl+C.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kimcore.cli.arguments import (
    FORMS,
    add_choice,
    add_day,
    add_file,
    add_format,
    add_protection,
    add_table,
    add_town,
    asked_protection,
    command,
    day_of,
    layers_of,
)
from kimcore.cli.commands import (
    run_check,
    run_compare,
    run_congruence,
    run_demo,
    run_explain,
    run_gaps,
    run_network,
    run_protect,
    run_rules,
    run_show,
    run_trace,
)
from kimcore.cli.loop import add_loop_commands
from kimcore.cli.output import INTERRUPTED, OK, UNUSABLE, complain
from kimcore.cli.privacy import add_privacy_commands
from kimcore.errors import BundleError, KimcoreError
from kimcore.reports.wording import phrase

_DEMO_DAY = date(2025, 12, 31)


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
        # What nobody may have is refused before any file is read.
        asked_protection(arguments)
        return command(arguments)
    except BundleError as error:
        head = phrase(arguments.language, "problems", path=str(arguments.file), count=str(len(error.problems)))
        complain("\n".join((head, *(f"  {problem}" for problem in error.problems))))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of a pipe has gone; writing to it again at exit would only add noise.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        complain(f"{phrase(arguments.language, 'file_missing', path=str(arguments.file))} ({error.strerror})")
    except KimcoreError as error:
        complain(str(error))
    except KeyboardInterrupt:
        complain(phrase(arguments.language, "interrupted"))
        return INTERRUPTED
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kimcore",
        description="Examine municipal integration management (Kommunales Integrationsmanagement).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    examine = command(commands, "check", run_check, "examine a town on a day and report what was found")
    add_town(examine, date.today())
    add_choice(examine)
    add_format(examine, FORMS, has_pictures=True)
    show = command(commands, "show", run_show, "show what a town has on record on a day")
    add_town(show, date.today())
    add_format(show, ("text", "markdown", "html"))
    rules = command(commands, "rules", run_rules, "list the rules")
    add_choice(rules)
    add_format(rules, ("text", "json"))
    explain = command(commands, "explain", run_explain, "explain a rule")
    explain.add_argument("code", metavar="CODE", help="code of the rule, such as LG-04")
    explain.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a town, to see what the rule finds there")
    add_day(explain, date.today())
    add_protection(explain)
    differ = command(commands, "compare", run_compare, "compare a town on two days, or two states of a town")
    add_file(differ)
    differ.add_argument("other", type=Path, nargs="?", metavar="OTHER", help="the later state, where it is a file of its own")
    differ.add_argument("--from", dest="from_day", type=day_of, required=True, metavar="DAY", help="the earlier day")
    differ.add_argument("--to", dest="to_day", type=day_of, required=True, metavar="DAY", help="the later day")
    add_choice(differ)
    add_protection(differ)
    add_format(differ, FORMS)
    network = command(commands, "network", run_network, "report on the cooperation network of a town on a day")
    add_town(network, date.today())
    network.add_argument(
        "--layers",
        type=layers_of,
        default=("declared", "agreed"),
        metavar="LAYERS",
        help="what counts as cooperation, of declared,agreed,enacted (default: declared,agreed)",
    )
    add_format(network, FORMS, has_pictures=True)
    follow = command(commands, "trace", run_trace, "follow a record from the needs of people to the effect")
    add_town(follow, date.today())
    of = "key of a barrier, theme, decision, measure; a need is CASE/NEED (default: an overview of all themes)"
    follow.add_argument("id", nargs="?", metavar="ID", help=of)
    add_format(follow, FORMS)
    lacking = command(commands, "gaps", run_gaps, "list what is missing between needs and effects")
    add_town(lacking, date.today())
    add_format(lacking, FORMS)
    fitting = command(commands, "congruence", run_congruence, "compare who has to work together with who does")
    add_town(fitting, date.today())
    add_format(fitting, FORMS)
    add_loop_commands(commands)
    add_privacy_commands(commands)
    add_table(command(commands, "protect", run_protect, "suppress small counts in a table, and what would give them away"))
    demo = command(commands, "demo", run_demo, "examine an invented town that uses everything")
    add_day(demo, _DEMO_DAY)
    add_choice(demo)
    add_protection(demo)
    add_format(demo, FORMS, has_pictures=True)
    return parser
