import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kimcore.bundle import dump, dumps, load, loads
from kimcore.errors import BundleError
from kimcore.model import Actor, ActorId, BreachId, DataBreach, Goal, GoalId, Period, Town

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("examples").glob("*.json"))

KLEVE = """\
{
  "format": "kimcore",
  "version": 1,
  "municipality": {
    "key": "05154",
    "name": "Kleve",
    "kind": "kreis",
    "district": "duesseldorf"
  },
  "actors": [
    {
      "id": "ki",
      "name": "Köln-Büro",
      "kinds": [
        "ki"
      ]
    },
    {
      "id": "soz",
      "name": "Sozialamt",
      "kinds": [
        "ki"
      ]
    }
  ]
}
"""

WRITE_IN_A_FULL_PLACE = """
import resource, sys
from kimcore.bundle import dump, load
town = load(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    dump(town, sys.argv[1], cases=sys.argv[2])
except OSError:
    sys.exit(3)
"""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_one_form(town: Town) -> None:
    """A bundle is indented by two, begins with format and version, leaves out defaults, and ends with a new line."""
    assert dumps(evolve(town, cases=None)) == KLEVE


def test_file_holds_the_same_bytes(tmp_path: Path, town: Town) -> None:
    """What `dump` writes to a file is what `dumps` returns, in UTF-8."""
    dump(town, tmp_path / "town.json")
    assert (tmp_path / "town.json").read_bytes() == dumps(town).encode()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_in_the_one_form(tmp_path: Path, path: Path) -> None:
    """Each example is what every version of Python writes for it, byte for byte."""
    told = json.loads(path.read_bytes()).get("cases")
    dump(load(path), tmp_path / path.name, cases=told["beside"] if isinstance(told, dict) else "inside")
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_same_bytes_for_every_hash_seed(tmp_path: Path, town: Town) -> None:
    """No set and no dictionary lets chance into a bundle."""
    dump(town, tmp_path / "town.json")
    script = "import sys; from kimcore.bundle import dumps, load; sys.stdout.buffer.write(dumps(load(sys.argv[1])).encode())"
    command = [sys.executable, "-c", script, str(tmp_path / "town.json")]
    written = {
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert written == {dumps(town).encode()}


def test_packed_cases_hold_no_time_and_no_name(tmp_path: Path, town: Town) -> None:
    """Cases are packed to the same bytes whenever and wherever it happens."""
    for name in ("a", "b"):
        dump(town, tmp_path / f"{name}.json", cases="ndjson.gz")
    packed = [(tmp_path / f"{name}.cases.ndjson.gz").read_bytes() for name in ("a", "b")]
    assert packed[0] == packed[1]
    assert packed[0][3:8] == bytes(5)  # neither a flag for a name nor a time


def test_lines_are_compact(tmp_path: Path, town: Town) -> None:
    """A case on a line has no blanks between its values."""
    dump(evolve(town, cases=town.cases and town.cases[:1]), tmp_path / "town.json", cases="ndjson")
    assert (tmp_path / "town.cases.ndjson").read_bytes() == (
        b'{"id":"case-3","municipality":"05154","opened_on":"2024-01-01",'
        b'"needs":[{"id":"need","field":"work","severity":"high","seen_on":"2024-01-02"}]}\n'
    )


def test_whole_numbers_where_fractions_may_be(town: Town) -> None:
    """Python lets 1 pass for 1.0; the bundle holds 1.0."""
    goals = (Goal(id=GoalId("goal"), title="Ziel", target=1),)
    assert '"target": 1.0' in dumps(evolve(town, goals=goals))


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"actors": (Actor(id=ActorId("ki"), name="KI", kinds=(), parent=ActorId("x")),)}, "actors[0].kinds"),
        ({"goals": (Goal(id=GoalId("goal"), title="Ziel", target=float("nan")),)}, "goals[0].target"),
        ({"goals": (Goal(id=GoalId("goal"), title="\ud800"),)}, "goals[0].title"),
        ({"goals": (Goal(id=GoalId("goal"), title="Ziel", due_on=datetime(2024, 1, 1, tzinfo=UTC)),)}, "goals[0].due_on"),
        ({"breaches": (DataBreach(id=BreachId("b"), known_at=datetime(2024, 1, 1)),)}, "breaches[0].known_at"),  # noqa: DTZ001
    ],
)
def test_what_could_not_be_read_is_not_written(town: Town, changed: dict[str, Any], path: str) -> None:
    """A town that no bundle can hold is refused where the program made it, not where the next one reads it."""
    with pytest.raises(BundleError) as refusal:
        dumps(evolve(town, **changed))
    assert refusal.value.problems[0].path == path


def test_lists_for_tuples_are_not_written(town: Town) -> None:
    """A town that would come back as another is refused, such as one that holds lists for tuples."""
    [actor, *others] = town.actors
    loose = evolve(actor, during=Period(first_day=date(2024, 1, 1)), kinds=list(actor.kinds))  # type: ignore[arg-type]
    with pytest.raises(BundleError, match="actors: expected values of the declared types, found others"):
        dumps(evolve(town, actors=(loose, *others)))


def test_refused_town_leaves_the_file(tmp_path: Path, town: Town) -> None:
    """A town that is refused leaves the bundle that was there."""
    dump(town, tmp_path / "town.json")
    before = files_in(tmp_path)
    with pytest.raises(BundleError):
        dump(evolve(town, actors=town.actors * 2), tmp_path / "town.json", cases="ndjson")
    assert files_in(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
@pytest.mark.parametrize("cases", ["inside", "ndjson", "ndjson.gz", "ndjson.zst"])
@pytest.mark.parametrize("limit", [0, 100, 300])
def test_full_disk_leaves_what_was_there(tmp_path: Path, town: Town, cases: str, limit: int) -> None:
    """Where there is no room for all of it, nothing is written and nothing is left over."""
    dump(town, tmp_path / "town.json")
    before = files_in(tmp_path)
    command = [sys.executable, "-c", WRITE_IN_A_FULL_PLACE, str(tmp_path / "town.json"), cases, str(limit)]
    assert subprocess.run(command, check=False).returncode == 3
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("had_cases", [True, False])
def test_cases_are_put_back_if_the_bundle_cannot_take_its_place(tmp_path: Path, town: Town, had_cases: bool) -> None:  # noqa: FBT001
    """Both files are written or none: cases that took their place give it back."""
    (tmp_path / "town.json").mkdir()
    if had_cases:
        (tmp_path / "town.cases.ndjson").write_bytes(b"old")
    before = files_in(tmp_path)
    with pytest.raises(OSError, match="directory"):
        dump(town, tmp_path / "town.json", cases="ndjson")
    assert files_in(tmp_path) == before


def test_pipe_is_not_replaced(tmp_path: Path, town: Town) -> None:
    """A device or a pipe stays what it is, also for those who might replace it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileExistsError):
        dump(town, tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_missing_folder(tmp_path: Path, town: Town) -> None:
    """A folder that is not there is not made."""
    with pytest.raises(FileNotFoundError):
        dump(town, tmp_path / "none" / "town.json")


def test_nothing_is_left_over(tmp_path: Path, town: Town) -> None:
    """After writing there is the bundle and its cases, and nothing else."""
    for _ in range(2):
        dump(town, tmp_path / "town.json", cases="ndjson.gz")
    assert set(files_in(tmp_path)) == {"town.json", "town.cases.ndjson.gz"}


def test_link_stays_a_link(tmp_path: Path, town: Town) -> None:
    """Writing to a link writes the file it leads to, and cases beside that file."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "there" / "town.json")
    dump(town, tmp_path / "link.json", cases="ndjson")
    assert (tmp_path / "link.json").is_symlink()
    assert set(files_in(tmp_path / "there")) == {"town.json", "town.cases.ndjson"}


def test_who_may_read_stays(tmp_path: Path, town: Town) -> None:
    """A bundle that only its owner could read is not opened to others by writing it again."""
    dump(town, tmp_path / "town.json")
    (tmp_path / "town.json").chmod(0o600)
    dump(town, tmp_path / "town.json")
    assert (tmp_path / "town.json").stat().st_mode & 0o777 == 0o600


def test_crash_between_two_files_is_noticed(tmp_path: Path, town: Town) -> None:
    """New cases beside an old bundle, as after a crash, are refused and not mixed."""
    dump(town, tmp_path / "town.json", cases="ndjson")
    dump(evolve(town, cases=()), tmp_path / "new.json", cases="ndjson")
    (tmp_path / "new.cases.ndjson").replace(tmp_path / "town.cases.ndjson")
    with pytest.raises(BundleError, match=r"cases\.sha256"):
        load(tmp_path / "town.json")


def test_other_order_of_keys_is_read(text_with: Callable[..., str]) -> None:
    """Format and version are written first but may be read anywhere."""
    backwards = dict(reversed(json.loads(text_with()).items()))
    assert loads(json.dumps(backwards)) == loads(text_with())


def test_packed_lines_can_be_unpacked(tmp_path: Path, town: Town) -> None:
    """Packed cases are the lines that would lie there unpacked."""
    dump(town, tmp_path / "a.json", cases="ndjson")
    dump(town, tmp_path / "b.json", cases="ndjson.gz")
    unpacked = gzip.decompress((tmp_path / "b.cases.ndjson.gz").read_bytes())
    assert unpacked == (tmp_path / "a.cases.ndjson").read_bytes()
