"""Hypothesis strategies for every record of the model, and for whole towns that fit together (*Zufallsdaten*).

They are made from the annotations of the model, so that a new field is drawn without a line here.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from string import ascii_lowercase, digits
from types import MappingProxyType, NoneType
from typing import TypeVar

from attrs import AttrsInstance, evolve, fields
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kimcore.bundle.annotations import alternatives, collections, held, is_codes, is_list, is_record
from kimcore.bundle.ranges import RANGES, LengthRange, NumberRange, Range
from kimcore.model.actors import Actor
from kimcore.model.cases import Case
from kimcore.model.keys import CaseId, MunicipalityKey
from kimcore.model.municipality import GovernmentDistrict, Municipality, MunicipalityKind
from kimcore.model.period import Period
from kimcore.model.town import Town
from kimcore.model.units import FICTITIOUS_KEYS, UNITS
from kimcore.testing.fitting import coherent_case, coherent_town

RecordT = TypeVar("RecordT", bound=AttrsInstance)

_EXACT = 2**53 - 1
_FEW = 2
_UNIT_DIGITS = 5


def texts() -> SearchStrategy[str]:
    """Return a strategy for texts that a bundle can hold, in any script."""
    return st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\t"), max_size=12)


def days() -> SearchStrategy[date]:
    """Return a strategy for days that leave room for every deadline before and after them."""
    return st.dates(date(1990, 1, 1), date(2060, 12, 31))


def moments() -> SearchStrategy[datetime]:
    """Return a strategy for moments whose offset from UTC is of whole minutes."""
    zones = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    return st.datetimes(timezones=zones)


def periods() -> SearchStrategy[Period]:
    """Return a strategy for periods, open on any side."""
    return st.tuples(st.none() | days(), st.none() | days()).map(_period)


def keys(kind: object) -> SearchStrategy[str]:
    """Return a strategy for keys of a kind, whether or not a record has them.

    Example:
        >>> from hypothesis import find
        >>> find(keys(MunicipalityKey), lambda key: len(key) == 8)
        '05111004'
    """
    if kind is MunicipalityKey:
        return st.builds(
            "{}{}".format, st.sampled_from([unit.key[:_UNIT_DIGITS] for unit in UNITS]), st.sampled_from(["", "004", "0004004"])
        )
    words = st.lists(st.text(ascii_lowercase + digits, min_size=1, max_size=6), min_size=1, max_size=3).map("-".join)
    return words.map("0{}".format) if kind is CaseId else words


def records(cl: type[RecordT]) -> SearchStrategy[RecordT]:
    """Return a strategy for records of a class, each right by itself; the keys in them lead nowhere.

    Args:
        cl: any record of the model; for a case or a town that fits together see `cases` and `towns`.

    Example:
        >>> from hypothesis import find
        >>> from kimcore.model import Waiver
        >>> find(records(Waiver), lambda waiver: waiver.subject is not None).subject
        ''
    """
    return _entries(cl)  # type: ignore[return-value]  # the class is the argument


def cases() -> SearchStrategy[Case]:
    """Return a strategy for cases in which needs, goals, referrals and consents fit together."""
    return records(Case).map(coherent_case)


def municipalities() -> SearchStrategy[Municipality]:
    """Return a strategy for units as the registry has them, and for invented ones."""
    registered = st.sampled_from([(unit.key, unit.kind, unit.district) for unit in UNITS])
    district = st.just(GovernmentDistrict.ARNSBERG)
    invented = st.tuples(st.sampled_from(sorted(FICTITIOUS_KEYS)), st.sampled_from(MunicipalityKind), district)
    return st.builds(_municipality, records(Municipality), registered | invented)


def towns() -> SearchStrategy[Town]:
    """Return a strategy for towns in which every key leads to a record, in the order in which bundles are written.

    Example:
        >>> from hypothesis import given, settings
        >>> from kimcore.bundle import dumps, loads
        >>> @settings(max_examples=5)
        ... @given(towns())
        ... def test_a_town_is_read_as_it_was_written(town):
        ...     assert loads(dumps(town)) == town
        >>> test_a_town_is_read_as_it_was_written()
    """
    drawn = {field.name: _values(field.type) for field in fields(Town)}
    drawn["municipality"] = municipalities()
    drawn["actors"] = st.lists(records(Actor), min_size=_FEW, max_size=_FEW + 1).map(tuple)
    drawn["partial"] = st.lists(st.sampled_from(sorted(collections())), unique=True, max_size=_FEW).map(tuple)
    return st.builds(Town, **drawn).map(coherent_town)


@cache
def _records(cl: type[AttrsInstance]) -> SearchStrategy[AttrsInstance]:
    """Return the strategy for records of a class, made once: Hypothesis is slow with new ones."""
    ranges = RANGES.get(cl, {})
    return st.builds(cl, **{field.name: _values(field.type, ranges.get(field.name)) for field in fields(cl)})


def _values(kind: object, allowed: Range | None = None) -> SearchStrategy[object]:
    """Return a strategy for what a field of a type may hold, the simplest first."""
    parts = sorted(alternatives(kind), key=lambda part: part is not NoneType)
    if len(parts) > 1:
        return st.one_of([_values(part, allowed) for part in parts])
    if is_list(kind):
        return _lists(_entries(held(kind)), allowed)
    if isinstance(allowed, NumberRange) and kind is not NoneType:
        return _numbers(kind, allowed)
    return _entries(kind)


def _entries(kind: object) -> SearchStrategy[object]:
    """Return a strategy for a single value of a type."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_record(kind):
        return _records(kind)
    return st.sampled_from(kind) if is_codes(kind) else keys(kind)


def _lists(entries: SearchStrategy[object], allowed: Range | None) -> SearchStrategy[tuple[object, ...]]:
    """Return a strategy for short lists."""
    if not isinstance(allowed, LengthRange):
        return st.lists(entries, max_size=_FEW).map(tuple)
    lists = st.lists(entries, min_size=allowed.lengths.start, max_size=_FEW, unique=allowed.must_differ).map(tuple)
    return lists.filter(allowed.__contains__)


def _numbers(kind: object, allowed: NumberRange) -> SearchStrategy[float]:
    """Return a strategy for numbers in a range."""
    least, most = allowed.at_least, allowed.at_most
    if kind is not float:
        return st.integers(None if least is None else int(least), _EXACT if most is None else int(most))
    lowest = least if allowed.above is None else allowed.above
    return st.floats(lowest, most, exclude_min=allowed.above is not None, allow_infinity=False, allow_nan=False)


def _period(ends: tuple[date | None, date | None]) -> Period:
    """Return the period between two days, whichever comes first."""
    first_day, last_day = ends
    if first_day is not None and last_day is not None and last_day < first_day:
        return Period(first_day=last_day, last_day=first_day)
    return Period(first_day=first_day, last_day=last_day)


def _municipality(drawn: Municipality, told: tuple[MunicipalityKey, MunicipalityKind, GovernmentDistrict]) -> Municipality:
    """Return a municipality that agrees with the registry."""
    key, kind, district = told
    return evolve(drawn, key=key, kind=kind, district=district)


_PLAIN: Mapping[object, SearchStrategy[object]] = MappingProxyType(
    {
        bool: st.booleans(),
        date: days(),
        datetime: moments(),
        float: st.floats(allow_infinity=False, allow_nan=False),
        int: st.integers(-_EXACT, _EXACT),
        NoneType: st.none(),
        Period: periods(),
        str: texts(),
    }
)
