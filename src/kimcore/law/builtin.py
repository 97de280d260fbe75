"""The sheets that come with kimcore."""

from functools import cache
from importlib.resources import files

from kimcore.law.lookup import Law, law_of
from kimcore.law.sheets import Sheet, read_sheet


@cache
def shipped_sheets() -> tuple[Sheet, ...]:
    """Return every sheet in the package, sorted by name.

    Raises:
        LawError: if a sheet is broken.
    """
    folder = files("kimcore.law") / "data"
    found = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(read_sheet(path.read_text(encoding="utf-8"), name=path.name) for path in found)


@cache
def shipped() -> Law:
    """Return the law that comes with kimcore.

    Raises:
        LawError: if a sheet is broken.

    Example:
        >>> from datetime import date
        >>> shipped().on("lg.meetings_min_per_year", date(2024, 1, 1)).whole
        2
    """
    return law_of(entry for sheet in shipped_sheets() for entry in sheet.entries)
