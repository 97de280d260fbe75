"""The commands that keep people private: what each takes and does."""

import argparse
from datetime import date
from pathlib import Path

from kimcore.bundle import load
from kimcore.cli.arguments import FORMS, add_day, add_file, add_format, add_minimum, add_town, command, protection_of
from kimcore.cli.output import FAILED, OK, answer


def add_privacy_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands on extracts and on what points to people."""
    going = command(commands, "extract", run_extract, "tell what of the cases may go to an office, and write it as JSON")
    add_file(going)
    going.add_argument("recipient", metavar="ACTOR", help="key of the office that is to have the data")
    going.add_argument("--purpose", required=True, metavar="TEXT", help="what for, in the words of the declarations")
    add_day(going, date.today())
    add_minimum(going)
    add_format(going, FORMS)
    looking = command(commands, "scan", run_scan, "look through a town's texts for what points to people")
    add_town(looking, date.today())
    looking.add_argument("--names", type=Path, metavar="LIST", help="text file in UTF-8 with a name in each line")
    add_format(looking, FORMS)


def run_extract(arguments: argparse.Namespace) -> int:
    """Write what may go to an office for a purpose, and tell what stays."""
    from kimcore.reports.extract import extract  # noqa: PLC0415 - other commands should not wait for it
    from kimcore.reports.extract_output import extract_json, extract_page  # noqa: PLC0415 - as above

    town = load(arguments.file)
    protection = protection_of(arguments, town)
    found = extract(town, arguments.recipient, purpose=arguments.purpose, on=arguments.on)
    answer(
        arguments,
        lambda: extract_page(town, found, language=arguments.language, protection=protection),
        lambda: extract_json(found, protection=protection),
    )
    return OK


def run_scan(arguments: argparse.Namespace) -> int:
    """Look for what points to people; exit with 1 where anything does."""
    from kimcore.reports.scan import read_names, scan, scan_json, scan_page  # noqa: PLC0415 - as above

    town = load(arguments.file)
    protection = protection_of(arguments, town)
    arguments.file = arguments.names  # what a message about an unusable file names
    names = None if arguments.names is None else read_names(arguments.names)
    found = scan(town, on=arguments.on, names=names)
    answer(
        arguments,
        lambda: scan_page(found, language=arguments.language, protection=protection),
        lambda: scan_json(found, protection=protection),
    )
    return FAILED if found.trails else OK
