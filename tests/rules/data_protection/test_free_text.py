"""Every free text of the records on structures is looked at."""

from collections.abc import Iterator
from datetime import date
from typing import get_args, get_type_hints

import attrs
import pytest
from attrs import evolve

from kimcore.model import UNITS, Barrier, BarrierId, BarrierKind, FieldOfAction, Town
from kimcore.rules.data_protection.free_text import FIELDS, FreeText, free_texts

NOT_FREE = {"unit"}
"""Fields that hold a word of measure although their type says text."""

DAY = date(2025, 6, 30)
BARRIER = Barrier(
    id=BarrierId("h1"), kind=BarrierKind.LONG_WAIT, field=FieldOfAction.HOUSING, seen_on=date(2025, 1, 15), title="Wartezeit"
)
TOWN = evolve(Town(municipality=UNITS[10]), barriers=(BARRIER,))


def _texts_of(record: type) -> Iterator[str]:
    """Yield the paths of all plain text in a record and its parts."""
    for name, hint in get_type_hints(record).items():
        kinds = {hint, *get_args(hint), *(inner for part in get_args(hint) for inner in get_args(part))}
        if str in kinds and name not in NOT_FREE:
            yield name
        for part in kinds:
            if isinstance(part, type) and attrs.has(part) and part.__name__ != "Period":
                yield from (f"{name}.{inner}" for inner in _texts_of(part))


@pytest.mark.parametrize("collection", FIELDS)
def test_no_free_text_is_left_out(collection: str) -> None:
    """Whatever a record holds as plain text, and no key, is among the fields that are read."""
    (record, *_) = (
        kind for part in get_args(get_type_hints(Town)[collection]) for kind in get_args(part) if isinstance(kind, type)
    )
    assert set(_texts_of(record)) == set(FIELDS[collection][1])


def test_text_comes_with_its_place_and_day() -> None:
    """A text is found with the record, the field and the day since when it stands there."""
    found = FreeText(subject="h1", place="barriers.title", since=date(2025, 1, 15), text="Wartezeit")
    assert tuple(free_texts(TOWN, on=DAY)) == (found,)


def test_later_record_is_not_read() -> None:
    """On the day before a barrier was seen, its text does not exist yet."""
    assert tuple(free_texts(TOWN, on=date(2025, 1, 14))) == ()
