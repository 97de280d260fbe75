"""The commands that keep people private: what each takes and does."""

import argparse
from datetime import date

from kimcore.bundle import load
from kimcore.cli.arguments import FORMS, add_day, add_file, add_format, command
from kimcore.cli.output import OK, answer


def add_privacy_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands on extracts and on what points to people."""
    going = command(commands, "extract", run_extract, "tell what of the cases may go to an office, and write it as JSON")
    add_file(going)
    going.add_argument("recipient", metavar="ACTOR", help="key of the office that is to have the data")
    going.add_argument("--purpose", required=True, metavar="TEXT", help="what for, in the words of the declarations")
    add_day(going, date.today())
    add_format(going, FORMS)


def run_extract(arguments: argparse.Namespace) -> int:
    """Write what may go to an office for a purpose, and tell what stays."""
    from kimcore.reports.extract import extract  # noqa: PLC0415 - other commands should not wait for it
    from kimcore.reports.extract_output import extract_json, extract_page  # noqa: PLC0415 - as above

    town = load(arguments.file)
    found = extract(town, arguments.recipient, purpose=arguments.purpose, on=arguments.on)
    answer(arguments, lambda: extract_page(town, found, language=arguments.language), lambda: extract_json(found))
    return OK
