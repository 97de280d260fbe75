"""Reading a sheet of dated law, strictly: every problem is named with its file, key and day."""

import tomllib
from datetime import date

from attrs import evolve

from kimcore.errors import LawError, Problem
from kimcore.law import strict
from kimcore.law.histories import read_history
from kimcore.law.values import Entry, Source
from kimcore.records import frozen


@frozen(kw_only=True)
class Sheet:
    """What one act, guideline or practice sets (*Blatt*)."""

    name: str
    title: str
    compared_on: date | None
    """The day it was last compared with the gazette; `None` if it never was."""
    entries: tuple[Entry, ...]
    """Sorted by key, then by day."""


def read_sheet(text: str, *, name: str) -> Sheet:
    """Read a sheet of dated law from its TOML text.

    Args:
        text: the sheet, in the form that the page "Dated law" describes.
        name: what messages call it, such as its file name.

    Raises:
        LawError: if anything is wrong with it; the message holds every problem with file, key and day.

    Example:
        >>> sheet = read_sheet(
        ...     '''
        ...     [sheet]
        ...     title = "Geschäftsordnung der Lenkungsgruppe"
        ...     compared_on = "never"
        ...     [sources.rules]
        ...     title = "Geschäftsordnung, Nr. 4"
        ...     [parameters."musterkreis.invitation_days_min"]
        ...     unit = "days"
        ...     binding = "PRACTICE"
        ...     values = [{ from = 2024-01-01, value = 14, grade = "V", sources = ["rules"] }]
        ...     ''',
        ...     name="musterkreis.toml",
        ... )
        >>> [(entry.key, entry.value) for entry in sheet.entries]
        [('musterkreis.invitation_days_min', 14)]
    """
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for numbers and nestings that Python itself gives up on
        raise LawError(f"{name}: not TOML: {error}") from error
    problems: list[Problem] = []
    sheet = _sheet(strict.Table(name, raw, problems), name)
    if problems:
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        raise LawError("\n  ".join((f"{name}: {count}", *map(str, problems))))
    return sheet


def _sheet(whole: strict.Table, name: str) -> Sheet:
    whole.only("sheet", "sources", "parameters")
    head = whole.below("sheet")
    head.only("title", "compared_on")
    compared_on = head.take("compared_on", _compared_on, instead=None)
    library = whole.below("sources")
    sources = {key: _source(library.below(key)) for key in sorted(library.raw)}
    parameters = whole.below("parameters")
    histories = [read_history(parameters.below(key), key, sources) for key in sorted(parameters.raw)]
    entries = tuple(evolve(entry, sheet=name, compared_on=compared_on) for history in histories for entry in history)
    cited = {source for entry in entries for source in entry.sources + entry.end_sources}
    for key in (key for key, source in sources.items() if source not in cited):
        library.note(key, expected="a source that an entry cites", found="one that none cites")
    return Sheet(name=name, title=head.take("title", strict.text, instead=""), compared_on=compared_on, entries=entries)


def _compared_on(raw: object) -> date | None:
    """Return the day of the last comparison, or `None` for a sheet that says it never was compared."""
    if raw == "never":
        return None
    if isinstance(raw, date):
        return strict.day(raw)
    raise strict.MisfitError("the day of the last comparison with the gazette, or 'never'")


def _source(table: strict.Table) -> Source:
    table.only("title", "url", "dated")
    return Source(
        title=table.take("title", strict.text, instead=""),
        url=table.take_if_given("url", strict.web_address, instead=None),
        dated=table.take_if_given("dated", strict.rough_date, instead=None),
    )
