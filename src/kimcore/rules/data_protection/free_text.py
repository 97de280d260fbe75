"""The free text of records on structures: what may be read by many and must point to nobody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from kimcore.model import Period, Town

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "barriers": ("seen_on", ("title", "rejection_reason", "rejected_by_role")),
        "themes": ("named_on", ("title", "named_by_role", "naming_reason", "no_escalation_reason")),
        "proposals": ("drafted_on", ("title",)),
        "decisions": ("decided_on", ("object", "reason", "follow_ups.note")),
        "measures": ("started_on", ("title",)),
        "reviews": ("on", ("note",)),
        "goals": ("set_on", ("title", "indicator")),
        "meetings": ("held_on", ("agenda.title", "results")),
        "work_groups": ("during", ("name", "mandate", "result", "participations.reason_for_absence")),
        "work_meetings": ("held_on", ("purpose", "agenda", "results")),
        "responsibilities": ("during", ("task",)),
        "interfaces": ("during", ("description",)),
    }
)
"""For each collection the field that holds its day, and those that hold free text; a dot leads into parts."""


@frozen(kw_only=True)
class FreeText:
    """What stands in a field of a record (*Freitext*)."""

    subject: str
    """Key of the record."""
    place: str
    """Collection and field, such as ``themes.title``."""
    since: date | None
    text: str


def free_texts(town: Town, *, on: date) -> Iterator[FreeText]:
    """Yield the free texts of records on structures, as far as the records exist on the day."""
    for collection, (dated_by, fields) in FIELDS.items():
        yield from texts_in(town, collection, dated_by, fields, on=on)


def texts_in(town: Town, collection: str, dated_by: str | None, fields: Iterable[str], *, on: date) -> Iterator[FreeText]:
    """Yield the texts in some fields of a collection, as far as its records exist on the day; undated ones always do."""
    for number, record in enumerate(getattr(town, collection) or ()):
        since = None if dated_by is None else _day(getattr(record, dated_by))
        if since is not None and since > on:
            continue
        subject = str(getattr(record, "id", getattr(record, "key", number)))
        for field in fields:
            place = f"{collection}.{field}"
            for text in _strings(record, tuple(field.split("."))):
                yield FreeText(subject=subject, place=place, since=since, text=text)


def _day(value: object) -> date | None:
    if isinstance(value, Period):
        return value.first_day
    return value if isinstance(value, date) else None


def _strings(value: object, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts that a path leads to."""
    if isinstance(value, tuple):
        for part in value:
            yield from _strings(part, path)
    elif path and value is not None:
        yield from _strings(getattr(value, path[0]), path[1:])
    elif isinstance(value, str):
        yield value
