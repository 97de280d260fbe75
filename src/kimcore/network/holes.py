"""Structural holes: how far an actor's contacts know one another (Burt 1992)."""

import numpy as np
from attrs import frozen

from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.arrays import Floats, Graph, Ints, TieArrays, once, tie_arrays
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


@frozen(kw_only=True, eq=False)
class _Contacts:
    """One entry for each actor and each of its contacts, sorted by actor, shape (contacts,) each."""

    owner: Ints
    dependence: Floats
    """The c_ij of the constraint."""
    redundancy: Floats
    """How far the contact is known to the other contacts."""


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
    ties, contacts = _read(graph, model)
    total = np.bincount(contacts.owner, weights=contacts.dependence, minlength=ties.n)
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
    ties, contacts = _read(graph, model)
    return by_actor(card_of(_EFFECTIVE_SIZE, ties, model=model), ties, _sizes(ties, contacts))


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
    ties, contacts = _read(graph, model)
    counts = _counts(ties)
    shares = np.divide(_sizes(ties, contacts), counts, out=np.full(ties.n, np.nan), where=counts > 0)
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
    ties, contacts = _read(graph, model)
    counts = _counts(ties)
    mean = np.bincount(contacts.owner, weights=contacts.dependence, minlength=ties.n) / np.maximum(counts, 1)
    ratio = contacts.dependence / mean[contacts.owner]
    total = np.bincount(contacts.owner, weights=ratio * np.log(ratio), minlength=ties.n)
    several = counts > 1
    scale = counts * np.log(np.where(several, counts, 2))
    values = np.divide(total, scale, out=np.full(ties.n, np.nan), where=several)
    return by_actor(card_of(_HIERARCHY, ties, model=model), ties, values, "fewer_than_two_contacts")


def _read(graph: Graph | TieArrays, model: str) -> tuple[TieArrays, _Contacts]:
    one_of(model, _MODELS, "model")
    ties = tie_arrays(graph)
    return ties, _whole(ties) if model == "whole" else _ego(ties)


def _counts(ties: TieArrays) -> Ints:
    return np.diff(_weighed(ties).indptr)


def _sizes(ties: TieArrays, contacts: _Contacts) -> Floats:
    return _counts(ties).astype(np.float64) - np.bincount(contacts.owner, weights=contacts.redundancy, minlength=ties.n)


@once
def _whole(ties: TieArrays) -> _Contacts:
    return _in_matrix(ties, ego=False) if ties.is_small else _in_table(ties, ego=False)


@once
def _ego(ties: TieArrays) -> _Contacts:
    return _in_matrix(ties, ego=True) if ties.is_small else _in_table(ties, ego=True)


@once
def _weighed(ties: TieArrays) -> TieArrays:
    """Give the undirected ties that weigh something: a tie of weight 0 is no share of anything."""
    return ties.symmetrised.heavier_than(0)


def _in_matrix(ties: TieArrays, *, ego: bool) -> _Contacts:
    both = _weighed(ties)
    known, strengths = both.dense, both.dense_weights
    total = strengths.sum(axis=1)
    share = np.divide(strengths, total[:, None], out=np.zeros_like(strengths), where=known)
    if ego:
        within = strengths + known.astype(np.float64) @ strengths
        onward = np.divide(share, within, out=np.zeros_like(share), where=known) @ strengths
        strongest = np.array([strengths[:, row].max(axis=1, initial=0) for row in known])
        strongest = np.maximum(strongest, strengths)
    else:
        onward = share @ share
        strongest = np.broadcast_to(strengths.max(axis=1, initial=0), strengths.shape)
    shared = share @ strengths
    redundancy = np.divide(shared, strongest, out=np.zeros_like(shared), where=known)
    dependence = (share + onward) ** 2
    return _Contacts(
        owner=both.rows, dependence=dependence[both.rows, both.indices], redundancy=redundancy[both.rows, both.indices]
    )


def _in_table(ties: TieArrays, *, ego: bool) -> _Contacts:
    """Do the same with one number an arc i to j: triangles i, j, q are where the sums over q do not vanish."""
    both = _weighed(ties)
    known, found = pairs(both), triangles(both)
    owner, contact = np.concatenate((known.low, known.high)), np.concatenate((known.high, known.low))
    strengths = both.weights[np.searchsorted(both.rows * ties.n + both.indices, owner * ties.n + contact)]
    share = strengths / np.bincount(owner, weights=strengths, minlength=ties.n)[owner]
    six = list(corners(found, len(known.low)))
    strongest = strengths.copy() if ego else _largest_of(owner, strengths, ties.n)[contact]
    within = strengths.copy()
    for ij, _, qj in six if ego else ():
        np.maximum.at(strongest, ij, strengths[qj])
        within += np.bincount(ij, weights=strengths[qj], minlength=len(owner))
    onward, shared = np.zeros(len(owner)), np.zeros(len(owner))
    for ij, iq, qj in six:
        passed_on = strengths[qj] / within[iq] if ego else share[qj]
        onward += np.bincount(ij, weights=share[iq] * passed_on, minlength=len(owner))
        shared += np.bincount(ij, weights=share[iq] * strengths[qj], minlength=len(owner))
    order = np.lexsort((contact, owner))
    return _Contacts(owner=owner[order], dependence=((share + onward) ** 2)[order], redundancy=(shared / strongest)[order])


def _largest_of(owner: Ints, strengths: Floats, n: int) -> Floats:
    largest = np.zeros(n)
    np.maximum.at(largest, owner, strengths)
    return largest
