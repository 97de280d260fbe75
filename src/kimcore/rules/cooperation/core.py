"""The offices of the day that the guidance counts to the core."""

from kimcore.model import Actor, ActorKind
from kimcore.rules.context import Context

CORE = "lg.core_actors"
"""Key of the kinds of office that make up the core."""


def core_offices(context: Context) -> tuple[Actor, ...]:
    """Return the offices of the day that are of a core kind, by key."""
    return offices(context, frozenset(map(ActorKind, context.value(CORE).codes)))


def offices(context: Context, kinds: frozenset[ActorKind]) -> tuple[Actor, ...]:
    """Return the offices of the day that are of one of the kinds, by key."""
    found = (actor for actor in context.actors().values() if kinds & frozenset(actor.kinds))
    return tuple(sorted(found, key=lambda actor: actor.id))
