"""What comparisons, sums and parts of days are on columns."""

import operator
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from attrs import evolve

from kimcore.tables.judging.frames import Frame, Index, Mask, deeper, looked_up
from kimcore.tables.judging.values import (
    EPOCH,
    FIRST_DAY,
    LAST_DAY,
    CannotEvaluateError,
    Known,
    Refs,
    Value,
    Vector,
    aligned,
    applied,
    both,
    either,
    lifted,
    number,
    place_in,
    unit_of,
)

_FEW = 4096
"""A pool that is asked entry by entry, rather than looked up in."""
_SMALL = 256
"""A pool of which every entry is compared at once."""
_LARGEST = 2**62
_COMPARE: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}
)
_RECKON: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv, "%": operator.mod}
)
_NUMBERS = (bool, int)
_UNITS: Mapping[tuple[type, str, type], type] = MappingProxyType(
    {
        (date, "-", date): timedelta,
        (date, "-", timedelta): date,
        (date, "+", timedelta): date,
        (timedelta, "+", date): date,
        (timedelta, "+", timedelta): timedelta,
        (timedelta, "-", timedelta): timedelta,
    }
)


def known_result(function: Callable[..., object], *args: object) -> Known:
    """Return what Python makes of known values.

    Raises:
        CannotEvaluateError: if Python raises; the function itself will as well, where it comes to this.
    """
    try:
        return Known(function(*args))
    except Exception as error:
        raise CannotEvaluateError(type(error).__name__) from error


def frame_of(*values: Value) -> Frame:
    """Return the innermost frame that values stand on."""
    frames = [value.frame for value in values if not isinstance(value, Known)]
    frame = frames[0]
    for other in frames[1:]:
        frame = deeper(frame, other)
    return frame


def on_frame(value: Value, frame: Frame) -> Value:
    """Return a value on the rows of an inner frame; a known one stays as it is."""
    return value if isinstance(value, Known) else lifted(value, frame)


def flags(value: Value, frame: Frame) -> Mask:
    """Return whether a value counts as true, for each row of a frame."""
    if isinstance(value, Known):
        return np.full(frame.rows, bool(value.value))
    inner = lifted(value, frame)
    if isinstance(inner, Refs):
        return np.ones(frame.rows, np.bool_) if inner.valid is None else inner.valid
    found: Mask = inner.values if inner.unit is bool else _truth(inner)  # type: ignore[assignment]  # truth values by their unit
    return found if inner.valid is None else found & inner.valid


def _truth(value: Vector) -> Mask:
    if value.unit in (int, timedelta):
        return np.asarray(value.values != 0)
    if value.unit is date:
        return np.ones(value.frame.rows, np.bool_)
    if getattr(value.pool, "code", None) is not None:
        return np.asarray(value.values != place_in(value.pool, ""))
    return looked_up(np.array([bool(one) for one in value.pool], np.bool_), value.values)


def truth(value: Value) -> Value:
    """Return whether something counts as true."""
    if isinstance(value, Known):
        return Known(bool(value.value))
    return Vector(frame=value.frame, values=flags(value, value.frame), unit=bool, fails=value.fails)  # type: ignore[arg-type]


def is_none(value: Value) -> Value:
    """Return whether something is not there."""
    if isinstance(value, Known):
        return Known(value.value is None)
    if value.valid is None and value.fails is None:
        return Known(value=False)
    absent = np.zeros(value.frame.rows, np.bool_) if value.valid is None else ~value.valid
    return Vector(frame=value.frame, values=absent, unit=bool, fails=value.fails)  # type: ignore[arg-type]


def negated(value: Value) -> Value:
    """Return the opposite of a truth value."""
    if isinstance(value, Known):
        return Known(not value.value)
    return Vector(frame=value.frame, values=~flags(value, value.frame), unit=bool, fails=value.fails)  # type: ignore[arg-type]


def compared(sign: str, left: Value, right: Value, *, may_be_none: bool = False) -> Value:
    """Return whether a comparison holds.

    Args:
        sign: the comparison.
        left: the one side.
        right: the other side.
        may_be_none: whether one side may be `None` as far as was known when the rule was read.

    Raises:
        CannotEvaluateError: if columns do not tell.
    """
    if isinstance(left, Known) and isinstance(right, Known):
        return known_result(_COMPARE[sign], left.value, right.value)
    frame = frame_of(left, right)
    one, two = on_frame(left, frame), on_frame(right, frame)
    if isinstance(one, Refs) or isinstance(two, Refs):
        raise CannotEvaluateError("compares records")
    vector = one if isinstance(one, Vector) else two
    assert isinstance(vector, Vector)  # noqa: S101  two known values were handled above
    fails = either(_failing(one), _failing(two))
    if sign in ("==", "!="):
        equal = _equal(vector, one, two)
        values = equal if sign == "==" else ~equal
        return Vector(frame=frame, values=values, unit=bool, fails=fails)  # type: ignore[arg-type]
    if may_be_none:
        fails = either(fails, _absent(one, frame))
        fails = either(fails, _absent(two, frame))
    units = {_unit(one), _unit(two)} - {type(None)}
    if object in units or (len(units) > 1 and not units <= set(_NUMBERS)):
        raise CannotEvaluateError("puts in order what are no numbers and no days")
    found = _COMPARE[sign](_plain(one), _plain(two))
    return Vector(frame=frame, values=found, unit=bool, fails=fails)  # type: ignore[arg-type]


def _equal(like: Vector, one: Value, two: Value) -> Mask:
    """Return where two values are equal; nothing equals nothing."""
    known = one if isinstance(one, Known) else two
    if isinstance(known, Known) and like.unit is object and len(like.pool) <= _SMALL:
        same = looked_up(np.array([bool(entry == known.value) for entry in like.pool], np.bool_), like.values)
    elif {_unit(one), _unit(two)} <= set(_NUMBERS):
        same = np.asarray(_plain(one) == _plain(two))
    else:
        first, second, _ = aligned(like, one, two)
        same = np.asarray(first == second)
    if isinstance(known, Known):
        if known.value is None:
            return np.zeros(like.frame.rows, np.bool_) if like.valid is None else ~like.valid
        return same if like.valid is None else same & like.valid
    valid = [value.valid for value in (one, two) if not isinstance(value, Known)]
    if valid[0] is None and valid[1] is None:
        return same
    there = [np.ones(like.frame.rows, np.bool_) if mask is None else mask for mask in valid]
    return np.where(there[0] & there[1], same, ~there[0] & ~there[1])


def _unit(value: Value) -> type:
    if isinstance(value, Known):
        return type(None) if value.value is None else unit_of(value.value)
    return value.unit if isinstance(value, Vector) else object


def _plain(value: Value) -> Index:
    if isinstance(value, Vector):
        return value.values
    known = value.value if isinstance(value, Known) else None
    return np.asarray(0 if known is None else number(known))


def _failing(value: Value) -> Mask | None:
    return None if isinstance(value, Known) else value.fails


def _absent(value: Value, frame: Frame) -> Mask | None:
    if isinstance(value, Known):
        return np.ones(frame.rows, np.bool_) if value.value is None else None
    return None if value.valid is None else ~value.valid


def reckoned(sign: str, left: Value, right: Value, *, may_be_none: bool = False) -> Value:
    """Return a sum, a difference or a product of numbers, days and spans.

    Raises:
        CannotEvaluateError: if columns do not tell.
    """
    if isinstance(left, Known) and isinstance(right, Known):
        return known_result(_RECKON[sign], left.value, right.value)
    frame = frame_of(left, right)
    one, two = on_frame(left, frame), on_frame(right, frame)
    units = _unit(one), _unit(two)
    unit = int if units[0] in _NUMBERS and units[1] in _NUMBERS else _UNITS.get((units[0], sign, units[1]))
    if unit is None or (sign in ("//", "%") and not (isinstance(two, Known) and two.value)):
        raise CannotEvaluateError(f"reckons with {units[0].__name__} and {units[1].__name__}")
    first, second = _plain(one).astype(np.int64), _plain(two).astype(np.int64)
    if unit is int and not _fits(sign, first, second):
        raise CannotEvaluateError("numbers that are too large")
    values = _RECKON[sign](first, second)
    fails = either(_failing(one), _failing(two))
    if may_be_none:
        fails = either(either(fails, _absent(one, frame)), _absent(two, frame))
    valid = both(*(None if isinstance(value, Known) else value.valid for value in (one, two)))
    made = Vector(frame=frame, values=values, unit=unit, valid=valid, fails=fails)  # type: ignore[arg-type]
    return in_calendar(made) if unit is date else made


def _fits(sign: str, one: Index, two: Index) -> bool:
    first, second = (int(np.abs(side).max(initial=0)) for side in (one, two))
    return (first * second if sign == "*" else first + second) < _LARGEST


def in_calendar(value: Vector) -> Vector:
    """Return days, where those that Python's calendar does not have are left to the function itself."""
    days = value.values
    if not len(days) or (days.min() >= FIRST_DAY and days.max() <= LAST_DAY):
        return value
    outside = (days < FIRST_DAY) | (days > LAST_DAY)
    return evolve(value, values=np.clip(days, FIRST_DAY, LAST_DAY), fails=either(value.fails, both(outside, value.valid)))


def part(name: str, value: Value) -> Value:
    """Return a number in a day or a span, or a day or span made from a number.

    Raises:
        CannotEvaluateError: if there is no such part.
    """
    if isinstance(value, Known):
        return known_result(_PARTS[name], value.value)
    if not isinstance(value, Vector) or value.unit is object:
        raise CannotEvaluateError(f"{name} of what is no day")
    if name in ("days", "span"):
        return evolve(value, unit=int if name == "days" else timedelta)
    if name == "toordinal":
        return evolve(value, values=value.values + np.int64(EPOCH), unit=int)
    if name == "fromordinal":
        return in_calendar(evolve(value, values=value.values - np.int64(EPOCH), unit=date))
    return evolve(value, values=_in_day(name, value.values), unit=int)


_PARTS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "year": operator.attrgetter("year"),
        "month": operator.attrgetter("month"),
        "day": operator.attrgetter("day"),
        "days": operator.attrgetter("days"),
        "toordinal": operator.methodcaller("toordinal"),
        "fromordinal": date.fromordinal,
        "span": timedelta,
    }
)


def _in_day(name: str, days: Index) -> Index:
    """Return year, month or day of days, looked up in a calendar where they lie close together."""
    if not len(days):
        return days
    first = int(days.min())
    if int(days.max()) - first < len(days):
        return _from_calendar(name, np.arange(first, int(days.max()) + 1))[days - first]
    return _from_calendar(name, days)


def _from_calendar(name: str, days: Index) -> Index:
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    if name == "day":
        found: Index = (moments - months).astype(np.int64) + 1
    elif name == "month":
        found = months.astype(np.int64) % 12 + 1
    else:
        found = months.astype("datetime64[Y]").astype(np.int64) + 1970
    return found


def among(item: Value, container: Value) -> Value:
    """Return whether something is in a known collection.

    Raises:
        CannotEvaluateError: if columns do not tell.
    """
    if not isinstance(container, Known):
        raise CannotEvaluateError("a collection that differs from row to row")
    values = container.value
    if isinstance(item, Known):
        return known_result(lambda one: one in values, item.value)  # type: ignore[operator]  # as Python does
    if not isinstance(item, Vector) or not isinstance(values, Collection):
        raise CannotEvaluateError("looks for a record")
    if item.unit is object and len(item.pool) > _FEW:
        return _in_large_pool(item, values)
    return truth(applied(item, lambda one: one in values))


def _in_large_pool(item: Vector, values: Collection[object]) -> Value:
    places = [place for place in (place_in(item.pool, value) for value in values) if place >= 0]
    found = np.isin(item.values, np.array(places, np.int64))
    if item.valid is not None:
        found = np.where(item.valid, found, None in values)
    return Vector(frame=item.frame, values=found, unit=bool, fails=item.fails)  # type: ignore[arg-type]
