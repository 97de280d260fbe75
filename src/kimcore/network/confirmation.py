"""What both sides say: ties that the other end confirms, and ties that only one end claims."""

from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Bools, Graph, Ints, TieArrays, in_order, tie_arrays
from kimcore.records import frozen

_RATE = Card(
    name="confirmation_rate",
    definition="ties both ends report / ties at least one end reports",
    source="Provan, Veazie, Staten & Teufel-Shone 2005",
    disconnected="counted",
)
_KAPPA = Card(
    name="confirmation_kappa",
    definition="(agreement - agreement by chance) / (1 - agreement by chance) of both ends' reports over all ordered pairs",
    source="Cohen 1960",
    doi="10.1177/001316446002000104",
    disconnected="counted",
)


@frozen(kw_only=True, eq=False)
class Confirmation:
    """Ties by who reports them (*Bestätigung von Verbindungen*); every graph has all actors and runs from sender to receiver."""

    confirmed: nx.DiGraph
    """Ties both ends report."""
    unconfirmed: nx.DiGraph
    """Ties exactly one end reports; the tie attribute ``said_by`` is ``"sender"`` or ``"receiver"``."""
    one_sided: Mapping[str, nx.DiGraph]
    """The unconfirmed ties apart: under ``"sender"`` and ``"receiver"`` those only that end reports."""
    rate_metric: Metric
    """The confirmation rate with its card."""
    kappa_metric: Metric
    """Kappa with its card."""
    unasked: tuple[tuple[Actor, Actor], ...] = ()
    """Reported ties with an end that did not answer; they are in none of the graphs, nor in the numbers."""

    @property
    def rate(self) -> float | None:
        """Return the confirmed ties as a share of all reported ones, `None` if none was reported."""
        return self.rate_metric.value

    @property
    def kappa(self) -> float | None:
        """Return the agreement of the two ends beyond chance, from -1 to 1, `None` if nothing varies."""
        return self.kappa_metric.value


def confirm(sent: Graph | TieArrays, received: Graph | TieArrays, *, silent: Iterable[Actor] = ()) -> Confirmation:
    """Keep the ties that both ends report.

    Both graphs run from the one who answers: an arc from i to j in `sent` means that i says it sends to j,
    an arc from j to i in `received` means that j says it receives from i.
    So the tie from i to j is confirmed if `sent` has i to j and `received` has j to i: the receivers' graph is read turned round.
    Where a question has no direction ("with whom do you work?"), the same graph goes in twice.

    Args:
        sent: What each says it sends.
        received: What each says it receives.
        silent: Actors who did not answer; their ties are neither confirmed nor denied.

    Raises:
        NetworkError: If a graph cannot be used, or a silent actor is in neither.

    Source:
        Leifeld & Schneider 2012, Information exchange in policy networks, American Journal of Political Science 56(3),
        eq. 1, doi:10.1111/j.1540-5907.2011.00580.x

    Example:
        >>> import networkx as nx
        >>> sent = nx.DiGraph([("office", "school"), ("office", "clinic")])
        >>> received = nx.DiGraph([("school", "office"), ("clinic", "school")])
        >>> result = confirm(sent, received)
        >>> list(result.confirmed.edges), list(result.unconfirmed.edges(data="said_by"))
        ([('office', 'school')], [('office', 'clinic', 'sender'), ('school', 'clinic', 'receiver')])
        >>> round(result.rate, 3), round(result.kappa, 3)
        (0.333, 0.25)
    """
    senders, receivers = tie_arrays(sent), tie_arrays(received)
    actors = in_order({*senders.actors, *receivers.actors})
    index = {actor: place for place, actor in enumerate(actors)}
    quiet = silent_mask(actors, silent)
    attributes = {**receivers.attributes, **senders.attributes}
    by_sender = _keys(senders, index)
    turned = _keys(receivers.reversed, index)
    asked = np.flatnonzero(~quiet)
    unasked = _answerless(np.union1d(by_sender, turned), quiet)
    by_sender, turned = (np.setdiff1d(keys, unasked) for keys in (by_sender, turned))
    both = np.intersect1d(by_sender, turned)
    sender_only, receiver_only = np.setdiff1d(by_sender, both), np.setdiff1d(turned, both)
    said_by = {"sender": sender_only, "receiver": receiver_only}
    cells = len(asked) * (len(asked) - 1)
    rate, kappa = (
        evolve(
            template,
            n=len(actors),
            loops_dropped=senders.loops_dropped + receivers.loops_dropped,
            response_rate=len(asked) / len(actors) if actors else None,
        )
        for template in (_RATE, _KAPPA)
    )
    return Confirmation(
        confirmed=_graph(actors, attributes, {"both": both}),
        unconfirmed=_graph(actors, attributes, said_by),
        one_sided={who: _graph(actors, attributes, {who: keys}) for who, keys in said_by.items()},
        rate_metric=_rate(rate, len(both), len(both) + len(sender_only) + len(receiver_only)),
        kappa_metric=_kappa(kappa, both=len(both), sender=len(by_sender), receiver=len(turned), cells=cells),
        unasked=tuple(_pair(actors, key) for key in unasked.tolist()),
    )


def silent_mask(actors: tuple[Actor, ...], silent: Iterable[Actor]) -> Bools:
    """Mark the actors who did not answer, shape (n,).

    Raises:
        NetworkError: If one of them is no actor of the network.
    """
    quiet = set(silent)
    strangers = in_order(quiet - set(actors))
    if strangers:
        raise NetworkError(f"silent: expected actors of the network, found {', '.join(map(repr, strangers[:5]))}")
    return np.array([actor in quiet for actor in actors], dtype=np.bool_)


def _keys(ties: TieArrays, index: Mapping[Actor, int]) -> Ints:
    """Number the ties by row * n + column of the joint list of actors, sorted."""
    place = np.array([index[actor] for actor in ties.actors], dtype=np.int64)
    return np.sort(place[ties.rows] * len(index) + place[ties.indices]) if ties.arc_count else np.zeros(0, dtype=np.int64)


def _answerless(keys: Ints, quiet: Bools) -> Ints:
    rows, columns = np.divmod(keys, max(len(quiet), 1))
    return keys[quiet[rows] | quiet[columns]]


def _pair(actors: tuple[Actor, ...], key: int) -> tuple[Actor, Actor]:
    return actors[key // len(actors)], actors[key % len(actors)]


def _graph(
    actors: tuple[Actor, ...], attributes: Mapping[Actor, Mapping[str, object]], said_by: Mapping[str, Ints]
) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from((actor, dict(attributes.get(actor, {}))) for actor in actors)
    claims = sorted((key, who) for who, keys in said_by.items() for key in keys.tolist())
    graph.add_edges_from((*_pair(actors, key), {"said_by": who}) for key, who in claims)
    return graph


def _rate(card: Card, confirmed: int, reported: int) -> Metric:
    if not reported:
        return Metric(name=card.name, reason="no_ties", card=card)
    return Metric(name=card.name, value=confirmed / reported, card=card)


def _kappa(card: Card, *, both: int, sender: int, receiver: int, cells: int) -> Metric:
    if not cells:
        return Metric(name=card.name, reason="fewer_than_two_actors", card=card)
    agreed = (both + cells - sender - receiver + both) / cells
    by_chance = (sender * receiver + (cells - sender) * (cells - receiver)) / cells**2
    if by_chance == 1:
        return Metric(name=card.name, reason="no_variance", card=card)
    return Metric(name=card.name, value=(agreed - by_chance) / (1 - by_chance), card=card)
