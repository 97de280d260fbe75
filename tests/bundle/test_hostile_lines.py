"""Files that nobody would write on purpose: each is read as far as it is right, and refused with the line where it is not."""

import gzip
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from backports import zstd  # Python 3.14 has it under another name; the checks run on those before

from kimcore.bundle import dump_cases, iter_cases
from kimcore.bundle.blocks import Limits, lines_in_blocks
from kimcore.errors import BundleError
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
CASES = tuple(synthetic.cases(400, on=DAY))
LINES = tuple(synthetic.lines(400, on=DAY))
PLAIN = b"".join(LINES)
MINIMAL = {"id": "case-1", "municipality": "05154", "opened_on": "2024-01-01"}
PACKED = pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])

Pack = Callable[[bytes], bytes]
Refused = list[tuple[int, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a file of lines is to lie."""
    return tmp_path / "cases.ndjson"


def collected(path: Path, data: bytes) -> tuple[int, Refused]:
    """Return how many cases there are in bytes, and the line and first problem of what is refused."""
    path.write_bytes(data)
    stream = iter_cases(path, on_error="collect")
    count = len(list(stream))
    return count, [(refused.line, str(refused.problems[0])) for refused in stream.refused]


def ended_by(path: Path, data: bytes) -> tuple[int, str]:
    """Return how many cases are given before reading bytes ends in an error, and what it says."""
    path.write_bytes(data)
    stream = iter_cases(path, on_error="collect")
    count = 0
    with pytest.raises(BundleError) as refusal:
        for count, _ in enumerate(stream, start=1):  # noqa: B007 - how many came before the error
            pass
    (problem,) = refusal.value.problems
    return count, str(problem)


@PACKED
def test_what_comes_before_the_damage_is_given(path: Path, pack: Pack) -> None:
    """All cases before the place where a packed file breaks off are given, and the error names the last whole line."""
    packed = pack(PLAIN)
    count, found = ended_by(path, packed[: len(packed) * 9 // 10])
    assert 0 < count < len(CASES)
    assert found.endswith(f"found one that breaks off or is damaged after line {count}")


@PACKED
@pytest.mark.parametrize("rest", [b"garbage", LINES[0]])
def test_what_stands_after_a_packed_file(path: Path, pack: Pack, rest: bytes) -> None:
    """Bytes after a packed file that are no other packed file are refused, once all before them was given."""
    count, found = ended_by(path, pack(PLAIN) + rest)
    assert count == len(CASES)
    assert f"damaged after line {count}" in found


@PACKED
def test_second_part_that_breaks_off(path: Path, pack: Pack) -> None:
    """Of two packed files put one after the other the second may break off: the first is given."""
    count, found = ended_by(path, pack(PLAIN) + pack(PLAIN)[:100])
    assert count >= len(CASES)
    assert f"damaged after line {count}" in found


@pytest.mark.parametrize("kept", [2, 9, 10])
def test_nothing_but_a_head(path: Path, kept: int) -> None:
    """A gzip file of which only the head is there is no empty one."""
    assert ended_by(path, gzip.compress(PLAIN)[:kept]) == (
        0,
        "cases: expected a whole gzip file, found one that breaks off or is damaged after line 0",
    )


def test_zstd_in_parts(path: Path) -> None:
    """A file may begin with a frame to be skipped, as pzstd writes them."""
    path.write_bytes(b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd" + zstd.compress(PLAIN))
    assert tuple(iter_cases(path)) == CASES


def test_lines_of_windows(path: Path) -> None:
    """Lines may end as on Windows."""
    assert collected(path, PLAIN.replace(b"\n", b"\r\n")) == (len(CASES), [])


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b"  \n"])
def test_blank_lines(path: Path, blank: bytes) -> None:
    """A blank line is refused with its number, also at the end, for something may have been there."""
    found = (3, "cases:3: expected JSON text, found nothing")
    assert collected(path, b"".join(LINES[:2]) + blank + LINES[2]) == (3, [found])
    assert collected(path, b"".join(LINES[:2]) + blank) == (2, [found])


def test_numbers_of_lines_across_blocks(path: Path) -> None:
    """Lines keep their numbers where a file is read in many blocks, and none is lost or given twice."""
    bad = range(0, 2_000, 97)
    lines = [b"{\n" if number in bad else LINES[number % len(LINES)] for number in range(2_000)]
    count, refused = collected(path, b"".join(lines))
    assert count == 2_000 - len(bad)
    assert [line for line, _ in refused] == [number + 1 for number in bad]
    assert tuple(iter_cases(path, on_error="collect")) == tuple(
        CASES[number % len(CASES)] for number in range(2_000) if number not in bad
    )


def test_a_line_that_never_ends_is_left_at_the_limit(path: Path) -> None:
    """Of a line of a hundred million bytes no more is read than the limit and one block."""
    path.touch()
    os.truncate(path, 100_000_000)
    read: list[int] = []
    limits = Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20)
    with pytest.raises(BundleError, match="cases:1: expected at most 1048576 bytes on a line, found more"):
        list(lines_in_blocks(path, limits, seen=lambda block: read.append(len(block))))
    assert sum(read) <= 2**20 + 2**18


def test_a_long_line_that_is_allowed(path: Path) -> None:
    """A line over many blocks is read where the limit allows it, and the next one keeps its number."""
    long = LINES[0].rstrip()[:-1] + b" " * 3_000_000 + b"}\n"
    path.write_bytes(long + LINES[1] + b"{\n")
    stream = iter_cases(path, on_error="collect", max_line_bytes=2**22)
    assert tuple(stream) == CASES[:2]
    assert [refused.line for refused in stream.refused] == [3]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("1e400", "a number"),
        ("1e2", "a number"),
        ("9" * 400, "a number too long to read"),
        ("9" * 5_000, "a number too long to read"),
    ],
)
def test_numbers_that_are_none(path: Path, number: str, found: str) -> None:
    """What is no number in JSON, or none that anybody could mean, is refused as the value of its field."""
    contact = f'{{"on": "2024-01-01", "kind": "phone", "minutes": {number}}}'
    line = json.dumps(MINIMAL)[:-1] + f', "contacts": [{contact}]}}'
    assert collected(path, line.encode()) == (
        0,
        [(1, f"cases:1: contacts[0].minutes: expected a whole number, found {found}")],
    )


@pytest.mark.parametrize("value", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000, "[" * 100_000])
def test_deep_values(path: Path, value: str) -> None:
    """Objects and lists a hundred thousand deep are refused before they are parsed, whether they end or not."""
    line = json.dumps(MINIMAL)[:-1] + f', "needs": {value}}}'
    assert collected(path, line.encode()) == (0, [(1, "cases:1: expected at most 32 levels of objects and lists, found more")])


def test_a_mark_of_byte_order_in_a_packed_file(path: Path) -> None:
    """A byte order mark is refused also where the file is packed, and takes no other line along."""
    count, refused = collected(path, gzip.compress(b"\xef\xbb\xbf" + PLAIN))
    assert count == len(CASES) - 1
    assert refused == [(1, "cases:1: expected UTF-8 without a byte order mark, found a byte order mark")]


def test_text_of_two_bytes(path: Path) -> None:
    """A file in UTF-16 has no line that is taken."""
    count, refused = collected(path, b"".join(LINES[:2]).decode().encode("utf-16"))
    assert (count, len(refused)) == (0, 3)


def test_a_key_that_stands_in_two_lines(path: Path) -> None:
    """A stream remembers no keys, or memory would grow with them: two lines with one key are two cases."""
    assert collected(path, LINES[0] * 2) == (2, [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_device_that_is_full(tmp_path: Path) -> None:
    """A device is not replaced, whether written to by its name or by a link."""
    (tmp_path / "link.ndjson").symlink_to("/dev/full")
    for place in (Path("/dev/full"), tmp_path / "link.ndjson"):
        with pytest.raises(FileExistsError):
            dump_cases(CASES, place)
    assert Path("/dev/full").is_char_device()
    assert [entry.name for entry in tmp_path.iterdir()] == ["link.ndjson"]
