"""LG-03: the steering group has given the Kommunales Integrationszentrum the mandate."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import DecisionKind, DecisionOutcome, DecisionState, state_of
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import no_body, steering_bodies


def _check(context: Context) -> Iterator[Verdict]:
    mandates = [
        decision
        for decision in context.town.decisions or ()
        if decision.kind is DecisionKind.MANDATE
        and decision.outcome is DecisionOutcome.ACCEPTED
        and decision.decided_on <= context.on
        and state_of(decision, on=context.on) is not DecisionState.DROPPED
    ]
    bodies = steering_bodies(context)
    if mandates:
        yield from (passed(decision.id, {"decided": decision.decided_on}) for decision in mandates)
    elif not bodies:
        yield no_body(context)
    elif not context.is_complete("decisions"):
        yield unknown(missing=("decisions",))
    else:
        since = min((body.during.first_day for body in bodies if body.during.first_day is not None), default=None)
        yield failed(since=since)


RULE = Rule(
    code="LG-03",
    slug="mandate-to-centre",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "decisions"),
    facts={"decided": "date"},
    check=_check,
)
