"""Numbers for names: columns of actors or cases as whole numbers in the order of the names."""

from collections.abc import Hashable

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Ints, in_order
from kimcore.network.tabular import Column


def coded(column: Column, what: str, name: str) -> tuple[Ints, tuple[Hashable, ...]]:
    """Number the values of a column in their order; -1 stands for `None`.

    Args:
        column: Names; whole numbers in an array are by far the fastest.
        what: What the table is called in messages.
        name: What a value is called in messages.

    Raises:
        NetworkError: If a value cannot be hashed.

    Example:
        >>> codes, names = coded(["school", "office", None, "school"], "events", "actor")
        >>> codes.tolist(), names
        ([1, 0, -1, 1], ('office', 'school'))
    """
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        return _coded_numbers(column.astype(np.int64, copy=False))
    values = column.tolist() if isinstance(column, np.ndarray) else list(column)
    try:
        labels = in_order(set(values) - {None})
    except TypeError as error:
        raise NetworkError(f"{what}: expected every {name} to be a text or a number, found an {error}") from error
    codes: dict[object, int] = {label: code for code, label in enumerate(labels)}
    codes[None] = -1
    return np.fromiter(map(codes.__getitem__, values), dtype=np.int64, count=len(values)), labels


def _coded_numbers(column: Ints) -> tuple[Ints, tuple[Hashable, ...]]:
    """Number whole numbers, without sorting them if they are small."""
    if not len(column):
        return column, ()
    low, high = int(column.min()), int(column.max())
    if high - low > 2 * len(column):
        labels, codes = np.unique(column, return_inverse=True)
        return codes, tuple(labels.tolist())
    present = np.zeros(high - low + 1, dtype=np.bool_)
    present[column - low] = True
    if present.all():
        return column - low if low else column, tuple(range(low, high + 1))
    place = np.cumsum(present) - 1
    return place[column - low], tuple((np.flatnonzero(present) + low).tolist())
