"""Cases in a file beside the bundle: one on a line, optionally packed with gzip."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from kimcore.bundle.envelope import CASES, CasesBeside, CasesFile, cases_path
from kimcore.bundle.files import opened
from kimcore.bundle.parsing import parsed
from kimcore.bundle.place import Place
from kimcore.bundle.structuring import PlainCases
from kimcore.errors import BundleError, Problem
from kimcore.records import frozen


@frozen(kw_only=True)
class Limits:
    """How much a reader takes before it gives up."""

    max_bytes: int
    max_depth: int
    max_line_bytes: int


def cases_in_file(bundle: Path, told: CasesBeside, limits: Limits) -> PlainCases:
    """Return the plain cases that lie beside a bundle, and what is wrong with them.

    Raises:
        BundleError: if the file is missing, too large, no regular file, or cannot be unpacked.
    """
    from hashlib import sha256  # noqa: PLC0415 - it loads OpenSSL, which a bundle with its cases inside does not need

    found: list[tuple[Place, object]] = []
    problems: list[Problem] = []
    digest = sha256()
    count = 0
    for number, line in _lines(cases_path(bundle, told.beside), told.beside, limits):
        digest.update(line)
        count = number
        place = Place(f"{CASES}:{number}: ", is_case=True)
        try:
            case = parsed(line.removesuffix(b"\n"), place=str(place), max_bytes=limits.max_line_bytes, max_depth=limits.max_depth)
        except BundleError as error:
            problems.extend(error.problems)
        else:
            found.append((place, case))
    if count != told.count:
        problems.append(
            (Place(CASES) / "count").problem_in_words(expected=f"{count}, the lines in the file", found=str(told.count))
        )
    if digest.hexdigest() != told.sha256:
        place = Place(CASES) / "sha256"
        problems.append(place.problem_in_words(expected="the SHA-256 of the lines in the file", found="that of other bytes"))
    return PlainCases(found=found, problems=problems, is_whole=len(found) == count)


def _lines(path: Path, kind: CasesFile, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their numbers from 1, as they are.

    Raises:
        BundleError: if the file cannot be read to its end within the limits.
    """
    number = 0
    left = limits.max_bytes
    try:
        with _opened(path) as file, _unpacked(file, kind) as lines:
            while line := lines.readline(min(left, limits.max_line_bytes) + 1):
                number += 1
                left -= len(line)
                if left < 0:
                    raise _refusal(CASES, f"at most {limits.max_bytes} bytes of cases", "more")
                if len(line) > limits.max_line_bytes:
                    raise _refusal(f"{CASES}:{number}", f"at most {limits.max_line_bytes} bytes on a line", "more")
                yield number, line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _refusal(CASES, "a whole gzip file", f"one that breaks off or is damaged after line {number}") from error
    except OSError as error:
        raise _refusal(CASES, f"a file that can be read at {path.name}", "none") from error


def _opened(path: Path) -> BufferedReader:
    """Return the file of the cases, opened; a link is refused, for what lies beside a bundle must not lead elsewhere.

    Raises:
        BundleError: if it is a link or no regular file.
        OSError: if there is none.
    """
    if path.is_symlink():
        raise _refusal(CASES, f"a file at {path.name}", "a link")
    return opened(path, place=CASES)


def _unpacked(file: BufferedReader, kind: CasesFile) -> BufferedReader | gzip.GzipFile:
    """Return the lines in a file, packed or not."""
    return file if kind is CasesFile.NDJSON else gzip.GzipFile(fileobj=file, mode="rb")


def _refusal(path: str, expected: str, found: str) -> BundleError:
    """Return an error with one problem."""
    return BundleError((Problem(path=path, expected=expected, found=found),))
