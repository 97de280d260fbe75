"""A dense core and a loose periphery: the models of Borgatti and Everett."""

from collections.abc import Mapping

import numpy as np
from attrs import evolve

from kimcore.model.metric import Card, Direction
from kimcore.network.arrays import Actor, Floats, Graph, Ints, TieArrays, sums, tie_arrays
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import NO_TIES, TOO_FEW, card_of, one_of
from kimcore.network.whole import mutual_count
from kimcore.records import frozen

EXHAUSTIVE_UP_TO = 20
"""Up to so many actors every possible core is tried: about a million."""

_SOURCE = "Borgatti & Everett 2000"
_DOI = "10.1016/S0378-8733(99)00019-2"
_CATEGORICAL = Card(
    name="core_periphery",
    definition="largest correlation of the ties with 1 among the core and 0 among the periphery, over all cores",
    source=_SOURCE,
    doi=_DOI,
    disconnected="counted",
)
_CONTINUOUS = Card(
    name="core_periphery",
    definition="c that minimises the sum of (a_ij - c_i * c_j)^2 over i != j, a the mean of both arcs; fit: correlation",
    source=_SOURCE,
    doi=_DOI,
    direction=Direction.SYMMETRISED,
    disconnected="counted",
)
_ALIKE = 1e-12
_ROUNDS = 20_000
_TURNED = 0.1
"""What share of a large first guess is turned round at random; half of it would be a start from nowhere, and slow."""


@frozen(kw_only=True, eq=False)
class CorePeriphery:
    """How well a core and a periphery describe a network (*Kern und Peripherie*)."""

    fit: float | None
    """Correlation of the ties with the model, from -1 to 1."""
    core: tuple[Actor, ...] = ()
    """The core of the categorical model; empty in the continuous one."""
    equals: int = 0
    """How many cores fit as well as this one, itself included; 0 where not all were tried."""
    values: Mapping[Actor, float | int]
    """1 for the core and 0 for the periphery, or the coreness c of the continuous model."""
    reason: str | None = None
    """Why there is no fit, or ``"not_converged"`` where coreness grows without end, as in a star."""
    card: Card


def core_periphery(
    graph: Graph | TieArrays,
    kind: str = "categorical",
    *,
    between: float | None = None,
    starts: int = 20,
    seed: int = 0,
    progress: Progress = quiet,
) -> CorePeriphery:
    """Find the core that describes the network best (*Kern und Peripherie*).

    The categorical model asks for ties among the core and none among the periphery. All cores are tried up to 20 actors;
    beyond that the best of many seeded searches is returned, which need not be the very best. Among cores that fit equally
    well the smallest is returned, and `equals` says how many there are.

    Args:
        graph: Any graph; weights are ignored.
        kind: ``"categorical"``, or ``"continuous"`` for a coreness of each actor.
        between: What the categorical model asks for between core and periphery: nothing, when left out (the default of
            UCINET), or a number such as 1, 0 or a density.
        starts: Number of random searches beyond 20 actors, besides one from the actors with most ties.
        seed: What the random searches start from.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> graph = nx.complete_graph(3)
        >>> graph.add_edges_from([(0, 3), (1, 4), (2, 5)])
        >>> found = core_periphery(graph)
        >>> found.core, found.fit
        ((0, 1, 2), 1.0)
    """
    one_of(kind, ("categorical", "continuous"))
    ties = tie_arrays(graph)
    card = card_of(_CATEGORICAL, ties, kind=kind, between="missing" if between is None else str(between))
    if kind == "continuous":
        card = card_of(_CONTINUOUS, ties, kind=kind)
    if ties.n < 2 or not ties.arc_count:  # noqa: PLR2004 - a pair
        return CorePeriphery(fit=None, values={}, reason=TOO_FEW if ties.n <= 1 else NO_TIES, card=card)
    if kind == "continuous":
        return _continuous(ties, card)
    if ties.n <= EXHAUSTIVE_UP_TO:
        return _named(ties, card, *_best_of_all(ties, between))
    return _named(ties, evolve(card, seed=seed), *_searched(ties, between, starts, seed, progress), 0)


def _named(ties: TieArrays, card: Card, inside: Ints, fit: float, equals: int) -> CorePeriphery:
    if not np.isfinite(fit):
        return CorePeriphery(fit=None, values={}, reason="no_variance", card=card)
    core = tuple(actor for actor, is_in in zip(ties.actors, inside.tolist(), strict=True) if is_in)
    values = dict(zip(ties.actors, inside.tolist(), strict=True))
    return CorePeriphery(fit=fit, core=core, equals=equals, values=values, card=card)


def _fit(ties: TieArrays, size: Floats, core: Floats, periphery: Floats, between: float | None) -> Floats:
    """Correlate ties with the model from the arcs counted within core and periphery; -inf where undefined."""
    rest = ties.n - size
    ones, asked = core + periphery, core
    cells = size * (size - 1) + rest * (rest - 1)
    model, model_squared = size * (size - 1), size * (size - 1)
    if between is not None:
        across = ties.arc_count - core - periphery
        wide = 2 * size * rest
        ones, asked, cells = ones + across, core + between * across, cells + wide
        model, model_squared = model + between * wide, model_squared + between**2 * wide
    spread = (cells * ones - ones**2) * (cells * model_squared - model**2)
    defined = spread > 0
    return np.divide(
        cells * asked - ones * model, np.sqrt(np.where(defined, spread, 1)), where=defined, out=np.full_like(spread, -np.inf)
    )


def _best_of_all(ties: TieArrays, between: float | None) -> tuple[Ints, float, int]:
    """Try every core: bit b of a number from 0 to 2^n - 1 says whether actor b is in."""
    both = ties.dense.astype(np.int16) + ties.dense.T
    within = np.zeros(1, dtype=np.int16)
    size = np.zeros(1, dtype=np.int16)
    for actor in range(ties.n):
        tied = np.zeros(1, dtype=np.int16)
        for other in range(actor):
            tied = np.concatenate((tied, tied + both[actor, other]))
        within = np.concatenate((within, within + tied))
        size = np.concatenate((size, size + 1))
    fits = _fit(ties, size.astype(np.float64), within.astype(np.float64), within[::-1].astype(np.float64), between)
    fit = float(fits.max())
    best = np.flatnonzero(fits >= fit - _ALIKE)
    bits = (best[:, None] >> np.arange(ties.n)) & 1
    first = np.lexsort((*(-bits).T[::-1], bits.sum(axis=1)))[0]
    return bits[first], fit, len(best)


def _searched(ties: TieArrays, between: float | None, starts: int, seed: int, progress: Progress) -> tuple[Ints, float]:
    chance = np.random.default_rng(seed)
    tied = np.bincount(ties.rows, minlength=ties.n) + np.bincount(ties.indices, minlength=ties.n)
    first = _prefix(ties, tied, between)
    turned = 0.5 if ties.is_small else _TURNED
    found = [_climbed(ties, first, between)]
    for start in range(starts):
        found.append(_climbed(ties, first ^ (chance.random(ties.n) < turned), between))
        progress(start + 1, starts)
    return max(found, key=lambda each: (round(each[1], 12), -int(each[0].sum()), tuple(each[0].tolist())))


def _prefix(ties: TieArrays, tied: Ints, between: float | None) -> Ints:
    """Take as core the actors with most ties, as many of them as fit best."""
    order = np.lexsort((np.arange(ties.n), -tied))
    place = np.empty(ties.n, dtype=np.int64)
    place[order] = np.arange(ties.n)
    later, earlier = np.maximum(place[ties.rows], place[ties.indices]), np.minimum(place[ties.rows], place[ties.indices])
    core = np.concatenate(([0.0], np.cumsum(sums(later, ties.n))))
    periphery = ties.arc_count - np.concatenate(([0.0], np.cumsum(sums(earlier, ties.n))))
    fits = _fit(ties, np.arange(ties.n + 1.0), core, periphery, between)
    return (place < int(np.argmax(fits))).astype(np.int64)


def _climbed(ties: TieArrays, inside: Ints, between: float | None) -> tuple[Ints, float]:
    """Move one actor at a time in or out, always the one that helps most, until none helps."""
    inside = inside.copy()
    tied = sums(ties.rows, ties.n) + sums(ties.indices, ties.n)
    to_core = sums(ties.rows, ties.n, inside[ties.indices].astype(np.float64)) + sums(
        ties.indices, ties.n, inside[ties.rows].astype(np.float64)
    )
    back = ties.reversed
    core = float((inside[ties.rows] * inside[ties.indices]).sum())
    periphery = float(((1 - inside[ties.rows]) * (1 - inside[ties.indices])).sum())
    fit = float(_fit(ties, np.array([float(inside.sum())]), np.array([core]), np.array([periphery]), between)[0])
    while True:
        way = 1 - 2 * inside
        fits = _fit(
            ties, inside.sum() + way.astype(np.float64), core + way * to_core, periphery - way * (tied - to_core), between
        )
        mover = int(np.argmax(fits))
        if not fits[mover] > fit + _ALIKE:
            return inside, fit
        fit, step = float(fits[mover]), int(way[mover])
        core, periphery = core + step * float(to_core[mover]), periphery - step * float(tied[mover] - to_core[mover])
        inside[mover] += step
        for side in (ties, back):
            to_core[side.indices[side.indptr[mover] : side.indptr[mover + 1]]] += step


def _continuous(ties: TieArrays, card: Card) -> CorePeriphery:
    """Settle c_i * sum of c_j² over others = sum of a_ij * c_j, half a step at a time so that it cannot swing."""
    rows, columns = np.concatenate((ties.rows, ties.indices)), np.concatenate((ties.indices, ties.rows))
    strength = np.full(len(rows), 0.5)
    coreness = np.sqrt(sums(rows, ties.n, strength) / max(ties.n - 1, 1))
    reason = None
    for _ in range(_ROUNDS):
        pulled = (sums(rows, ties.n, strength * coreness[columns]) + coreness**3) / (coreness**2).sum()
        change = float(np.abs(pulled - coreness).max())
        coreness = (coreness + pulled) / 2
        if change < _ALIKE:
            break
    else:
        reason = "not_converged"
    fit = _correlation(ties, coreness)
    values = dict(zip(ties.actors, coreness.tolist(), strict=True))
    return CorePeriphery(fit=fit, values=values, reason=reason if fit is not None else "no_variance", card=card)


def _correlation(ties: TieArrays, coreness: Floats) -> float | None:
    """Correlate mean ties with c_i * c_j over all pairs of different actors, from sums over arcs alone."""
    cells = ties.n * (ties.n - 1)
    squares = float((coreness**2).sum())
    model = float(coreness.sum()) ** 2 - squares
    model_squared = squares**2 - float((coreness**4).sum())
    asked = float((coreness[ties.rows] * coreness[ties.indices]).sum())
    tied_squared = ties.arc_count / 2 + mutual_count(ties)
    spread = (cells * tied_squared - ties.arc_count**2) * (cells * model_squared - model**2)
    return (cells * asked - ties.arc_count * model) / float(np.sqrt(spread)) if spread > _ALIKE else None
