"""Reading bundles: `load` from a file, `loads` from text."""

from os import PathLike
from os.path import realpath
from pathlib import Path

from kimcore.bundle.beside import cases_in_file
from kimcore.bundle.blocks import Limits
from kimcore.bundle.collecting import collector_paused
from kimcore.bundle.envelope import CASES, cases_beside, unwrapped
from kimcore.bundle.files import opened
from kimcore.bundle.parsing import MAX_BYTES, MAX_DEPTH, MAX_LINE_BYTES, WHOLE, parsed
from kimcore.bundle.place import Place
from kimcore.bundle.structuring import PlainCases, town_of
from kimcore.errors import BundleError, Problem
from kimcore.model.town import Town

MANY = 250
"""From so many cases on the fast way saves more time than it takes to prepare."""


def load(
    path: str | PathLike[str],
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Town:
    """Return the town in a bundle file, with the cases that may lie beside it.

    Nothing is coerced and nothing is overlooked: a town is read as a whole or refused with every problem.

    Args:
        path: the bundle; a link to a file is followed.
        max_bytes: the most bytes of the bundle, and of the cases beside it once unpacked.
        max_depth: how deep objects and lists may lie within one another.
        max_line_bytes: the most bytes of a case on its line.

    Raises:
        BundleError: if it is no bundle, or one with anything wrong in it; `problems` names all of it.
        OSError: if the bundle itself is missing or cannot be opened.
    """
    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_line_bytes=max_line_bytes)
    bundle = Path(realpath(path))
    with opened(bundle, place=WHOLE) as file:
        data = file.read(max_bytes + 1)
    return _town_in(data, limits, bundle)


def loads(text: str | bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Town:
    """Return the town in the text of a bundle, whose cases are inside.

    Args:
        text: JSON; bytes are UTF-8.
        max_bytes: the most bytes the text may have in UTF-8.
        max_depth: how deep objects and lists may lie within one another.

    Raises:
        BundleError: if it is no bundle, or one with anything wrong in it; `problems` names all of it.

    Example:
        >>> town = loads('''{
        ...     "format": "kimcore",
        ...     "version": 1,
        ...     "municipality": {"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"}
        ... }''')
        >>> town.municipality.name
        'Kleve'
        >>> loads("[]")
        Traceback (most recent call last):
            ...
        kimcore.errors.BundleError: 1 problem
          bundle: expected an object, found a list of 0
    """
    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_line_bytes=max_bytes)
    # Half of a pair that UTF-8 cannot hold becomes bytes that are no UTF-8, and is refused as such.
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    return _town_in(data, limits, None)


def _town_in(data: bytes, limits: Limits, bundle: Path | None) -> Town:
    """Return the town in the bytes of a bundle; `bundle` is where they lie, if anywhere."""
    with collector_paused():
        fields = unwrapped(parsed(data, max_bytes=limits.max_bytes, max_depth=limits.max_depth))
        cases = fields.pop(CASES, None)
        town = _town_with_many(fields, cases, limits, bundle)
        return town_of(fields, _cases_in(cases, limits, bundle)) if town is None else town


def _town_with_many(fields: dict[str, object], cases: object, limits: Limits, bundle: Path | None) -> Town | None:
    """Return the town if it has so many cases that the fast way is worth preparing, and nothing in it is in doubt."""
    told = cases.get("count") if isinstance(cases, dict) else cases
    count = len(told) if isinstance(told, list) else told
    if not isinstance(count, int) or count < MANY:
        return None
    from kimcore.bundle.many import town_with_many  # noqa: PLC0415 - it imports msgspec, and writes and compiles functions

    return town_with_many(fields, cases, limits, bundle)


def _cases_in(cases: object, limits: Limits, bundle: Path | None) -> PlainCases:
    """Return the plain cases of a bundle, inside or beside it."""
    if cases is None:
        return PlainCases()
    if isinstance(cases, list):
        return PlainCases(found=[(Place(CASES, is_case=True) / index, case) for index, case in enumerate(cases)])
    if not isinstance(cases, dict):
        return _lost(Place(CASES).problem(expected="a list, an object or null", found=cases))
    if bundle is None:
        return _lost(Place(CASES).problem_in_words(expected="a list, since a text has no file beside it", found="an object"))
    try:
        return cases_in_file(bundle, cases_beside(cases), limits)
    except BundleError as error:
        return _lost(*error.problems)


def _lost(*problems: Problem) -> PlainCases:
    """Return what is left of cases that cannot be found."""
    return PlainCases(problems=problems, is_whole=False)
