"""Several kinds of ties between the same actors."""

from collections.abc import Mapping
from itertools import combinations

from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Actor, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.results import NO_TIES, share_or_none
from kimcore.records import frozen

_MULTIPLEXITY = Card(
    name="multiplexity",
    definition="tied pairs with two kinds of ties or more / tied pairs; values: kinds of ties of each tied pair",
    source="Provan & Milward 1995",
    doi="10.2307/2393698",
)
_OVERLAP = Card(
    name="layer_overlap",
    definition="ties in both layers / ties in either layer",
    source="Jaccard 1912",
    doi="10.1111/j.1469-8137.1912.tb05611.x",
)


@frozen(kw_only=True, eq=False)
class LayerOverlap:
    """How far two kinds of ties join the same pairs (*Überschneidung zweier Beziehungsarten*)."""

    one: str
    other: str
    both: int
    """Pairs tied in both."""
    only_one: int
    only_other: int
    jaccard: Metric


def multiplexity(layers: Mapping[str, Graph | TieArrays]) -> Metric:
    """Share of tied pairs that are tied in more than one way (*Multiplexität*).

    `values` holds the number of kinds for each tied pair: ordered pairs if any layer is directed, sorted pairs otherwise.
    An undirected layer beside directed ones counts in both directions.

    Args:
        layers: A graph for each kind of tie, such as information, money and referrals; actors are matched by name.

    Raises:
        NetworkError: If a graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> found = multiplexity({"information": nx.path_graph(3), "money": nx.path_graph(2)})
        >>> found.value, found.values
        (0.5, {(0, 1): 2, (1, 2): 1})
    """
    read = {name: tie_arrays(graph) for name, graph in layers.items()}
    sets = _pairs(read)
    kinds = {pair: sum(pair in tied for tied in sets.values()) for pair in in_order(set().union(*sets.values()))}
    several = sum(count > 1 for count in kinds.values())
    card = _card(_MULTIPLEXITY, read)
    value = share_or_none(several, len(kinds))
    return Metric(name=card.name, value=value, values=dict(kinds), reason=NO_TIES if value is None else None, card=card)


def layer_overlap(layers: Mapping[str, Graph | TieArrays]) -> tuple[LayerOverlap, ...]:
    """Compare each two kinds of ties: pairs tied in both, in one only, and the share of both (*Überschneidung*).

    Args:
        layers: A graph for each kind of tie; actors are matched by name.

    Raises:
        NetworkError: If a graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> (overlap,) = layer_overlap({"information": nx.path_graph(3), "money": nx.path_graph(2)})
        >>> overlap.both, overlap.only_one, overlap.only_other, overlap.jaccard.value
        (1, 1, 0, 0.5)
    """
    read = {name: tie_arrays(graph) for name, graph in layers.items()}
    sets = _pairs(read)
    card = _card(_OVERLAP, read)
    found = []
    for one, other in combinations(sorted(sets), 2):
        both, either = len(sets[one] & sets[other]), len(sets[one] | sets[other])
        share = share_or_none(both, either)
        jaccard = Metric(name=card.name, value=share, reason=NO_TIES if share is None else None, card=card)
        lone, lonely = len(sets[one]) - both, len(sets[other]) - both
        found.append(LayerOverlap(one=one, other=other, both=both, only_one=lone, only_other=lonely, jaccard=jaccard))
    return tuple(found)


def _pairs(read: Mapping[str, TieArrays]) -> Mapping[str, set[tuple[Actor, Actor]]]:
    directed = any(ties.directed for ties in read.values())
    return {
        name: {
            (ties.actors[row], ties.actors[column])
            for row, column in zip(ties.rows.tolist(), ties.indices.tolist(), strict=True)
            if directed or row < column
        }
        for name, ties in read.items()
    }


def _card(template: Card, read: Mapping[str, TieArrays]) -> Card:
    everybody = {actor for ties in read.values() for actor in ties.actors}
    direction = Direction.DIRECTED if any(ties.directed for ties in read.values()) else Direction.UNDIRECTED
    return Card(
        name=template.name,
        definition=template.definition,
        source=template.source,
        doi=template.doi,
        direction=direction,
        n=len(everybody),
        loops_dropped=sum(ties.loops_dropped for ties in read.values()),
        parameters=(("layers", ", ".join(sorted(read))),),
    )
