"""What brokerage would be if arcs fell at random, each with the same probability.

For actor v let w(s, t) be the weight with which a path s-v-t counts for a role. The count is the sum over s, t of
w(s, t) * X(s, t), where X(s, t) = a(s, v) * a(v, t) * (1 - a(s, t)) has mean p = d²(1 - d). Two different X of one v depend on
one another only if they share s or share t, that is one arc; their covariance is then d³(1 - d)³. Hence

    variance = p(1 - p) * sum of w² + d³(1 - d)³ * (sum over s of ((sum over t of w)² - sum over t of w²) + the same by t).

In an undirected graph X(s, t) and X(t, s) are one thing; w(s, t) + w(t, s) then stands for each pair.
"""

from itertools import starmap

import numpy as np

from kimcore.network.arrays import Floats, Ints, TieArrays
from kimcore.network.groups import Overlap
from kimcore.records import frozen


@frozen(kw_only=True, eq=False)
class Chance:
    """Mean and standard deviation for each actor and role, shape (n, 6); NaN where not worked out."""

    expected: Floats
    sd: Floats
    reason: str | None = None


def chance_of(ties: TieArrays, members: Overlap) -> Chance:
    """Work out what chance alone would bring to each actor and role.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    density = ties.arc_count / max(ties.n * (ties.n - 1), 1)
    if members.codes is not None:
        paths, sharing = _by_sizes(members, ties.n)
        doubled = np.array([1, 1, 0, 0, 1, 1]) if not ties.directed else np.zeros(6)
        by_group = _chance(density, paths, paths * (1 + doubled), sharing * (1 + doubled))
        return Chance(expected=by_group.expected[members.codes], sd=by_group.sd[members.codes])
    paths = _mean_weights(members)
    if not ties.is_small:
        return Chance(expected=paths * density**2 * (1 - density), sd=np.full_like(paths, np.nan), reason="too_many_actors")
    moments = [[_moments(weights, directed=ties.directed) for weights in _weights(members, actor)] for actor in range(ties.n)]
    squares, sharing = np.moveaxis(np.array(moments, dtype=np.float64).reshape(ties.n, 6, 2), 2, 0)
    return _chance(density, paths, squares, sharing)


def _chance(density: float, paths: Floats, squares: Floats, sharing: Floats) -> Chance:
    open_path = density**2 * (1 - density)
    variance = squares * open_path * (1 - open_path) + sharing * (density * (1 - density)) ** 3
    return Chance(expected=paths * open_path, sd=np.sqrt(variance))


def _by_sizes(members: Overlap, n: int) -> tuple[Floats, Floats]:
    """Count by role, for an actor of each group, the pairs s, t and the pairs of these that share an arc."""
    sizes = np.bincount(np.asarray(members.codes), minlength=len(members.labels))
    rows = list(starmap(_by_size, ((sizes, group, n) for group in range(len(sizes)))))
    table = np.array(rows, dtype=np.float64).reshape(len(sizes), 2, 6)
    return table[:, 0], table[:, 1]


def _by_size(sizes: Ints, group: int, n: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    own = int(sizes[group]) - 1
    others = np.delete(sizes, group)
    outside = int(others.sum())
    third = outside - others
    paths = (
        own * (own - 1),
        int((others * (others - 1)).sum()),
        own * outside,
        own * outside,
        int((others * third).sum()),
        (n - 1) * (n - 2),
    )
    sharing = (
        2 * own * (own - 1) * (own - 2),
        2 * int((others * (others - 1) * (others - 2)).sum()),
        own * outside * (n - 3),
        own * outside * (n - 3),
        2 * int((others * third * (third - 1)).sum()),
        2 * (n - 1) * (n - 2) * (n - 3),
    )
    return paths, sharing


def _weights(members: Overlap, actor: int) -> tuple[Floats, ...]:
    """Weigh every pair s, t for one actor in each role, shape (n, n) each."""
    shares = members.shares
    own = shares @ shares[actor]
    alike = shares @ shares.T
    within = (shares * shares[actor]) @ shares.T
    total = np.ones_like(within)
    roles = (
        within,
        alike - within,
        own[:, None] - within,
        own[None, :] - within,
        total - alike - own[:, None] - own[None, :] + 2 * within,
        total,
    )
    for weights in roles:
        weights[actor, :] = weights[:, actor] = 0
        np.fill_diagonal(weights, 0)
    return roles


def _moments(weights: Floats, *, directed: bool) -> tuple[float, float]:
    """Return what stands before p(1 - p) and before d³(1 - d)³ in the variance."""
    if not directed:
        both = weights + weights.T
        squares = float((both**2).sum())
        return squares / 2, float((both.sum(axis=1) ** 2).sum()) - squares
    squares = float((weights**2).sum())
    sharing = float((weights.sum(axis=1) ** 2).sum() + (weights.sum(axis=0) ** 2).sum()) - 2 * squares
    return squares, sharing


def _mean_weights(members: Overlap) -> Floats:
    """Sum the weights of all pairs s, t for each actor and role, shape (n, 6), without a matrix of all pairs."""
    shares = members.shares
    n = len(shares)
    rest = shares.sum(axis=0) - shares
    squares = (shares**2).sum(axis=0) - shares**2
    within = (shares * (rest**2 - squares)).sum(axis=1)
    alike = (rest**2 - squares).sum(axis=1)
    own = (shares * rest).sum(axis=1) * (n - 2)
    total = np.full(n, float((n - 1) * (n - 2)))
    return np.column_stack((within, alike - within, own - within, own - within, total - alike - 2 * own + 2 * within, total))
