"""What a part of a predicate comes to: one known value, a value for each row, or a record for each row."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from kimcore.tables.judging.frames import Frame, Index, Mask, looked_up

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal() - EPOCH, date.max.toordinal() - EPOCH
_LARGEST = 2**62
ScalarT = TypeVar("ScalarT", bound=np.generic)
_FEW = 256
"""A pool of which every entry is asked, rather than those that occur."""


class CannotEvaluateError(Exception):
    """Something that only the function itself can answer; it never leaves the room."""


@frozen(eq=False)
class Known:
    """A value that is the same for all rows."""

    value: object


@frozen(eq=False, kw_only=True)
class Vector:
    """A value for each row of a frame."""

    frame: Frame
    values: Index = field(repr=False)
    """Truth values, whole numbers, days since 1970, days of a span, or places in the pool."""
    unit: type
    """`bool`, `int`, `date`, `timedelta`; `object` for places in the pool."""
    pool: Sequence[object] = ()
    is_distinct: bool = False
    """Whether equal things have one place in the pool, so that places compare as the things do."""
    valid: Mask | None = field(default=None, repr=False)
    """Which rows hold a value; the others are `None`. `None` is all."""
    fails: Mask | None = field(default=None, repr=False)
    """Rows that only the function itself can answer. `None` is no row."""
    is_open: bool = False
    """Whether that is every row, so that the values say nothing."""


@frozen(eq=False, kw_only=True)
class Refs:
    """A record for each row of a frame."""

    frame: Frame
    table: str
    prefix: str = ""
    """The path of the record within a row of the table."""
    index: Index | None = field(default=None, repr=False)
    """Which row of the table; `None` is the same row."""
    valid: Mask | None = field(default=None, repr=False)
    fails: Mask | None = field(default=None, repr=False)


Value: TypeAlias = Known | Vector | Refs


def both(one: Mask | None, other: Mask | None) -> Mask | None:
    """Return the rows that are in two masks, where `None` is all rows."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def either(one: Mask | None, other: Mask | None) -> Mask | None:
    """Return the rows that are in one of two masks, where `None` is no row."""
    if one is None or other is None:
        return other if one is None else one
    return one | other


def lifted(value: Vector | Refs, frame: Frame) -> Vector | Refs:
    """Return a value on the rows of an inner frame."""
    if value.frame is frame:
        return value
    rows = frame.up(value.frame)
    valid = None if value.valid is None else value.valid[rows]
    fails = None if value.fails is None else value.fails[rows]
    if isinstance(value, Vector):
        return evolve(value, frame=frame, values=value.values[rows], valid=valid, fails=fails)
    index = rows if value.index is None else value.index[rows]
    return evolve(value, frame=frame, index=index, valid=valid, fails=fails)


def picked(value: Value, rows: Index, frame: Frame, valid: Mask | None) -> Value:
    """Return a value of one row below for each row of a frame.

    Args:
        value: on the rows below.
        rows: which of them; of no meaning where it is not valid.
        frame: the frame above.
        valid: for which rows there is one.
    """
    if isinstance(value, Known):
        return value if valid is None else chosen(valid, frame, value, Known(None))
    if not value.frame.rows:
        rows = np.zeros(0, np.int64)
    there = valid if value.valid is None else both(valid, _at(value.valid, rows, frame))
    fails = None if value.fails is None else _at(value.fails, rows, frame)
    if isinstance(value, Vector):
        return evolve(value, frame=frame, values=_at(value.values, rows, frame), valid=there, fails=fails)
    index = rows if value.index is None else _at(value.index, rows, frame)
    index = index if len(index) == frame.rows else np.zeros(frame.rows, np.int64)
    return evolve(value, frame=frame, index=index, valid=there, fails=fails)


def _at(values: NDArray[ScalarT], rows: Index, frame: Frame) -> NDArray[ScalarT]:
    return values[rows] if len(rows) == frame.rows else np.zeros(frame.rows, values.dtype)


def number(value: object) -> int:
    """Return a known value as the number that stands for it in a column.

    Raises:
        CannotEvaluateError: if no number stands for it.
    """
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and -_LARGEST < value < _LARGEST:
        return value
    if isinstance(value, date):
        return value.toordinal() - EPOCH
    if isinstance(value, timedelta) and value == timedelta(days=value.days):
        return value.days
    raise CannotEvaluateError(f"no column holds a {type(value).__name__}")


def unit_of(value: object) -> type:
    """Return the unit of a known value."""
    return next((unit for unit in (bool, int, date, timedelta) if type(value) is unit), object)


def of_results(frame: Frame, results: Sequence[object], places: Index, fails: Mask | None) -> Vector:
    """Return a value for each row from the different ones there are.

    Args:
        frame: the rows.
        results: the different values.
        places: which of them each row has.
        fails: the rows that only the function itself can answer.

    Example:
        >>> found = of_results(Frame(3), [True, None], np.array([0, 1, 0]), None)
        >>> found.unit, found.values.tolist(), found.valid.tolist()
        (<class 'bool'>, [True, False, True], [True, False, True])
    """
    there = [result for result in results if result is not None]
    is_there = np.array([result is not None for result in results], np.bool_)
    valid = None if len(there) == len(results) else looked_up(is_there, places)
    units = {unit_of(result) for result in there}
    if len(units) == 1 and object not in units:
        (unit,) = units
        numbers = np.array([0 if result is None else number(result) for result in results], np.int64)
        table = numbers.astype(np.bool_) if unit is bool else numbers
        made: Index = looked_up(table, places) if unit is bool else table[places]  # type: ignore[arg-type,assignment]
        return Vector(frame=frame, values=made, unit=unit, valid=valid, fails=fails)
    return Vector(frame=frame, values=places, unit=object, pool=tuple(results), valid=valid, fails=fails)


def applied(value: Vector, function: Callable[[object], object]) -> Vector:
    """Return what a function makes of each value; it is asked once for each different one."""
    if value.unit is object and len(value.pool) <= _FEW:
        codes, places = np.arange(len(value.pool)), value.values
    else:
        codes, places = np.unique(value.values, return_inverse=True)
    results, broken = _results(value, codes, function)
    failing = np.array(broken, np.bool_)[places] if any(broken) else None
    if value.valid is not None and not value.valid.all():
        try:
            results.append(function(None))
        except Exception:  # noqa: BLE001  whatever it raises for None, it raises when it is asked as a function
            results.append(None)
            failing = either(failing, ~value.valid)
        places = np.where(value.valid, places, len(results) - 1)
        failing = None if failing is None else failing & (value.valid | (results[-1] is None))
    return of_results(value.frame, results, places, either(value.fails, failing))


def _results(value: Vector, codes: Index, function: Callable[[object], object]) -> tuple[list[object], list[bool]]:
    results: list[object] = []
    broken: list[bool] = []
    for code in codes.tolist():
        try:
            results.append(function(thing(value, code)))
            broken.append(False)
        except Exception:  # noqa: BLE001  the rows are asked as a function, which raises again
            results.append(None)
            broken.append(True)
    return results, broken


def thing(value: Vector, code: int) -> object:
    """Return what a number in a column stands for."""
    if value.unit is object:
        return value.pool[code]
    if value.unit is date:
        return date.fromordinal(code + EPOCH)
    return timedelta(days=code) if value.unit is timedelta else value.unit(code)


def place_in(pool: Sequence[object], wanted: object) -> int:
    """Return the place of something in a pool; -1 if it is not there."""
    code: Callable[[str], int] | None = getattr(pool, "code", None)
    if code is not None:
        return code(wanted) if isinstance(wanted, str) else -1
    return next((place for place, known in enumerate(pool) if type(known) is type(wanted) and known == wanted), -1)


def chosen(test: Mask, frame: Frame, then: Value, other: Value) -> Value:
    """Return one value where a test holds and another where it does not.

    Raises:
        CannotEvaluateError: if no column can hold both.
    """
    one = lifted(then, frame) if not isinstance(then, Known) else then
    two = lifted(other, frame) if not isinstance(other, Known) else other
    if isinstance(one, Known) and isinstance(two, Known):
        return of_results(frame, [two.value, one.value], test.astype(np.int64), None)
    valid = _merged(test, (_there(one), _there(two)), default=True)
    fails = _merged(test, (_failing(one), _failing(two)), default=False)
    if isinstance(one, Refs) or isinstance(two, Refs):
        return _record(test, frame, one, two, valid, fails)
    vector = one if isinstance(one, Vector) else two
    assert isinstance(vector, Vector)  # noqa: S101  two known values were handled above
    first, second, like = aligned(vector, one, two)
    if first.dtype == second.dtype == np.bool_:
        values: Index = (test & first) | (~test & second)  # as masks, far faster than by choice
    else:
        values = np.where(test, first, second)
    return evolve(like, frame=frame, values=values, valid=valid, fails=fails)


def chosen_or_open(test: Mask, frame: Frame, then: Value, other: Value) -> Value:
    """Return one value or another, of which one may be left to the function itself.

    Raises:
        CannotEvaluateError: if no column can hold both.
    """
    for value, elsewhere, where in ((then, other, test), (other, then, ~test)):
        if isinstance(value, Vector) and value.is_open:
            kept = chosen(test, frame, elsewhere, elsewhere) if isinstance(elsewhere, Known) else lifted(elsewhere, frame)
            return kept if isinstance(kept, Known) else evolve(kept, fails=either(kept.fails, where))
    return chosen(test, frame, then, other)


def _record(test: Mask, frame: Frame, one: Value, two: Value, valid: Mask | None, fails: Mask | None) -> Refs:
    records = [value for value in (one, two) if isinstance(value, Refs)]
    is_nothing = all(isinstance(value, Refs) or (isinstance(value, Known) and value.value is None) for value in (one, two))
    if not is_nothing or len({(record.table, record.prefix) for record in records}) != 1:
        raise CannotEvaluateError("one record or another of a different kind")
    rows = [np.arange(frame.rows) if record.index is None else record.index for record in records]
    index = np.where(test, *rows) if len(rows) == 2 else records[0].index  # noqa: PLR2004  one record or another
    return evolve(records[0], frame=frame, index=index, valid=valid, fails=fails)


def _there(value: Value) -> Mask | bool | None:
    if isinstance(value, Known):
        return False if value.value is None else None
    return value.valid


def _failing(value: Value) -> Mask | bool | None:
    return None if isinstance(value, Known) else value.fails


def _merged(test: Mask, both_ways: tuple[Mask | bool | None, Mask | bool | None], *, default: bool) -> Mask | None:
    one, two = both_ways
    if one is None and two is None:
        return None
    return (test & (default if one is None else one)) | (~test & (default if two is None else two))


def aligned(like: Vector, one: Value, two: Value) -> tuple[Index, Index, Vector]:
    """Return two values as numbers of one meaning, and a vector that tells which.

    Raises:
        CannotEvaluateError: if nothing tells whether two things are equal.
    """
    if like.unit is not object and all(_has_unit(value, like.unit) for value in (one, two)):
        return _as_number(one), _as_number(two), like
    vectors = [value for value in (one, two) if isinstance(value, Vector)]
    if all(value.is_distinct and value.pool is like.pool for value in vectors):
        known = [value.value for value in (one, two) if isinstance(value, Known)]
        place = place_in(like.pool, known[0]) if known else 0
        if place >= 0 or known[0] is None:
            codes = [value.values if isinstance(value, Vector) else np.asarray(max(place, 0)) for value in (one, two)]
            return codes[0], codes[1], like
    pool: dict[tuple[type, object], int] = {}
    first, second = (_pooled(value, pool) for value in (one, two))
    things = tuple(known for _, known in pool)
    return first, second, evolve(like, unit=object, pool=things, is_distinct=True)


def _has_unit(value: Value, unit: type) -> bool:
    if isinstance(value, Known):
        return value.value is None or unit_of(value.value) is unit
    return isinstance(value, Vector) and value.unit is unit


def _as_number(value: Value) -> Index:
    if isinstance(value, Vector):
        return value.values
    known = value.value if isinstance(value, Known) else None
    # A truth value must stay one, so that a column of them does.
    return np.asarray(known if isinstance(known, bool) else 0 if known is None else number(known))


def _pooled(value: Value, pool: dict[tuple[type, object], int]) -> Index:
    """Return the places of values in a pool that grows with them; equal things have one place."""
    if isinstance(value, Known):
        return np.asarray(_place(pool, value.value))
    if not isinstance(value, Vector):
        raise CannotEvaluateError("a record and something else")
    codes, places = np.unique(value.values, return_inverse=True)
    table = np.array([_place(pool, thing(value, code)) for code in codes.tolist()], np.int64)
    return table[places] if len(table) else np.zeros(0, np.int64)


def _place(pool: dict[tuple[type, object], int], one: object) -> int:
    try:
        return pool.setdefault((type(one), one), len(pool))
    except TypeError as error:
        raise CannotEvaluateError("what has no hash") from error
