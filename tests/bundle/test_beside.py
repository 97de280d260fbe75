import gzip
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kimcore.bundle import dump, load
from kimcore.errors import BundleError
from kimcore.model import Town

Problems = list[tuple[str, str, str]]
LINES = 3


@pytest.fixture
def bundle(tmp_path: Path, town: Town) -> Path:
    """Return a bundle with its cases on lines beside it."""
    path = tmp_path / "town.json"
    dump(town, path, cases="ndjson")
    return path


@pytest.fixture
def packed(tmp_path: Path, town: Town) -> Path:
    """Return a bundle with its cases packed beside it."""
    path = tmp_path / "town.json"
    dump(town, path, cases="ndjson.gz")
    return path


def problems_in(path: Path, **limits: int) -> Problems:
    """Return path, expected and found of everything that is wrong with a bundle file."""
    with pytest.raises(BundleError) as refusal:
        load(path, **limits)
    return [(problem.path, problem.expected, problem.found) for problem in refusal.value.problems]


def lines_of(bundle: Path) -> Path:
    """Return the path of the cases beside a bundle."""
    return bundle.with_name("town.cases.ndjson")


def put(bundle: Path, *lines: bytes) -> None:
    """Put lines in the place of the cases, and tell the bundle their number and hash."""
    data = b"".join(line + b"\n" for line in lines)
    lines_of(bundle).write_bytes(data)
    plain = json.loads(bundle.read_text(encoding="utf-8"))
    plain["cases"] = {"beside": "ndjson", "count": len(lines), "sha256": hashlib.sha256(data).hexdigest()}
    bundle.write_text(json.dumps(plain), encoding="utf-8")


def changed(bundle: Path, **told: object) -> None:
    """Change what a bundle tells of the file of its cases."""
    plain = json.loads(bundle.read_text(encoding="utf-8"))
    plain["cases"].update(told)
    bundle.write_text(json.dumps(plain), encoding="utf-8")


def test_one_case_on_a_line(bundle: Path) -> None:
    """The file beside the bundle holds one case on each line, in the order of their keys."""
    keys = [json.loads(line)["id"] for line in lines_of(bundle).read_bytes().splitlines()]
    assert keys == ["case-1", "case-2", "case-3"]


def test_bundle_tells_number_and_hash(bundle: Path) -> None:
    """The bundle says how many cases lie beside it, and what their bytes hash to."""
    told = json.loads(bundle.read_text(encoding="utf-8"))["cases"]
    sha256 = hashlib.sha256(lines_of(bundle).read_bytes()).hexdigest()
    assert told == {"beside": "ndjson", "count": LINES, "sha256": sha256}


def test_hash_is_of_the_unpacked_lines(packed: Path) -> None:
    """Packing changes nothing of what the bundle says about the lines."""
    told = json.loads(packed.read_text(encoding="utf-8"))["cases"]
    lines = gzip.decompress(packed.with_name("town.cases.ndjson.gz").read_bytes())
    assert told == {"beside": "ndjson.gz", "count": LINES, "sha256": hashlib.sha256(lines).hexdigest()}


def test_place_is_derived_from_the_name_only(bundle: Path) -> None:
    """Nothing in a bundle can lead to another file: there is no key for it."""
    changed(bundle, path="../secret.ndjson")
    assert problems_in(bundle)[0] == ("cases.path", "no key of this name", "one")


def test_link_to_a_bundle_is_followed(bundle: Path, town: Town) -> None:
    """A link to a bundle is read with the cases that lie beside the bundle itself."""
    link = bundle.with_name("elsewhere") / "current.json"
    link.parent.mkdir()
    link.symlink_to(bundle)
    assert load(link).municipality == town.municipality


def test_link_in_place_of_cases(bundle: Path) -> None:
    """A link beside a bundle is refused, for it could lead anywhere."""
    lines_of(bundle).rename(bundle.with_name("moved"))
    lines_of(bundle).symlink_to(bundle.with_name("moved"))
    assert problems_in(bundle) == [("cases", "a file at town.cases.ndjson", "a link")]


def test_missing_cases(bundle: Path) -> None:
    """A bundle whose cases are missing is no town without cases."""
    lines_of(bundle).unlink()
    assert problems_in(bundle) == [("cases", "a file that can be read at town.cases.ndjson", "none")]


def test_folder_in_place_of_cases(bundle: Path) -> None:
    """A folder is no file of cases."""
    lines_of(bundle).unlink()
    lines_of(bundle).mkdir()
    assert problems_in(bundle) == [("cases", "a file", "a folder or a device")]


def test_pipe_in_place_of_a_bundle(tmp_path: Path) -> None:
    """A pipe is refused, and not waited for."""
    os.mkfifo(tmp_path / "pipe.json")
    assert problems_in(tmp_path / "pipe.json") == [("bundle", "a file", "a folder or a device")]


def test_folder_in_place_of_a_bundle(tmp_path: Path) -> None:
    """A folder is no bundle."""
    assert problems_in(tmp_path) == [("bundle", "a file", "a folder or a device")]


def test_missing_bundle(tmp_path: Path) -> None:
    """A missing bundle is what Python says of any missing file."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "town.json")


def test_other_count(bundle: Path) -> None:
    """The bundle and the lines have to agree on how many cases there are."""
    changed(bundle, count=LINES + 1)
    assert problems_in(bundle) == [("cases.count", "3, the lines in the file", "4")]


def test_other_bytes(bundle: Path) -> None:
    """Lines of another bundle are noticed, also where they are right by themselves."""
    lines = lines_of(bundle)
    lines.write_bytes(lines.read_bytes().replace(b"case-3", b"case-4"))
    assert problems_in(bundle) == [("cases.sha256", "the SHA-256 of the lines in the file", "that of other bytes")]


def test_number_and_hash_of_another_shape(bundle: Path) -> None:
    """What the bundle says about the lines is as strict as everything else."""
    changed(bundle, beside="zip", count=3.0, sha256=None)
    assert [path for path, _, _ in problems_in(bundle)] == ["cases.beside", "cases.count", "cases.sha256"]


def test_problem_on_a_line(bundle: Path) -> None:
    """A problem in a case on a line has the number of the line first."""
    first, *others = lines_of(bundle).read_bytes().splitlines()
    put(bundle, *others, first.replace(b'"work"', b'"wrok"'))
    assert [problem[::2] for problem in problems_in(bundle)] == [("cases:3: needs[0].field", "text of 4 characters")]


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        (b"", "cases:2", "JSON text"),
        (b"{", "cases:2:2", "JSON"),
        (b"[]", "cases:2", "an object"),
        (b"\xff", "cases:2", "text in UTF-8"),
        (b"[" * 40, "cases:2", "at most 32 levels of objects and lists"),
        (b'{"id": "a-1", "id": "a-1", "municipality": "05154", "opened_on": "2024-01-01"}', "cases:2", "each key once"),
    ],
)
def test_broken_line(bundle: Path, line: bytes, path: str, expected: str) -> None:
    """A line that is no case is refused alone, with its number."""
    first, *others = lines_of(bundle).read_bytes().splitlines()
    put(bundle, first, line, *others)
    assert [problem[:2] for problem in problems_in(bundle)] == [(path, expected)]


def test_key_on_two_lines(bundle: Path) -> None:
    """A case that stands on two lines is refused on the second."""
    first, *others = lines_of(bundle).read_bytes().splitlines()
    put(bundle, first, *others, first)
    assert problems_in(bundle) == [("cases:4: id", "a key that no other record has", "the key of cases:1")]


def test_lost_case_is_not_missed_twice(bundle: Path, text_with: Callable[..., str]) -> None:
    """Where a line cannot be read, nobody says of a key that it leads nowhere: it may stand on that line."""
    barriers = [{"id": "b", "kind": "long_wait", "field": "work", "seen_on": "2024-01-01", "case": "case-1"}]
    bundle.write_text(text_with(barriers=barriers), encoding="utf-8")
    put(bundle, b"{")
    assert [path for path, _, _ in problems_in(bundle)] == ["cases:1:2"]


def test_all_lines_and_the_bundle_at_once(bundle: Path) -> None:
    """Problems in the bundle and on every line come together."""
    lines = lines_of(bundle).read_bytes().splitlines()
    put(bundle, *(line.replace(b'"work"', b"5") for line in lines))
    changed(bundle, count=0)
    bundle.write_text(bundle.read_text(encoding="utf-8").replace('"soz"', '"Sozialamt"'), encoding="utf-8")
    fields = [f"cases:{number}: needs[0].field" for number in range(1, 4)]
    assert [path for path, _, _ in problems_in(bundle)] == ["cases.count", "actors[1].id", *fields]


def test_line_limit(bundle: Path) -> None:
    """A line of more bytes than the limit is refused before it is parsed."""
    assert problems_in(bundle, max_line_bytes=100) == [("cases:1", "at most 100 bytes on a line", "more")]


def test_size_limit_of_a_bundle(bundle: Path) -> None:
    """A file of more bytes than the limit is not read further."""
    assert problems_in(bundle, max_bytes=100) == [("bundle", "at most 100 bytes", "more")]


def test_size_limit_of_cases(tmp_path: Path, town: Town) -> None:
    """A small file that unpacks to a large one is left where it passes the limit."""
    path = tmp_path / "town.json"
    dump(town, path, cases="ndjson.gz")
    bomb = gzip.compress(b"\n" * 10_000_000)
    path.with_name("town.cases.ndjson.gz").write_bytes(bomb)
    assert problems_in(path, max_bytes=5_000)[-1] == ("cases", "at most 5000 bytes of cases", "more")


def test_bomb_on_one_line(packed: Path) -> None:
    """A packed line that never ends is left where it passes the limit of a line."""
    packed.with_name("town.cases.ndjson.gz").write_bytes(gzip.compress(b" " * 50_000_000))
    assert problems_in(packed) == [("cases:1", "at most 1048576 bytes on a line", "more")]


def test_truncated_gzip(packed: Path) -> None:
    """A packed file that breaks off is refused as a whole."""
    lines = packed.with_name("town.cases.ndjson.gz")
    lines.write_bytes(lines.read_bytes()[:-10])
    path, expected, found = problems_in(packed)[0]
    assert (path, expected) == ("cases", "a whole gzip file")
    assert found.startswith("one that breaks off or is damaged after line")


@pytest.mark.parametrize("data", [b"", b"no gzip", b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xff\xff"])
def test_no_gzip(packed: Path, data: bytes) -> None:
    """Bytes that are not packed are refused where packed ones belong."""
    packed.with_name("town.cases.ndjson.gz").write_bytes(data)
    assert {path.partition(".")[0] for path, _, _ in problems_in(packed)} == {"cases"}


def test_no_case_at_all(tmp_path: Path, town: Town, text_with: Callable[..., str]) -> None:
    """A town that has no cases keeps saying so, and one whose cases were not recorded keeps saying that."""
    path = tmp_path / "town.json"
    path.write_text(text_with(cases=[]), encoding="utf-8")
    none = load(path)
    dump(none, path, cases="ndjson")
    assert (load(path).cases, lines_of(path).read_bytes()) == ((), b"")
    path.write_text(text_with(), encoding="utf-8")
    dump(load(path), path, cases="ndjson")
    assert load(path).cases is None
    assert town.cases
