"""Ties straight from columns, without a graph in between: for networks of a whole state."""

from collections.abc import Iterable, Sequence

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Actor, Floats, Ints, TieArrays, packed_ties
from kimcore.network.codes import coded
from kimcore.network.tabular import Column, Table, columns_of


def read_ties(table: Table, *, directed: bool = True, actors: Iterable[Actor] = (), weight: str = "weight") -> TieArrays:
    """Read ties from columns into what every analysis takes (*Verbindungen aus Spalten*).

    A graph of networkx takes some 400 bytes a tie, these take 16, and they are read several times as fast; whole numbers in
    arrays are the fastest names. Attributes of ties other than their strength are not kept: `from_columns` keeps them.

    Args:
        table: ``source``, ``target`` and perhaps the strength: a mapping of columns or a data frame. A missing target stands
            for an actor without a tie, a missing strength for 1.
        directed: Whether ties run from source to target.
        actors: All actors, so that those without a tie are counted too.
        weight: The column that holds the strength; without it every tie counts 1.

    Raises:
        NetworkError: If a column is missing, columns differ in length, a source is missing, or a strength is negative,
            infinite or no number.

    Example:
        >>> ties = read_ties({"source": ["b", "a", "b"], "target": ["a", "c", "a"], "weight": [2, None, 3]}, actors=["d"])
        >>> ties.actors, ties.tie_count, ties.weights.tolist()
        (('a', 'b', 'c', 'd'), 2, [1.0, 5.0])
    """
    columns = columns_of(table, "columns", arrays=True)
    missing = [name for name in ("source", "target") if name not in columns]
    if missing:
        raise NetworkError(f"columns: expected source and target, found no {' and no '.join(missing)}")
    used = {name: columns[name] for name in ("source", "target", weight) if name in columns}
    lengths = {name: len(column) for name, column in used.items()}
    if len(set(lengths.values())) > 1:
        raise NetworkError(f"columns: expected equal lengths, found {lengths}")
    count = lengths["source"]
    codes, names = coded(_joined(columns["source"], columns["target"], list(actors)), "columns", "actor")
    rows, receivers = codes[:count], codes[count : 2 * count]
    if count and rows.min() < 0:
        raise NetworkError(f"columns[{int(rows.argmin())}].source: expected an actor, found None")
    weights = _strengths(used.get(weight), weight, count)
    tied = receivers >= 0
    if not tied.all():
        rows, receivers, weights = rows[tied], receivers[tied], weights[tied]
    return packed_ties(names, rows, receivers, weights, directed=directed, attributes={})


def _joined(source: Column, target: Column, actors: Sequence[Actor]) -> Column:
    """Put all names into one column, an array if all are whole numbers."""
    further = np.array(actors) if actors else np.zeros(0, dtype=np.int64)
    parts = (source, target, further)
    if all(isinstance(part, np.ndarray) and part.dtype.kind in "iu" for part in parts):
        numbers: Ints = np.concatenate([np.asarray(part, dtype=np.int64) for part in parts])
        return numbers
    return [*_listed(source), *_listed(target), *actors]


def _listed(column: Column) -> list[object]:
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _strengths(column: Column | None, name: str, count: int) -> Floats:
    if column is None:
        return np.ones(count)
    try:
        given = column if isinstance(column, np.ndarray) else [1 if value is None else value for value in column]
        strings = [place for place, value in enumerate(given) if isinstance(value, str)] if isinstance(given, list) else []
        weights = np.asarray(given, dtype=np.float64) if not strings else np.full(count, np.nan)
    except (TypeError, ValueError):
        weights = np.full(count, np.nan)
    wrong = ~(np.isfinite(weights) & (weights >= 0))
    if wrong.any():
        place = int(wrong.argmax())
        raise NetworkError(f"columns[{place}].{name}: expected a finite number of at least 0, found {column[place]!r}")
    return weights
