"""What can still be said when some did not answer: ties the others report, and the range of what is possible."""

from collections.abc import Iterable, Iterator

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.model.metric import Card
from kimcore.network.arrays import Actor, Bools, Graph, Ints, TieArrays, tie_arrays
from kimcore.network.confirmation import silent_mask
from kimcore.network.results import TOO_FEW, card_of
from kimcore.records import frozen

_DENSITY_BOUNDS = Card(
    name="density",
    definition="[known ties, known ties + unknown cells] / possible ties",
    source="kimcore; the unknown cells as in Huisman 2009",
    disconnected="counted",
)


@frozen(kw_only=True)
class Bounds:
    """The lowest and the highest value a number can have (*Schranken*), given what is not known.

    Example:
        >>> bounds = Bounds(name="density", lower=0.25, upper=0.5, is_exact=True, method="monotone", card=_DENSITY_BOUNDS)
        >>> lower, upper = bounds
        >>> lower, upper, 0.3 in bounds, 0.6 in bounds
        (0.25, 0.5, True, False)
    """

    name: str
    lower: float | int | None = None
    upper: float | int | None = None
    is_exact: bool = False
    """Whether both ends are reached by some network; outer bounds may be wider than need be, never narrower."""
    method: str
    """How they were found: ``enumerated``, ``monotone``, ``extremal``, ``by_actor`` or ``range``."""
    reason: str | None = None
    card: Card

    def __iter__(self) -> Iterator[float | int | None]:
        """Give the lower, then the upper bound."""
        return iter((self.lower, self.upper))

    def __contains__(self, value: float) -> bool:
        """Return whether a value is possible, rounding errors allowed for."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower - 1e-12 <= value <= self.upper + 1e-12


@frozen(kw_only=True, eq=False)
class Reconstruction:
    """A network in which the others speak for the silent (*Rekonstruktion*)."""

    graph: nx.DiGraph
    """The network with the ties filled in; undirected if it was given so."""
    filled_in: tuple[tuple[Actor, Actor], ...]
    """Ties taken over from the other end, sorted."""
    unknown: tuple[tuple[Actor, Actor], ...]
    """Ordered pairs of two silent actors: nobody can say, and the graph has no tie there."""
    response_rate: float | None


@frozen(kw_only=True, eq=False)
class Gaps:
    """A network as far as it is known, and the pairs that are not (*Lücken*)."""

    ties: TieArrays
    """All ties as they were given."""
    known: Ints
    """Known ties as row * n + column, sorted; an undirected tie once, the smaller row first."""
    unknown: Ints
    """Cells nobody reported on, in the same numbering, sorted."""
    silent_count: int
    ignored: int
    """Ties that were given although their reporter is silent; they are treated as not known."""

    @property
    def possible(self) -> int:
        """Return the number of possible ties."""
        return self.ties.n * (self.ties.n - 1) // (1 if self.ties.directed else 2)

    def pairs(self, cells: Ints) -> list[tuple[Actor, Actor]]:
        """Name the two actors of each cell."""
        rows, columns = np.divmod(cells, max(self.ties.n, 1))
        return [(self.ties.actors[i], self.ties.actors[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]

    def graph(self, cells: Ints) -> nx.Graph:
        """Build the network that has ties in these cells and nowhere else."""
        graph = nx.DiGraph() if self.ties.directed else nx.Graph()
        graph.add_nodes_from(self.ties.actors)
        graph.add_edges_from(self.pairs(cells))
        return graph


def gaps(graph: Graph | TieArrays, silent: Iterable[Actor], *, reconstructed: bool = False) -> Gaps:
    """Find the cells nobody reported on.

    In a directed graph a silent actor leaves its ties out unknown; with `reconstructed` only those to other silent actors.
    In an undirected graph either end can report a tie, so only pairs of silent actors are unknown.

    Raises:
        NetworkError: If the graph cannot be used, or a silent actor is not in it.
    """
    ties = tie_arrays(graph)
    quiet = silent_mask(ties.actors, silent)
    only_among_silent = reconstructed or not ties.directed
    rows, columns = np.meshgrid(np.flatnonzero(quiet), np.flatnonzero(quiet | (not only_among_silent)), indexing="ij")
    is_cell = rows != columns if ties.directed else rows < columns
    unknown = (rows * ties.n + columns)[is_cell]
    is_tie = np.ones(ties.arc_count, dtype=np.bool_) if ties.directed else ties.rows < ties.indices
    given = (ties.rows * ties.n + ties.indices)[is_tie]
    reported_by_silent = quiet[ties.rows[is_tie]]
    if not ties.directed:
        reported_by_silent &= quiet[ties.indices[is_tie]]
    known = given[~reported_by_silent]
    if reconstructed and ties.directed:
        known = np.union1d(known, _turned(ties, known, quiet))
    return Gaps(
        ties=ties,
        known=known,
        unknown=unknown,
        silent_count=int(quiet.sum()),
        ignored=int(reported_by_silent.sum()),
    )


def reconstruct(graph: Graph | TieArrays, *, silent: Iterable[Actor]) -> Reconstruction:
    """Let the others speak for those who did not answer.

    The tie from a silent actor i to j is taken to exist if j reports one to i.
    That holds for relations that are mostly mutual; for giving and receiving it does not, and `density_bounds` is the honest way.
    Ties that are given as sent by a silent actor are dropped first.

    Raises:
        NetworkError: If the graph cannot be used, or a silent actor is not in it.

    Source:
        Stork & Richards 1992, Nonrespondents in communication network studies, Group & Organization Management 17(2), 193-209

    Example:
        >>> import networkx as nx
        >>> answers = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "a")])
        >>> result = reconstruct(answers, silent=["c"])
        >>> list(result.graph.edges), result.filled_in, round(result.response_rate, 3)
        ([('a', 'b'), ('a', 'c'), ('b', 'a'), ('c', 'a')], (('c', 'a'),), 0.667)
    """
    quiet = frozenset(silent)
    before = gaps(graph, quiet)
    after = gaps(graph, quiet, reconstructed=True)
    filled = after.graph(after.known)
    filled.add_nodes_from((actor, dict(before.ties.attributes.get(actor, {}))) for actor in before.ties.actors)
    unknown = after.pairs(after.unknown)
    return Reconstruction(
        graph=filled,
        filled_in=tuple(after.pairs(np.setdiff1d(after.known, before.known))),
        unknown=tuple(unknown) if before.ties.directed else tuple(sorted([*unknown, *((j, i) for i, j in unknown)], key=repr)),
        response_rate=_response_rate(before),
    )


def density_bounds(graph: Graph | TieArrays, *, silent: Iterable[Actor], reconstructed: bool = False) -> Bounds:
    """Find the lowest and highest density the answers allow (*Schranken der Dichte*).

    With m known ties, u unknown cells and c possible ties the density lies between m / c and (m + u) / c, both reached.
    With s silent actors of n, u is s(n - 1) in a directed graph, s(s - 1) after reconstruction, s(s - 1)/2 in an undirected one.

    Args:
        graph: The answers; ties given as sent by a silent actor count as not known.
        silent: Who did not answer.
        reconstructed: Whether ties of the silent are taken over from the other end first, as `reconstruct` does.

    Raises:
        NetworkError: If the graph cannot be used, or a silent actor is not in it.

    Example:
        >>> import networkx as nx
        >>> answers = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "a")])
        >>> tuple(density_bounds(answers, silent=["c"]))
        (0.5, 0.8333333333333334)
        >>> tuple(density_bounds(answers, silent=["c"], reconstructed=True))
        (0.6666666666666666, 0.6666666666666666)
    """
    found = gaps(graph, silent, reconstructed=reconstructed)
    card = bounds_card(_DENSITY_BOUNDS, found, reconstructed=reconstructed)
    if not found.possible:
        return Bounds(name="density", method="monotone", reason=TOO_FEW, card=card)
    least = len(found.known)
    return Bounds(
        name="density",
        lower=least / found.possible,
        upper=(least + len(found.unknown)) / found.possible,
        is_exact=True,
        method="monotone",
        card=card,
    )


def bounds_card(template: Card, found: Gaps, *, reconstructed: bool) -> Card:
    """Add to a card how much is not known.

    Raises:
        Nothing of its own.
    """
    card = card_of(
        template,
        found.ties,
        ignored_ties_of_silent=str(found.ignored),
        reconstructed="yes" if reconstructed else "no",
        unknown_cells=str(len(found.unknown)),
    )
    return evolve(card, response_rate=_response_rate(found))


def _response_rate(found: Gaps) -> float | None:
    return 1 - found.silent_count / found.ties.n if found.ties.n else None


def _turned(ties: TieArrays, known: Ints, quiet: Bools) -> Ints:
    """Turn round the ties that lead to silent actors."""
    rows, columns = np.divmod(known, max(ties.n, 1))
    to_silent = quiet[columns]
    turned: Ints = columns[to_silent] * ties.n + rows[to_silent]
    return turned
