"""How ties run within and between groups."""

from collections.abc import Hashable, Mapping

import numpy as np

from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.arrays import Floats, Graph, TieArrays, tie_arrays
from kimcore.network.groups import Groups, Overlap, overlap
from kimcore.network.results import NO_TIES, card_of, scalar
from kimcore.records import frozen

_MIXING = Card(
    name="mixing_matrix",
    definition="ties from group to group; expected: density * possible ties between the two groups; ratio: observed / expected",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
)
_ASSORTATIVITY = Card(
    name="assortativity",
    definition="(sum of e_kk - sum of a_k * b_k) / (1 - sum of a_k * b_k); e share of ties by groups, a and b its margins",
    source="Newman 2003",
    doi="10.1103/PhysRevE.67.026126",
)
_KEY_AXES = Card(
    name="key_axes",
    definition="ties and weights between two groups in both directions, with their ratio to density * possible ties",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
    direction=Direction.SYMMETRISED,
    weights=Weights.STRENGTH,
)

ByGroups = Mapping[Hashable, Mapping[Hashable, float | None]]


@frozen(kw_only=True, eq=False)
class Mixing:
    """Ties from each group to each group (*Verflechtungsmatrix*); tables are by sending, then by receiving group."""

    groups: tuple[Hashable, ...]
    observed: ByGroups
    expected: ByGroups
    """What the density of the network would bring, given the sizes of the groups."""
    density: ByGroups
    """Observed by possible ties; `None` where none is possible."""
    ratio: ByGroups
    """Observed by expected ties; `None` where none is expected."""
    card: Card


@frozen(kw_only=True)
class Axis:
    """The ties between two groups (*Achse*)."""

    one: Hashable
    other: Hashable
    ties: float
    weight: float
    share: float
    """Of all ties between different groups."""
    ratio: float | None
    """Ties by the ties that the density of the network would bring."""


@frozen(kw_only=True, eq=False)
class KeyAxes:
    """The axes between groups, the one with most ties first (*Schlüsselachsen*)."""

    axes: tuple[Axis, ...]
    card: Card


def mixing_matrix(graph: Graph | TieArrays, groups: Groups) -> Mixing:
    """Count ties within and between groups, and compare with what sizes alone would bring (*Verflechtungsmatrix*).

    In an undirected graph a tie within a group counts once, one between two groups once in each of both cells.

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> found = mixing_matrix(nx.path_graph(4), {0: "a", 1: "a", 2: "b", 3: "b"})
        >>> found.observed["a"], found.expected["a"], found.ratio["a"]
        ({'a': 1.0, 'b': 1.0}, {'a': 0.5, 'b': 2.0}, {'a': 2.0, 'b': 0.5})
    """
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    once = 1 if ties.directed else 1 - np.eye(len(members.labels)) / 2
    observed, possible = _between(ties, members, None) * once, _possible(members) * once
    expected = possible * _density(ties)
    return Mixing(
        groups=members.labels,
        observed=_table(members, observed),
        expected=_table(members, expected),
        density=_table(members, _ratio(observed, possible)),
        ratio=_table(members, _ratio(observed, expected)),
        card=card_of(_MIXING, ties),
    )


def assortativity(graph: Graph | TieArrays, groups: Groups) -> Metric:
    """How much ties keep within groups beyond chance (*Assortativität*).

    1 if all ties are within groups, 0 if groups do not matter, negative if ties seek other groups.

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> assortativity(nx.Graph([(0, 1), (2, 3)]), {0: "a", 1: "a", 2: "b", 3: "b"}).value
        1.0
    """
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    card = card_of(_ASSORTATIVITY, ties)
    if not ties.arc_count:
        return scalar(card, None, NO_TIES)
    shares = _between(ties, members, None) / ties.arc_count
    by_chance = float(shares.sum(axis=1) @ shares.sum(axis=0))
    if np.isclose(by_chance, 1):
        return scalar(card, None, "one_group")
    return scalar(card, (float(np.trace(shares)) - by_chance) / (1 - by_chance))


def key_axes(graph: Graph | TieArrays, groups: Groups) -> KeyAxes:
    """Rank the pairs of different groups by the ties between them (*Schlüsselachsen*).

    Pairs without ties are listed too, at the end: they are where an axis is missing.

    Args:
        graph: Any graph; arcs of both directions are added.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> found = key_axes(nx.path_graph(4), {0: "a", 1: "b", 2: "b", 3: "c"})
        >>> [(axis.one, axis.other, axis.ties) for axis in found.axes]
        [('a', 'b', 1.0), ('b', 'c', 1.0), ('a', 'c', 0.0)]
    """
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    fold = 1 if ties.directed else 0.5
    counts, weights, possible = (
        (table + table.T) * fold
        for table in (_between(ties, members, None), _between(ties, members, ties.weights), _possible(members))
    )
    ratios = _ratio(counts, possible * _density(ties))
    one, other = np.triu_indices(len(members.labels), 1)
    across = float(counts[one, other].sum())
    axes = [
        Axis(
            one=members.labels[row],
            other=members.labels[column],
            ties=float(counts[row, column]),
            weight=float(weights[row, column]),
            share=float(counts[row, column]) / across if across else 0.0,
            ratio=None if np.isnan(ratios[row, column]) else float(ratios[row, column]),
        )
        for row, column in zip(one.tolist(), other.tolist(), strict=True)
    ]
    return KeyAxes(axes=tuple(sorted(axes, key=lambda axis: (-axis.ties, -axis.weight))), card=card_of(_KEY_AXES, ties))


def _between(ties: TieArrays, members: Overlap, weights: Floats | None) -> Floats:
    """Sum arcs, or their weights, from group to group, shape (groups, groups)."""
    size = len(members.labels)
    if members.codes is not None:
        cells = members.codes[ties.rows] * size + members.codes[ties.indices]
        return np.bincount(cells, weights=weights, minlength=size * size).reshape(size, size).astype(np.float64)
    sent = members.shares[ties.rows] * (1 if weights is None else weights[:, None])
    return np.asarray(sent.T @ members.shares[ties.indices])


def _possible(members: Overlap) -> Floats:
    sizes = members.shares.sum(axis=0)
    return np.outer(sizes, sizes) - members.shares.T @ members.shares


def _density(ties: TieArrays) -> float:
    return ties.arc_count / max(ties.n * (ties.n - 1), 1)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _table(members: Overlap, cells: Floats) -> ByGroups:
    rows = ([None if np.isnan(cell) else cell for cell in row] for row in cells.tolist())
    return {label: dict(zip(members.labels, row, strict=True)) for label, row in zip(members.labels, rows, strict=True)}
