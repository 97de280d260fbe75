"""LG-22: where two bodies steer, no question is settled by both."""

from collections.abc import Iterator
from itertools import combinations

from kimcore.law import Binding, Grade
from kimcore.model import SteeringGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import WUPPERTAL_STEERING
from kimcore.rules.steering.bodies import no_body


def _check(context: Context) -> Iterator[Verdict]:
    bodies = sorted(in_force(context.town.steering_groups or (), on=context.on), key=lambda body: body.id)
    pairs = tuple(combinations(bodies, 2))
    if not pairs:
        yield no_body(context)
    for one, other in pairs:
        yield _judge(one, other)


def _judge(one: SteeringGroup, other: SteeringGroup) -> Verdict:
    if one.competences is None or other.competences is None:
        return unknown(one.id, {"other": other.name}, missing=("competences",))
    shared = tuple(sorted(set(one.competences) & set(other.competences)))
    if not shared:
        return passed(one.id, {"other": other.name})
    days = [body.during.first_day for body in (one, other) if body.during.first_day is not None]
    return failed(one.id, {"other": other.name, "shared": shared}, since=max(days, default=None))


RULE = Rule(
    code="LG-22",
    slug="two-tiers",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(WUPPERTAL_STEERING,),
    needs=("steering_groups",),
    facts={"other": "text", "shared": "text"},
    check=_check,
)
