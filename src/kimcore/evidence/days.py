"""Whether the days of the chain are in order."""

from datetime import date

from kimcore.evidence.book import Book
from kimcore.evidence.chain import Chain
from kimcore.evidence.history import approvals_of
from kimcore.evidence.links import Link, LinkKind, decision_link
from kimcore.model import DecisionOutcome, MeasureId, ThemeId

_UNORDERED = frozenset({(LinkKind.THEME, LinkKind.THEME), (LinkKind.MEASURE, LinkKind.GOAL), (LinkKind.CASE, LinkKind.NEED)})
"""A theme may be merged into an older one, a goal set before its measure begins, a need known before the case is opened."""


def out_of_order(link: Link, chain: Chain) -> tuple[Link, ...]:
    """Return the records that came about after one that rests on them, in the order of the chain.

    The record itself comes last if its own days are turned round: presented before it was named, finished before it began.
    """
    day = chain.days[link]
    if day is None:
        return ()
    above = (one for one in chain.came_from.get(link, ()) if not _is_unordered(one, link, chain))
    late = tuple(one for one in above if (chain.days[one] or day) > day)
    return (*late, link) if _is_turned_round(link, chain.book) else late


def _is_turned_round(link: Link, book: Book) -> bool:
    first: date | None = None
    last: date | None = None
    if link.kind is LinkKind.THEME:
        theme = book.themes[ThemeId(link.id)]
        first, last = theme.named_on, theme.presented_on
    elif link.kind is LinkKind.MEASURE:
        measure = book.measures[MeasureId(link.id)]
        first, last = measure.started_on, measure.finished_on
    return first is not None and last is not None and last < first


def _is_unordered(above: Link, below: Link, chain: Chain) -> bool:
    if (above.kind, below.kind) in _UNORDERED:
        return True
    if below.kind is not LinkKind.MEASURE:
        return False
    # An approval that came too late is a lack of its own, and a further one may follow.
    approvals = approvals_of(chain.book.measures[MeasureId(below.id)], chain.book)
    return above in {decision_link(one.id) for one in approvals if one.outcome is DecisionOutcome.ACCEPTED}
