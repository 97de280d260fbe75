"""How many posts may be funded at most, by the kind of municipality."""

from collections.abc import Callable, Iterator, Mapping

from kimcore.model import MunicipalityKind, Position, PositionKind
from kimcore.rules.context import Context
from kimcore.rules.outcome import Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import TownCheck
from kimcore.rules.structure.posts import above_since, granted_fte, no_post
from kimcore.text import Fact, FactKind

CEILING_FACTS: Mapping[str, FactKind] = {"granted": "fte", "ceiling": "fte"}
"""The facts that a check of `under_ceiling` finds."""


def under_ceiling(kind: PositionKind, keys: Mapping[MunicipalityKind, str], counts: Callable[[Position], bool]) -> TownCheck:
    """Return a check that the granted posts of a kind stay under the ceiling of the municipality's kind.

    The keys are read only for the kind in question: what is open for one kind says nothing about another.
    """

    def check(context: Context) -> Iterator[Verdict]:
        key = keys.get(context.town.municipality.kind)
        if key is None:
            yield not_applicable()
            return
        ever = [post for post in context.town.positions or () if post.kind is kind and counts(post)]
        today = [post for post in ever if context.on in post.during]
        if not today:
            yield no_post(context)
            return
        ceiling = context.value(key).number
        granted = granted_fte(today)
        facts: Mapping[str, Fact] = {"granted": granted, "ceiling": ceiling}
        if granted > ceiling:
            yield failed(facts=facts, since=above_since(ever, ceiling, on=context.on))
        elif any(post.fte_granted is None for post in today):
            yield unknown(facts=facts, missing=("fte_granted",))
        elif not context.is_complete("positions"):
            yield unknown(facts=facts, missing=("positions",))
        else:
            yield passed(facts=facts)

    return check
