"""Every circle of the chain is named."""

from graphlib import TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from kimcore.rules.evidence_chain.links import Link, circles

_NAMES = st.sampled_from("abcdef")


def _steps(*ways: tuple[str, str]) -> list[Link]:
    return [Link(step="", cause=("", cause), effect=("", effect), before=None, after=None) for cause, effect in ways]


def test_circles_apart_are_all_named() -> None:
    """Two circles that share no record are two, each beginning with its first record."""
    found = circles(_steps(("b", "a"), ("a", "b"), ("b", "c"), ("d", "c"), ("c", "d")))
    assert list(found) == [(("", "a"), ("", "b")), (("", "c"), ("", "d"))]


@given(ways=st.lists(st.tuples(_NAMES, _NAMES).filter(lambda way: way[0] != way[1]), max_size=15))
def test_what_is_left_leads_nowhere_back(ways: list[tuple[str, str]]) -> None:
    """Each circle named goes round along steps, and without the steps within circles nothing leads back to itself."""
    found = list(circles(_steps(*ways)))
    for around in found:
        names = [name for _, name in around]
        assert all(step in ways or step[::-1] in ways for step in zip(names, [*names[1:], names[0]], strict=True))
    left = [way for way in ways if not any({("", way[0]), ("", way[1])} <= set(around) for around in found)]
    graph: dict[str, set[str]] = {}
    for cause, effect in left:
        graph.setdefault(effect, set()).add(cause)
    TopologicalSorter(graph).prepare()
