"""Chance that is the same everywhere: orders and numbers drawn from the raw bits of PCG64.

numpy keeps the bits of a bit generator for ever, but not what its `Generator` makes of them,
so the few things needed here are made from the bits, and a seed gives the same p-value in ten years.
"""

from collections.abc import Iterator
from itertools import permutations as orders_of
from math import factorial

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Ints
from kimcore.network.progress import Progress, quiet

EXACT_UP_TO = 8
"""Up to so many actors every order is tried (40,320 of them) and nothing is drawn."""

_BLOCK_CELLS = 2**16
"""So many cells at a time stay in the cache."""


def checked_draws(draws: object, seed: object, *, name: str = "permutations") -> tuple[int, int]:
    """Return the number of draws and the seed, or say what is wrong with them.

    Raises:
        NetworkError: If draws are fewer than 1, or either is no whole number.

    Example:
        >>> checked_draws(1000, 7)
        (1000, 7)
    """
    if not isinstance(draws, int) or isinstance(draws, bool) or draws < 1:
        raise NetworkError(f"{name}: expected a whole number of at least 1, found {draws!r}")
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise NetworkError(f"seed: expected a whole number of at least 0, found {seed!r}")
    return draws, seed


def is_exact(n: int) -> bool:
    """Return whether all orders of so many actors are tried."""
    return n <= EXACT_UP_TO


def number_of_orders(n: int, draws: int) -> int:
    """Return how many orders `orders` gives: all of them for few actors, else `draws`.

    Example:
        >>> number_of_orders(5, 1000), number_of_orders(60, 1000)
        (120, 1000)
    """
    return factorial(n) if is_exact(n) else draws


def orders(n: int, *, draws: int, seed: int, cells: int = 1, progress: Progress = quiet) -> Iterator[Ints]:
    """Give orders of n actors in blocks of shape (orders, n).

    Args:
        n: Number of actors; up to `EXACT_UP_TO` every order comes once, the unchanged one first.
        draws: How many orders are drawn beyond that.
        seed: The same seed gives the same orders, whatever `cells` is.
        cells: How many matrix cells one order will look up; decides the size of a block.
        progress: Called with the orders given so far and in all.

    Example:
        >>> [block.tolist() for block in orders(2, draws=1, seed=0)]
        [[[0, 1], [1, 0]]]
        >>> next(orders(9, draws=1, seed=0)).tolist()
        [[3, 2, 1, 8, 6, 0, 7, 4, 5]]
    """
    block = max(1, _BLOCK_CELLS // max(cells, n, 1))
    if is_exact(n):
        every = np.array(list(orders_of(range(n))), dtype=np.int64)
        for start in range(0, len(every), block):
            yield every[start : start + block]
            progress(min(start + block, len(every)), len(every))
        return
    source = np.random.PCG64(seed)
    # Sorting is faster than finding an order, so each actor's number rides in the last bits of its draw. It changes an order
    # only where two draws agree in all other bits: once in 10**9 orders of 1,000, and then in the same way everywhere.
    last_bits = np.uint64((1 << max(n - 1, 1).bit_length()) - 1)
    actors = np.arange(n, dtype=np.uint64)
    for start in range(0, draws, block):
        drawn = source.random_raw((min(block, draws - start), n))
        drawn &= ~last_bits
        drawn |= actors
        drawn.sort(axis=1)
        drawn &= last_bits
        yield drawn.view(np.int64)
        progress(min(start + block, draws), draws)


def numbers_below(limit: int, count: int, source: np.random.PCG64) -> Ints:
    """Draw whole numbers from 0 up to but without `limit`, shape (count,).

    Example:
        >>> numbers_below(10, 5, np.random.PCG64(0)).tolist()
        [6, 2, 0, 0, 8]
    """
    # 53 bits as a share of 1, as numpy itself makes its floats: exact on every platform.
    return (((source.random_raw(count) >> np.uint64(11)) * 2.0**-53) * limit).astype(np.int64)
