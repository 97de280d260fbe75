"""Lines of a file, many at a time: the file is read in blocks, so that memory is the same for any length."""

from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

from kimcore.bundle.envelope import CASES
from kimcore.bundle.files import opened
from kimcore.bundle.packing import DamagedError, Packing, packing_of, unpacked
from kimcore.errors import BundleError, Problem
from kimcore.records import frozen

_BLOCK = 256 * 1024


@frozen(kw_only=True)
class Limits:
    """How much a reader takes before it gives up."""

    max_bytes: int | None
    """Of all lines once unpacked; `None` is any number."""
    max_depth: int
    max_line_bytes: int
    """Of a line with its end."""


def lines_in_blocks(
    path: Path, limits: Limits, *, packing: Packing | None = None, seen: Callable[[bytes], object] | None = None
) -> Iterator[list[bytes]]:
    """Yield the lines of a file of cases without their ends, some at a time.

    Args:
        path: the file; a link is refused, for it could lead elsewhere.
        limits: where reading stops.
        packing: how it has to be packed; unless told, its first bytes say so.
        seen: called with the bytes of each block before its lines are yielded.

    Raises:
        BundleError: if it is a link or no regular file, breaks off, is damaged, or passes a limit.
        KimcoreError: if it is packed with zstd and nothing is installed that unpacks it.
        OSError: if it is missing or cannot be opened.
    """
    number = 0
    rest: list[bytes] = []
    length = 0
    damaged = None
    try:
        for block in _blocks(path, packing, limits.max_bytes):
            if seen is not None:
                seen(block)
            first, *others = block.split(b"\n")
            rest.append(first)
            length += len(first)
            _hold_to(length, others, number, limits.max_line_bytes)
            if others:
                lines = [b"".join(rest), *others[:-1]]
                rest, length = others[-1:], len(others[-1])
                number += len(lines)
                yield lines
        if length:
            yield [b"".join(rest)]
    except DamagedError as error:
        damaged = error.expected
    if damaged is not None:
        raise refusal(CASES, damaged, f"one that breaks off or is damaged after line {number}")


def opened_cases(path: Path) -> BufferedReader:
    """Return a file of cases, opened for reading bytes.

    Raises:
        BundleError: if it is a link or no regular file.
        OSError: if it is missing or cannot be opened.
    """
    if path.is_symlink():
        raise refusal(CASES, f"a file at {path.name}", "a link")
    return opened(path, place=CASES)


def refusal(path: str, expected: str, found: str) -> BundleError:
    """Return an error with one problem."""
    return BundleError((Problem(path=path, expected=expected, found=found),))


def _blocks(path: Path, packing: Packing | None, max_bytes: int | None) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked, a block at a time."""
    left = max_bytes
    with opened_cases(path) as file, unpacked(file, packing_of(file) if packing is None else packing) as plain:
        while block := plain.read1(_BLOCK if left is None else min(_BLOCK, left + 1)):
            if left is not None:
                left -= len(block)
                if left < 0:
                    raise refusal(CASES, f"at most {max_bytes} bytes of cases", "more")
            yield block


def _hold_to(first: int, others: list[bytes], number: int, most: int) -> None:
    """Refuse a first line of a length, and others after it, that are too long; the last has no end yet."""
    lengths = (first, *map(len, others))
    if max(lengths) < most:
        return
    for place, length in enumerate(lengths, start=1):
        if length + (place < len(lengths)) > most:
            raise refusal(f"{CASES}:{number + place}", f"at most {most} bytes on a line", "more")
