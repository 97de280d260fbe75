"""Synthetic cases in any number: seeded, plausible, and no person behind any of them (*künstliche Fälle*).

For trying out what has to work with a million cases. A case follows from the seed, its number and the day alone, so that
the case with number 17 is the same whether it is asked for by itself or among many, on every machine and every Python.
The keys in a case lead to the offices and barriers of `town`, and ``flawed`` of a hundred cases break rules on cases.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kimcore.bundle.lines import written_case
from kimcore.errors import ModelError
from kimcore.model.cases import AccessRoute, Case, Indication, IndicationReason
from kimcore.model.keys import CaseId, MunicipalityKey
from kimcore.model.situations import AgeGroup, Household, TargetGroup
from kimcore.model.town import Town
from kimcore.model.units import UNITS_SOURCE, unit
from kimcore.testing.synthetic import course, papers, situation
from kimcore.testing.synthetic.flaws import FLAWS
from kimcore.testing.synthetic.flaws import flawed as with_flaws
from kimcore.testing.synthetic.frame import Frame, framed
from kimcore.testing.synthetic.places import ACTORS, BARRIERS, barriers, places

__all__ = ["ACTORS", "BARRIERS", "FLAWS", "case", "cases", "lines", "town"]

_ROUTES = tuple(AccessRoute)
_REASONS = tuple(IndicationReason)
_GROUPS = tuple(TargetGroup)
_AGES = (AgeGroup.FROM_27_TO_44,) * 5 + tuple(AgeGroup)
_HOUSEHOLDS = tuple(Household)
_EXCEPTION = "Aufnahme nach Absprache im Team"
_EARLIEST_BARRIER = timedelta(days=1_600)
_LAST_NUMBER = 10**9


def case(number: int, *, on: date, seed: int = 0, units: Iterable[str] | None = None, flawed: int = 40) -> Case:
    """Return the synthetic case with a number.

    Args:
        number: from 0 to one below a billion.
        on: the day up to which things have happened.
        seed: another one gives other cases.
        units: keys of those of the 54 units in which cases may be, weighted by their people; `None` is all.
        flawed: how many of a hundred cases break rules.

    Raises:
        ModelError: if the number is out of range, a key is no unit's, or `flawed` is no share of a hundred.

    Example:
        >>> one = case(17, on=date(2026, 1, 31))
        >>> one.id, one.municipality, one.opened_on
        ('fall-000000017', '05962', datetime.date(2025, 8, 2))
    """
    (found,) = cases(1, on=on, seed=seed, units=units, flawed=flawed, start=number)
    return found


def cases(
    count: int,
    *,
    on: date,
    seed: int = 0,
    units: Iterable[str] | None = None,
    flawed: int = 40,
    start: int = 0,
) -> Iterator[Case]:
    """Return an iterator over synthetic cases, which are made one by one as it is asked.

    Args:
        count: how many.
        on: the day up to which things have happened.
        seed: another one gives other cases.
        units: keys of those of the 54 units in which cases may be, weighted by their people; `None` is all.
        flawed: how many of a hundred cases break rules.
        start: the number of the first.

    Raises:
        ModelError: if a number is out of range, a key is no unit's, or `flawed` is no share of a hundred.

    Example:
        >>> many = list(cases(100, on=date(2026, 1, 31)))
        >>> many[17] == case(17, on=date(2026, 1, 31))
        True
    """
    if not 0 <= start <= start + count <= _LAST_NUMBER:
        raise ModelError(f"expected numbers from 0 to one below {_LAST_NUMBER}, found {start} and {count} more")
    if not 0 <= flawed <= 100:  # noqa: PLR2004 - per cent
        raise ModelError(f"expected a share from 0 to 100 of flawed cases, found {flawed}")
    where = places(None if units is None else tuple(units))
    return (_case(framed(number, seed=seed, on=on, where=where), flawed) for number in range(start, start + count))


def lines(
    count: int,
    *,
    on: date,
    seed: int = 0,
    units: Iterable[str] | None = None,
    flawed: int = 40,
    start: int = 0,
) -> Iterator[bytes]:
    r"""Return an iterator over the lines of synthetic cases, as they lie in a file beside a bundle: 1.3 kB each on average.

    Args and errors are those of `cases`.

    Example:
        >>> line = next(lines(1, on=date(2026, 1, 31)))
        >>> line[:23], line[-1:]
        (b'{"id":"fall-000000000",', b'\n')
    """
    found = cases(count, on=on, seed=seed, units=units, flawed=flawed, start=start)
    return (written_case(one) + b"\n" for one in found)


def town(key: str, count: int, *, on: date, seed: int = 0, flawed: int = 40) -> Town:
    """Return a unit with its offices, barriers and so many synthetic cases, to which every key in them leads.

    Args:
        key: of one of the 54 units.
        count: how many cases.
        on: the day up to which things have happened.
        seed: another one gives other cases.
        flawed: how many of a hundred cases break rules.

    Raises:
        ModelError: if no unit has the key, or as for `cases`.

    Example:
        >>> kleve = town("05154", 25, on=date(2026, 1, 31))
        >>> kleve.municipality.name, len(kleve.cases)
        ('Kleve', 25)
    """
    listed = tuple(cases(count, on=on, seed=seed, units=(key,), flawed=flawed))
    municipality = unit(MunicipalityKey(key))
    if municipality is None:
        raise ModelError(f"no unit has the key {key!r}")
    return Town(
        municipality=municipality,
        sources=(UNITS_SOURCE,),
        actors=ACTORS,
        cases=listed,
        barriers=tuple(barriers(on - _EARLIEST_BARRIER)),
    )


def _case(frame: Frame, share: int) -> Case:
    """Return the case in a frame; the parts are drawn in a fixed order, each whether it is on record or not."""
    chance = frame.chance
    has = frame.is_recorded
    is_flawed = chance.happens(share)
    phases = course.phases(frame) if has() else ()
    needs = course.needs(frame) if has() else ()
    arrived = situation.arrival(frame)
    age = chance.one_of(_AGES) if has() else None
    consents = papers.consents(frame, age) if has() else ()
    route = chance.one_of(_ROUTES) if has() else None
    has_office = route in {AccessRoute.REFERRED_BY_OFFICE, AccessRoute.REFERRED_BY_COUNSELLING}
    interpreter = chance.happens(55) if has() else None
    made = Case(
        id=CaseId(f"fall-{frame.number:09}"),
        municipality=frame.municipality,
        opened_on=frame.opened_on,
        host=course.HOST if has() else None,
        access=route,
        referred_by=chance.one_of(ACTORS).id if has_office else None,
        indication=_indication(frame),
        is_voluntary=True if has() else None,
        is_free_of_charge=True if has() else None,
        target_groups=chance.some_of(_GROUPS, least=1, most=2) if has() else (),
        exception_reason=_EXCEPTION if chance.happens(2) else None,
        age_group=age,
        household=chance.one_of(_HOUSEHOLDS) if has() else None,
        needs_interpreter=interpreter,
        interpreter_found=True if interpreter else None,
        stay=situation.stay(frame, arrived) if has() else None,
        legal_fields=situation.legal_fields(frame, arrived) if has() else (),
        residence=situation.residence(frame, arrived) if has() else (),
        language=situation.language(frame) if has() else (),
        phases=phases,
        needs=needs,
        plan=course.plan(frame, needs) if has() else None,
        contacts=course.contacts(frame),
        referrals=course.referrals(frame, needs) if has() else (),
        consents=consents,
        information=papers.information(frame),
        transfers=papers.transfers(frame, consents) if has() else (),
        leads=course.leads(frame) if has() else (),
        barriers=chance.some_of(BARRIERS, least=1, most=2) if chance.happens(12) else (),
        closing=course.closing(frame),
    )
    return with_flaws(made, chance, frame.on) if is_flawed else made


def _indication(frame: Frame) -> Indication:
    return Indication(
        on=frame.opened_on,
        reasons=frame.chance.some_of(_REASONS, least=1, most=2),
        has_other_case_management=False,
    )
