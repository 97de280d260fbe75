"""Walking the chain from one record, up or down, without ever walking in a circle."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from attrs import frozen

from kimcore.evidence.links import Link, order_of

Ways = Mapping[Link, tuple[Link, ...]]


@frozen(kw_only=True, eq=False)
class Walk:
    """Everything that can be reached from a record, as a tree (*Weg durch die Wirkungskette*)."""

    steps: tuple[tuple[int, Link], ...]
    """Depth from 1 and record; each record once, its branches right below it."""
    circle: tuple[Link, ...] = ()
    """Records that lead back to one another, the first again at the end; empty if there is no such circle."""


def walk(start: Link, ways: Ways) -> Walk:
    """Return what can be reached from a record, each record as far from it as any way leads.

    Nothing here calls itself, so neither a circle nor a chain of any length can exhaust the stack.

    Example:
        >>> from kimcore.evidence.links import LinkKind
        >>> need, barrier = Link(LinkKind.NEED, "k-1/n"), Link(LinkKind.BARRIER, "b")
        >>> walk(need, {need: (barrier,)}).steps == ((1, barrier),)
        True
        >>> [link.id for link in walk(need, {need: (barrier,), barrier: (need,)}).circle]
        ['k-1/n', 'b', 'k-1/n']
    """
    nearest = _nearest(start, ways)
    before: dict[Link, list[Link]] = {link: [] for link in nearest}
    for link in nearest:
        for following in ways.get(link, ()):
            before[following].append(link)
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        return Walk(steps=tuple(_steps(start, nearest)), circle=_turned(error.args[1]))
    return Walk(steps=tuple(_steps(start, _farthest(order, before))))


def _nearest(start: Link, ways: Ways) -> dict[Link, Link | None]:
    """Return for each record that can be reached the first one that leads to it."""
    parents: dict[Link, Link | None] = {start: None}
    waiting = [start]
    for link in waiting:
        for following in ways.get(link, ()):
            if following not in parents:
                parents[following] = link
                waiting.append(following)
    return parents


def _farthest(order: tuple[Link, ...], before: Mapping[Link, list[Link]]) -> dict[Link, Link | None]:
    """Return for each record the one that leads to it on the longest way."""
    depth: dict[Link, int] = {}
    parents: dict[Link, Link | None] = {}
    for link in order:
        parent = max(before[link], key=lambda one: (depth[one], order_of(one)), default=None)
        parents[link] = parent
        depth[link] = 0 if parent is None else depth[parent] + 1
    return parents


def _steps(start: Link, parents: Mapping[Link, Link | None]) -> Iterator[tuple[int, Link]]:
    """Yield the tree from the top, each branch to its end before the next."""
    branches: dict[Link, list[Link]] = {}
    for link, parent in parents.items():
        if parent is not None:
            branches.setdefault(parent, []).append(link)
    waiting = [(1, link) for link in _last_first(branches.get(start, []))]
    while waiting:
        depth, link = waiting.pop()
        yield depth, link
        waiting.extend((depth + 1, following) for following in _last_first(branches.get(link, [])))


def _last_first(links: list[Link]) -> list[Link]:
    return sorted(links, key=order_of, reverse=True)


def _turned(circle: list[Link]) -> tuple[Link, ...]:
    """Return a circle in the direction of the walk, from its first record in the order of the chain."""
    ring = circle[:-1]
    first = ring.index(min(ring, key=order_of))
    turned = [*ring[first:], *ring[:first]]
    return (*turned, turned[0])


def reachable(start: Link, ways: Ways) -> tuple[Link, ...]:
    """Return every record that can be reached from one, the near ones first; the start is not among them."""
    return tuple(_nearest(start, ways))[1:]


def in_circles(ways: Ways) -> frozenset[Link]:
    """Return the records that lie on a circle, or between two of them.

    Example:
        >>> from kimcore.evidence.links import LinkKind
        >>> one, other, third = (Link(LinkKind.THEME, key) for key in "abc")
        >>> sorted(link.id for link in in_circles({one: (other,), other: (one, third)}))
        ['a', 'b']
    """
    against: dict[Link, list[Link]] = {}
    for link, following in ways.items():
        for one in following:
            against.setdefault(one, []).append(link)
    return _left_over(ways, _left_over(against, frozenset((*ways, *against))))


def _left_over(ways: Mapping[Link, Sequence[Link]], links: frozenset[Link]) -> frozenset[Link]:
    """Return what is left of some records when those that lead nowhere are taken away again and again."""
    open_ways = {link: sum(one in links for one in ways.get(link, ())) for link in links}
    against: dict[Link, list[Link]] = {}
    for link in links:
        for one in ways.get(link, ()):
            against.setdefault(one, []).append(link)
    ends = [link for link, count in open_ways.items() if not count]
    for end in ends:
        for link in against.get(end, ()):
            open_ways[link] -= 1
            if not open_ways[link]:
                ends.append(link)
    return links - frozenset(ends)
