"""Which bodies steer on a day, and what is asked of each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from kimcore.model import BodyId, RulesOfProcedure, SteeringGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Verdict, not_applicable, unknown
from kimcore.rules.rule import TownCheck

AskBody: TypeAlias = Callable[[SteeringGroup, Context], Iterable[Verdict]]
"""Says something about one body."""


def each_body(ask: AskBody) -> TownCheck:
    """Return a check that asks about every steering body of the day."""

    def check(context: Context) -> Iterator[Verdict]:
        bodies = steering_bodies(context)
        if not bodies:
            yield no_body(context)
        for body in bodies:
            yield from ask(body, context)

    return check


def steering_bodies(context: Context) -> tuple[SteeringGroup, ...]:
    """Return the bodies of the day that carry the mandate; all of them where none is marked."""
    bodies = in_force(context.town.steering_groups or (), on=context.on)
    return tuple(body for body in bodies if body.carries_mandate) or bodies


def no_body(context: Context) -> Verdict:
    """Return the verdict of a rule about bodies where there are none, or too few, on the day."""
    return not_applicable() if context.is_complete("steering_groups") else unknown(missing=("steering_groups",))


def agreed(context: Context, body: BodyId, own: Callable[[RulesOfProcedure], int | None], key: str, *, on: date) -> int:
    """Return what a body has laid down in its rules of procedure, or else the value of a parameter.

    Raises:
        MissingValueError: if neither says anything; the engine answers *unknown*.
    """
    rules = [procedure for procedure in in_force(context.town.rules_of_procedure or (), on=on) if procedure.body == body]
    dated = ((procedure.adopted_on or date.min, own(procedure)) for procedure in rules)
    given = [(adopted, number) for adopted, number in dated if number is not None]
    newest = max(given, default=None)
    return newest[1] if newest is not None else context.value(key).whole
