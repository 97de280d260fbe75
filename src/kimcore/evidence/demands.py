"""Which pairs of actors the cases require to work together."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import combinations, pairwise

from attrs import frozen

from kimcore.model import ActorId, Case, LegalFieldSpell, ReferralOutcome, Town


class Demand(Enum):
    """What requires two actors to work together (*Anlass der Zusammenarbeit*)."""

    REFERRALS = "referrals"
    """*Vermittlungen*"""
    TRANSITIONS = "transitions"
    """*Wechsel der Zuständigkeit*"""
    SHARED_CASES = "shared_cases"
    """*gemeinsame Fälle*"""


Pair = tuple[ActorId, ActorId]

LEAST_SHARED = 3
"""So many cases two actors must share before these alone require them to work together; a proposal of kimcore."""


@frozen(kw_only=True)
class Requirement:
    """Two actors that the cases require to work together (*erforderliche Zusammenarbeit*)."""

    pair: Pair
    """Sorted; the requirement has no direction."""
    needs: int
    """Needs behind it: those referred between the two, and one for each further case they share or hand over."""
    cases: int
    """Cases behind it."""
    referrals: int
    """Attempts to refer a person from one to the other, whatever the answer."""
    transitions: int
    """Changes of responsibility from one to the other."""
    shared_cases: int
    """Cases both take part in."""


@frozen
class _Trace:
    pair: Pair
    case: str
    need: str | None
    demand: Demand


def requirements(town: Town, *, on: date, first_day: date | None = None) -> tuple[Requirement, ...]:
    """Return the pairs of actors that the cases require to work together, most needs first.

    A pair is required if a person was referred or handed over between the two, or if they share at least three cases.

    Args:
        town: the town.
        on: the last day that counts.
        first_day: the first day that counts; everything on record by default. Shared cases count by the day of opening.

    Example:
        >>> from kimcore.model import UNITS
        >>> requirements(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    begin = date.min if first_day is None else first_day
    traces: dict[Pair, list[_Trace]] = {}
    for case in town.cases or ():
        for one in _traces(case, begin, on):
            traces.setdefault(one.pair, []).append(one)
    found = (_requirement(pair, of_pair) for pair, of_pair in traces.items())
    required = (one for one in found if one.referrals or one.transitions or one.shared_cases >= LEAST_SHARED)
    return tuple(sorted(required, key=lambda one: (-one.needs, one.pair)))


def pair_of(one: ActorId, other: ActorId) -> Pair:
    """Return two actors in their order."""
    return (one, other) if one < other else (other, one)


def _traces(case: Case, begin: date, on: date) -> Iterator[_Trace]:
    for sender, receiver, need in _attempts(case, begin, on):
        yield _Trace(pair_of(sender, receiver), case.id, need, Demand.REFERRALS)
    for before, after in _transitions(case, begin, on):
        yield _Trace(pair_of(before, after), case.id, None, Demand.TRANSITIONS)
    if begin <= case.opened_on <= on:
        for one, other in combinations(sorted(_taking_part(case, on)), 2):
            yield _Trace((one, other), case.id, None, Demand.SHARED_CASES)


def _attempts(case: Case, begin: date, on: date) -> Iterator[tuple[ActorId, ActorId, str | None]]:
    for referral in case.referrals:
        for attempt in referral.attempts:
            if begin <= attempt.sent_on <= on and attempt.receiver != referral.sender:
                yield referral.sender, attempt.receiver, referral.need


def _transitions(case: Case, begin: date, on: date) -> Iterator[Pair]:
    for before, after in pairwise(sorted(case.legal_fields, key=_first_day)):
        if before.responsible is None or after.responsible is None or before.responsible == after.responsible:
            continue
        if begin <= _first_day(after) <= on:
            yield before.responsible, after.responsible


def _first_day(spell: LegalFieldSpell) -> date:
    return spell.during.first_day or date.min


def _taking_part(case: Case, on: date) -> set[ActorId]:
    """Return who works on a case: its host, those who refer, and those who took a person on."""
    accepted = {
        attempt.receiver
        for referral in case.referrals
        for attempt in referral.attempts
        if attempt.outcome is ReferralOutcome.ACCEPTED and (attempt.answered_on or attempt.sent_on) <= on
    }
    senders = {referral.sender for referral in case.referrals if any(one.sent_on <= on for one in referral.attempts)}
    return accepted | senders | ({case.host} if case.host is not None else set())


def _requirement(pair: Pair, traces: Iterable[_Trace]) -> Requirement:
    listed = tuple(traces)
    named = {(one.case, one.need) for one in listed if one.need is not None}
    with_need = {case for case, _ in named}
    cases = {one.case for one in listed}
    return Requirement(
        pair=pair,
        needs=len(named) + len(cases - with_need),
        cases=len(cases),
        referrals=_count(listed, Demand.REFERRALS),
        transitions=_count(listed, Demand.TRANSITIONS),
        shared_cases=_count(listed, Demand.SHARED_CASES),
    )


def _count(traces: tuple[_Trace, ...], demand: Demand) -> int:
    return sum(one.demand is demand for one in traces)
