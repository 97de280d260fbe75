"""The written concepts of a municipality on a day."""

from datetime import date

from kimcore.model import Concept, ConceptKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since


def valid_concepts(context: Context, *kinds: ConceptKind) -> tuple[Concept, ...]:
    """Return the concepts of some kinds that are valid on the day; one that is adopted later does not exist yet."""
    known = in_force(context.town.concepts or (), on=context.on)
    return tuple(
        concept for concept in known if concept.kind in kinds and (concept.adopted_on is None or concept.adopted_on <= context.on)
    )


def none_since(context: Context, kind: ConceptKind, *, first_day: date) -> date:
    """Return the first day since which there is no valid concept of a kind, not before the first day of the duty."""
    periods = (concept.during for concept in context.town.concepts or () if concept.kind is kind)
    since = too_few_since(periods, least=1, begun=first_day, on=context.on)
    return first_day if since is None else max(since, first_day)
