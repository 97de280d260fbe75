"""Event logs as arrays: who dealt with which case, and when, sorted once for every analysis of flows."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TypeAlias

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.network.arrays import Actor, Bools, Ints
from kimcore.network.codes import coded
from kimcore.network.tabular import Column, Table, columns_of, is_frame
from kimcore.records import frozen

Events: TypeAlias = Iterable[object] | Mapping[str, Column] | Table
"""Records of case, actor and time: tuples, mappings or objects with these fields; or three columns, also of a data frame."""

_FIELDS = ("case", "actor", "time")
_BITS = 63


@frozen(kw_only=True, eq=False)
class EventLog:
    """Events in the order of cases and of time (*Ereignisprotokoll*).

    Events of one case at the same time have no order; they stand in the order of their actors, and `tied` marks them.
    """

    cases: Ints
    """Shape (events,): the number of the case, ascending."""
    actors: Ints
    """Shape (events,): the place of the actor in `names`, or -1 where nobody is named."""
    tied: Bools
    """Shape (events,): whether the event has the same case and time as the one before."""
    names: tuple[Actor, ...]
    """The actors, sorted."""
    steps_inside: int = 0
    """Events merged into the one before, because the same actor went on."""

    @property
    def same_case(self) -> Bools:
        """Tell for each event but the last whether the next one belongs to the same case."""
        return np.asarray(self.cases[1:] == self.cases[:-1])

    @property
    def case_count(self) -> int:
        """Return the number of cases."""
        return len(self.cases) - int(self.same_case.sum())

    def collapsed(self) -> "EventLog":
        """Merge consecutive events of the same actor in the same case into the first of them."""
        repeats = np.concatenate(([False], self.same_case & (self.actors[1:] == self.actors[:-1]) & (self.actors[1:] >= 0)))
        if len(self.cases) == 0 or not repeats.any():
            return self
        kept = ~repeats
        return evolve(
            self, cases=self.cases[kept], actors=self.actors[kept], tied=self.tied[kept], steps_inside=int(repeats.sum())
        )

    def pairs(self, lag: int) -> tuple[Bools, Ints, Ints]:
        """Give for each event whether one of the same case follows at some lag, and who the two actors are.

        The mask has shape (events - lag,); the actors are those where it holds and both are named.
        """
        mask = (self.cases[lag:] == self.cases[:-lag]) & (self.actors[lag:] >= 0) & (self.actors[:-lag] >= 0)
        return mask, self.actors[:-lag][mask], self.actors[lag:][mask]


def event_log(events: Events | EventLog) -> EventLog:
    """Read and sort events.

    An event whose actor is `None` stays in its place, so that its neighbours do not seem to hand over to one another.

    Args:
        events: Tuples (case, actor, time), mappings with these keys or objects with these attributes;
            or three columns: a mapping, such as ``{"case": [...], "actor": [...], "time": [...]}``, or a data frame,
            by far the fastest where they are whole numbers. Times are days, moments or numbers.

    Raises:
        NetworkError: If a field is missing, a time cannot be compared with the others, or columns differ in length.

    Example:
        >>> log = event_log([("k1", "school", 2), ("k1", "office", 1), ("k2", "office", 1)])
        >>> log.names, log.cases.tolist(), log.actors.tolist()
        (('office', 'school'), [0, 0, 1], [0, 1, 0])
    """
    if isinstance(events, EventLog):
        return events
    columns = _columns(events)
    lengths = {name: len(column) for name, column in zip(_FIELDS, columns, strict=True)}
    if len(set(lengths.values())) > 1:
        raise NetworkError(f"events: expected columns of equal length, found {lengths}")
    cases, _ = coded(columns[0], "events", "case")
    if len(cases) and cases.min() < 0:
        raise NetworkError(f"events[{int(cases.argmin())}].case: expected a case, found None")
    actors, names = coded(columns[1], "events", "actor")
    return _sorted(cases, actors, _times(columns[2]), names)


def _sorted(cases: Ints, actors: Ints, times: Ints, names: tuple[Actor, ...]) -> EventLog:
    """Sort by case, then time, then actor; in one number if the three fit."""
    if not len(cases):
        return EventLog(cases=cases, actors=actors, tied=np.zeros(0, dtype=np.bool_), names=names)
    begin = int(times.min())
    span = int(times.max()) - begin
    actor_bits, time_bits = len(names).bit_length(), span.bit_length()
    if int(cases.max()).bit_length() + time_bits + actor_bits <= _BITS:
        packed = (cases << time_bits) + (times - begin)
        packed <<= actor_bits
        packed += actors + 1
        packed.sort()
        actors = (packed & ((1 << actor_bits) - 1)) - 1
        packed >>= actor_bits
        tied = np.concatenate(([False], packed[1:] == packed[:-1]))
        packed >>= time_bits
        return EventLog(cases=packed, actors=actors, tied=tied, names=names)
    order = np.lexsort((actors, times, cases))
    cases, actors, times = cases[order], actors[order], times[order]
    tied = np.concatenate(([False], (cases[1:] == cases[:-1]) & (times[1:] == times[:-1])))
    return EventLog(cases=cases, actors=actors, tied=tied, names=names)


def _columns(events: Events) -> tuple[Column, ...]:
    if is_frame(events):
        events = columns_of(events, "events", arrays=True)
    if not isinstance(events, Mapping):
        if not isinstance(events, Iterable):
            raise NetworkError(f"events: expected records or columns of case, actor and time, found {type(events).__name__}")
        records = [_record(place, event) for place, event in enumerate(events)]
        return tuple([record[k] for record in records] for k in range(3))
    missing = [name for name in _FIELDS if name not in events]
    if missing:
        raise NetworkError(f"events: expected the columns case, actor and time, found no {' and no '.join(missing)}")
    return tuple(events[name] for name in _FIELDS)


def _record(place: int, event: object) -> tuple[object, object, object]:
    if isinstance(event, tuple | list):
        if len(event) != len(_FIELDS):
            raise NetworkError(f"events[{place}]: expected case, actor and time, found {len(event)} fields")
        return event[0], event[1], event[2]
    try:
        values = [event[name] if isinstance(event, Mapping) else getattr(event, name) for name in _FIELDS]
    except (AttributeError, KeyError) as error:
        raise NetworkError(
            f"events[{place}]: expected case, actor and time, found a {type(event).__name__} without one"
        ) from error
    return values[0], values[1], values[2]


def _times(column: Column) -> Ints:
    """Turn times into whole numbers in the same order."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iuM":
        if column.dtype.kind == "M" and np.isnat(column).any():
            raise NetworkError(f"events[{int(np.isnat(column).argmax())}].time: expected a time, found none")
        return column.astype(np.int64, copy=False)
    values = column.tolist() if isinstance(column, np.ndarray) else list(column)
    kinds = [_kind(place, value) for place, value in enumerate(values)]
    other = next((place for place, kind in enumerate(kinds) if kind != kinds[0]), None)
    if other is not None:
        raise NetworkError(f"events[{other}].time: expected a time that can be compared with {kinds[0]}, found {kinds[other]}")
    if kinds and kinds[0] == "a moment with a time zone":
        values = [value.astimezone(UTC) for value in values if isinstance(value, datetime)]
    if kinds and kinds[0] != "a number":
        values = [_microseconds(value) for value in values if isinstance(value, date)]
    _, ranks = np.unique(np.array(values), return_inverse=True)
    return ranks.astype(np.int64)


def _kind(place: int, value: object) -> str:
    if isinstance(value, datetime):
        return "a moment with a time zone" if value.tzinfo else "a day or moment without a time zone"
    if isinstance(value, date):
        return "a day or moment without a time zone"
    is_number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if is_number and value == value:  # noqa: PLR0124 - NaN is no time
        return "a number"
    raise NetworkError(f"events[{place}].time: expected a day, a moment or a number as time, found {value!r}")


def _microseconds(day: date) -> int:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    since = moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
