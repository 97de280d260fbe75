"""Attempts in groups that lie inside others, such as ways to an office: protected together, since each gives the other away."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from kimcore.disclosure import PROTECTED, Protection, Sum, Sums, protect_sums
from kimcore.evidence.answers import AttemptCount
from kimcore.evidence.small_counts import added

Rows: TypeAlias = Mapping[Hashable, Sequence[AttemptCount]]
ShownRows: TypeAlias = Mapping[Hashable, tuple[int | None, ...]]

_INNER, _OUTER, _GATHERED, _ALL = "inner", "outer", "gathered", "all"


@frozen(kw_only=True)
class NestedCounts:
    """What may be shown of attempts in groups and in the groups around them (*geschachtelte Anzahlen*).

    Each row ends with its total; `None` stands for a count that is protected.
    """

    inner: ShownRows
    outer: ShownRows
    gathered: ShownRows
    """The outer groups that are told as one, by the name of that one."""


def nested_counts(
    rows: Rows, around: Mapping[Hashable, Hashable], gathered: Mapping[Hashable, Hashable], protection: Protection = PROTECTED
) -> NestedCounts:
    """Return what may be shown of a table and of the table of the groups around its rows, for readers of both.

    Readers are taken to know the totals of the columns. Small counts are protected, and larger ones that stand for few people.

    Args:
        rows: the counts of each inner group, one for each column.
        around: the outer group of each inner one.
        gathered: for outer groups that are told as one, the name of that one.
        protection: how people are protected.

    Example:
        On the way from a to x there is one attempt. The table of offices may say that x was reached five times, but then
        that of the ways may not say how often from b.

        >>> ways = {"a-x": "v", "b-x": "wxyz", "a-y": "abcd", "b-y": "efgh"}
        >>> rows = {way: [AttemptCount(len(people), frozenset(people))] for way, people in ways.items()}
        >>> found = nested_counts(rows, {way: way[-1] for way in ways}, {})
        >>> dict(found.inner), found.outer["x"]
        ({'a-x': (None, None), 'b-x': (None, None), 'a-y': (4, 4), 'b-y': (4, 4)}, (5, 5))
    """
    inner = {name: [*row, added(row)] for name, row in rows.items()}
    outer = _gathered(inner, around)
    levels = {_INNER: inner, _OUTER: outer, _GATHERED: _gathered(outer, gathered)}
    shown = _published(levels, around, gathered, protection) if protection.is_on and rows else None
    told = {
        level: {
            name: tuple(count.attempts if shown is None else shown[level, name, n] for n, count in enumerate(row))
            for name, row in found.items()
        }
        for level, found in levels.items()
    }
    return NestedCounts(inner=told[_INNER], outer=told[_OUTER], gathered=told[_GATHERED])


def _gathered(
    rows: Mapping[Hashable, list[AttemptCount]], groups: Mapping[Hashable, Hashable]
) -> dict[Hashable, list[AttemptCount]]:
    """Return rows added up by the group each belongs to; those that belong to none are left out."""
    found: dict[Hashable, list[list[AttemptCount]]] = {}
    for name, row in rows.items():
        if name in groups:
            found.setdefault(groups[name], []).append(row)
    return {group: [added(column) for column in zip(*listed, strict=True)] for group, listed in found.items()}


def _published(
    levels: Mapping[str, Mapping[Hashable, list[AttemptCount]]],
    around: Mapping[Hashable, Hashable],
    gathered: Mapping[Hashable, Hashable],
    protection: Protection,
) -> Mapping[Hashable, int | None]:
    """Return the counts by level, name and column, with `None` where one is protected; all are where nothing else helps."""
    inside: dict[tuple[str, Hashable], list[tuple[str, Hashable]]] = {}
    for name in levels[_INNER]:
        inside.setdefault((_OUTER, around[name]), []).append((_INNER, name))
    for name in levels[_OUTER]:
        inside.setdefault((_GATHERED, gathered[name]) if name in gathered else (_ALL, ""), []).append((_OUTER, name))
    for name in levels[_GATHERED]:
        inside.setdefault((_ALL, ""), []).append((_GATHERED, name))
    counts = {(level, name): row for level, found in levels.items() for name, row in found.items()}
    counts[_ALL, ""] = [added(column) for column in zip(*(counts[part] for part in inside[_ALL, ""]), strict=True)]
    total = len(counts[_ALL, ""]) - 1
    sums = [Sum(total=(_INNER, name, total), parts=tuple((_INNER, name, n) for n in range(total))) for name in levels[_INNER]]
    sums += [
        Sum(total=(*group, n), parts=tuple((*part, n) for part in of)) for group, of in inside.items() for n in range(total + 1)
    ]
    cells: dict[Hashable, int] = {(*name, n): count.attempts for name, row in counts.items() for n, count in enumerate(row)}
    known = [(_ALL, "", n) for n in range(total + 1)]
    few = [
        (*name, n) for name, row in counts.items() if name[0] != _ALL for n, one in enumerate(row) if protection.is_few(one.cases)
    ]
    found = protect_sums(Sums(cells=cells, sums=tuple(sums)), protection.minimum, few, known=known)
    return dict.fromkeys(cells) if found.exposed else found.published()
