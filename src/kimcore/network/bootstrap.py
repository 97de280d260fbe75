"""Is the change between two waves more than chance? Resampling actors, not ties."""

from math import erfc, fsum, sqrt

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction
from kimcore.network.arrays import Floats, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.draws import checked_draws, numbers_below
from kimcore.network.progress import Progress, quiet
from kimcore.network.relations import LookUp, Relation
from kimcore.records import frozen

_CARD = Card(
    name="density_difference",
    definition="density after - density before among the common actors; standard error by resampling actors",
    source="Snijders & Borgatti 1999, Connections 22(2), 161-170",
    disconnected="counted",
)
_TAIL = 0.025


@frozen(kw_only=True)
class DensityDifference:
    """A change of density and how sure it is (*Unterschied der Dichte*)."""

    name: str = "density_difference"
    value: float | None = None
    """Density after minus density before, among the actors of both waves."""
    standard_error: float | None = None
    z: float | None = None
    """Value divided by its standard error."""
    p: float | None = None
    """Two-sided, by the normal distribution of z."""
    lower: float | None = None
    """Lower end of the interval that holds 95 of 100 resampled differences."""
    upper: float | None = None
    reason: str | None = None
    card: Card


def bootstrap_difference(
    before: Graph | TieArrays, after: Graph | TieArrays, *, samples: int = 2000, seed: int = 0, progress: Progress = quiet
) -> DensityDifference:
    """Compare the densities of two waves of the same actors.

    Actors are drawn with replacement, the same ones in both waves, and with them their rows and columns.
    The cell of an actor with its own copy has no tie to show and is filled from a cell drawn at random, again the same in both.
    The spread of the resampled differences is the standard error.

    Args:
        before: The earlier wave.
        after: The later wave; actors who are in one wave only are left out.
        samples: How often actors are drawn.
        seed: The same seed gives the same result.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If a graph cannot be used, only one is directed, or `samples` or `seed` is no such number.

    Source:
        Snijders & Borgatti 1999, Non-parametric standard errors and tests for network statistics, Connections 22(2), 161-170

    Example:
        >>> import networkx as nx
        >>> result = bootstrap_difference(nx.cycle_graph(12), nx.complete_graph(12), seed=1)
        >>> round(result.value, 3), result.z > 3
        (0.818, True)
    """
    draws, seed = checked_draws(samples, seed, name="samples")
    first, second = tie_arrays(before), tie_arrays(after)
    if first.directed != second.directed:
        raise NetworkError("waves: expected both graphs to be directed or both undirected, found one of each")
    change, n = _change(first, second)
    card = evolve(
        _CARD,
        direction=Direction.DIRECTED if first.directed else Direction.UNDIRECTED,
        n=n,
        loops_dropped=first.loops_dropped + second.loops_dropped,
        seed=seed,
        permutations=draws,
    )
    if n < 2:  # noqa: PLR2004 - a pair
        return DensityDifference(reason="fewer_than_two_common_actors", card=card)
    value = float(change.values.sum()) / change.cells
    found = _resampled(change, directed=first.directed, draws=draws, seed=seed, progress=progress)
    mean = fsum(found) / draws
    error = sqrt(fsum((found - mean) ** 2) / draws)
    lower, upper = np.quantile(found, [_TAIL, 1 - _TAIL]).tolist()
    if not error:
        return DensityDifference(value=value, standard_error=0.0, lower=lower, upper=upper, reason="no_variance", card=card)
    z = value / error
    return DensityDifference(
        value=value, standard_error=error, z=z, p=erfc(abs(z) / sqrt(2)), lower=lower, upper=upper, card=card
    )


def _change(first: TieArrays, second: TieArrays) -> tuple[Relation, int]:
    """Give 1 for each gained and -1 for each lost tie between the common actors."""
    common = in_order(set(first.actors) & set(second.actors))
    index = {actor: place for place, actor in enumerate(common)}
    signed = np.concatenate([_signed(second, index, 1.0), _signed(first, index, -1.0)])
    keys, inverse = np.unique(signed[:, 0].astype(np.int64), return_inverse=True)
    sums = np.bincount(inverse, weights=signed[:, 1], minlength=len(keys))
    keys, sums = keys[sums != 0], sums[sums != 0]
    rows, columns = np.divmod(keys, max(len(common), 1))
    return Relation(n=len(common), rows=rows, columns=columns, values=sums), len(common)


def _signed(ties: TieArrays, index: dict[object, int], sign: float) -> Floats:
    place = np.array([index.get(actor, -1) for actor in ties.actors] or [0], dtype=np.int64)
    rows, columns = place[ties.rows], place[ties.indices]
    inside = (rows >= 0) & (columns >= 0)
    keys = rows[inside] * len(index) + columns[inside]
    return np.column_stack([keys, np.full(len(keys), sign)])


def _resampled(change: Relation, *, directed: bool, draws: int, seed: int, progress: Progress) -> Floats:
    """Compute the density difference of each sample, shape (draws,)."""
    source = np.random.PCG64(seed)
    table = LookUp(change)
    n = change.n
    found = np.empty(draws)
    for sample in range(draws):
        copies = np.bincount(numbers_below(n, n, source), minlength=n)
        total = float((copies[change.rows] * copies[change.columns] * change.values).sum())
        with_own_copy = int((copies * (copies - 1)).sum())
        fills = with_own_copy if directed else with_own_copy // 2
        drawn = numbers_below(change.cells, fills, source)
        rows, rest = np.divmod(drawn, n - 1)
        filled = float(table(rows * n + rest + (rest >= rows)).sum())  # the diagonal is left out of the numbering
        found[sample] = (total + filled * (1 if directed else 2)) / change.cells
        progress(sample + 1, draws)
    return found
