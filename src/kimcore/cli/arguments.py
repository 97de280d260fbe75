"""The arguments that commands share, and how each is read."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kimcore.disclosure import Protection
from kimcore.disclosure.protection import SMALLEST_MINIMUM
from kimcore.errors import KimcoreError
from kimcore.model import Town
from kimcore.reports.town_minimum import protection_for
from kimcore.reports.wording import phrase
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
    """Take whether people are protected in the output, from which count on, and whether it is meant for the public."""
    parser.add_argument("--public", action="store_true", help="mark the output as meant for the public")
    parser.add_argument(
        "--unprotected", action="store_true", help="show single cases and small counts; the output says so (never with --public)"
    )
    add_minimum(parser)


def add_minimum(parser: argparse.ArgumentParser) -> None:
    """Take the least count of people that may be seen."""
    parser.add_argument(
        "--minimum",
        type=int,
        metavar="COUNT",
        help=f"the least count of people that is shown (default: what the town has set, else {SMALLEST_MINIMUM})",
    )


def asked_protection(arguments: argparse.Namespace) -> Protection:
    """Return how the output is to protect people, whatever it is about.

    Raises:
        DisclosureError: if protection is to be off for what is marked public.
        KimcoreError: if a smaller count is to be shown than anybody may ask for.
    """
    asked: int | None = getattr(arguments, "minimum", None)
    if asked is not None and asked < SMALLEST_MINIMUM:
        raise KimcoreError(phrase(arguments.language, "minimum_too_low", minimum=str(asked), least=str(SMALLEST_MINIMUM)))
    return Protection(
        minimum=SMALLEST_MINIMUM if asked is None else asked,
        is_on=not getattr(arguments, "unprotected", False),
        is_public=getattr(arguments, "public", False),
    )


def protection_of(arguments: argparse.Namespace, *towns: Town) -> Protection:
    """Return how the output protects people: as is asked, and no less than its towns have set.

    Raises:
        DisclosureError: if protection is to be off for what is marked public.
        KimcoreError: if less is asked for than anybody may, or than a town has set.
    """
    wanted = asked_protection(arguments)
    days = tuple(getattr(arguments, name) for name in ("on", "from_day", "to_day") if hasattr(arguments, name))
    found = protection_for(towns, days=days, protection=wanted)
    if arguments.minimum is not None and found.minimum > wanted.minimum:
        said = {"minimum": str(wanted.minimum), "least": str(found.minimum)}
        raise KimcoreError(phrase(arguments.language, "minimum_below_own", **said))
    return found


def add_table(parser: argparse.ArgumentParser) -> None:
    """Take the file of a table and what is said about it."""
    parser.add_argument("file", type=Path, metavar="TABLE", help="CSV: a row of headings, then a label and counts in each row")
    parser.add_argument("--totals", action="store_true", help="the last row and column are totals (default: they are added)")
    parser.add_argument(
        "--minimum",
        type=int,
        metavar="COUNT",
        help=f"the least count that may be seen, {SMALLEST_MINIMUM} or more (default: {SMALLEST_MINIMUM})",
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
