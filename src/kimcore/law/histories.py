"""Reading the history of one parameter: rows with a first day each, the next row closing the one before."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from attrs import evolve

from kimcore.law import strict
from kimcore.law.fitting import misfit
from kimcore.law.values import Binding, DatedValue, Entry, Grade, OpenParameter, OpenReason, Source, Unit
from kimcore.records import frozen

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+")
_EARLIEST = date(1900, 1, 1)


@frozen(kw_only=True)
class _Head:
    """What all rows of a parameter share."""

    key: str
    unit: Unit
    binding: Binding
    norm: str | None
    note: str | None


@frozen(kw_only=True)
class _Turn:
    """A day from which something holds: a value, a lack of one, or an end."""

    row: strict.Table
    first_day: date | None
    grade: Grade
    sources: tuple[Source, ...]
    entry: Entry | None
    """`None` where the parameter ends."""


def read_history(table: strict.Table, key: str, sources: Mapping[str, Source]) -> tuple[Entry, ...]:
    """Return the entries of one parameter, the oldest first, and note every problem in the table."""
    table.only("unit", "binding", "norm", "note", "values")
    if not _KEY.fullmatch(key):
        table.note("key", expected="words in small letters joined by dots, such as 'lg.gap_days_max'", found=repr(key))
    head = _Head(
        key=key,
        unit=table.take("unit", strict.member_of(Unit), instead=Unit.COUNT),
        binding=table.take("binding", strict.member_of(Binding), instead=Binding.PRACTICE),
        norm=table.take_if_given("norm", strict.text, instead=None),
        note=table.take_if_given("note", strict.text, instead=None),
    )
    rows = table.take("values", strict.tables, instead=())
    turns = tuple(_turn(table.row(row, f"from {row.get('from')}"), head, sources) for row in rows)
    _check_order(turns)
    return tuple(_closed(turn.entry, after) for turn, after in zip_longest(turns, turns[1:]) if turn.entry is not None)


def _turn(row: strict.Table, head: _Head, sources: Mapping[str, Source]) -> _Turn:
    """Return what one row says."""
    names = row.take("sources", strict.texts, instead=())
    for name in sorted(set(names) - set(sources)):
        row.note("sources", expected="names that stand under [sources]", found=repr(name))
    first_day = row.take("from", _first_day, instead=None)
    grade = row.take("grade", strict.member_of(Grade), instead=Grade.KNOWN)
    cited = tuple(sources[name] for name in names if name in sources)
    status = row.take_if_given("status", strict.one_of("ended", "open"), instead="value")
    entry: Entry | None = None
    if status == "ended":
        row.only("from", "status", "grade", "sources")
    elif status == "open":
        entry = _open(row, head, first_day, cited, grade)
    else:
        entry = _value(row, head, first_day, cited, grade)
    return _Turn(row=row, first_day=first_day, grade=grade, sources=cited, entry=entry)


def _first_day(raw: object) -> date | None:
    """Return a first day, or `None` where the row says that it is not known."""
    if raw == "unknown":
        return None
    if isinstance(raw, date) and strict.day(raw) >= _EARLIEST:
        return raw
    raise strict.MisfitError(f"a day from {_EARLIEST} on, or 'unknown'")


def _value(row: strict.Table, head: _Head, first_day: date | None, cited: tuple[Source, ...], grade: Grade) -> DatedValue:
    row.only("from", "value", "grade", "sources")
    value = row.take("value", strict.value, instead=0)
    wanted = misfit(value, head.unit)
    if "value" in row.raw and wanted is not None:
        row.note("value", expected=f"{wanted}, as the unit is {head.unit.value}", found=strict.described(row.raw["value"]))
    if grade is Grade.UNVERIFIED:
        row.note("grade", expected="a grade above U, or status 'open' and no value", found="'U' with a value")
    return DatedValue(
        key=head.key,
        value=value,
        unit=head.unit,
        first_day=first_day,
        last_day=None,
        binding=head.binding,
        grade=grade,
        sources=cited,
        norm=head.norm,
        note=head.note,
        sheet="",
    )


def _open(row: strict.Table, head: _Head, first_day: date | None, cited: tuple[Source, ...], grade: Grade) -> OpenParameter:
    row.only("from", "status", "reason", "grade", "sources")
    if grade is not Grade.UNVERIFIED:
        row.note("grade", expected="'U', as there is no value", found=repr(grade.value))
    return OpenParameter(
        key=head.key,
        reason=row.take("reason", strict.member_of(OpenReason), instead=OpenReason.NOT_SEEN),
        unit=head.unit,
        first_day=first_day,
        last_day=None,
        binding=head.binding,
        sources=cited,
        norm=head.norm,
        note=head.note,
        sheet="",
    )


def _check_order(turns: tuple[_Turn, ...]) -> None:
    """Note every row that overlaps the one before it, leaves a gap after it, or holds something of another shape."""
    for turn in turns[:1]:
        if turn.entry is None:
            turn.row.note("status", expected="a value before it ends", found="an end at the beginning")
    for earlier, later in pairwise(turns):
        if "from" in later.row.raw and later.first_day is None:
            later.row.note("from", expected="a day, as only the first row may begin on an unknown one", found="'unknown'")
        elif earlier.first_day is not None and later.first_day is not None and later.first_day <= earlier.first_day:
            later.row.note("from", expected=f"a day after {earlier.first_day}", found=f"an overlap on {later.first_day}")
        elif earlier.entry is None:
            later.row.note("from", expected="nothing after an end", found=f"a gap from {earlier.first_day} to {later.first_day}")
        if _shape(earlier) != _shape(later) and None not in (_shape(earlier), _shape(later)):
            later.row.note("value", expected=f"{_shape(earlier)} as before", found=str(_shape(later)))


def _shape(turn: _Turn) -> str | None:
    """Return whether a row holds one thing or several, or `None` where it holds no value."""
    if not isinstance(turn.entry, DatedValue):
        return None
    return "a list" if isinstance(turn.entry.value, tuple) else "a single value"


def _closed(entry: Entry, after: _Turn | None) -> Entry:
    """Return an entry with its last day, the one before the next row begins."""
    if after is None or after.first_day is None:
        return entry
    return evolve(entry, last_day=after.first_day - timedelta(days=1), end_sources=after.sources, end_grade=after.grade)
