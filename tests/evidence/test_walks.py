from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kimcore.evidence import Link, LinkKind
from kimcore.evidence.walks import in_circles, reachable, walk

LINKS = tuple(Link(LinkKind.THEME, f"t-{place}") for place in range(8))
EDGES = st.sets(st.tuples(st.sampled_from(LINKS), st.sampled_from(LINKS)).filter(lambda edge: edge[0] != edge[1]))


def _ways(edges: set[tuple[Link, Link]]) -> dict[Link, tuple[Link, ...]]:
    ordered = sorted(edges, key=lambda edge: (edge[0].id, edge[1].id))
    return {link: tuple(below for above, below in ordered if above == link) for link in LINKS}


def _leads_back(link: Link, ways: dict[Link, tuple[Link, ...]]) -> bool:
    return any(link in reachable(below, ways) for below in ways[link])


@given(EDGES)
def test_each_record_stands_once(edges: set[tuple[Link, Link]]) -> None:
    """A walk shows every record that can be reached exactly once, whatever leads to what."""
    ways = _ways(edges)
    shown = [link for _, link in walk(LINKS[0], ways).steps]
    assert sorted(link.id for link in shown) == sorted(link.id for link in reachable(LINKS[0], ways))


@given(EDGES)
def test_each_step_hangs_on_one_above(edges: set[tuple[Link, Link]]) -> None:
    """A step lies directly below one that leads to it, and at most one deeper than the step before."""
    ways = _ways(edges)
    above = {0: LINKS[0]}
    for depth, link in walk(LINKS[0], ways).steps:
        assert link in ways[above[depth - 1]]
        above = {level: one for level, one in above.items() if level < depth} | {depth: link}


@given(EDGES)
def test_circles_are_named(edges: set[tuple[Link, Link]]) -> None:
    """A circle that is named really goes round, and is named whenever one can be reached."""
    ways = _ways(edges)
    circle = walk(LINKS[0], ways).circle
    assert all(below in ways[above] for above, below in pairwise(circle))
    near = {LINKS[0], *reachable(LINKS[0], ways)}
    assert bool(circle) is any(_leads_back(link, ways) for link in near)


@given(EDGES)
def test_what_lies_on_a_circle_is_found(edges: set[tuple[Link, Link]]) -> None:
    """Whatever can be reached from itself is among the records in circles."""
    ways = _ways(edges)
    assert {link for link in LINKS if _leads_back(link, ways)} <= in_circles(ways)


def test_no_circle_where_there_is_none() -> None:
    """Records that only lead on are in no circle."""
    assert in_circles({LINKS[0]: (LINKS[1],), LINKS[1]: (LINKS[2],)}) == frozenset()


def test_long_chains_do_not_exhaust_the_stack() -> None:
    """A chain of twenty thousand records is walked like any other."""
    long = [Link(LinkKind.THEME, f"t-{place:05}") for place in range(20_000)]
    found = walk(long[0], {above: (below,) for above, below in pairwise(long)})
    assert found.steps[-1] == (19_999, long[-1])
