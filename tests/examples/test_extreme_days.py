"""Days at both ends of the calendar, which some systems write for "no end" and "not known", break no rule."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

import kimcore
from kimcore.evidence import gaps

ON = date(2025, 12, 31)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ENDS = ("9999-12-31", "0001-01-01")
FOLDER = Path(__file__).parents[2] / "examples"


def musterkreis() -> dict[str, object]:
    """Return the invented town as plain values, with an end for every declaration."""
    town: dict[str, object] = json.loads((FOLDER / "musterkreis.json").read_text(encoding="utf-8"))
    lines = (FOLDER / "musterkreis.cases.ndjson").read_text(encoding="utf-8").splitlines()
    town["cases"] = cases = [json.loads(line) for line in lines]
    for case in cases:
        for consent in case.get("consents", ()):
            consent.setdefault("valid", {"last_day": "2026-12-31"})
    return town


TOWN = musterkreis()


def places(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield where days stand, lists left out."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner, path)
    elif isinstance(value, str) and DAY.fullmatch(value):
        yield path


def with_ends(value: object, wanted: tuple[str, ...], ends: Iterator[str], path: tuple[str, ...] = ()) -> object:
    """Return plain values in which the days at one place are ends of the calendar."""
    if isinstance(value, dict):
        return {name: with_ends(inner, wanted, ends, (*path, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_ends(inner, wanted, ends, path) for inner in value]
    return next(ends) if path == wanted and isinstance(value, str) and DAY.fullmatch(value) else value


@pytest.mark.parametrize("last_and_first", [ENDS[:1], ENDS], ids=["last", "both"])
@pytest.mark.parametrize("place", sorted(set(places(TOWN))), ids=".".join)
def test_extreme_day_is_judged(place: tuple[str, ...], last_and_first: tuple[str, ...]) -> None:
    """A town whose days at one place are the last or the first of all is refused by the reader or judged to the end."""
    text = json.dumps(with_ends(TOWN, place, cycle(last_and_first)))
    try:
        town = kimcore.loads(text)
    except kimcore.BundleError:
        return  # the reader has named it
    assert kimcore.check(town, on=ON).findings
    assert gaps(town, on=ON).metrics
