import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from backports import zstd  # Python 3.14 has it under another name; the checks run on those before

from kimcore.bundle import dump, dump_cases, iter_cases
from kimcore.errors import BundleError, KimcoreError
from kimcore.model import Case
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
CASES = tuple(synthetic.cases(50, on=DAY))

WRITE_IN_A_FULL_PLACE = """
import resource, signal, sys
from datetime import date
from kimcore.bundle import dump_cases
from kimcore.testing import synthetic
cases = tuple(synthetic.cases(2_000, on=date(2026, 1, 31)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    dump_cases(cases, sys.argv[1])
except OSError:
    sys.exit(3)
"""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "unpack"),
    [("cases.ndjson", bytes), ("cases.ndjson.gz", gzip.decompress), ("cases.ndjson.zst", zstd.decompress)],
    ids=["plain", "gzip", "zstd"],
)
def test_lines_are_those_beside_a_bundle(tmp_path: Path, name: str, unpack: Callable[[bytes], bytes]) -> None:
    """A case takes the same bytes as beside a bundle, packed as the name of the file says."""
    town = synthetic.town("05154", 50, on=DAY)
    assert town.cases
    assert dump_cases(town.cases, tmp_path / name) == 50
    dump(town, tmp_path / "town.json", cases="ndjson")
    assert unpack((tmp_path / name).read_bytes()) == (tmp_path / "town.cases.ndjson").read_bytes()


@pytest.mark.parametrize("name", ["cases.ndjson", "cases.ndjson.gz", "cases.ndjson.zst"])
@pytest.mark.parametrize("verify", [True, False])
def test_cases_are_read_as_they_were_written(tmp_path: Path, name: str, verify: bool) -> None:  # noqa: FBT001
    """What `iter_cases` reads from what `dump_cases` wrote are the same cases in the same order."""
    dump_cases(reversed(CASES), tmp_path / name, verify=verify)
    assert tuple(iter_cases(tmp_path / name)) == CASES[::-1]


def test_same_cases_same_bytes(tmp_path: Path) -> None:
    """Packed files hold neither the time nor their name."""
    for name in ("cases.ndjson.gz", "cases.ndjson.zst"):
        dump_cases(CASES, tmp_path / name)
        first = (tmp_path / name).read_bytes()
        dump_cases(CASES, tmp_path / f"other-{name}")
        assert (tmp_path / f"other-{name}").read_bytes() == first


def test_no_case(tmp_path: Path) -> None:
    """No case is an empty file."""
    assert dump_cases((), tmp_path / "cases.ndjson") == 0
    assert (tmp_path / "cases.ndjson").read_bytes() == b""


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"opened_on": "2024-02-30"}, "cases:2: opened_on"),
        ({"host": "Jobcenter"}, "cases:2: host"),
        ({"exception_reason": "a\x07"}, "cases:2: exception_reason"),
        ({"needs": [CASES[0]]}, "cases:2"),
        ({"exception_reason": "\ud800"}, "cases:2"),
        ({"exception_reason": object()}, "cases:2"),
        ({"is_voluntary": 10**40}, "cases:2: is_voluntary"),
    ],
)
def test_a_case_that_cannot_be_read_again(tmp_path: Path, changed: dict[str, Any], path: str) -> None:
    """A case that holds what its types do not allow is refused with its place, and nothing is written."""
    (tmp_path / "cases.ndjson").write_bytes(b"old")
    with pytest.raises(BundleError) as refusal:
        dump_cases((CASES[0], evolve(CASES[1], **changed)), tmp_path / "cases.ndjson")
    assert path in [problem.path for problem in refusal.value.problems]
    assert files_in(tmp_path) == {"cases.ndjson": b"old"}


def test_a_case_that_would_be_read_as_another(tmp_path: Path) -> None:
    """A value that would come back as an equal-looking one of another type is refused."""
    day = CASES[0].opened_on.isoformat()
    with pytest.raises(BundleError, match="cases:1: expected values of the declared types, found others"):
        dump_cases([evolve(CASES[0], opened_on=day)], tmp_path / "cases.ndjson")  # type: ignore[arg-type]


def test_cases_that_stop_coming(tmp_path: Path) -> None:
    """Where the cases end in an error, nothing is written."""

    def broken() -> Iterator[Case]:
        yield from CASES
        raise LookupError

    with pytest.raises(LookupError):
        dump_cases(broken(), tmp_path / "cases.ndjson.zst")
    assert files_in(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
@pytest.mark.parametrize("name", ["cases.ndjson", "cases.ndjson.gz", "cases.ndjson.zst"])
@pytest.mark.parametrize("limit", [0, 1_000, 100_000])
def test_full_disk_leaves_what_was_there(tmp_path: Path, name: str, limit: int) -> None:
    """Where there is no room for all of it, nothing is written and nothing is left over."""
    (tmp_path / name).write_bytes(b"old")
    command = [sys.executable, "-c", WRITE_IN_A_FULL_PLACE, str(tmp_path / name), str(limit)]
    assert subprocess.run(command, check=False).returncode == 3
    assert files_in(tmp_path) == {name: b"old"}


def test_a_file_can_be_read_while_it_is_written_anew(tmp_path: Path) -> None:
    """Cases may come from the very file that they replace."""
    path = tmp_path / "cases.ndjson"
    dump_cases(CASES, path)
    dump_cases((case for case in iter_cases(path) if case.closing is None), path)
    assert tuple(iter_cases(path)) == tuple(case for case in CASES if case.closing is None)


def test_link_stays_a_link(tmp_path: Path) -> None:
    """A link is followed, and the file it leads to is replaced."""
    (tmp_path / "real.ndjson").write_bytes(b"old")
    (tmp_path / "link.ndjson").symlink_to(tmp_path / "real.ndjson")
    dump_cases(CASES, tmp_path / "link.ndjson")
    assert (tmp_path / "link.ndjson").is_symlink()
    assert len(list(iter_cases(tmp_path / "real.ndjson"))) == len(CASES)


def test_pipe_is_not_replaced(tmp_path: Path) -> None:
    """A device or a pipe stays what it is."""
    os.mkfifo(tmp_path / "pipe.ndjson")
    with pytest.raises(FileExistsError):
        dump_cases(CASES, tmp_path / "pipe.ndjson")


def test_zstd_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that asks for zstd says what to install where nothing can pack it, and nothing is written."""
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KimcoreError, match=r"pip install 'kimcore\[zstd\]'"):
        dump_cases(CASES, tmp_path / "cases.ndjson.zst")
    assert files_in(tmp_path) == {}
