"""What stands around a town in a bundle: format, version, and where the cases lie."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from kimcore.bundle.making import maker
from kimcore.bundle.packing import Packing
from kimcore.bundle.place import Place
from kimcore.errors import BundleError, Problem
from kimcore.records import frozen

FORMAT = "kimcore"
VERSION = 1
CASES = "cases"


class CasesFile(Enum):
    """How cases lie in a file beside the bundle."""

    NDJSON = "ndjson"
    NDJSON_GZ = "ndjson.gz"
    NDJSON_ZST = "ndjson.zst"

    @property
    def packing(self) -> Packing:
        """How the lines are packed."""
        return Packing(self.value.removeprefix("ndjson"))


@frozen(kw_only=True)
class CasesBeside:
    """What a bundle says about the file of its cases."""

    beside: CasesFile
    count: int
    sha256: str
    """Of the lines, unpacked; in hexadecimal digits."""


def unwrapped(bundle: object) -> dict[str, object]:
    """Return a bundle's plain value without format and version, which are taken out of it.

    Raises:
        BundleError: if it is no bundle of this format and version.
    """
    if not isinstance(bundle, dict):
        raise BundleError((Place().problem(expected="an object", found=bundle),))
    found = [_envelope_problem(bundle, name, value) for name, value in (("format", FORMAT), ("version", VERSION))]
    problems = tuple(problem for problem in found if problem is not None)
    if problems:
        raise BundleError(problems)
    del bundle["format"], bundle["version"]
    return bundle


def cases_beside(plain: Mapping[str, object]) -> CasesBeside:
    """Return what a bundle says about the file of its cases.

    Raises:
        BundleError: if it says so in another way than the format wants.
    """
    problems: list[Problem] = []
    told = maker(CasesBeside)(plain, Place(CASES), problems)
    if told is None:
        raise BundleError(tuple(problems))
    return told


def cases_path(bundle: Path, kind: CasesFile) -> Path:
    """Return where the cases of a bundle lie; nothing but the bundle's own name decides.

    Example:
        >>> cases_path(Path("towns/kleve.json"), CasesFile.NDJSON_GZ).name
        'kleve.cases.ndjson.gz'
    """
    return bundle.with_name(f"{bundle.stem}.cases.{kind.value}")


def _envelope_problem(bundle: Mapping[str, object], name: str, value: object) -> Problem | None:
    """Return what is wrong with the format or the version, or `None`."""
    if name not in bundle:
        return (Place() / name).problem_in_words(expected=repr(value), found="nothing")
    given = bundle[name]
    if type(given) is type(value) and given == value:
        return None
    return (Place() / name).problem(expected=repr(value), found=given)
