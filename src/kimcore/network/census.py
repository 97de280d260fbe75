"""What pairs and triples of actors look like, and whether friends of friends are friends."""

from collections.abc import Mapping
from itertools import product
from math import comb, perm

import numpy as np

from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Graph, TieArrays, once, tie_arrays
from kimcore.network.results import by_key, card_of, scalar
from kimcore.network.triangles import pairs, triangles
from kimcore.network.whole import mutual_arcs, mutual_count

_HOLLAND_LEINHARDT = "Holland & Leinhardt 1976"
_HOLLAND_LEINHARDT_DOI = "10.2307/270703"

_DYADS = Card(
    name="dyad_census",
    definition="pairs by kind: mutual, asymmetric, null",
    source=_HOLLAND_LEINHARDT,
    doi=_HOLLAND_LEINHARDT_DOI,
)
_EXPECTED_DYADS = Card(
    name="expected_dyad_census",
    definition="expected pairs by kind if the same number of arcs fell at random",
    source=_HOLLAND_LEINHARDT,
    doi=_HOLLAND_LEINHARDT_DOI,
)
_TRIADS = Card(
    name="triad_census",
    definition="triples by mutual, asymmetric and null pairs; D down, U up, C cyclic, T transitive",
    source=_HOLLAND_LEINHARDT,
    doi=_HOLLAND_LEINHARDT_DOI,
)
_EXPECTED_TRIADS = Card(
    name="expected_triad_census",
    definition="expected triples by class if the same mutual, asymmetric and null pairs fell at random (U|MAN)",
    source=_HOLLAND_LEINHARDT,
    doi=_HOLLAND_LEINHARDT_DOI,
)
_TRANSITIVITY = Card(
    name="transitivity",
    definition="ordered triples i, j, k with i-j, j-k and i-k / ordered triples with i-j and j-k",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
)

_SHARES = {
    "003": (0, 0, 3, 1.0),
    "012": (0, 1, 2, 1.0),
    "102": (1, 0, 2, 1.0),
    "021D": (0, 2, 1, 0.25),
    "021U": (0, 2, 1, 0.25),
    "021C": (0, 2, 1, 0.5),
    "111D": (1, 1, 1, 0.5),
    "111U": (1, 1, 1, 0.5),
    "030T": (0, 3, 0, 0.75),
    "030C": (0, 3, 0, 0.25),
    "201": (2, 0, 1, 1.0),
    "120D": (1, 2, 0, 0.25),
    "120U": (1, 2, 0, 0.25),
    "120C": (1, 2, 0, 0.5),
    "210": (2, 1, 0, 1.0),
    "300": (3, 0, 0, 1.0),
}
"""Mutual, asymmetric and null pairs of each class, and its share of the triples with these."""

_TURNED = {1: 2, 2: 1, 3: 3}
"""The code of a pair seen from its other end."""

_TRANSITIVE_TRIPLES = {"030T": 1, "120D": 2, "120U": 2, "120C": 1, "210": 3, "300": 6}


def dyad_census(graph: Graph | TieArrays) -> Metric:
    """Count pairs with a tie both ways, one way, and none (*Dyadenzensus*).

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> dyad_census(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])).values
        {'mutual': 1, 'asymmetric': 1, 'null': 1}
    """
    ties = tie_arrays(graph)
    mutual = mutual_count(ties)
    asymmetric = ties.arc_count - 2 * mutual
    null = comb(ties.n, 2) - mutual - asymmetric
    values = {"mutual": mutual, "asymmetric": asymmetric, "null": null}
    return by_key(card_of(_DYADS, ties), values)


def expected_dyad_census(graph: Graph | TieArrays) -> Metric:
    """Expected pairs of each kind if the same number of arcs fell at random (*erwarteter Dyadenzensus*).

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> expected_dyad_census(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])).values
        {'mutual': 0.6, 'asymmetric': 1.8, 'null': 0.6}
    """
    ties = tie_arrays(graph)
    card = card_of(_EXPECTED_DYADS, ties)
    cells, arcs, every = ties.n * (ties.n - 1), ties.arc_count, comb(ties.n, 2)
    if not every:
        return by_key(card, {"mutual": 0.0, "asymmetric": 0.0, "null": 0.0})
    chance = cells * (cells - 1)
    values = {
        "mutual": every * arcs * (arcs - 1) / chance,
        "asymmetric": every * 2 * arcs * (cells - arcs) / chance,
        "null": every * (cells - arcs) * (cells - arcs - 1) / chance,
    }
    return by_key(card, values)


def triad_census(graph: Graph | TieArrays) -> Metric:
    """Count the triples of actors by their sixteen classes (*Triadenzensus*).

    An undirected tie counts as mutual.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> census = triad_census(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
        >>> {code: count for code, count in census.values.items() if count}
        {'030T': 1}
    """
    ties = tie_arrays(graph)
    return by_key(card_of(_TRIADS, ties), _triads(ties))


def expected_triad_census(graph: Graph | TieArrays) -> Metric:
    """Expected triples of each class given the pairs (*erwarteter Triadenzensus, U|MAN*).

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> expected = expected_triad_census(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
        >>> expected.values["030T"], expected.values["030C"]
        (0.75, 0.25)
    """
    ties = tie_arrays(graph)
    mutual = mutual_count(ties)
    asymmetric = ties.arc_count - 2 * mutual
    null = comb(ties.n, 2) - mutual - asymmetric
    every = perm(comb(ties.n, 2), 3)
    values = {
        code: comb(ties.n, 3) * share * _ways(m, a, o) * perm(mutual, m) * perm(asymmetric, a) * perm(null, o) / max(every, 1)
        for code, (m, a, o, share) in _SHARES.items()
    }
    return by_key(card_of(_EXPECTED_TRIADS, ties), values)


def transitivity(graph: Graph | TieArrays) -> Metric:
    """Share of two-step paths that are closed by a direct tie (*Transitivität*).

    In a directed graph a path i to j to k is closed by an arc from i to k, and by nothing else.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> transitivity(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])).value
        1.0
        >>> transitivity(nx.path_graph(2)).reason
        'no_two_paths'
    """
    ties = tie_arrays(graph)
    incoming = np.bincount(ties.indices, minlength=ties.n)
    two_paths = int((np.diff(ties.indptr) * incoming).sum()) - 2 * mutual_count(ties)
    census = _triads(ties)
    closed = sum(census[code] * count for code, count in _TRANSITIVE_TRIPLES.items())
    return scalar(card_of(_TRANSITIVITY, ties), closed / two_paths if two_paths else None, "no_two_paths")


@once
def _triads(ties: TieArrays) -> Mapping[str, int]:
    """Count closed triples, then open ones by what meets in their middle, then those with one pair, then the rest."""
    closed = _closed_in_matrix(ties) if ties.is_small else _closed_in_table(ties)
    returned = mutual_arcs(ties)
    both = np.bincount(ties.rows, weights=returned, minlength=ties.n).astype(np.int64)
    out = np.diff(ties.indptr) - both
    into = np.bincount(ties.indices, minlength=ties.n) - both
    t300, t210, t120d, t120u = closed["300"], closed["210"], closed["120D"], closed["120U"]
    t120c, t030t, t030c = closed["120C"], closed["030T"], closed["030C"]
    census = dict.fromkeys(_SHARES, 0) | closed
    census["201"] = int((both * (both - 1)).sum()) // 2 - 3 * t300 - t210
    census["021D"] = int((out * (out - 1)).sum()) // 2 - t120d - t030t
    census["021U"] = int((into * (into - 1)).sum()) // 2 - t120u - t030t
    census["021C"] = int((out * into).sum()) - t120c - t030t - 3 * t030c
    census["111D"] = int((both * into).sum()) - t210 - 2 * t120d - t120c
    census["111U"] = int((both * out).sum()) - t210 - 2 * t120u - t120c
    others = max(ties.n - 2, 0)
    single = {"102", "012", "003"}
    mutual = mutual_count(ties)
    census["102"] = mutual * others - sum(_SHARES[code][0] * census[code] for code in census.keys() - single)
    asymmetric = ties.arc_count - 2 * mutual
    census["012"] = asymmetric * others - sum(_SHARES[code][1] * census[code] for code in census.keys() - single)
    census["003"] = comb(ties.n, 3) - sum(census.values())
    return census


def _closed_in_matrix(ties: TieArrays) -> dict[str, int]:
    full = ties.dense
    both = (full & full.T).astype(np.float64)
    one = (full & ~full.T).astype(np.float64)
    onward = one @ one
    return {
        "300": round(float((both @ both * both).sum())) // 6,
        "210": round(float((both @ both * one).sum())),
        "120D": round(float((one.T @ one * both).sum())) // 2,
        "120U": round(float((one @ one.T * both).sum())) // 2,
        "120C": round(float((onward * both).sum())),
        "030T": round(float((onward * one).sum())),
        "030C": round(float((onward * one.T).sum())) // 3,
    }


def _closed_in_table(ties: TieArrays) -> dict[str, int]:
    found, code = triangles(ties), pairs(ties).code
    kinds = np.bincount(code[found.uv] * 16 + code[found.vw] * 4 + code[found.uw], minlength=64).tolist()
    counts = dict.fromkeys(("300", "210", "120D", "120U", "120C", "030T", "030C"), 0)
    for uv, vw, uw in product((1, 2, 3), repeat=3):
        counts[_closed_class(uv, vw, uw)] += kinds[uv * 16 + vw * 4 + uw]
    return counts


def _closed_class(uv: int, vw: int, uw: int) -> str:
    """Name the class of a triangle by the codes of its pairs (see `Pairs.code`)."""
    codes = (uv, vw, uw)
    mutual = codes.count(3)
    if mutual != 1:
        cyclic = codes in {(1, 1, 2), (2, 2, 1)}
        return ("030C" if cyclic else "030T", "", "210", "300")[mutual]
    turned = (uv, vw, _TURNED[uw])
    at = turned.index(3)
    first, second = turned[(at + 1) % 3], turned[(at + 2) % 3]
    if first == second:
        return "120C"
    return "120U" if first == 1 else "120D"


def _ways(mutual: int, asymmetric: int, null: int) -> int:
    return comb(3, mutual) * comb(3 - mutual, asymmetric) if mutual + asymmetric + null == 3 else 0  # noqa: PLR2004 - a triple
