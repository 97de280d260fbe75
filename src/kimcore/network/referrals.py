"""The referrals of a town's cases, as events and as times of waiting."""

from collections.abc import Iterable, Iterator
from datetime import date

from kimcore.model import ActorId, Case, CaseId, FieldOfAction, ReferralOutcome, Town
from kimcore.records import frozen

_SENT_BACK = frozenset({ReferralOutcome.REFUSED})
_NEVER_MET = frozenset({ReferralOutcome.NO_SHOW, ReferralOutcome.WITHDRAWN})


@frozen(kw_only=True)
class ReferralEvent:
    """A case arrives at an office (*Station einer Vermittlung*); `kimcore.network.event_log` reads it."""

    case: str
    """The chain of referrals: the key of the case and a number."""
    actor: ActorId
    time: int
    """The place in the chain, from 1."""
    day: date


@frozen(kw_only=True)
class ReferralSpell:
    """The wait from asking an office to its answer (*Wartezeit einer Vermittlung*)."""

    case: CaseId
    actor: ActorId
    first_day: date
    last_day: date | None
    """`None` where there is no answer yet."""


@frozen(kw_only=True)
class Placement:
    """An office took a case on for a need (*Vermittlung auf einen Bedarf*)."""

    case: CaseId
    field: FieldOfAction
    actor: ActorId


@frozen
class _Step:
    sender: ActorId
    receiver: ActorId
    day: date
    came_back: bool


def referral_events(town: Town, *, on: date, with_refusals: bool = False) -> tuple[ReferralEvent, ...]:
    """Return who passed whom on, as an event log with a chain of referrals in place of a case.

    Case management stays with a person and refers to several offices side by side. In a log by cases that would look as if one
    of these offices handed over to the next, so a chain goes on only where the office that took the case on refers it further;
    every other referral begins a chain of its own.

    Args:
        town: the town.
        on: the last day that counts.
        with_refusals: whether an attempt that was refused is a step there and back, as for `ping_pong`;
            for `handovers` it is no step at all.

    Example:
        >>> from kimcore.model import UNITS
        >>> referral_events(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    return tuple(
        event
        for case in sorted(town.cases or (), key=lambda case: case.id)
        for number, chain in enumerate(_chains(_steps(case, on, with_refusals=with_refusals)), start=1)
        for event in _events(f"{case.id}/{number}", chain)
    )


def referral_spells(town: Town, *, on: date) -> tuple[ReferralSpell, ...]:
    """Return how long each attempt waited for the answer of the office asked, up to a day.

    The wait ends with the answer, or with the first contact where no day of the answer is known. An attempt without either
    is still waiting, also where somebody has written it off as unanswered: the office has not answered.
    Attempts that ended without a day and not by the office are left out, and so are those answered before they were sent.

    Example:
        >>> from kimcore.model import UNITS
        >>> referral_spells(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    spells = (
        ReferralSpell(
            case=case.id,
            actor=attempt.receiver,
            first_day=attempt.sent_on,
            last_day=attempt.answered_on or attempt.first_contact_on,
        )
        for case in town.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
        if attempt.sent_on <= on
        and attempt.is_in_order
        and (attempt.answered_on or attempt.first_contact_on or attempt.outcome not in _NEVER_MET)
    )
    return tuple(sorted(spells, key=lambda spell: (spell.case, spell.first_day, spell.actor)))


def placements(town: Town, *, on: date) -> tuple[Placement, ...]:
    """Return which offices took cases on for needs in which field, up to a day.

    Example:
        >>> from kimcore.model import UNITS
        >>> placements(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    found = {
        Placement(case=case.id, field=need.field, actor=attempt.receiver)
        for case in town.cases or ()
        for referral in case.referrals
        for need in case.needs
        if need.id == referral.need
        for attempt in referral.attempts
        if attempt.outcome is ReferralOutcome.ACCEPTED and (attempt.answered_on or attempt.sent_on) <= on
    }
    return tuple(sorted(found, key=lambda placement: (placement.case, placement.field.value, placement.actor)))


def _steps(case: Case, on: date, *, with_refusals: bool) -> list[_Step]:
    counting = {ReferralOutcome.ACCEPTED} | (_SENT_BACK if with_refusals else frozenset())
    steps = [
        _Step(referral.sender, attempt.receiver, attempt.answered_on or attempt.sent_on, attempt.outcome in _SENT_BACK)
        for referral in case.referrals
        for attempt in referral.attempts
        if attempt.outcome in counting and attempt.receiver != referral.sender
    ]
    return sorted((step for step in steps if step.day <= on), key=lambda step: (step.day, step.sender, step.receiver))


def _chains(steps: Iterable[_Step]) -> list[list[_Step]]:
    """Join each step to the latest chain that has come to its sender."""
    chains: list[list[_Step]] = []
    for step in steps:
        before = next((chain for chain in reversed(chains) if _end(chain) == step.sender), None)
        if before is None:
            chains.append([step])
        else:
            before.append(step)
    return chains


def _end(chain: list[_Step]) -> ActorId:
    return chain[-1].sender if chain[-1].came_back else chain[-1].receiver


def _events(chain_name: str, chain: list[_Step]) -> Iterator[ReferralEvent]:
    stations = [(chain[0].sender, chain[0].day)]
    for step in chain:
        stations.append((step.receiver, step.day))
        if step.came_back:
            stations.append((step.sender, step.day))
    for place, (actor, day) in enumerate(stations, start=1):
        yield ReferralEvent(case=chain_name, actor=actor, time=place, day=day)
