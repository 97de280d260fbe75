"""Who sits in a steering body, and whether enough of one sort do."""

from collections.abc import Callable, Mapping
from datetime import date

from kimcore.model import DECISION_RANKS, ActorId, ActorKind, BodyId, Membership, Rank, SteeringGroup, Vote, in_force, kinds_below
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Verdict, failed, passed, unknown
from kimcore.text import Fact, FactKind

SEAT_FACTS: Mapping[str, FactKind] = {"members": "count", "found": "count", "required": "count"}
"""The facts that `enough_seats` finds."""

INEXACT_RANKS = frozenset({None, Rank.LEADERSHIP})
"""Ranks that leave open how high a member stands."""


def seats(context: Context, body: BodyId, *, on: date | None = None) -> tuple[Membership, ...]:
    """Return who sits in a body, on the day of the question or on another, guests left out."""
    return in_force(ever_seated(context, body), on=on or context.on)


def ever_seated(context: Context, body: BodyId) -> tuple[Membership, ...]:
    """Return who sat, sits or will sit in a body, guests left out."""
    members = context.town.memberships or ()
    return tuple(member for member in members if member.body == body and member.vote is not Vote.GUEST)


def can_decide(member: Membership) -> bool | None:
    """Return whether a member can decide; `None` if neither authority nor an exact rank is known."""
    if member.may_decide is not None:
        return member.may_decide
    return None if member.rank in INEXACT_RANKS else member.rank in DECISION_RANKS


def kinds_of(context: Context) -> Mapping[ActorId, frozenset[ActorKind]]:
    """Return for each actor of the day the kinds it can speak for: its own and those of its parts."""
    return kinds_below(context.actors().values())


def enough_seats(
    context: Context,
    body: SteeringGroup,
    counts: Callable[[Membership], bool | None],
    *,
    least: int,
    missing: tuple[str, ...] = (),
    variant: str | None = None,
) -> Verdict:
    """Return whether enough members of a body are of one sort.

    Args:
        context: what the rule was given.
        body: the body on the day.
        counts: whether a member is of that sort; `None` where that is not known.
        least: how many are needed.
        missing: what would have to be known of a member.
        variant: the sentence for a failure, where the rule has several.
    """
    answers = [counts(member) for member in seats(context, body.id)]
    found = answers.count(True)
    facts: Mapping[str, Fact] = {"members": len(answers), "found": found, "required": least}
    if found >= least:
        return passed(body.id, facts)
    if found + answers.count(None) >= least:
        return unknown(body.id, facts, missing=missing)
    if not context.is_complete("memberships"):
        return unknown(body.id, facts, missing=("memberships",))
    periods = (member.during for member in ever_seated(context, body.id) if counts(member))
    since = too_few_since(periods, least=least, begun=body.during.first_day, on=context.on)
    return failed(body.id, facts, since=since, variant=variant)
