"""Reading cases one by one from a file of lines: `iter_cases`."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from attrs import define, field

from kimcore.bundle.blocks import Limits, lines_in_blocks, opened_cases, refusal
from kimcore.bundle.collecting import collect_if_many, collector_paused
from kimcore.bundle.envelope import CASES
from kimcore.bundle.one_case import IN_DOUBT, fast_reader, strictly_read
from kimcore.bundle.packing import Packing, packing_of, zstandard
from kimcore.bundle.parsing import MAX_DEPTH, MAX_LINE_BYTES
from kimcore.errors import BundleError, Problem
from kimcore.model.cases import Case
from kimcore.records import frozen

MAX_REFUSED = 10_000
"""How many lines may be refused and collected unless the caller says otherwise."""


@frozen(kw_only=True)
class RefusedCase:
    """A line that is no case, and everything that is wrong with it (*zurückgewiesener Fall*)."""

    line: int
    """From 1."""
    problems: tuple[Problem, ...]


@define
class _Seen:
    """What a stream has seen so far; the iterator and the stream share it, so that neither has to hold the other."""

    lines: int = 0
    refused: list[RefusedCase] = field(factory=list)


class CaseStream(Iterator[Case]):
    """The cases in a file, read as they are asked for (*Fallstrom*).

    It is closed when it ends, when `close` is called, when a ``with`` block ends, and when nobody holds it any more.
    While it is being read, the cyclic garbage collector of Python pauses.
    """

    def __init__(self, cases: Iterator[Case], seen: _Seen) -> None:
        self._cases = cases
        self._seen = seen

    @property
    def lines(self) -> int:
        """How many lines have been read; some more may be in memory."""
        return self._seen.lines

    @property
    def refused(self) -> tuple[RefusedCase, ...]:
        """The lines so far that are no cases, if they are collected."""
        return tuple(self._seen.refused)

    def __iter__(self) -> Self:
        """Return the stream itself."""
        return self

    def __next__(self) -> Case:
        """Return the next case."""
        return next(self._cases)

    def close(self) -> None:
        """Stop reading, and let the file and the collector go."""
        self._cases.close()  # type: ignore[attr-defined]  # it is a generator

    def __enter__(self) -> Self:
        """Return the stream itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the stream."""
        self.close()


def iter_cases(
    path: str | PathLike[str],
    *,
    on_error: Literal["raise", "collect"] = "raise",
    intern: bool = False,
    max_bytes: int | None = None,
    max_depth: int = MAX_DEPTH,
    max_line_bytes: int = MAX_LINE_BYTES,
    max_refused: int = MAX_REFUSED,
) -> CaseStream:
    """Return the cases in a file of lines one by one: any number of them in the same memory.

    A line is read as strictly as by `load`. What only a town can say is not asked: whether offices and barriers exist,
    and whether two lines have the same key, which `kimcore.tables` asks of all cases that it reads.

    Args:
        path: one case on a line, plain or packed with gzip or zstd, as its first bytes say; a link is refused.
        on_error: raise at the first line that is no case, or collect such lines in `CaseStream.refused` and read on.
        intern: whether equal days, lists of codes and small records become one object: for who keeps many cases, a third
            less memory for nearly twice the time; equal keys and texts always do.
        max_bytes: the most bytes of the file once unpacked; `None` is any number.
        max_depth: how deep objects and lists may lie within one another.
        max_line_bytes: the most bytes of a case on its line.
        max_refused: how many lines may be collected before reading stops with an error.

    Raises:
        BundleError: if it is no regular file; while reading, if a line is no case, too many are none, the file breaks off
            or is damaged, or passes a limit.
        KimcoreError: if it is packed with zstd and nothing is installed that unpacks it.
        OSError: if the file is missing or cannot be opened.

    Example:
        >>> cases = iter_cases("examples/musterkreis.cases.ndjson")
        >>> sum(case.closing is None for case in cases)
        85
        >>> cases.lines, cases.refused
        (150, ())
    """
    file = Path(path)
    with opened_cases(file) as opened:
        if packing_of(opened) is Packing.ZSTD:
            zstandard()
    seen = _Seen()
    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_line_bytes=max_line_bytes)
    return CaseStream(_cases(file, limits, seen, max_refused if on_error == "collect" else None, intern=intern), seen)


def _cases(path: Path, limits: Limits, seen: _Seen, most: int | None, *, intern: bool) -> Iterator[Case]:
    """Yield the cases in a file; unless a most is told, the first line that is none ends it."""
    read = fast_reader(limits, intern=intern)
    with collector_paused():
        for lines in lines_in_blocks(path, limits):
            collect_if_many()
            for number, line in enumerate(lines, start=seen.lines + 1):
                try:
                    case: Case | None = read(line)
                except IN_DOUBT:
                    case = None  # what msgspec says may repeat a value, so no error may come to carry it along
                if case is None:
                    case = _second_look(line, number, limits, seen, most)
                if case is not None:
                    yield case
            seen.lines += len(lines)


def _second_look(line: bytes, number: int, limits: Limits, seen: _Seen, most: int | None) -> Case | None:
    """Return the case on a line that was in doubt, or `None` if it is none and that was noted."""
    if most is None:
        return strictly_read(line, number, limits)
    try:
        return strictly_read(line, number, limits)
    except BundleError as error:
        seen.refused.append(RefusedCase(line=number, problems=error.problems))
    if len(seen.refused) > most:
        raise refusal(CASES, f"at most {most} lines that are no cases", "more")
    return None
