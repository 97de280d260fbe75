"""Whether a key stands twice among cases of which not all are in memory: eight bytes a case, or sixteen of a stream."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from kimcore.errors import Problem
from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.rows import SHOWN
from kimcore.tables.views import raw

Hashes = NDArray[np.uint64]

_BYTES = 8
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without a pattern: 2**64 divided by the golden ratio."""
_HALF = np.uint64(32)
_LOW = np.array([(1 << (8 * count)) - 1 for count in range(_BYTES + 1)], np.uint64)
"""Masks that keep the first bytes of a word."""


@define(eq=False)
class KeysSeen:
    """Collects a hash of the key of each case; of keys with one hash the keys themselves are compared at the end."""

    is_stream: bool
    """Whether no case can be read again: then a second hash stands for the key, so that 128 bits must be equal."""
    _hashes: list[Hashes] = field(init=False, factory=list)
    _seconds: list[Hashes] = field(init=False, factory=list)

    def add_cases(self, cases: Sequence[Case]) -> None:
        """Add cases in memory."""
        self._hashes.append(_hashed(case.id for case in cases))
        if self.is_stream:
            self._seconds.append(_hashed(f"{case.id} " for case in cases))

    def add_tables(self, tables: CaseTables) -> None:
        """Add cases in columns."""
        self._hashes.extend(hashes_of(batch.column("id")) for batch in tables.to_batches())

    def problems(self, keys: Callable[[Sequence[int]], Sequence[str]], place: Callable[[int], str]) -> Iterator[Problem]:
        """Yield the cases whose key an earlier one has.

        Args:
            keys: returns the keys of some rows; not called for a stream.
            place: returns where a row stands.
        """
        rows = self._suspects()
        if not rows:
            return
        known: Sequence[str | int] = np.concatenate(self._seconds)[rows].tolist() if self.is_stream else keys(rows)
        first: dict[str | int, int] = {}
        found = 0
        for row, key in zip(rows, known, strict=True):
            before = first.setdefault(key, row)
            if before != row and (found := found + 1) <= SHOWN:
                expected = "a key that no other case has"
                yield Problem(path=f"{place(row)}.id", expected=expected, found=f"the key of {place(before)}")
        if found > SHOWN:
            expected, more = "keys that no other case has", f"the key of another case in {found - SHOWN} more rows"
            yield Problem(path="cases.id", expected=expected, found=more)

    def _suspects(self) -> list[int]:
        """Return the rows whose hash another row has as well."""
        hashes = np.concatenate([np.zeros(0, np.uint64), *self._hashes])
        in_order = np.sort(hashes)
        again = in_order[1:][in_order[1:] == in_order[:-1]]
        return np.flatnonzero(np.isin(hashes, again)).tolist() if len(again) else []


def _hashed(keys: Iterable[str]) -> Hashes:
    """Return the hashes of Python, which nobody outside of the process can foresee."""
    return np.fromiter(map(hash, keys), np.int64).view(np.uint64)


def hashes_of(texts: pa.StringArray) -> Hashes:
    """Return a hash of each text, eight bytes at a time; equal texts have equal hashes.

    Example:
        >>> one, two, three = hashes_of(pa.array(["case-1", "case-2", "case-1"])).tolist()
        >>> one == three, one == two
        (True, False)
    """
    offsets = raw(pa.Array.from_buffers(pa.int32(), len(texts) + 1, [None, texts.buffers()[1]], offset=texts.offset), np.int32)
    starts, lengths = offsets[:-1].astype(np.int64) - offsets[0], np.diff(offsets).astype(np.int64)
    data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    held = np.concatenate([data, np.zeros(_BYTES, np.uint8)])
    words = np.ndarray(len(held) - _BYTES + 1, np.uint64, held, strides=(1,))
    found = lengths.astype(np.uint64)
    for done in range(0, int(lengths.max(initial=0)), _BYTES):
        left = np.clip(lengths - done, 0, _BYTES)
        word = words[np.minimum(starts + done, len(words) - 1)] & _LOW[left]
        found = (found ^ word) * _MIX
        found ^= found >> _HALF
    return found
