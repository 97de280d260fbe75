"""Whether the keys within a case lead to what the same case has, and name it only once."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kimcore.bundle.annotations import OWN
from kimcore.bundle.mentions import case_kinds
from kimcore.errors import Problem
from kimcore.tables.arrow import pa
from kimcore.tables.columns import Pool
from kimcore.tables.flat import cases_of_rows
from kimcore.tables.pools import codes_in, pool_of
from kimcore.tables.rows import Rows
from kimcore.tables.schema import CASES, ColumnSchema, case_schema
from kimcore.tables.types import type_at
from kimcore.tables.views import leaf_of, lists_of, starts_of, validity

Numbers = NDArray[np.int64]

_FEW = 31
"""Of so many different keys each can have a bit, and no sum of bits runs over before a case has billions of records."""


@frozen(eq=False)
class _Keys:
    """The keys in a column that are no nulls."""

    rows: Numbers
    cases: Numbers
    """Which case each belongs to; the numbers never fall."""
    codes: NDArray[np.int32]


def reference_problems(batch: pa.RecordBatch, *, first: int = 0) -> Iterator[Problem]:
    """Yield the keys of needs, goals, referrals and consents that stand twice in a case or lead nowhere in it.

    Of each kind of key, own keys and references are looked at as far as they were loaded.

    Args:
        batch: of the nested form, whose values are right.
        first: how many cases came before, for the places of problems.
    """
    columns = [column for table in case_schema().values() for column in table.columns if column.kind in case_kinds()]
    loaded = [column for column in columns if type_at(batch.schema, column.name) is not None]
    for kind in dict.fromkeys(column.kind for column in loaded):
        alike = [column for column in loaded if column.kind is kind]
        own = [column for column in alike if column.path == OWN]
        if own:
            yield from _problems_of_kind(batch, own, [column for column in alike if column.path != OWN], first)


def _problems_of_kind(
    batch: pa.RecordBatch, own: list[ColumnSchema], others: list[ColumnSchema], first: int
) -> Iterator[Problem]:
    """Yield what is wrong with the keys of one kind."""
    pool = pool_of(leaf_of(batch, column) for column in (*own, *others))
    keys = {column: _keys(batch, column, pool) for column in (*own, *others)}
    if len(pool) <= _FEW and _all_fit([keys[column] for column in own], [keys[column] for column in others], batch.num_rows):
        return
    known = np.zeros(0, np.int64)
    for column in own:
        pairs = keys[column].cases * len(pool) + keys[column].codes
        wrong = _repeated(pairs, known)
        yield from _named(batch, column, wrong, "a key that no other record of the case has", "the key of another", first)
        known = np.unique(np.concatenate([known, pairs]))
    home = " or ".join(f"`{column.table}`" for column in own)
    for column in others:
        pairs = keys[column].cases * len(pool) + keys[column].codes
        wrong = keys[column].rows[~np.isin(pairs, known)]
        yield from _named(batch, column, wrong, f"the key of a record in {home} of the same case", "another key", first)


def _keys(batch: pa.RecordBatch, column: ColumnSchema, pool: Pool) -> _Keys:
    """Return the keys of a column."""
    leaf = leaf_of(batch, column)
    cases, codes, valid = cases_of_rows(batch, column.table), codes_in(leaf, pool), validity(leaf)
    if valid is None:
        return _Keys(np.arange(len(codes)), cases, codes)
    return _Keys(np.flatnonzero(valid), cases[valid], codes[valid])


def _all_fit(own: list[_Keys], others: list[_Keys], cases: int) -> bool:
    """Return whether every key is right, where few different ones make do with a bit each in a number a case."""
    held = np.zeros(cases, np.int64)
    for keys in own:
        if len(keys.cases):
            starts = np.flatnonzero(np.diff(keys.cases, prepend=-1))
            bits = np.int64(1) << keys.codes
            found = np.bitwise_or.reduceat(bits, starts)
            stand_twice = found != np.add.reduceat(
                bits, starts
            )  # the sum of different bits is all of them, and of equal ones more
            if stand_twice.any() or (held[keys.cases[starts]] & found).any():
                return False
            held[keys.cases[starts]] |= found
    return all((held[keys.cases] >> keys.codes & 1).all() for keys in others)


def _repeated(pairs: Numbers, known: Numbers) -> Numbers:
    """Return the rows whose pair an earlier row has, or a table before."""
    order = np.argsort(pairs, kind="stable")
    again = np.zeros(len(pairs), bool)
    again[order[1:]] = np.diff(pairs[order]) == 0
    return np.flatnonzero(again | np.isin(pairs, known))


def _named(
    batch: pa.RecordBatch, column: ColumnSchema, wrong: Numbers, expected: str, found: str, first: int
) -> Iterator[Problem]:
    """Yield problems of rows with their places among the cases."""
    if len(wrong):
        yield from _rows(batch, column.table, first).problems(column.path, wrong.tolist(), expected=expected, found=found)


def _rows(batch: pa.RecordBatch, table: str, first: int) -> Rows:
    """Return where the rows of a table stand."""
    if table == CASES:
        return Rows(first=first)
    found = case_schema()[table]
    above = _rows(batch, str(found.parent), first)
    return Rows(above=above, path=found.path, starts=starts_of(lists_of(batch, table)))
