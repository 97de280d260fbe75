"""LG-02: exactly one body carries the mandate to steer, and an existing body has it on record."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import SteeringGroup, SteeringKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import no_body

_HOLDERS = "lg.mandate_holders"


def _check(context: Context) -> Iterator[Verdict]:
    bodies = in_force(context.town.steering_groups or (), on=context.on)
    if not bodies:
        yield no_body(context)
        return
    right = context.value(_HOLDERS).whole
    holders = [body for body in bodies if _carries(body, alone=len(bodies) == 1)]
    open_bodies = [body for body in bodies if body.carries_mandate is None and body not in holders]
    facts = {"holders": len(holders), "required": right}
    if len(holders) > right:
        yield failed(facts=facts, variant="several")
    elif not context.is_complete("steering_groups"):
        yield unknown(missing=("steering_groups",))
    elif open_bodies:
        yield unknown(missing=("carries_mandate",))
    elif len(holders) < right:
        yield failed(facts=facts, variant="none")
    else:
        yield from map(_documented, holders)


def _carries(body: SteeringGroup, *, alone: bool) -> bool:
    """Return whether a body carries the mandate; a steering group without another beside it does unless it is denied."""
    if body.carries_mandate is None:
        return alone and body.kind is SteeringKind.STEERING_GROUP
    return body.carries_mandate


def _documented(body: SteeringGroup) -> Verdict:
    if body.kind is not SteeringKind.EXISTING_BODY or body.mandate_documented:
        return passed(body.id)
    if body.mandate_documented is None:
        return unknown(body.id, missing=("mandate_documented",))
    return failed(body.id, variant="undocumented", since=body.during.first_day)


RULE = Rule(
    code="LG-02",
    slug="single-mandate",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("steering_groups",),
    parameters=(_HOLDERS,),
    facts={"holders": "count", "required": "count"},
    check=_check,
)
