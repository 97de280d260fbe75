"""Asking what the law says on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import groupby

from attrs import field, frozen

from kimcore.errors import LawError
from kimcore.law.values import DatedValue, Entry, OpenParameter, in_force


@frozen
class Law:
    """Every parameter with its history (*Recht nach Stichtag*).

    Make one with `law_of`, or take `kimcore.law.shipped`.

    Example:
        >>> from datetime import date
        >>> import kimcore.law
        >>> law = kimcore.law.shipped()
        >>> law.on("stag.10.stay_years", date(2024, 6, 26)).whole, law.on("stag.10.stay_years", date(2024, 6, 27)).whole
        (8, 5)
    """

    histories: tuple[tuple[Entry, ...], ...]
    """One history a parameter, sorted by key; within it by day."""
    _by_key: dict[str, tuple[Entry, ...]] = field(init=False, repr=False, eq=False)

    @_by_key.default
    def _index(self) -> dict[str, tuple[Entry, ...]]:
        return {history[0].key: history for history in self.histories}

    def keys(self) -> tuple[str, ...]:
        """Return the key of every parameter, sorted."""
        return tuple(self._by_key)

    def history(self, key: str) -> tuple[Entry, ...]:
        """Return all that is known of a parameter, the oldest first.

        Raises:
            LawError: if there is no such parameter; the message names near ones.
        """
        if key in self._by_key:
            return self._by_key[key]
        near = get_close_matches(key, self._by_key)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise LawError(f"no parameter {key!r}{hint}")

    def find(self, key: str, day: date) -> Entry | None:
        """Return what holds on a day: a value, an open parameter, or `None` where nothing was in force.

        Raises:
            LawError: if there is no such parameter.
        """
        return next((entry for entry in self.history(key) if in_force(entry, on=day)), None)

    def on(self, key: str, day: date) -> DatedValue:
        """Return the value in force on a day.

        Raises:
            LawError: if there is no such parameter, or none in force on the day, or the user must supply it;
                the message says which values are known.
        """
        entry = self.find(key, day)
        if isinstance(entry, DatedValue):
            return entry
        what = "nothing was in force" if entry is None else f"the user must supply the value ({entry.reason.value})"
        raise LawError(f"{key} on {day}: {what}; known: {'; '.join(map(_in_words, self.history(key)))}")

    def change_days(self) -> tuple[date, ...]:
        """Return every day on which a value starts, and every day after one ends, sorted."""
        entries = tuple(entry for history in self.histories for entry in history)
        starts = {entry.first_day for entry in entries if entry.first_day is not None}
        after_ends = {entry.last_day + timedelta(days=1) for entry in entries if entry.last_day is not None}
        return tuple(sorted(starts | after_ends))


def law_of(entries: Iterable[Entry]) -> Law:
    """Return the law that the entries make up, such as those of several sheets.

    Raises:
        LawError: if two sheets speak of one parameter.
    """
    ordered = sorted(entries, key=lambda entry: (entry.key, entry.first_day or date.min))
    histories = tuple(tuple(history) for _, history in groupby(ordered, key=lambda entry: entry.key))
    twice = tuple(history for history in histories if len({entry.sheet for entry in history}) > 1)
    if twice:
        places = "; ".join(f"{history[0].key} in {', '.join(sorted({entry.sheet for entry in history}))}" for history in twice)
        raise LawError(f"a parameter has one sheet, but found: {places}")
    return Law(histories)


def _in_words(entry: Entry) -> str:
    """Return an entry as a short note for a message."""
    what = "open" if isinstance(entry, OpenParameter) else repr(entry.value)
    start = "start unknown" if entry.first_day is None else f"from {entry.first_day}"
    return f"{what} {start}" if entry.last_day is None else f"{what} {start} to {entry.last_day}"
