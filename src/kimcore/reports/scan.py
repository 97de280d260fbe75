"""Looking through a town's records for text that points to people, for readers and for programs."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.errors import RuleError
from kimcore.model import Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import json_page
from kimcore.reports.lines import town_name
from kimcore.reports.page import Grid, Page, Section
from kimcore.reports.wording import amount_words, phrase, word
from kimcore.rules import IdentifyingKind, NameList, identifying
from kimcore.rules.data_protection.free_text import FIELDS, FreeText, texts_in
from kimcore.text import Language, fill, join, render, sentences

FORMAT = "kimcore-scan"
VERSION = 1

MORE_FIELDS: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "sources": (None, ("title", "note")),
    "concepts": ("during", ("title", "approved_by")),
    "steering_groups": ("during", ("name", "competences", "empty_seats.reason")),
    "agreements": ("during", ("title",)),
    "indicators": (None, ("title",)),
    "parameters": ("during", ("reason",)),
    "retention_rules": ("during", ("reason",)),
    "breaches": (None, ("no_report_reason", "delay_reason")),
    "reports": ("on", ("counts.label",)),
    "templates": (None, ("title",)),
    "waivers": ("granted_on", ("reason", "granted_by_role")),
    "cases": ("opened_on", ("exception_reason", "consents.purpose")),
}
"""Free text besides that of records on structures: for each collection the field of its day, if it has one, and the texts.

Names of offices and the ways to reach them are not looked at: they are there to be read.
"""


@frozen(kw_only=True)
class Trail:
    """A text that points to somebody: where it stands and what it holds, never the text itself (*Spur*)."""

    place: str
    """Collection and field, such as ``themes.title``."""
    subject: str
    kinds: tuple[IdentifyingKind, ...]


@frozen(kw_only=True, eq=False)
class Scan:
    """What in a town's records points to people (*Durchsicht*)."""

    town: Town
    on: date
    trails: tuple[Trail, ...]
    """In the order of the collections and of their records."""
    texts: int
    """How many texts were looked at."""
    has_names: bool
    """Whether a list of names was looked for."""


def scan(town: Town, *, on: date, names: NameList | None = None) -> Scan:
    """Look through the free text of a town's records for what points to people (*Durchsicht auf Personenbezug*).

    Found are addresses, numbers, dates of birth, and the names of a list, in whatever dress. A text in which nothing is found
    may still name somebody.

    Args:
        town: the town.
        on: the day of the question; records that came later are not looked at.
        names: the names to look for; without a list no name is found.

    Example:
        >>> from kimcore.model import UNITS
        >>> scan(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).trails
        ()
    """
    texts = list(_texts(town, on))
    found = ((text, identifying(text.text, names)) for text in texts)
    return Scan(
        town=town,
        on=on,
        trails=tuple(Trail(place=text.place, subject=text.subject, kinds=kinds) for text, kinds in found if kinds),
        texts=len(texts),
        has_names=names is not None,
    )


def read_names(path: Path) -> NameList:
    """Read a list of names, one a line, from a text file in UTF-8; empty lines do not count.

    Raises:
        RuleError: If a line has no name, or it is no text in UTF-8. No name is repeated.
        OSError: If the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise RuleError("names: expected text in UTF-8, found other bytes") from None
    return NameList.of(line for line in lines if line.strip())


def scan_page(found: Scan, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return what points to people as a page; texts are never shown, and single cases only without protection."""
    rows = tuple(
        (_place(place, language), subject, join([render(kind.value, "IdentifyingKind", language) for kind in kinds], language))
        for place, subject, kinds in _shown(found, language, protection)
    )
    lines = [_said(language, "found" if found.trails else "clean", texts=str(found.texts))]
    if not found.has_names:
        lines.append(_said(language, "no_names"))
    header = tuple(_said(language, key) for key in ("place", "record", "kinds"))
    return Page(
        title=_said(language, "title"),
        town=town_name(found.town.municipality, language),
        day=phrase(language, "day", day=render(found.on, "date", language)),
        language=language,
        protection=protection,
        lines=tuple(lines),
        sections=(Section(_said(language, "trails"), (Grid("", header, rows, numbers_from=3),)),) if rows else (),
        closing=_said(language, "closing"),
    )


def scan_json(found: Scan, *, protection: Protection = PROTECTED) -> str:
    """Return what points to people as JSON text; texts are never in it, and single cases only without protection."""
    alone = [one for one in found.trails if not _is_hidden(one, protection)]
    plain: list[dict[str, object]] = [
        {"place": one.place, "subject": one.subject, "kinds": [kind.value for kind in one.kinds], "cases": None} for one in alone
    ]
    plain += [
        {
            "place": place,
            "subject": None,
            "kinds": [kind.value for kind in IdentifyingKind if any(kind in one.kinds for one in same)],
            "cases": amount_json(protection.shown(len({one.subject for one in same}))),
        }
        for place, same in _hidden(found, protection).items()
    ]
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "protection": protection_json(protection),
            "texts": found.texts,
            "has_names": found.has_names,
            "trails": plain,
        }
    )


def _texts(town: Town, on: date) -> Iterator[FreeText]:
    for collection, (dated_by, fields) in {**FIELDS, **MORE_FIELDS}.items():
        yield from texts_in(town, collection, dated_by, fields, on=on)


def _shown(found: Scan, language: Language, protection: Protection) -> Iterator[tuple[str, str, tuple[IdentifyingKind, ...]]]:
    yield from ((one.place, one.subject, one.kinds) for one in found.trails if not _is_hidden(one, protection))
    for place, same in _hidden(found, protection).items():
        cases = amount_words(protection.shown(len({one.subject for one in same})), language)
        kinds = tuple(kind for kind in IdentifyingKind if any(kind in one.kinds for one in same))
        yield place, _said(language, "cases", count=cases), kinds


def _hidden(found: Scan, protection: Protection) -> dict[str, list[Trail]]:
    """Return the trails in cases by where they stand."""
    hidden: dict[str, list[Trail]] = {}
    for one in found.trails:
        if _is_hidden(one, protection):
            hidden.setdefault(one.place, []).append(one)
    return hidden


def _is_hidden(trail: Trail, protection: Protection) -> bool:
    return protection.is_on and trail.place.startswith("cases.")


def _place(place: str, language: Language) -> str:
    collection, _, path = place.partition(".")
    return f"{word(language, 'missing', collection)} ({path})"


def _said(language: Language, key: str, **facts: str) -> str:
    return fill(sentences(language, "disclosure")["scan"][key], facts)
