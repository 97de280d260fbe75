"""The same numbers of several towns, each against what its size allows."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.errors import EvidenceError
from kimcore.evidence.answers import NOT_ENDED, AttemptCount
from kimcore.evidence.book import book_of
from kimcore.evidence.exposure import case_days
from kimcore.evidence.funnels import LEAST, Funnel, TownCount, funnel
from kimcore.evidence.goals_reached import attainment
from kimcore.evidence.lacks import Lack
from kimcore.evidence.searching import Gaps, gaps
from kimcore.evidence.sent import sent_by
from kimcore.evidence.small_counts import shown_counts
from kimcore.law import Law
from kimcore.model import MunicipalityKey, Period, ReferralOutcome, Town
from kimcore.network.limits import CountKind

_YEAR = timedelta(days=365)
_DAYS_A_YEAR = 365.25
_ENDS = (ReferralOutcome.ACCEPTED, ReferralOutcome.REFUSED, ReferralOutcome.NO_ANSWER, ReferralOutcome.NO_SHOW)
"""How an attempt can end: they add up to all that have, so they are protected together."""
_RATES = {
    "acceptance_rate": ReferralOutcome.ACCEPTED,
    "refusal_rate": ReferralOutcome.REFUSED,
    "no_answer_rate": ReferralOutcome.NO_ANSWER,
}
_OF_PEOPLE = frozenset({Lack.NEED_LEFT_ALONE})


@frozen(kw_only=True)
class TownComparison:
    """The same numbers of several towns (*Vergleich von Kommunen*)."""

    on: date
    first_day: date
    """The first day from which referrals and barriers count."""
    names: Mapping[str, str]
    """The names of the towns by their keys, sorted by key."""
    funnels: tuple[Funnel, ...]
    """Referrals, goals and barriers first, then the gaps in the order of the chain."""


def compare_towns(
    towns: Iterable[Town],
    *,
    on: date,
    first_day: date | None = None,
    targets: Mapping[str, float] | None = None,
    least: float = LEAST,
    adjust: bool = False,
    law: Law | None = None,
    protection: Protection = PROTECTED,
) -> TownComparison:
    """Compare the same numbers of several towns, each against what its size allows (*Vergleich von Kommunen*).

    Compared are shares and rates of counts: outcomes of referrals, goals reached, barriers by case years, and the share of
    records with a gap. Numbers on a network are not among them: ties are not independent, so no such limits hold for them.

    People are protected as on every output: outcomes of all towns are one table, from which small counts and those that
    would give them away are left out, and what is left out is in no target. A town with fewer people than the minimum is
    left out of the table as a whole.

    Args:
        towns: the towns.
        on: the day of the question.
        first_day: the first day from which referrals and barriers count; a year before the day by default.
        targets: what towns are held against, by the name of a number; that of all together by default.
        least: towns with fewer records behind a number get no place.
        adjust: widen the limits where towns differ by more than chance.
        law: the dated values by which something is missing; the shipped ones by default.
        protection: how people are protected.

    Raises:
        EvidenceError: if no town is given, one is given twice, or a target is for no number.
        NetworkError: if a target is no share or rate.

    Source:
        Spiegelhalter 2005, doi:10.1002/sim.1970

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> found = compare_towns([musterkreis()], on=REFERENCE_DAY)
        >>> [funnel.name for funnel in found.funnels][:5]
        ['acceptance_rate', 'refusal_rate', 'no_answer_rate', 'goals_reached', 'barriers_a_case_year']
    """
    listed = sorted(towns, key=lambda town: town.municipality.key)
    begin = on - _YEAR if first_day is None else first_day
    _refuse_unless_usable(listed, begin, on)
    missing = {town.municipality.key: gaps(town, on=on, law=law) for town in listed}
    aims = dict(targets or {})
    counted = {
        **_referrals(listed, begin, on, protection),
        "goals_reached": (CountKind.SHARE, [_goals(town, on) for town in listed]),
        "barriers_a_case_year": (CountKind.RATE, [_barriers(town, begin, on) for town in listed]),
        **{f"gap_{lack.value}": (CountKind.SHARE, _gaps(lack, missing, protection)) for lack in Lack},
    }
    unknown = sorted(set(aims) - set(counted))
    if unknown:
        raise EvidenceError(f"targets: expected names of {', '.join(counted)}, found {', '.join(unknown)}")
    return TownComparison(
        on=on,
        first_day=begin,
        names={town.municipality.key: town.municipality.name for town in listed},
        funnels=tuple(
            funnel(counts, name=name, kind=kind, target=aims.get(name), least=least, adjust=adjust)
            for name, (kind, counts) in counted.items()
        ),
    )


def _refuse_unless_usable(towns: list[Town], begin: date, on: date) -> None:
    if not towns:
        raise EvidenceError("towns: expected at least one, found none")
    keys = [town.municipality.key for town in towns]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise EvidenceError(f"towns: expected each municipality once, found {', '.join(twice)} several times")
    if begin > on:
        raise EvidenceError(f"first_day: expected a day up to {on}, found {begin}")


def _referrals(towns: list[Town], begin: date, on: date, protection: Protection) -> dict[str, tuple[CountKind, list[TownCount]]]:
    """Return the outcomes of referrals by town, all protected as one table."""
    ended = {town.municipality.key: _ended(town, begin, on) for town in towns if town.cases is not None}
    enough = {key: row for key, row in ended.items() if not protection.is_few(len(_people(row)))}
    shown = dict(zip(enough, shown_counts(list(enough.values()), protection), strict=False)) if enough else {}
    return {
        name: (
            CountKind.SHARE,
            [_outcome(town, _ENDS.index(outcome), ended.get(town.municipality.key), shown) for town in towns],
        )
        for name, outcome in _RATES.items()
    }


def _ended(town: Town, begin: date, on: date) -> tuple[AttemptCount, ...]:
    """Count the attempts since a day that have come to an end, by how they did."""
    sent = [one for one in sent_by(town, on) if one.attempt.sent_on >= begin and one.attempt.outcome not in NOT_ENDED]
    cases = [[one.case.id for one in sent if one.attempt.outcome is outcome] for outcome in _ENDS]
    return tuple(AttemptCount(len(found), frozenset(found)) for found in cases)


def _people(row: Iterable[AttemptCount]) -> frozenset[str]:
    return frozenset(case for one in row for case in one.people)


def _outcome(
    town: Town, place: int, row: tuple[AttemptCount, ...] | None, shown: Mapping[MunicipalityKey, tuple[int | None, ...]]
) -> TownCount:
    key = town.municipality.key
    if row is None:
        return TownCount(town=key, count=None, size=None, reason="not_recorded")
    if key not in shown:
        return TownCount(town=key, count=None, size=None, reason="too_few")
    count, size = shown[key][place], shown[key][-1]
    if size is None or count is None:
        return TownCount(town=key, count=None, size=size, reason="protected")
    return TownCount(town=key, count=count, size=size)


def _goals(town: Town, on: date) -> TownCount:
    """Count the goals that were reached at least as expected, of all that were measured."""
    if town.goals is None:
        return TownCount(town=town.municipality.key, count=None, size=None, reason="not_recorded")
    found = attainment(town, on=on)
    levels = [level for level in found.t.values.values() if level is not None]
    return TownCount(town=town.municipality.key, count=sum(level >= 0 for level in levels), size=len(levels))


def _barriers(town: Town, begin: date, on: date) -> TownCount:
    """Count the barriers seen since a day against the years that cases were open."""
    if town.barriers is None or town.cases is None:
        return TownCount(town=town.municipality.key, count=None, size=None, reason="not_recorded")
    book = book_of(town, on=on)
    seen = sum(begin <= barrier.seen_on <= on for barrier in book.barriers.values())
    years = case_days(book.cases.values(), Period(first_day=begin, last_day=on)) / _DAYS_A_YEAR
    return TownCount(town=town.municipality.key, count=seen, size=years)


def _gaps(lack: Lack, missing: Mapping[MunicipalityKey, Gaps], protection: Protection) -> list[TownCount]:
    return [_gap(key, lack, found, protection) for key, found in missing.items()]


def _gap(key: str, lack: Lack, found: Gaps, protection: Protection) -> TownCount:
    """Return at how many of the records that are asked something is missing; of people only what may be shown."""
    if lack not in found.asked or any(one.lack is lack for one in found.unjudged):
        return TownCount(town=key, count=None, size=None, reason="not_recorded")
    count, size = found.count(lack), found.asked[lack]
    if lack in _OF_PEOPLE and any(map(protection.is_few, (count, size - count, size))):
        return TownCount(town=key, count=None, size=None, reason="protected")
    return TownCount(town=key, count=count, size=size)
