"""What holds for every line: the fast way and the strict one take the same lines and read the same cases from them."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from kimcore.bundle import iter_cases, loads
from kimcore.bundle.blocks import Limits
from kimcore.bundle.converter import converter
from kimcore.bundle.mentions import mentions
from kimcore.bundle.one_case import IN_DOUBT, fast_reader, strictly_read
from kimcore.bundle.place import Place
from kimcore.errors import BundleError
from kimcore.model import ActorId, BarrierId, Case
from kimcore.testing import synthetic
from kimcore.testing.strategies import cases

LIMITS = Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20)
DAY = date(2026, 1, 31)
READ = fast_reader(LIMITS, intern=False)
SHARING = fast_reader(LIMITS, intern=True)
WORDS = (
    "",
    "a",
    "A b",
    "-a",
    "a--b",
    "x" * 65,
    "05154",
    "05999",
    "2024-02-30",
    "2024-01-01",
    "case-1",
    "work",
    "é",
    "\x85",
    "a:b",
)
NUMBERS = (0, 1, -1, 3, 2**53, -(2**53), 10**30, 1.0, 0.5, -0.0, float("nan"), float("inf"))
ODD_VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, False, [], {}, [None], [[]], {"on": "2024-01-01"}, *WORDS, *NUMBERS]
)
ODD_BYTES = (
    b"",
    b" ",
    b'"',
    b",",
    b":",
    b"\\",
    b"\\u0041",
    b"\\ud800",
    b"\x7f",
    b"\xff",
    b"\xc2\x85",
    b"0",
    b".0",
    b"e0",
    b"-",
    b"null",
)


def holders(value: object) -> Iterator[Any]:
    """Yield every object and list in a plain value that is not empty."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


@st.composite
def lines(draw: DrawFn) -> bytes:
    """Draw the line of a case, plausible or not, in one of the forms that writers of JSON have."""
    case = draw(cases() | st.integers(0, 10_000).map(lambda number: synthetic.case(number, on=DAY)))
    plain = converter().unstructure(case)
    if draw(st.booleans()):
        plain = {**dict.fromkeys(("host", "stay", "closing")), **plain}
    separators = draw(st.sampled_from([(",", ":"), (", ", ": ")]))
    return json.dumps(plain, ensure_ascii=draw(st.booleans()), sort_keys=draw(st.booleans()), separators=separators).encode()


@st.composite
def mutated_lines(draw: DrawFn) -> bytes:
    """Draw the line of a case in which values went missing, stand elsewhere, stand twice or became something else."""
    plain = json.loads(draw(lines()))
    for _ in range(draw(st.integers(0, 3))):
        holder, other = (draw(st.sampled_from(list(holders(plain)))) for _ in range(2))
        step = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        moved = st.sampled_from(list(other.values() if isinstance(other, dict) else other))
        new = json.loads(json.dumps(draw(moved | ODD_VALUES)))
        where = draw(st.integers(0, 2))
        if where == 0:
            holder[step] = new
        elif isinstance(holder, list):
            holder.insert(step, new)
        elif where == 1:
            holder[draw(st.sampled_from(["on", "id", "need", "language", "unknown", *plain]))] = new
        elif len(holder) > 1:
            del holder[step]
    text = json.dumps(plain, ensure_ascii=False).encode(errors="surrogatepass")
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        text = text[:start] + draw(st.sampled_from([*ODD_BYTES, text[start:end] * 2])) + text[end:]
    return text.replace(b"\n", b" ")


def fast(line: bytes, read: Callable[[bytes], Case] = READ) -> Case | None:
    """Return what the fast way makes of a line, or `None` if it is in doubt; any other error fails the test."""
    try:
        return read(line)
    except IN_DOUBT:
        return None


def strict(line: bytes) -> Case | None:
    """Return what the strict way makes of a line, or `None` if it refuses it."""
    try:
        return strictly_read(line, 1, LIMITS)
    except BundleError:
        return None


@settings(max_examples=50)
@given(lines())
def test_no_right_line_is_in_doubt(line: bytes) -> None:
    """The fast way takes every line of a case in whose texts no colon stands, and reads the case the strict way reads."""
    plain = json.loads(line)
    if ":" not in "".join(texts_in(plain)):
        assert fast(line) == strict(line)


@settings(max_examples=200)
@given(mutated_lines())
def test_no_wrong_line_is_taken(line: bytes) -> None:
    """What the fast way takes, the strict way takes as well, and reads the same case."""
    case = fast(line)
    assert case is None or case == strict(line)


@settings(max_examples=100)
@given(mutated_lines())
def test_sharing_changes_nothing(line: bytes) -> None:
    """Cases that share what is equal are read from the same lines, and are the same."""
    assert fast(line, SHARING) == fast(line)


@settings(max_examples=50)
@given(mutated_lines())
def test_a_line_is_taken_where_load_takes_it(line: bytes) -> None:
    """`iter_cases` takes a line if `load` takes it in a town that has the offices and barriers it names, and refuses it alike."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "cases.ndjson")
        path.write_bytes(line + b"\n")
        stream = iter_cases(path, on_error="collect")
        found = tuple(stream)
    try:
        town = loads(bundle_around(line))
    except BundleError as error:
        told = {str(problem).partition("cases[0]")[2].strip(".: ") for problem in error.problems}
        (refused,) = stream.refused
        assert not found
        if told != {""}:  # the line is JSON at all
            assert {str(problem).removeprefix("cases:1").strip(".: ") for problem in refused.problems} == told
    else:
        assert found == town.cases


def bundle_around(line: bytes) -> bytes:
    """Return a bundle with the case on a line and with every office and barrier that it names."""
    try:
        found = tuple(mentions(json.loads(line), Case, Place()))
    except (ValueError, RecursionError):
        found = ()
    actors = sorted({mention.key for mention in found if mention.kind is ActorId})
    barriers = sorted({mention.key for mention in found if mention.kind is BarrierId})
    town = {
        "format": "kimcore",
        "version": 1,
        "municipality": {"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"},
        "actors": [{"id": key, "name": key, "kinds": ["ki"]} for key in actors],
        "barriers": [{"id": key, "kind": "long_wait", "field": "work", "seen_on": "2024-01-01"} for key in barriers],
    }
    return json.dumps(town).encode()[:-1] + b', "cases": [' + line + b"]}"


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


@settings(max_examples=50)
@given(st.data())
def test_bytes_of_any_kind_are_read_or_refused(data: DataObject) -> None:
    """Whatever lies in a file, reading it gives cases or problems and no other error."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "cases.ndjson")
        path.write_bytes(data.draw(st.binary(max_size=200) | st.lists(mutated_lines(), max_size=3).map(b"\n".join)))
        try:
            stream = iter_cases(path, on_error="collect")
            cases_found = list(stream)
        except BundleError:
            return
        assert len(cases_found) + len(stream.refused) == stream.lines
