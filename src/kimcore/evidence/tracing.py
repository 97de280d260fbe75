"""Following a record up to the needs it rests on and down to what became of it."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.book import book_of
from kimcore.evidence.chain import Chain, chain_of
from kimcore.evidence.history import StateChange, measure_history, theme_history
from kimcore.evidence.lacks import Gap
from kimcore.evidence.links import Link, LinkKind, feedback_link, order_of, theme_link
from kimcore.evidence.searching import gaps_at
from kimcore.evidence.steps import Standing, standing_of
from kimcore.evidence.walks import Walk, reachable, walk
from kimcore.law import Law, shipped
from kimcore.model import DecisionId, MeasureId, ThemeId, Town
from kimcore.rules.context import Context

_WHOLE = (
    LinkKind.NEED,
    LinkKind.BARRIER,
    LinkKind.THEME,
    LinkKind.DECISION,
    LinkKind.MEASURE,
    LinkKind.REVIEW,
    LinkKind.FEEDBACK,
)
"""What a loop needs to be whole; a proposal and a goal are wanted, but their lack breaks no loop."""

_COLLECTIONS = ("cases", "barriers", "themes", "proposals", "decisions", "measures", "goals", "reviews", "feedback")


@frozen(kw_only=True)
class Step:
    """A record on the way, with what is missing at it (*Schritt der Spur*)."""

    link: Link
    depth: int
    """How far below the origin; 0 is the origin itself."""
    on: date | None
    """The day on which it came about."""
    standing: Standing
    gaps: tuple[Gap, ...] = ()


@frozen(kw_only=True)
class Trace:
    """Where a record comes from and where it has led (*Spur*).

    Both ways are trees in the order in which one reads them: a step belongs to the nearest step above it with a smaller depth.
    """

    on: date
    origin: Step
    came_from: tuple[Step, ...]
    """Up to the needs of people."""
    led_to: tuple[Step, ...]
    """Down to the review of effects."""
    changes: tuple[StateChange, ...] = ()
    """For a theme or a measure: its states, oldest first, and which step was not due."""
    circle: tuple[Link, ...] = ()
    """Records that rest on one another in a circle, the first again at the end; empty if there is none."""
    unrecorded: tuple[str, ...] = ()
    """Collections of the chain that are not on record or only in part: what is missing from them is unknown."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step, from the origin up and then down."""
        return (self.origin, *self.came_from, *self.led_to)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return everything that is missing on the way."""
        return tuple(gap for step in self.steps for gap in step.gaps)

    @property
    def not_yet(self) -> tuple[LinkKind, ...]:
        """Return the kinds of records that a whole loop has and this one has not, in the order of the chain."""
        found = {step.link.kind for step in self.steps}
        return tuple(kind for kind in _WHOLE if kind not in found)

    @property
    def is_whole(self) -> bool:
        """Return whether the loop runs from a need to a review and back to case management, with nothing missing."""
        return not self.not_yet and not self.gaps and not self.circle


def trace(town: Town, key: str, *, on: date, law: Law | None = None) -> Trace:
    """Return the way of a record from the needs of people to the effect (*Spur*).

    Each record stands once on each way, as far from the origin as any chain of records leads.
    A circle is named and does not stop the answer.

    Args:
        town: the town.
        key: the key of a case, need (``case-id/need-id``), barrier, theme, proposal, decision, measure, goal or review.
        on: the day of the question; what came later is not on the way.
        law: the dated values by which something is missing; the shipped ones by default.

    Raises:
        EvidenceError: if no record of the chain has the key on the day, or more than one has.

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> found = trace(musterkreis(), "massnahme-leistungswechsel", on=REFERENCE_DAY)
        >>> [step.link.id for step in found.came_from if step.link.kind is LinkKind.THEME], found.is_whole
        (['thema-leistungswechsel'], True)
    """
    context = Context(town=town, on=on, law=shipped() if law is None else law)
    chain = chain_of(book_of(town, on=on))
    return _traced(_found(key, chain), chain, context)


def traces(town: Town, *, on: date, law: Law | None = None) -> tuple[Trace, ...]:
    """Return the way of every theme, and of every measure that no theme leads to, each kind by key (*Spuren*).

    A theme that was merged into another has no way of its own; it is on that of the other.

    Args:
        town: the town.
        on: the day of the question; what came later is not on the way.
        law: the dated values by which something is missing; the shipped ones by default.

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> found = traces(musterkreis(), on=REFERENCE_DAY)
        >>> len(found), [one.origin.link.id for one in found if one.origin.link.kind is LinkKind.MEASURE]
        (19, ['massnahme-broschuere'])
    """
    context = Context(town=town, on=on, law=shipped() if law is None else law)
    chain = chain_of(book_of(town, on=on))
    themes = [theme_link(one.id) for one in chain.book.themes.values() if one.merged_into is None]
    led_to = {link for theme in themes for link in reachable(theme, chain.led_to)}
    alone = [link for link in chain.days if link.kind is LinkKind.MEASURE and link not in led_to]
    return tuple(_traced(link, chain, context) for link in sorted((*themes, *alone), key=order_of))


def _traced(origin: Link, chain: Chain, context: Context) -> Trace:
    up, down = walk(origin, chain.came_from), walk(origin, chain.led_to)
    return Trace(
        on=context.on,
        origin=_step(0, origin, chain, context),
        came_from=_steps(up, chain, context),
        led_to=(*_steps(down, chain, context), *_told(up, chain, context)),
        changes=_changes(origin, chain),
        circle=down.circle or tuple(reversed(up.circle)),
        unrecorded=tuple(name for name in _COLLECTIONS if not chain.book.is_complete(name)),
    )


def _found(key: str, chain: Chain) -> Link:
    """Return the one record with a key."""
    known = {link for link in chain.days if link.kind is not LinkKind.FEEDBACK}
    found = sorted((link for link in known if link.id == key), key=order_of)
    if not found:
        near = _near(key, known, chain)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise EvidenceError(f"expected the key of a record on record by {chain.book.on}, found {key!r}{hint}")
    if len(found) > 1:
        kinds = " and ".join(link.kind.value for link in found)
        raise EvidenceError(f"expected the key of one record, found {key!r} as {kinds}")
    return found[0]


_NEAR = 5


def _near(key: str, known: Iterable[Link], chain: Chain) -> list[str]:
    """Return keys that somebody may have meant: what holds the words in its key or its title, then what is spelt alike."""
    # None of a case: a message may stand in a log.
    several = (link for link in known if link.kind not in {LinkKind.CASE, LinkKind.NEED})
    # There are many barriers, so they come last.
    shown = sorted(several, key=lambda link: (link.kind is LinkKind.BARRIER, order_of(link)))
    words = key.casefold().strip()
    holding = [link.id for link in shown if words and words in f"{link.id} {standing_of(link, chain).title}".casefold()]
    alike = get_close_matches(key, sorted({link.id for link in shown}), n=3)
    return list(dict.fromkeys([*holding, *alike]))[:_NEAR]


def _steps(way: Walk, chain: Chain, context: Context) -> tuple[Step, ...]:
    return tuple(_step(depth, link, chain, context) for depth, link in way.steps)


def _told(up: Walk, chain: Chain, context: Context) -> tuple[Step, ...]:
    """Return what the case managers were told about the decisions above the origin: it closes the loop all the same."""
    decisions = (DecisionId(link.id) for _, link in up.steps if link.kind is LinkKind.DECISION)
    told = sorted((feedback_link(one) for one in decisions if one in chain.book.told_on), key=order_of)
    return tuple(_step(1, link, chain, context) for link in told)


def _step(depth: int, link: Link, chain: Chain, context: Context) -> Step:
    return Step(
        link=link,
        depth=depth,
        on=chain.days[link],
        standing=standing_of(link, chain),
        gaps=gaps_at(link, chain, context),
    )


def _changes(origin: Link, chain: Chain) -> tuple[StateChange, ...]:
    if origin.kind is LinkKind.THEME:
        return theme_history(chain.book.themes[ThemeId(origin.id)], chain.book)
    if origin.kind is LinkKind.MEASURE:
        return measure_history(chain.book.measures[MeasureId(origin.id)], chain.book)
    return ()
