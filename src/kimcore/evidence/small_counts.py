"""Tables of attempts with the people behind them, the small counts protected."""

from collections.abc import Iterable, Sequence

from kimcore.disclosure import PROTECTED, Protection, protect
from kimcore.evidence.answers import AttemptCount

Shown = tuple[tuple[int | None, ...], ...]
"""The rows of a table that may be shown, with the total of each at its end and the row of totals last."""


def added(counts: Iterable[AttemptCount]) -> AttemptCount:
    """Return some counts as one; whoever is in several of them is one person.

    Example:
        >>> added([AttemptCount(2, frozenset("ab")), AttemptCount(1, frozenset("a"))]).cases
        2
    """
    listed = list(counts)
    return AttemptCount(sum(one.attempts for one in listed), frozenset().union(*(one.people for one in listed)))


def shown_counts(
    rows: Sequence[Sequence[AttemptCount]], protection: Protection = PROTECTED, *, are_totals_known: bool = False
) -> Shown:
    """Return the counts of a table with its totals; `None` where a count is protected.

    Small counts are protected, also larger ones that stand for few people, and so are the counts by which they could be
    worked out. Totals are shown unless they are such counts themselves or give one away; if readers know the totals of the
    columns from elsewhere, these are shown in any case.

    Example:
        >>> rows = [
        ...     [AttemptCount(4, frozenset("abcd")), AttemptCount(1, frozenset("e"))],
        ...     [AttemptCount(3, frozenset("fgh"))] * 2,
        ... ]
        >>> shown_counts(rows)
        ((None, None, 5), (None, None, 6), (7, 4, 11))
    """
    if not rows:
        return ()
    with_totals = [[*row, added(row)] for row in rows]
    table = [*with_totals, [added(column) for column in zip(*with_totals, strict=True)]]
    few = [[protection.is_few(cell.cases) for cell in row] for row in table]
    counts = [[cell.attempts for cell in row] for row in table]
    if not protection.is_on:
        return tuple(map(tuple, counts))
    if any(few[-1]) or any(row[-1] for row in few):
        return _shown(counts, few, protection.minimum, are_totals_known=are_totals_known)
    inside = [row[:-1] for row in counts[:-1]]
    found = protect(inside, protection.minimum, [row[:-1] for row in few[:-1]])
    if found.exposed:
        return _shown(counts, few, protection.minimum, are_totals_known=are_totals_known)
    totals = (*(row[-1] for row in counts[:-1]),)
    return (*((*row, total) for row, total in zip(found.published(), totals, strict=True)), tuple(counts[-1]))


def _shown(counts: list[list[int]], few: list[list[bool]], minimum: int, *, are_totals_known: bool) -> Shown:
    """Return a table whose totals are protected as every other count, but for those that are known."""
    last = [True] * len(counts[-1]) if are_totals_known else [False] * len(counts[-1])
    known = [*([False] * len(row) for row in counts[:-1]), last]
    hidden = [[is_few and not is_known for is_few, is_known in zip(*rows, strict=True)] for rows in zip(few, known, strict=True)]
    found = protect(counts, minimum, hidden, has_totals=True, known=known)
    return tuple((None,) * len(row) for row in counts) if found.exposed else found.published()
