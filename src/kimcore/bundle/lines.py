"""Writing cases to a file of lines: `dump_cases`."""

from collections.abc import Callable, Iterable
from os import PathLike
from os.path import realpath
from pathlib import Path

from msgspec import MsgspecError
from msgspec.json import Encoder

from kimcore.bundle.blocks import Limits
from kimcore.bundle.envelope import CASES
from kimcore.bundle.files import replacing
from kimcore.bundle.forming import former
from kimcore.bundle.one_case import IN_DOUBT, fast_reader, strictly_read
from kimcore.bundle.packing import packed, packing_named
from kimcore.bundle.parsing import MAX_DEPTH, MAX_LINE_BYTES
from kimcore.bundle.place import Place
from kimcore.errors import BundleError
from kimcore.model.cases import Case

_BLOCK = 256 * 1024
NOT_OF_ITS_TYPES = (AttributeError, MsgspecError, OverflowError, TypeError, UnicodeEncodeError)
"""What comes of values that have no place in a record, such as another record or half of a surrogate pair."""
_LIMITS = Limits(max_bytes=None, max_depth=MAX_DEPTH, max_line_bytes=MAX_LINE_BYTES)


def dump_cases(cases: Iterable[Case], path: str | PathLike[str], *, verify: bool = True) -> int:
    """Write cases to a file of lines, whole or not at all, and return how many they were.

    Each takes the one form that `dump` gives it beside a bundle, in the order in which the cases come.

    Args:
        cases: what to write; they are asked for one by one, so that any number needs the same memory.
        path: where; a link is followed and stays a link. A name ending in ``.gz`` or ``.zst`` asks for gzip or zstd.
        verify: read each line again before it counts as written. Without it a case that holds what its types do not allow
            is written all the same, and only noticed by who reads it; for cases that came from a reader that is safe.

    Raises:
        BundleError: if a case cannot be written, or could not be read again.
        KimcoreError: if cases are to be packed with zstd and nothing is installed that does so.
        OSError: if the file cannot be written; what was there before is then still there.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from kimcore.bundle import iter_cases
        >>> with TemporaryDirectory() as folder:
        ...     dump_cases(iter_cases("examples/musterkreis.cases.ndjson"), Path(folder, "cases.ndjson.gz"))
        150
    """
    place = Path(realpath(path))
    append = _appender()
    check = _checker() if verify else None
    count = 0
    with replacing(place) as file, packed(file, packing_named(place)) as lines:
        block = bytearray()
        for count, case in enumerate(cases, start=1):
            start = len(block)
            if not append(case, block):
                raise _of_other_types(count)
            if check is not None:
                check(case, bytes(block[start:]), count)
            block += b"\n"
            if len(block) > _BLOCK:
                lines.write(block)
                block.clear()
        lines.write(block)
    return count


def written_case(case: Case) -> bytes:
    """Return the line of a case, without its end."""
    return _ENCODER.encode(former(Case)(case))


def _appender() -> Callable[[Case, bytearray], bool]:
    """Return the function that writes a case at the end of a block, and says whether it could."""
    form, encode = former(Case), _ENCODER.encode_into

    def append(case: Case, block: bytearray) -> bool:
        try:
            encode(form(case), block, -1)
        except NOT_OF_ITS_TYPES:
            return False
        return True

    return append


def _checker() -> Callable[[Case, bytes, int], None]:
    """Return the function that asks whether a line gives its case back."""
    read = fast_reader(_LIMITS, intern=False)

    def check(case: Case, line: bytes, number: int) -> None:
        try:
            again: Case | None = read(line)
        except IN_DOUBT:
            again = None
        if again is None:
            again = strictly_read(line, number, _LIMITS)
        if again != case:
            raise _of_other_types(number)

    return check


def _of_other_types(number: int) -> BundleError:
    """Return the error that a case holds what its types do not allow."""
    place = Place(f"{CASES}:{number}: ", is_case=True)
    return BundleError((place.problem_in_words(expected="values of the declared types", found="others"),))


_ENCODER = Encoder()
