"""Writing bundles in their one form: `dump` to a file, `dumps` to text."""

import hashlib
import json
from io import BytesIO
from operator import itemgetter
from os import PathLike
from os.path import realpath
from pathlib import Path
from typing import Literal

from attrs import fields

from kimcore.bundle.annotations import OWN, collections, own_kind
from kimcore.bundle.collecting import collector_paused
from kimcore.bundle.converter import converter
from kimcore.bundle.envelope import CASES, FORMAT, VERSION, CasesFile, cases_path
from kimcore.bundle.files import write_all
from kimcore.bundle.packing import Packing, packed
from kimcore.bundle.place import Place
from kimcore.bundle.structuring import PlainCases, town_of
from kimcore.errors import BundleError
from kimcore.model.town import Town


def dump(
    town: Town, path: str | PathLike[str], *, cases: Literal["inside", "ndjson", "ndjson.gz", "ndjson.zst"] = "inside"
) -> None:
    """Write a town to a bundle file, whole or not at all.

    Args:
        town: what to write.
        path: where; a link is followed and stays a link.
        cases: inside the bundle, or in a file beside it, which is named after the bundle.

    Raises:
        BundleError: if the town could not be read again, such as one with a reference that leads nowhere.
        KimcoreError: if cases are to be packed with zstd and nothing is installed that does so.
        OSError: if a file cannot be written; what was there before is then still there.
    """
    bundle = Path(realpath(path))
    with collector_paused():
        plain = _plain(town)
        listed = plain.get(CASES)
        if cases == "inside" or not isinstance(listed, list):
            write_all({bundle: _text(plain)})
            return
        lines = b"".join(_line(case) for case in listed)
    kind = CasesFile(cases)
    plain[CASES] = {"beside": kind.value, "count": len(listed), "sha256": hashlib.sha256(lines).hexdigest()}
    write_all({cases_path(bundle, kind): _packed(lines, kind.packing), bundle: _text(plain)})


def dumps(town: Town) -> str:
    """Return a town as the text of a bundle, with its cases inside.

    Equal towns in any order give the same text, and `loads` reads it back.

    Raises:
        BundleError: if the town could not be read again, such as one with a reference that leads nowhere.

    Example:
        >>> from kimcore.model import Town, unit, UNITS_SOURCE
        >>> kleve = Town(municipality=unit("05154"), sources=(UNITS_SOURCE,))
        >>> dumps(kleve).splitlines()[:3]
        ['{', '  "format": "kimcore",', '  "version": 1,']
    """
    with collector_paused():
        return _text(_plain(town)).decode()


def _plain(town: Town) -> dict[str, object]:
    """Return the plain values of a town in canonical order, once they have proved to give the town back."""
    plain: dict[str, object] = converter().unstructure(town)
    cases = plain.get(CASES)
    found = [(Place(CASES, is_case=True) / index, case) for index, case in enumerate(cases)] if isinstance(cases, list) else None
    again = town_of({name: value for name, value in plain.items() if name != CASES}, PlainCases(found=found))
    changed = [field.name for field in fields(Town) if getattr(again, field.name) != getattr(town, field.name)]
    if changed:
        places = map(Place, changed)
        raise BundleError(
            tuple(place.problem_in_words(expected="values of the declared types", found="others") for place in places)
        )
    for name, cl in collections().items():
        records = plain.get(name)
        if isinstance(records, list) and own_kind(cl) is not None:
            records.sort(key=itemgetter(OWN))
    return {"format": FORMAT, "version": VERSION, **plain}


def _text(plain: dict[str, object]) -> bytes:
    """Return plain values in the form of a bundle."""
    return f"{json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2)}\n".encode()


def _line(case: object) -> bytes:
    """Return a plain case in the form of a line."""
    return f"{json.dumps(case, ensure_ascii=False, allow_nan=False, separators=(',', ':'))}\n".encode()


def _packed(data: bytes, packing: Packing) -> bytes:
    """Return bytes packed, without the time and the name that would make each run differ."""
    made = BytesIO()
    with packed(made, packing) as file:
        file.write(data)
    return made.getvalue()
