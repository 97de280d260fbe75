"""Whether the days of the chain are in order."""

from kimcore.evidence.chain import Chain
from kimcore.evidence.history import approvals_of
from kimcore.evidence.links import Link, LinkKind, decision_link
from kimcore.model import DecisionOutcome, MeasureId

_UNORDERED = frozenset({(LinkKind.THEME, LinkKind.THEME), (LinkKind.MEASURE, LinkKind.GOAL), (LinkKind.CASE, LinkKind.NEED)})
"""A theme may be merged into an older one, a goal set before its measure begins, a need known before the case is opened."""


def out_of_order(link: Link, chain: Chain) -> tuple[Link, ...]:
    """Return the records that came about after one that rests on them, in the order of the chain."""
    day = chain.days[link]
    if day is None:
        return ()
    above = (one for one in chain.came_from.get(link, ()) if not _is_unordered(one, link, chain))
    return tuple(one for one in above if (chain.days[one] or day) > day)


def _is_unordered(above: Link, below: Link, chain: Chain) -> bool:
    if (above.kind, below.kind) in _UNORDERED:
        return True
    if below.kind is not LinkKind.MEASURE:
        return False
    # An approval that came too late is a lack of its own, and a further one may follow.
    approvals = approvals_of(chain.book.measures[MeasureId(below.id)], chain.book)
    return above in {decision_link(one.id) for one in approvals if one.outcome is DecisionOutcome.ACCEPTED}
