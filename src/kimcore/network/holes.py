"""Structural holes: how far an actor's contacts know one another (Burt 1992)."""

import numpy as np

from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.arrays import Floats, Graph, Ints, TieArrays, once, sums, tie_arrays
from kimcore.network.results import by_actor, card_of, one_of
from kimcore.network.triangles import corners, pairs, triangles

_BURT = "Burt 1992, Structural Holes"
_MODELS = ("whole", "ego")
_ISOLATE = "isolate"

_CONSTRAINT = Card(
    name="constraint",
    definition="sum over contacts j of (p_ij + sum over others q of p_iq * p_qj)^2; p_ij is j's share of i's ties",
    source=_BURT,
    direction=Direction.SYMMETRISED,
    weights=Weights.STRENGTH,
    isolates="undefined",
)
_EFFECTIVE_SIZE = Card(
    name="effective_size",
    definition="sum over contacts j of (1 - sum over others q of p_iq * m_jq); m_jq is q's tie to j by j's strongest tie",
    source=_BURT,
    direction=Direction.SYMMETRISED,
    weights=Weights.STRENGTH,
    isolates="zero",
)
_EFFICIENCY = Card(
    name="structural_efficiency",
    definition="effective size / number of contacts",
    source=_BURT,
    direction=Direction.SYMMETRISED,
    weights=Weights.STRENGTH,
    isolates="undefined",
)
_HIERARCHY = Card(
    name="structural_hierarchy",
    definition="sum over contacts j of r_j * ln(r_j) / (N * ln(N)); r_j = c_ij / (constraint / N), N contacts",
    source=_BURT,
    direction=Direction.SYMMETRISED,
    weights=Weights.STRENGTH,
    isolates="undefined",
)


def constraint(graph: Graph | TieArrays, model: str = "whole") -> Metric:
    """How much an actor depends on contacts who depend on one another (*Einengung*).

    1 for an actor with one contact; more than 1 is possible in a closed group of three.

    Args:
        graph: Any graph; the two directions of a tie are added.
        model: ``"whole"`` shares out the ties of contacts over the whole network, ``"ego"`` only over the actor's
            contacts and the actor (the default of UCINET). They differ wherever a contact has ties elsewhere.

    Raises:
        NetworkError: If the graph or the model cannot be used.

    Example:
        >>> import networkx as nx
        >>> constraint(nx.complete_graph(3)).values
        {0: 1.125, 1: 1.125, 2: 1.125}
    """
    one_of(model, _MODELS, "model")
    ties = tie_arrays(graph)
    total = sums(_weighed(ties).rows, ties.n, _dependence(ties, model))
    return by_actor(card_of(_CONSTRAINT, ties, model=model), ties, np.where(_counts(ties) > 0, total, np.nan), _ISOLATE)


def effective_size(graph: Graph | TieArrays, model: str = "whole") -> Metric:
    """Number of an actor's contacts, less those who are known through the others (*wirksame Größe*).

    Args:
        graph: Any graph; the two directions of a tie are added.
        model: ``"whole"`` or ``"ego"``: where to look for a contact's strongest tie. They differ only where ties differ
            in strength; in a directed graph a returned tie is twice as strong.

    Raises:
        NetworkError: If the graph or the model cannot be used.

    Example:
        >>> import networkx as nx
        >>> effective_size(nx.star_graph(3)).values
        {0: 3.0, 1: 1.0, 2: 1.0, 3: 1.0}
    """
    one_of(model, _MODELS, "model")
    ties = tie_arrays(graph)
    return by_actor(card_of(_EFFECTIVE_SIZE, ties, model=model), ties, _sizes(ties, model))


def structural_efficiency(graph: Graph | TieArrays, model: str = "whole") -> Metric:
    """Share of an actor's contacts that are not known through the others (*strukturelle Effizienz*).

    Args:
        graph: Any graph; the two directions of a tie are added.
        model: ``"whole"`` or ``"ego"``, as in `effective_size`.

    Raises:
        NetworkError: If the graph or the model cannot be used.

    Example:
        >>> import networkx as nx
        >>> round(structural_efficiency(nx.complete_graph(3)).values[0], 2)
        0.5
    """
    one_of(model, _MODELS, "model")
    ties = tie_arrays(graph)
    counts = _counts(ties)
    shares = np.divide(_sizes(ties, model), counts, out=np.full(ties.n, np.nan), where=counts > 0)
    return by_actor(card_of(_EFFICIENCY, ties, model=model), ties, shares, _ISOLATE)


def structural_hierarchy(graph: Graph | TieArrays, model: str = "whole") -> Metric:
    """How far an actor's constraint comes from one contact alone (*strukturelle Hierarchie*).

    0 where all contacts constrain alike; undefined with fewer than two contacts.

    Args:
        graph: Any graph; the two directions of a tie are added.
        model: ``"whole"`` or ``"ego"``, as in `constraint`.

    Raises:
        NetworkError: If the graph or the model cannot be used.

    Example:
        >>> import networkx as nx
        >>> structural_hierarchy(nx.complete_graph(3)).values[0]
        0.0
    """
    one_of(model, _MODELS, "model")
    ties = tie_arrays(graph)
    counts = _counts(ties)
    owner, dependence = _weighed(ties).rows, _dependence(ties, model)
    mean = sums(owner, ties.n, dependence) / np.maximum(counts, 1)
    ratio = dependence / mean[owner]
    total = sums(owner, ties.n, ratio * np.log(ratio))
    several = counts > 1
    scale = counts * np.log(np.where(several, counts, 2))
    values = np.divide(total, scale, out=np.full(ties.n, np.nan), where=several)
    return by_actor(card_of(_HIERARCHY, ties, model=model), ties, values, "fewer_than_two_contacts")


def _counts(ties: TieArrays) -> Ints:
    return np.diff(_weighed(ties).indptr)


def _sizes(ties: TieArrays, model: str) -> Floats:
    redundant = sums(_weighed(ties).rows, ties.n, _redundancy(ties, model))
    return _counts(ties).astype(np.float64) - redundant


@once
def _weighed(ties: TieArrays) -> TieArrays:
    """Give the undirected ties that weigh something: a tie of weight 0 is no share of anything."""
    return ties.symmetrised.heavier_than(0)


@once
def _shares(ties: TieArrays) -> Floats:
    """Give p_ij: each contact's share of an actor's ties, shape (arcs,)."""
    both = _weighed(ties)
    return np.asarray(both.weights / sums(both.rows, both.n, both.weights)[both.rows])


def _dependence(ties: TieArrays, model: str) -> Floats:
    """Give c_ij for each actor and contact, in the order of the weighed ties."""
    if ties.is_small:
        return _dependence_in_matrix(_weighed(ties), ego=model == "ego")
    return _dependence_in_table(ties, ego=model == "ego")


def _redundancy(ties: TieArrays, model: str) -> Floats:
    """Tell for each actor and contact how far the contact is known to the other contacts, in the order of the weighed ties."""
    if ties.is_small:
        return _redundancy_in_matrix(_weighed(ties), ego=model == "ego")
    return _redundancy_in_table(ties, ego=model == "ego")


def _share_matrix(both: TieArrays) -> Floats:
    strengths, share = both.dense_weights, np.zeros((both.n, both.n))
    np.divide(strengths, strengths.sum(axis=1)[:, None], out=share, where=both.dense)
    return share


def _dependence_in_matrix(both: TieArrays, *, ego: bool) -> Floats:
    share, strengths = _share_matrix(both), both.dense_weights
    if ego:
        within = strengths + both.dense.astype(np.float64) @ strengths
        onward = np.divide(share, within, out=np.zeros_like(share), where=both.dense) @ strengths
    else:
        onward = share @ share
    return np.asarray((share + onward)[both.rows, both.indices] ** 2)


def _redundancy_in_matrix(both: TieArrays, *, ego: bool) -> Floats:
    strengths = both.dense_weights
    shared = (_share_matrix(both) @ strengths)[both.rows, both.indices]
    if not ego:
        return np.asarray(shared / strengths.max(axis=1, initial=0)[both.indices])
    strongest = np.array([strengths[:, row].max(axis=1, initial=0) for row in both.dense])
    return np.asarray(shared / np.maximum(strongest, strengths)[both.rows, both.indices])


def _dependence_in_table(ties: TieArrays, *, ego: bool) -> Floats:
    """Sum over triangles i, j, q: elsewhere the terms vanish."""
    both, share, six = _weighed(ties), _shares(ties), _triangles_of(ties)
    onward = np.zeros(both.arc_count)
    within = both.weights.copy()
    for ij, _, qj in six if ego else ():
        within += sums(ij, both.arc_count, both.weights[qj])
    for ij, iq, qj in six:
        passed_on = both.weights[qj] / within[iq] if ego else share[qj]
        onward += sums(ij, both.arc_count, share[iq] * passed_on)
    return (share + onward) ** 2


def _redundancy_in_table(ties: TieArrays, *, ego: bool) -> Floats:
    both, share, six = _weighed(ties), _shares(ties), _triangles_of(ties)
    shared = np.zeros(both.arc_count)
    for ij, iq, qj in six:
        shared += sums(ij, both.arc_count, share[iq] * both.weights[qj])
    if not ego:
        largest = np.zeros(both.n)
        np.maximum.at(largest, both.rows, both.weights)
        return shared / largest[both.indices]
    strongest = both.weights.copy()
    for ij, _, qj in six:
        np.maximum.at(strongest, ij, both.weights[qj])
    return shared / strongest


def _triangles_of(ties: TieArrays) -> list[tuple[Ints, Ints, Ints]]:
    """Give each triangle in its six orders i, j, q: where the arcs ij, iq and qj stand in the weighed ties."""
    both = _weighed(ties)
    # Unless a tie weighs nothing, these are the triangles that other metrics of the same ties use too.
    table = ties if both.arc_count == ties.symmetrised.arc_count else both
    known = pairs(table)
    return [(known.arcs[ij], known.arcs[iq], known.arcs[qj]) for ij, iq, qj in corners(triangles(table), len(known.low))]
