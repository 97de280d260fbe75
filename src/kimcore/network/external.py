"""Ties to other groups against ties within the own one: the E-I index of Krackhardt and Stern."""

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Floats, Graph, Ints, TieArrays, tie_arrays
from kimcore.network.groups import Groups, Overlap, overlap
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import NO_TIES, by_actor, card_of, scalar, share_or_none

_SOURCE = "Krackhardt & Stern 1988"
_DOI = "10.2307/2786835"

_EI_INDEX = Card(
    name="ei_index",
    definition="(external - internal) / (external + internal); arcs of a directed graph, edges of an undirected one",
    source=_SOURCE,
    doi=_DOI,
)
_EI_BY_GROUP = Card(
    name="ei_by_group",
    definition="(external - internal) / (external + internal) over the tie ends of a group's actors",
    source=_SOURCE,
    doi=_DOI,
    isolates="undefined",
)
_EI_BY_ACTOR = Card(
    name="ei_by_actor",
    definition="(external - internal) / (external + internal) over an actor's ties, in and out",
    source=_SOURCE,
    doi=_DOI,
    isolates="undefined",
)
_BLOCK = 2_000_000
"""How many tie ends one block of permutations looks up."""


def ei_index(
    graph: Graph | TieArrays,
    groups: Groups,
    permutations: int = 0,
    seed: int | None = None,
    *,
    progress: Progress = quiet,
) -> Metric:
    """Compare ties between groups with ties within them (*E-I-Index*).

    1 if all ties go to other groups, -1 if all stay within. `value` is the index; `values` holds what it must be read with:

    - ``"external"``, ``"internal"``: the ties counted;
    - ``"expected"``: the index if every pair were tied, so groups of equal size expect more than 0;
    - ``"lowest"``, ``"highest"``: what this number of ties can reach with groups of these sizes;
    - ``"rescaled"``: the index on a scale from -1 at the lowest to 1 at the highest;
    - ``"p_at_most"``, ``"p_at_least"``: the share of relabelled networks with an index no larger, or no smaller, counting the
      network itself: (1 + b) / (1 + permutations).

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.
        permutations: How often to deal out the groups anew over the actors; 0 for no test.
        seed: What the dealing starts from; 0 when left out, so that the same call gives the same p.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph or the number of permutations cannot be used, or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> found = ei_index(nx.path_graph(4), {0: "a", 1: "a", 2: "b", 3: "b"})
        >>> round(found.value, 3), round(found.values["expected"], 3)
        (-0.333, 0.333)
    """
    if permutations < 0:
        raise NetworkError(f"permutations: expected at least 0, found {permutations}")
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    card = card_of(_EI_INDEX, ties)
    if permutations:
        card = evolve(card, permutations=permutations, seed=seed or 0)
    if not ties.arc_count:
        return scalar(card, None, NO_TIES)
    internal = float(_internal(ties, members, np.arange(ties.n)[None, :])[0])
    values = _readings(ties, members, internal)
    if permutations:
        values |= _test(ties, members, internal, permutations, seed or 0, progress)
    return Metric(
        name=card.name,
        value=_index(ties.arc_count, internal),
        values=dict(zip(values, values.values(), strict=True)),
        reasons={key: "ties_cannot_vary" for key, number in values.items() if number is None},
        card=card,
    )


def ei_by_group(graph: Graph | TieArrays, groups: Groups) -> Metric:
    """Compare ties to other groups with ties within, for each group (*E-I-Index je Gruppe*).

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> ei_by_group(nx.Graph([(0, 1), (1, 2)]), {0: "a", 1: "a", 2: "b"}).values
        {'a': -0.3333333333333333, 'b': 1.0}
    """
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    internal, ends = _ends(ties, members)
    outward = (ends - 2 * internal).tolist()
    values = {label: share_or_none(*parts) for label, *parts in zip(members.labels, outward, ends.tolist(), strict=True)}
    reasons = {label: NO_TIES for label, value in values.items() if value is None}
    card = card_of(_EI_BY_GROUP, ties)
    return Metric(name=card.name, values=values, reasons=reasons, card=card)


def ei_by_actor(graph: Graph | TieArrays, groups: Groups) -> Metric:
    """Compare ties to other groups with ties within, for each actor (*E-I-Index je Akteur*).

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping; memberships in several groups are shared out.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> ei_by_actor(nx.Graph([(0, 1), (1, 2)]), {0: "a", 1: "a", 2: "b"}).values
        {0: -1.0, 1: 0.0, 2: 1.0}
    """
    ties = tie_arrays(graph)
    alike = overlap(ties, groups).alike(ties.rows, ties.indices)
    ends = np.bincount(ties.rows, minlength=ties.n) + np.bincount(ties.indices, minlength=ties.n)
    internal = np.bincount(ties.rows, alike, minlength=ties.n) + np.bincount(ties.indices, alike, minlength=ties.n)
    indices = np.divide(ends - 2 * internal, ends, out=np.full(ties.n, np.nan), where=ends > 0)
    return by_actor(card_of(_EI_BY_ACTOR, ties), ties, indices, NO_TIES)


def _index(arcs: int, internal: float) -> float:
    return (arcs - 2 * internal) / arcs


def _readings(ties: TieArrays, members: Overlap, internal: float) -> dict[str, float | None]:
    arcs, cells = ties.arc_count, ties.n * (ties.n - 1)
    within = float((members.shares.sum(axis=0) ** 2).sum() - (members.shares**2).sum())
    highest = _index(arcs, max(arcs - (cells - within), 0))
    lowest = _index(arcs, min(arcs, within))
    fold = 1 if ties.directed else 2
    return {
        "external": (arcs - internal) / fold,
        "internal": internal / fold,
        "expected": _index(cells, within),
        "lowest": lowest,
        "highest": highest,
        "rescaled": None if highest <= lowest else 2 * (_index(arcs, internal) - lowest) / (highest - lowest) - 1,
    }


def _test(
    ties: TieArrays, members: Overlap, internal: float, permutations: int, seed: int, progress: Progress
) -> dict[str, float | None]:
    chance = np.random.default_rng(seed)
    block = max(_BLOCK // ties.arc_count, 1)
    at_least = at_most = 0
    for first in range(0, permutations, block):
        count = min(block, permutations - first)
        dealt = chance.permuted(np.tile(np.arange(ties.n), (count, 1)), axis=1)
        found = _internal(ties, members, dealt)
        at_least += int((found <= internal + 1e-9).sum())
        at_most += int((found >= internal - 1e-9).sum())
        progress(first + count, permutations)
    return {"p_at_least": (1 + at_least) / (1 + permutations), "p_at_most": (1 + at_most) / (1 + permutations)}


def _internal(ties: TieArrays, members: Overlap, dealt: Ints) -> Floats:
    """Sum the arcs within groups for each dealing, shape (dealings,)."""
    return np.asarray(members.alike(dealt[:, ties.rows], dealt[:, ties.indices]).sum(axis=1))


def _ends(ties: TieArrays, members: Overlap) -> tuple[Floats, Floats]:
    """Sum tie ends of each group: those within the group, and all, shape (groups,) each."""
    senders, receivers = members.shares[ties.rows], members.shares[ties.indices]
    return 2 * (senders * receivers).sum(axis=0), senders.sum(axis=0) + receivers.sum(axis=0)
