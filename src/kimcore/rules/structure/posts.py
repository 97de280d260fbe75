"""The posts of integration management on a day, and what is asked of each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from kimcore.model import ActorId, ActorKind, Position, PositionKind, in_force, kinds_below
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Verdict, not_applicable, unknown
from kimcore.rules.rule import TownCheck

AskPost: TypeAlias = Callable[[Position, Context], Verdict]
"""Says something about one post."""

ALL_KINDS = frozenset(PositionKind)
AUTHORITY_KINDS = frozenset(
    {PositionKind.FOREIGNERS_AUTHORITY, PositionKind.NATURALISATION_AUTHORITY, PositionKind.AUTHORITIES_UNSPECIFIED}
)


def each_post(
    ask: AskPost,
    kinds: frozenset[PositionKind] = ALL_KINDS,
    *,
    concerns: Callable[[Position], bool] = lambda _post: True,
) -> TownCheck:
    """Return a check that asks about every post of the day that is of one of the kinds and concerned."""

    def check(context: Context) -> Iterator[Verdict]:
        concerned = [post for post in posts(context, kinds) if concerns(post)]
        if not concerned:
            yield no_post(context)
        for post in concerned:
            yield ask(post, context)

    return check


def posts(context: Context, kinds: frozenset[PositionKind] = ALL_KINDS) -> tuple[Position, ...]:
    """Return the posts of the day that are of one of the kinds."""
    return tuple(post for post in in_force(context.town.positions or (), on=context.on) if post.kind in kinds)


def no_post(context: Context) -> Verdict:
    """Return the verdict of a rule about posts where there is none on the day."""
    return not_applicable() if context.is_complete("positions") else unknown(missing=("positions",))


def kinds_around(context: Context, actor: ActorId) -> frozenset[ActorKind]:
    """Return what an office is: its own kinds, those of its parts, and those of every office it belongs to."""
    actors = context.actors()
    kinds = set(kinds_below(actors.values()).get(actor, frozenset()))
    seen: set[ActorId] = set()
    place: ActorId | None = actor
    while place is not None and place in actors and place not in seen:
        seen.add(place)
        kinds.update(actors[place].kinds)
        place = actors[place].parent
    return frozenset(kinds)


def above_since(listed: Iterable[Position], ceiling: float, *, on: date) -> date | None:
    """Return the first day since which the granted shares of posts are above a ceiling, without a break until the day.

    `None` means that it is not known since when.

    Example:
        >>> above_since((), 3.5, on=date(2025, 1, 1)) is None
        True
    """
    known = tuple(listed)
    starts = {post.during.first_day for post in known if post.during.first_day is not None}
    ends = {post.during.last_day + DAY for post in known if post.during.last_day is not None}
    since: date | None = None
    for day in sorted((day for day in starts | ends if day <= on), reverse=True):
        if granted_fte(in_force(known, on=day)) <= ceiling:
            break
        since = day
    return since


def granted_fte(listed: Iterable[Position]) -> float:
    """Return the sum of the granted shares that are known."""
    return round(sum(post.fte_granted or 0.0 for post in listed), 4)
