"""What the steering bodies have decided and want carried out."""

from kimcore.model import Decision, DecisionKind, DecisionOutcome
from kimcore.rules.context import Context

_ABOUT_THE_BODY = frozenset({DecisionKind.MANDATE, DecisionKind.PROCEDURE})


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
