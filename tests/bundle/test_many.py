"""Towns with so many cases that `load` reads them the fast way."""

import gc
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from kimcore.bundle import dump, dumps, load, loads
from kimcore.bundle.reading import MANY
from kimcore.errors import BundleError
from kimcore.model import Town
from kimcore.testing import synthetic

SOME = MANY + 10
Change = Callable[[list[dict[str, object]]], None]


@pytest.fixture(scope="module")
def town() -> Town:
    """Return a town with many cases."""
    return synthetic.town("05154", SOME, on=date(2026, 1, 31))


@pytest.fixture(scope="module")
def plain(town: Town) -> str:
    """Return the text of its bundle."""
    return dumps(town)


@pytest.mark.parametrize("cases", ["inside", "ndjson", "ndjson.gz", "ndjson.zst"])
def test_many_cases_come_back(town: Town, tmp_path: Path, cases: str) -> None:
    """A town with many cases is read as it was written, wherever its cases are."""
    dump(town, tmp_path / "town.json", cases=cases)  # type: ignore[arg-type]  # one of the four ways
    assert load(tmp_path / "town.json") == town


def in_both_places(text: str, change: Change, folder: Path) -> list[tuple[str, list[str]]]:
    """Return what is wrong once cases are changed, with the cases inside the bundle and beside it; paths from the case on."""
    bundle = json.loads(text)
    change(bundle["cases"])
    lines = b"".join(json.dumps(case).encode() + b"\n" for case in bundle["cases"])
    (folder / "town.cases.ndjson").write_bytes(lines)
    told = {"beside": "ndjson", "count": len(bundle["cases"]), "sha256": hashlib.sha256(lines).hexdigest()}
    (folder / "town.json").write_text(json.dumps({**bundle, "cases": told}), encoding="utf-8")
    found = []
    for inside in (json.dumps(bundle), None):
        with pytest.raises(BundleError) as refusal:
            load(folder / "town.json") if inside is None else loads(inside)
        found.append([str(problem) for problem in refusal.value.problems])
    return [("inside", found[0]), ("beside", found[1])]


def test_every_problem_is_named(plain: str, tmp_path: Path) -> None:
    """One bad case among many is refused with everything that is wrong with it, and with what is wrong elsewhere."""

    def change(cases: list[dict[str, object]]) -> None:
        cases[7] |= {"host": "X", "is_voluntary": 3}
        cases[9] |= {"unknown": 1}

    inside, beside = (problems for _, problems in in_both_places(plain, change, tmp_path))
    assert [problem.partition(": expected")[0] for problem in inside] == ["cases[7].host", "cases[7].is_voluntary", "cases[9]"]
    assert [problem.partition(": expected")[0] for problem in beside] == ["cases:8: host", "cases:8: is_voluntary", "cases:10"]


def test_a_key_that_two_cases_have(plain: str, tmp_path: Path) -> None:
    """A key that two cases have is refused, with the place of the first."""

    def change(cases: list[dict[str, object]]) -> None:
        cases[9]["id"] = cases[7]["id"]

    assert in_both_places(plain, change, tmp_path) == [
        ("inside", ["cases[9].id: expected a key that no other record has, found the key of cases[7]"]),
        ("beside", ["cases:10: id: expected a key that no other record has, found the key of cases:8"]),
    ]


def test_an_office_that_is_not_in_the_town(plain: str, tmp_path: Path) -> None:
    """A key in a case that leads to no record of the town is refused."""

    def change(cases: list[dict[str, object]]) -> None:
        cases[7]["host"] = "nobody"

    for _, (problem,) in in_both_places(plain, change, tmp_path):
        assert "host: expected the key of a record in actors, found text of 6 characters" in problem


def test_a_barrier_of_a_case(plain: str) -> None:
    """What a barrier says of a case is held to the case: that there is one, and that it has the need."""
    bundle = json.loads(plain)
    number, case = next((number, case) for number, case in enumerate(bundle["cases"]) if case.get("needs"))
    bundle["barriers"][0] |= {"case": case["id"], "needs": [case["needs"][0]["id"]]}
    assert case["id"] in {barrier.case for barrier in loads(json.dumps(bundle)).barriers or ()}
    bundle["barriers"][0]["needs"] = ["another"]
    with pytest.raises(BundleError, match="expected a need of the case that the barrier names"):
        loads(json.dumps(bundle))
    del bundle["cases"][number]
    with pytest.raises(BundleError, match="expected the key of a record in cases"):
        loads(json.dumps(bundle))


def test_a_key_that_stands_twice(plain: str) -> None:
    """A key that stands twice in a case inside the bundle is refused with its case."""
    with pytest.raises(BundleError, match=r"cases\[0\]: expected each key once"):
        loads(plain.replace('"opened_on": ', '"opened_on": "2024-01-01", "opened_on": ', 1))


def test_a_colon_in_a_text(town: Town, plain: str, tmp_path: Path) -> None:
    """A colon in a text takes no other case along to the strict way, and the town is read."""
    bundle = json.loads(plain)
    bundle["cases"][7]["exception_reason"] = "Grund: Absprache"
    again = loads(json.dumps(bundle))
    dump(again, tmp_path / "town.json", cases="ndjson")
    for found in (again, load(tmp_path / "town.json")):
        assert found.cases is not None
        assert town.cases is not None
        assert found.cases[7].exception_reason == "Grund: Absprache"
        assert found.cases[8:] == town.cases[8:]


@pytest.mark.parametrize(("field", "value"), [("count", SOME + 1), ("sha256", "0" * 64)])
def test_lines_that_are_not_those_of_the_bundle(town: Town, tmp_path: Path, field: str, value: object) -> None:
    """Many right lines are refused all the same where the bundle tells another number or hash."""
    path = tmp_path / "town.json"
    dump(town, path, cases="ndjson")
    bundle = json.loads(path.read_text(encoding="utf-8"))
    bundle["cases"][field] = value
    path.write_text(json.dumps(bundle), encoding="utf-8")
    with pytest.raises(BundleError, match=f"1 problem\n  cases.{field}: expected"):
        load(path)


def test_a_file_that_is_missing(town: Town, tmp_path: Path) -> None:
    """Where the bundle tells of many cases and there is no file, that is the problem."""
    dump(town, tmp_path / "town.json", cases="ndjson")
    (tmp_path / "town.cases.ndjson").unlink()
    with pytest.raises(BundleError, match=r"expected a file that can be read at town\.cases\.ndjson, found none"):
        load(tmp_path / "town.json")


def test_limits_are_held_to(town: Town, tmp_path: Path) -> None:
    """Limits hold for many cases as for few."""
    dump(town, tmp_path / "town.json", cases="ndjson")
    longest = max(map(len, (tmp_path / "town.cases.ndjson").read_bytes().splitlines(keepends=True)))
    assert load(tmp_path / "town.json", max_line_bytes=longest) == town
    with pytest.raises(BundleError, match="bytes on a line"):
        load(tmp_path / "town.json", max_line_bytes=longest - 1)
    with pytest.raises(BundleError, match="at most 3 levels"):
        load(tmp_path / "town.json", max_depth=3)


def test_the_collector_runs_again(town: Town, plain: str) -> None:
    """The collector pauses while a town is read or written, and runs again whatever came of it."""
    loads(plain)
    assert gc.isenabled()
    with pytest.raises(BundleError):
        loads(plain.replace('"opened_on"', '"opened"', 1))
    assert gc.isenabled()
    with pytest.raises(BundleError):
        dumps(evolve(town, actors=()))
    assert gc.isenabled()


def test_few_cases_import_no_more(tmp_path: Path) -> None:
    """A town with few cases is read without msgspec, which takes longer to import than they to read."""
    dump(synthetic.town("05154", 9, on=date(2026, 1, 31)), tmp_path / "town.json")
    code = f"import sys, kimcore; kimcore.load({str(tmp_path / 'town.json')!r}); print('msgspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
