"""Which record of the chain rests on which."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from kimcore.evidence.book import Book, start_of
from kimcore.evidence.links import (
    Link,
    barrier_link,
    case_link,
    decision_link,
    feedback_link,
    goal_link,
    measure_link,
    need_link,
    order_of,
    proposal_link,
    review_link,
    theme_link,
)
from kimcore.evidence.walks import in_circles

Edge = tuple[Link, Link]


@frozen(kw_only=True, eq=False)
class Chain:
    """The records of a town on a day and which of them rests on which (*Wirkungskette*).

    Only records that exist on the day are in it.
    """

    book: Book
    days: Mapping[Link, date | None]
    """Every record with the day on which it came about; `None` where no day is recorded."""
    came_from: Mapping[Link, tuple[Link, ...]]
    """What a record rests on directly, in the order of the chain."""
    led_to: Mapping[Link, tuple[Link, ...]]
    """What rests on a record directly, in the order of the chain."""
    circular: frozenset[Link]
    """Records that rest on themselves, by whatever way."""


def chain_of(book: Book) -> Chain:
    """Return which record rests on which.

    Example:
        >>> from kimcore.evidence.book import book_of
        >>> from kimcore.model import UNITS, Town
        >>> chain_of(book_of(Town(municipality=UNITS[0]), on=date(2025, 1, 1))).days
        {}
    """
    links = dict(_days(book))
    edges = {(above, below) for above, below in _edges(book) if above in links and below in links and above != below}
    came_from: dict[Link, list[Link]] = {}
    led_to: dict[Link, list[Link]] = {}
    for above, below in sorted(edges, key=lambda edge: (order_of(edge[0]), order_of(edge[1]))):
        came_from.setdefault(below, []).append(above)
        led_to.setdefault(above, []).append(below)
    downwards = {link: tuple(found) for link, found in led_to.items()}
    return Chain(
        book=book,
        days=links,
        came_from={link: tuple(found) for link, found in came_from.items()},
        led_to=downwards,
        circular=in_circles(downwards),
    )


def _days(book: Book) -> Iterator[tuple[Link, date | None]]:
    yield from ((case_link(one.id), one.opened_on) for one in book.cases.values())
    yield from ((need_link(case.id, need.id), need.seen_on) for case, need in book.needs.values())
    yield from ((barrier_link(one.id), one.seen_on) for one in book.barriers.values())
    yield from ((theme_link(one.id), one.named_on) for one in book.themes.values())
    yield from ((proposal_link(one.id), one.drafted_on) for one in book.proposals.values())
    yield from ((decision_link(one.id), one.decided_on) for one in book.decisions.values())
    yield from ((measure_link(one.id), start_of(one, on=book.on)) for one in book.measures.values())
    yield from ((goal_link(one.id), one.set_on) for one in book.goals.values())
    yield from ((review_link(one.id), one.on) for one in book.reviews.values())
    yield from ((feedback_link(decision), day) for decision, day in book.told_on.items())


def _edges(book: Book) -> Iterator[Edge]:
    yield from _from_cases_to_themes(book)
    yield from _from_themes_to_decisions(book)
    yield from _from_decisions_to_reviews(book)


def _from_cases_to_themes(book: Book) -> Iterator[Edge]:
    for case, need in book.needs.values():
        yield case_link(case.id), need_link(case.id, need.id)
    for barrier in book.barriers.values():
        below = barrier_link(barrier.id)
        if barrier.case is not None:
            yield from ((need_link(barrier.case, need), below) for need in barrier.needs)
            if not barrier.needs:
                yield case_link(barrier.case), below
    for theme in book.themes.values():
        yield from ((barrier_link(barrier), theme_link(theme.id)) for barrier in theme.barriers)
        if theme.merged_into is not None:
            yield theme_link(theme.id), theme_link(theme.merged_into)


def _from_themes_to_decisions(book: Book) -> Iterator[Edge]:
    for proposal in book.proposals.values():
        yield from ((theme_link(theme), proposal_link(proposal.id)) for theme in proposal.themes)
    for decision in book.decisions.values():
        below = decision_link(decision.id)
        yield from ((barrier_link(barrier), below) for barrier in decision.barriers)
        yield from ((theme_link(theme), below) for theme in decision.themes)
        yield from ((proposal_link(proposal), below) for proposal in decision.proposals)
        yield from ((below, measure_link(measure)) for measure in decision.measures)
        # The second decision rests on the first.
        known = (book.measures[key] for key in decision.measures if key in book.measures)
        yield from ((decision_link(one.decision), below) for one in known if one.decision not in {None, decision.id})
        if decision.id in book.told_on:
            yield below, feedback_link(decision.id)


def _from_decisions_to_reviews(book: Book) -> Iterator[Edge]:
    for measure in book.measures.values():
        below = measure_link(measure.id)
        if measure.proposal is not None:
            yield proposal_link(measure.proposal), below
        if measure.approval is not None:
            yield decision_link(measure.approval), below
        if measure.decision is not None:
            yield decision_link(measure.decision), below
        if measure.decision is not None and measure.approval is not None:
            # The second decision rests on the first.
            yield decision_link(measure.decision), decision_link(measure.approval)
        yield from ((below, goal_link(goal)) for goal in measure.goals)
    for goal in book.goals.values():
        if goal.measure is not None:
            yield measure_link(goal.measure), goal_link(goal.id)
    for review in book.reviews.values():
        yield measure_link(review.measure), review_link(review.id)
