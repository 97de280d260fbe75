"""What holds for every town with cases: the fast way draws the town that the strict way draws, or leaves it to it."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from kimcore.bundle import dumps, load, loads
from kimcore.bundle.blocks import Limits
from kimcore.bundle.envelope import unwrapped
from kimcore.bundle.many import town_with_many
from kimcore.bundle.parsing import parsed
from kimcore.errors import BundleError
from kimcore.model import Town
from kimcore.testing import synthetic

LIMITS = Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20)
TOWNS = (
    dumps(load("examples/musterkreis.json")),
    dumps(synthetic.town("05154", 8, on=date(2026, 1, 31))),
)
ODD: st.SearchStrategy[object] = st.sampled_from(
    [None, True, 0, 1.0, -1, 2**53, "", "a:b", "case-1", "ki", "Erika", "\x07", "2024-02-30", [], {}, [None]]
)


def fast(text: bytes, bundle: Path | None) -> Town | None:
    """Return what the fast way makes of a bundle; `None` if it is in doubt, or there are no cases."""
    fields = unwrapped(parsed(text, max_bytes=None, max_depth=32))
    return town_with_many(fields, fields.pop("cases", None) or [], LIMITS, bundle)


def strict(text: bytes, bundle: Path | None) -> Town | None:
    """Return what the strict way makes of it; so few cases are never read the other way."""
    try:
        return loads(text) if bundle is None else load(bundle)
    except BundleError:
        return None


def beside(text: bytes, folder: str) -> Path:
    """Write a bundle with its cases on lines beside it, as they stand, and return its path."""
    plain = json.loads(text)
    lines = b"".join(json.dumps(case, ensure_ascii=False).encode() + b"\n" for case in plain["cases"])
    told = {"beside": "ndjson", "count": len(plain["cases"]), "sha256": sha256(lines).hexdigest()}
    Path(folder, "town.cases.ndjson").write_bytes(lines)
    Path(folder, "town.json").write_bytes(json.dumps({**plain, "cases": told}).encode())
    return Path(folder, "town.json")


def holders(value: object) -> Iterator[Any]:
    """Yield every object and list in a plain value that is not empty."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


@st.composite
def mutated(draw: DrawFn) -> bytes:
    """Draw a bundle in which values stand elsewhere, went missing, stand twice or became something else."""
    plain = json.loads(draw(st.sampled_from(TOWNS)))
    for _ in range(draw(st.integers(0, 2))):
        inside = draw(st.sampled_from([plain["cases"], plain["cases"], plain]))
        holder, other = (draw(st.sampled_from(list(holders(inside)))) for _ in range(2))
        step = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        moved = st.sampled_from(list(other.values() if isinstance(other, dict) else other))
        new = json.loads(json.dumps(draw(moved | ODD)))
        where = draw(st.integers(0, 2))
        if isinstance(holder, list) and where:
            holder.insert(step, new)
        elif where == 1:
            holder[draw(st.sampled_from(["id", "case", "needs", "unknown"]))] = new
        elif where == 2 and len(holder) > 1 and step not in ("cases", "format", "version"):
            del holder[step]
        elif step not in ("cases", "format", "version"):
            holder[step] = new
    text = json.dumps(plain, ensure_ascii=False)
    if draw(st.booleans()):
        key = draw(st.sampled_from(['"opened_on": ', '"on": ', '"id": ', '"phase": ']))
        text = text.replace(key, f'{key}"2024-01-01", {key}', draw(st.integers(0, 1)))
    return text.encode()


@pytest.mark.parametrize("text", TOWNS)
def test_no_right_town_is_in_doubt(text: str) -> None:
    """The fast way takes a town in which everything is right, with its cases inside the bundle or beside it."""
    town = loads(text)
    assert fast(text.encode(), None) == town
    with TemporaryDirectory() as folder:
        bundle = beside(text.encode(), folder)
        assert fast(bundle.read_bytes(), bundle) == town


@settings(max_examples=60)
@given(mutated())
def test_the_fast_way_takes_no_other_town(text: bytes) -> None:
    """What the fast way takes, the strict way takes as well and draws the same town, with cases inside the bundle."""
    town = fast(text, None)
    assert town is None or town == strict(text, None)


@settings(max_examples=60)
@given(mutated())
def test_the_fast_way_takes_no_other_town_beside(text: bytes) -> None:
    """What the fast way takes, the strict way takes as well and draws the same town, with cases beside the bundle."""
    with TemporaryDirectory() as folder:
        bundle = beside(text, folder)
        town = fast(bundle.read_bytes(), bundle)
        assert town is None or town == strict(b"", bundle)
