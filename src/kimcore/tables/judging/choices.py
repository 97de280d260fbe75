"""The least, the greatest, the next or the last element of a list, for each row of the frame around it."""

from collections.abc import Iterable

import numpy as np
from attrs import evolve, frozen

from kimcore.rules.predicates.nodes import Comp, Fold
from kimcore.tables.judging.frames import Index
from kimcore.tables.judging.operations import compared, flags, frame_of, on_frame, truth
from kimcore.tables.judging.turns import Entry, Evaluates, all_tests, failing, failing_where
from kimcore.tables.judging.values import CannotEvaluateError, Known, Value, Vector, chosen, either, picked


@frozen(eq=False)
class _Found:
    """The element found so far, by what it was chosen, and where there is one."""

    value: Value
    by: Value
    there: Value


def choice(run: Evaluates, node: Fold, parts: Iterable[Comp | Entry]) -> Value:
    """Return the element that is chosen, or the default.

    Raises:
        CannotEvaluateError: if only the function itself can answer.
    """
    found = _Found(Known(None), Known(None), Known(value=False))
    for part in parts:
        found = _better(node.how, found, _of_entry(run, part) if isinstance(part, Entry) else _of_loops(run, node, part))
    default = Known(None) if node.default is None else run.value(node.default)
    return _with_default(found, default, may_lack=node.default is not None)


def _of_entry(run: Evaluates, entry: Entry) -> _Found:
    value = run.value(entry.element)
    return _Found(value, value, truth(run.value(entry.test)))


def _of_loops(run: Evaluates, node: Fold, comp: Comp) -> _Found:
    """Return the element that is chosen among those of the loops."""
    frames = [run.frame(loop.each) for loop in comp.loops]
    inner, outer = frames[-1], frames[0].parent or run.root
    test, element = run.value(all_tests(comp)), run.value(comp.element)
    by = element if node.key is None else run.value(node.key)
    held = flags(test, inner)
    rows = np.flatnonzero(held)
    around = inner.up(outer)[rows]
    starts = np.flatnonzero(np.diff(around, prepend=-1))
    at = _extreme(node.how, on_frame(by, inner), rows, starts)
    there, place = np.zeros(outer.rows, np.bool_), np.zeros(outer.rows, np.int64)
    there[around[starts]] = True
    place[around[starts]] = rows[at]
    fails = failing_where(test, held, by, inner)
    for frame in reversed(frames):
        fails = None if fails is None else frame.any_below(fails)
    value, measure = (picked(on_frame(one, inner), place, outer, there) for one in (element, by))
    return _Found(value, measure, Vector(frame=outer, values=there, unit=bool, fails=fails))  # type: ignore[arg-type]


def _extreme(how: str, by: Value, rows: Index, starts: Index) -> Index:
    """Return the place of the element that is chosen in each run of rows."""
    if how == "next" or not len(starts):
        return starts
    lengths = np.diff(np.append(starts, len(rows)))
    if how == "last":
        return starts + lengths - 1
    if isinstance(by, Known):
        return starts
    if not isinstance(by, Vector) or by.unit is object:
        raise CannotEvaluateError(f"{how} of what are no numbers and no days")
    numbers = by.values[rows].astype(np.int64)
    best = (np.minimum if how == "min" else np.maximum).reduceat(numbers, starts)
    at = np.flatnonzero(numbers == np.repeat(best, lengths))
    return at[np.searchsorted(at, starts)]


def _better(how: str, found: _Found, other: _Found) -> _Found:
    """Return what is chosen from two; of equal ones the first."""
    if isinstance(other.there, Known) and not other.there.value:
        return found
    if isinstance(found.there, Known) and not found.there.value:
        return other
    takes = _takes_other(how, found, other)
    if isinstance(takes, Known):
        one = other if takes.value else found
        return evolve(one, there=_one_of(found.there, other.there))
    frame = frame_of(takes, found.there, other.there, found.value, other.value)
    test = flags(takes, frame)
    return _Found(
        chosen(test, frame, other.value, found.value),
        chosen(test, frame, other.by, found.by),
        _one_of(found.there, other.there),
    )


def _takes_other(how: str, found: _Found, other: _Found) -> Value:
    """Return whether the second of two is chosen."""
    is_sure = isinstance(found.there, Known) and isinstance(other.there, Known)
    if how in ("next", "last"):
        wins: Value = Known(how == "last")
    else:
        wins = compared("<" if how == "min" else ">", other.by, found.by)
    if is_sure:
        return wins
    frame = frame_of(*(value for value in (wins, found.there, other.there)), found.by, other.by)
    values = flags(other.there, frame) & (~flags(found.there, frame) | flags(wins, frame))
    return Vector(frame=frame, values=values, unit=bool)  # type: ignore[arg-type]  # truth values by their unit


def _one_of(one: Value, other: Value) -> Value:
    if isinstance(one, Known) or isinstance(other, Known):
        return one if isinstance(one, Known) else other
    frame = frame_of(one, other)
    fails = either(failing(one, frame), failing(other, frame))
    return Vector(frame=frame, values=flags(one, frame) | flags(other, frame), unit=bool, fails=fails)  # type: ignore[arg-type]


def _with_default(found: _Found, default: Value, *, may_lack: bool) -> Value:
    """Return what was found, or the default; without one, the function itself raises where there is nothing."""
    if isinstance(found.there, Known):
        if not found.there.value and not may_lack:
            raise CannotEvaluateError("chooses from nothing")
        return found.value if found.there.value else default
    frame = frame_of(found.there, found.value, default)
    there = flags(found.there, frame)
    made = chosen(there, frame, found.value, default)
    if isinstance(made, Known):
        raise CannotEvaluateError("chooses from known values alone")
    fails = either(made.fails, failing(found.there, frame))
    return evolve(made, fails=fails if may_lack or there.all() else either(fails, ~there))
