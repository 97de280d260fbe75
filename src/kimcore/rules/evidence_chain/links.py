"""Which record of the chain follows from which, and on which days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from attrs import frozen

from kimcore.model import Decision, Measure, Town

Node: TypeAlias = tuple[str, str]
"""A collection of the town and the key of one of its records."""

_Step: TypeAlias = tuple[str, Node, Node]


@frozen(kw_only=True)
class Link:
    """One step of the chain, from what comes first to what follows (*Glied der Wirkungskette*)."""

    step: str
    """What the step is; the sentence for a wrong order is named after it."""
    cause: Node
    effect: Node
    """The same record as the cause where two of its own days are compared."""
    before: date | None
    """The day of the cause, which should not lie after the other."""
    after: date | None


def links(town: Town) -> tuple[Link, ...]:
    """Return every step from one record to another, sorted."""
    days = _days(town)
    steps = {*_to_themes(town), *_to_decisions(town), *_to_measures(town), *_to_reviews(town)}
    return tuple(
        Link(step=step, cause=cause, effect=effect, before=days.get(cause), after=days.get(effect))
        for step, cause, effect in sorted(steps)
    )


def own_days(town: Town) -> Iterator[Link]:
    """Yield the days within one record that have an order."""
    for theme in town.themes or ():
        yield _own("presented", ("themes", theme.id), theme.named_on, theme.presented_on)
    for measure in town.measures or ():
        yield _own("finish", ("measures", measure.id), measure.started_on, measure.finished_on)
    decided = {decision.id: decision.decided_on for decision in town.decisions or ()}
    for decision in town.decisions or ():
        yield _own("told", ("decisions", decision.id), decision.decided_on, decision.reported_back_on)
    for told in town.feedback or ():
        yield _own("told", ("decisions", told.decision), decided.get(told.decision), told.on)


def circles(steps: Iterable[Link]) -> Iterator[tuple[Node, ...]]:
    """Yield records that lead back to themselves, circle by circle, until none is left; each begins with its first by name.

    Example:
        >>> ways = [("x", "y"), ("y", "x"), ("y", "z")]
        >>> steps = [Link(step="", cause=("", a), effect=("", b), before=None, after=None) for a, b in ways]
        >>> list(circles(steps)), list(circles(steps[1:]))
        ([(('', 'x'), ('', 'y'))], [])
    """
    left = list(steps)
    while around := _circle(left):
        yield around
        left = [link for link in left if not {link.cause, link.effect} <= set(around)]


def _circle(steps: Iterable[Link]) -> tuple[Node, ...]:
    causes: dict[Node, list[Node]] = {}
    for cause, effect in sorted({(link.cause, link.effect) for link in steps}):
        causes.setdefault(effect, []).append(cause)
    try:
        TopologicalSorter(causes).prepare()
    except CycleError as error:
        around: list[Node] = error.args[1][:-1]
        start = around.index(min(around))
        return (*around[start:], *around[:start])
    return ()


def _days(town: Town) -> Mapping[Node, date | None]:
    return {
        **{("cases", case.id): case.opened_on for case in town.cases or ()},
        **{("barriers", barrier.id): barrier.seen_on for barrier in town.barriers or ()},
        **{("themes", theme.id): theme.named_on for theme in town.themes or ()},
        **{("proposals", proposal.id): proposal.drafted_on for proposal in town.proposals or ()},
        **{("decisions", decision.id): decision.decided_on for decision in town.decisions or ()},
        **{("measures", measure.id): measure.started_on for measure in town.measures or ()},
        **{("reviews", review.id): review.on for review in town.reviews or ()},
    }


def _own(step: str, record: Node, before: date | None, after: date | None) -> Link:
    return Link(step=step, cause=record, effect=record, before=before, after=after)


def _to_themes(town: Town) -> Iterator[_Step]:
    for barrier in town.barriers or ():
        if barrier.case is not None:
            yield "case", ("cases", barrier.case), ("barriers", barrier.id)
    for theme in town.themes or ():
        yield from (("barrier", ("barriers", key), ("themes", theme.id)) for key in theme.barriers)
        if theme.merged_into is not None:
            yield "merged", ("themes", theme.id), ("themes", theme.merged_into)


def _to_decisions(town: Town) -> Iterator[_Step]:
    for proposal in town.proposals or ():
        yield from (("proposal", ("themes", key), ("proposals", proposal.id)) for key in proposal.themes)
    for decision in town.decisions or ():
        here = ("decisions", decision.id)
        yield from (("decision", ("themes", key), here) for key in decision.themes)
        yield from (("decision", ("proposals", key), here) for key in decision.proposals)
        yield from (("decision", ("barriers", key), here) for key in decision.barriers)


def _to_measures(town: Town) -> Iterator[_Step]:
    for measure in town.measures or ():
        here = ("measures", measure.id)
        approvals = _approvals(measure, town.decisions or ())
        if measure.decision is not None:
            first = ("decisions", measure.decision)
            yield "start", first, here
            yield from (("approval", first, approval) for approval in approvals)
        if measure.proposal is not None:
            yield "start", ("proposals", measure.proposal), here
        yield from (("start", approval, here) for approval in approvals)


def _approvals(measure: Measure, decisions: Iterable[Decision]) -> tuple[Node, ...]:
    """Return the later decisions on a measure: its approval and any other that names it."""
    named = {decision.id for decision in decisions if measure.id in decision.measures}
    approved = set() if measure.approval is None else {measure.approval}
    return tuple(("decisions", key) for key in sorted((named | approved) - {measure.decision}))


def _to_reviews(town: Town) -> Iterator[_Step]:
    for review in town.reviews or ():
        measure = ("measures", review.measure)
        yield "review", measure, ("reviews", review.id)
        yield from (("recurrence", measure, ("barriers", key)) for key in review.recurring)
