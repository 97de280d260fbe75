"""The arguments that commands share, and how each is read."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kimcore.disclosure import Protection
from kimcore.rules import Profile
from kimcore.text import Language

FORMS = ("text", "markdown", "html", "json")
"""The forms of what is for people and for programs."""


def command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    """Add a command with what every command takes."""
    parser = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
    parser.set_defaults(command=run, file=None)
    parser.add_argument(
        "--language", type=_language, default=Language.DE, metavar="{de,en}", help="language of the output (default: de)"
    )
    return parser


def add_file(parser: argparse.ArgumentParser) -> None:
    """Take the file of a town."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a town as a kimcore bundle")


def add_files(parser: argparse.ArgumentParser) -> None:
    """Take the files of one town or several."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="towns as kimcore bundles")


def add_town(parser: argparse.ArgumentParser, day: date) -> None:
    """Take the file of a town, the day of the question, and whether people are protected in the answer."""
    add_file(parser)
    add_day(parser, day)
    add_protection(parser)


def add_protection(parser: argparse.ArgumentParser) -> None:
    """Take whether people are protected in the output, and whether it is meant for the public."""
    parser.add_argument("--public", action="store_true", help="mark the output as meant for the public")
    parser.add_argument(
        "--unprotected", action="store_true", help="show single cases and small counts; the output says so (never with --public)"
    )


def protection_of(arguments: argparse.Namespace) -> Protection:
    """Return how the output protects people.

    Raises:
        DisclosureError: if protection is to be off for what is marked public.
    """
    return Protection(is_on=not arguments.unprotected, is_public=arguments.public)


def add_table(parser: argparse.ArgumentParser) -> None:
    """Take the file of a table and what is said about it."""
    parser.add_argument("file", type=Path, metavar="TABLE", help="CSV: a row of headings, then a label and counts in each row")
    parser.add_argument("--totals", action="store_true", help="the last row and column are totals (default: they are added)")
    parser.add_argument(
        "--minimum", type=int, default=3, metavar="COUNT", help="the least count that may be seen, 3 or more (default: 3)"
    )
    add_format(parser, ("text", "markdown", "csv", "json"))


def add_day(parser: argparse.ArgumentParser, default: date) -> None:
    """Take the day of the question."""
    parser.add_argument("--on", type=day_of, default=default, metavar="DAY", help=f"day of the question (default: {default})")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Take a choice of rules."""
    parser.add_argument("--select", type=_codes, default=(), metavar="CODES", help="rules or families, such as LG,ST-04")
    parser.add_argument("--ignore", type=_codes, default=(), metavar="CODES", help="rules or families to leave out")
    profiles = ",".join(profile.value for profile in Profile)
    parser.add_argument(
        "--profile", type=_profile, default=Profile.ALL, metavar=f"{{{profiles}}}", help="purpose of the examination"
    )


def add_format(parser: argparse.ArgumentParser, forms: tuple[str, ...], *, has_pictures: bool = False) -> None:
    """Take the form of the output, where it goes, and whether pictures are wanted."""
    parser.set_defaults(forms=forms, pictures=False)
    default = "as the name of the output file says" if len(forms) > 1 else forms[0]
    parser.add_argument("--format", choices=forms, help=f"form of the output (default: {default}, else {forms[0]})")
    parser.add_argument("--output", type=Path, metavar="OUT", help="file to write (default: standard output)")
    if has_pictures:
        parser.add_argument("--pictures", action="store_true", help="draw pictures into HTML (needs kimcore[plots])")


def day_of(text: str) -> date:
    """Return the day that a text names.

    Raises:
        ArgumentTypeError: if it names none.
    """
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


def layers_of(text: str) -> tuple[str, ...]:
    """Return the layers that a text names."""
    return tuple(layer.strip().lower() for layer in text.split(",") if layer.strip())
