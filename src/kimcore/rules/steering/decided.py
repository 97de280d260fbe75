"""What the steering bodies have decided and want carried out."""

from kimcore.model import Decision, DecisionId, DecisionKind, DecisionOutcome, Town
from kimcore.rules.context import Context

_ABOUT_THE_BODY = frozenset({DecisionKind.MANDATE, DecisionKind.PROCEDURE})


def decided_elsewhere(town: Town) -> frozenset[DecisionId]:
    """Return the decisions of bodies that work out and do not steer: nothing is accepted or approved by them."""
    groups = frozenset(group.id for group in town.work_groups or ())
    return frozenset(decision.id for decision in town.decisions or () if decision.body in groups)


def decisions_to_carry_out(context: Context) -> tuple[Decision, ...]:
    """Return what steering bodies have accepted up to the day, mandates and procedure left out."""
    bodies = frozenset(body.id for body in context.town.steering_groups or ())
    return tuple(
        decision
        for decision in context.town.decisions or ()
        if decision.body in bodies
        and decision.decided_on <= context.on
        and decision.outcome is DecisionOutcome.ACCEPTED
        and decision.kind not in _ABOUT_THE_BODY
    )
