"""Sums of amounts, which a large contributor may give away: the rules of dominance and of p per cent."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from attrs import frozen

from kimcore.disclosure.grids import Grid, grid_of, places_of, whole_number
from kimcore.disclosure.needs import Need, unknown_need
from kimcore.disclosure.systems import system_of
from kimcore.disclosure.tables import Protected, prices_of, protected
from kimcore.errors import DisclosureError


@frozen(kw_only=True)
class Dominance:
    """The n largest contributors may not have more than k per cent of a sum (*Dominanzregel*)."""

    n: int = 2
    k: int = 85

    def missing(self, contributions: Sequence[int]) -> int:
        """Return how much a sum would have to be larger to be safe; 0 if it is safe.

        Raises:
            DisclosureError: If `n` or `k` is no rule.

        Example:
            >>> Dominance(n=1, k=50).missing([90, 10])
            80
        """
        _percent(self.k, "k")
        largest = sum(_sorted(contributions)[: whole_number(self.n, "n", 1)])
        return max(0, ceil(Fraction(100 * largest, self.k)) - sum(contributions))


@frozen(kw_only=True)
class PPercent:
    """The second largest contributor may not be able to guess the largest to within p per cent (*p-Prozent-Regel*)."""

    p: int = 10

    def missing(self, contributions: Sequence[int]) -> int:
        """Return how much a sum would have to be larger to be safe; 0 if it is safe.

        Raises:
            DisclosureError: If `p` is no per cent.

        Example:
            >>> PPercent(p=10).missing([100, 50, 4])
            6
        """
        first, *others = (*_sorted(contributions), 0)
        rest = sum(others[1:])
        return max(0, ceil(Fraction(_percent(self.p, "p") * first, 100)) - rest)


MagnitudeRule: TypeAlias = Dominance | PPercent
"""A rule that says when a sum of amounts is sensitive."""


def protect_magnitudes(
    contributions: Iterable[Iterable[Iterable[int]]],
    rules: Sequence[MagnitudeRule] = (Dominance(), PPercent()),
    *,
    minimum: int = 3,
    suppressed: object = None,
) -> Protected:
    """Suppress sums of amounts that give a contributor away, and what it takes to keep them unknown.

    A sum is sensitive if it has contributors, but fewer than the minimum, or if a rule says so. The promise: readers who know
    the other cells and the totals cannot narrow it down to less than the rules ask, to either side. A sum of too
    few contributors is held to the largest of them, as if by 100 per cent.

    Args:
        contributions: What each contributor gave, in whole units such as cents, by row and column.
        rules: When a sum is sensitive; the strictest counts.
        minimum: The least number of contributors.
        suppressed: Mask of sums to suppress in any case.

    Raises:
        DisclosureError: If the table, a rule or a mask cannot be used.

    References:
        Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, doi:10.1007/978-1-4613-0121-9.

    Example:
        >>> table = protect_magnitudes([[[90, 5, 5], [40, 30, 30]], [[20, 20, 20], [30, 30, 40]]])
        >>> table.primary.tolist()
        [[True, False], [False, False]]
        >>> table.published()
        ((None, None), (None, None))
    """
    cells = [[_contributions(cell, row, column) for column, cell in enumerate(line)] for row, line in enumerate(contributions)]
    grid = grid_of([[sum(cell) for cell in line] for line in cells])
    flat = [cell for line in cells for cell in line]
    least = whole_number(minimum, "minimum", 1)
    steps = {place: _missing(cell, rules, least) for place, cell in enumerate(flat)}
    needs = [_need(grid, place, missing) for place, missing in steps.items() if missing]
    sensitive = {need.place for need in needs}
    wanted = places_of(suppressed, grid, "suppressed") - sensitive
    needs += [unknown_need(place, grid.values[place]) for place in sorted(wanted)]
    return protected(grid, system_of(grid, has_totals=False), needs, prices_of(grid, has_totals=False))


def _missing(contributions: Sequence[int], rules: Sequence[MagnitudeRule], minimum: int) -> int:
    givers = [amount for amount in contributions if amount]
    few = max(givers) if 0 < len(givers) < minimum else 0
    return max([few, *(rule.missing(givers) for rule in rules if givers)])


def _need(grid: Grid, place: int, missing: int) -> Need:
    value = grid.values[place]
    # No sum falls below nothing, so a reader's lower end needs no more room than that.
    return Need(place=place, value=value, down=min(missing, value), up=missing)


def _contributions(cell: Iterable[object], row: int, column: int) -> tuple[int, ...]:
    given: list[int] = []
    for amount in cell:
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
            raise DisclosureError(f"row {row}, column {column}: expected whole amounts of at least 0, found something else")
        given.append(amount)
    return tuple(given)


def _sorted(contributions: Sequence[int]) -> list[int]:
    return sorted(contributions, reverse=True)


def _percent(value: int, what: str) -> int:
    if whole_number(value, what, 1) > 100:  # noqa: PLR2004 - per cent
        raise DisclosureError(f"{what}: expected at most 100 per cent, found {value}")
    return value
