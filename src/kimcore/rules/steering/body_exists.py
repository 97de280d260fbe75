"""LG-01: there is a steering group, or an existing body that has its mandate."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Period, SteeringGroup, SteeringKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import ACTION_CONCEPT_PAGE, STEERING_PAGE

_FIRST_DAY = date(2020, 11, 30)


def _check(context: Context) -> Iterator[Verdict]:
    groups = context.town.steering_groups or ()
    bodies = in_force(groups, on=context.on)
    steering = [body for body in bodies if _steers(body)]
    if steering:
        yield from (passed(body.id) for body in steering)
    elif not context.is_complete("steering_groups"):
        yield unknown(missing=("steering_groups",))
    elif any(_steers(body) is None for body in bodies):
        yield unknown(missing=("carries_mandate",))
    else:
        periods = (body.during for body in groups if _steers(body))
        since = too_few_since(periods, least=1, begun=_FIRST_DAY, on=context.on)
        yield failed(variant="no_mandate" if bodies else "none", since=since)


def _steers(body: SteeringGroup) -> bool | None:
    """Return whether a body is there to steer; an existing one only if it is known to have the mandate."""
    if body.kind is SteeringKind.EXISTING_BODY:
        return body.carries_mandate
    return body.carries_mandate is not False


RULE = Rule(
    code="LG-01",
    slug="body-exists",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE, ACTION_CONCEPT_PAGE),
    in_force=Period(first_day=_FIRST_DAY),
    needs=("steering_groups",),
    check=_check,
)
