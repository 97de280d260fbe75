"""Cases in a file beside the bundle: one on a line, optionally packed with gzip or zstd."""

from itertools import chain
from pathlib import Path

from kimcore.bundle.blocks import Limits, lines_in_blocks, refusal
from kimcore.bundle.envelope import CASES, CasesBeside, cases_path
from kimcore.bundle.parsing import parsed
from kimcore.bundle.place import Place
from kimcore.bundle.structuring import PlainCases
from kimcore.errors import BundleError, Problem


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
    path = cases_path(bundle, told.beside)
    blocks = lines_in_blocks(path, limits, packing=told.beside.packing, seen=digest.update)
    try:
        for count, line in enumerate(chain.from_iterable(blocks), start=1):
            place = Place(f"{CASES}:{count}: ", is_case=True)
            try:
                case = parsed(line, place=str(place), max_bytes=limits.max_line_bytes, max_depth=limits.max_depth)
            except BundleError as error:
                problems.extend(error.problems)
            else:
                found.append((place, case))
    except OSError as error:
        raise refusal(CASES, f"a file that can be read at {path.name}", "none") from error
    if count != told.count:
        problems.append(
            (Place(CASES) / "count").problem_in_words(expected=f"{count}, the lines in the file", found=str(told.count))
        )
    if digest.hexdigest() != told.sha256:
        place = Place(CASES) / "sha256"
        problems.append(place.problem_in_words(expected="the SHA-256 of the lines in the file", found="that of other bytes"))
    return PlainCases(found=found, problems=problems, is_whole=len(found) == count)
