"""A town's texts are looked through without repeating any of them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import attrs
import pytest
from attrs import evolve

from kimcore.cli import main
from kimcore.disclosure import UNPROTECTED
from kimcore.errors import RuleError
from kimcore.model import UNITS, Barrier, BarrierId, BarrierKind, Case, CaseId, FieldOfAction, Town, Waiver, WaiverId
from kimcore.reports.scan import MORE_FIELDS, read_names, scan, scan_json, scan_page
from kimcore.rules import IdentifyingKind, NameList
from kimcore.rules.data_protection.free_text import FIELDS
from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
from kimcore.text import Language

DAY = date(2025, 6, 30)
BARRIER = Barrier(
    id=BarrierId("h-1"),
    kind=BarrierKind.LONG_WAIT,
    field=FieldOfAction.HOUSING,
    seen_on=date(2025, 1, 15),
    title="Herr Yilmaz, geb. 12.03.1987, wartet",
)
WAIVER = Waiver(
    id=WaiverId("w-1"),
    rule="LG-04",
    reason="Rückfragen: 0281 207123",
    granted_by_role="Leitung",
    granted_on=date(2025, 1, 1),
    last_day=date(2025, 12, 31),
)
CASE = Case(id=CaseId("fall-1"), municipality=UNITS[10].key, opened_on=date(2025, 1, 1), exception_reason="a.b@example.org")
TOWN = Town(municipality=UNITS[10], barriers=(BARRIER,), waivers=(WAIVER,), cases=(CASE,))
NOT_FREE = {
    "municipality": {"name"},
    "members": {"name"},
    "actors": {"name", "contact_points.function", "contact_points.channel"},
    "sources": {"url"},
    "parameters": {"key", "value"},
    "positions": {"fillings.qualification"},
    "goals": {"unit"},
    "indicators": {"unit"},
    "recorded_metrics": {"name", "reason", "definition", "source"},
    "templates": {"thresholds.parameter"},
    "waivers": {"rule", "subject"},
    "cases": {"consents.language", "information.language", "transfers.norm", "transfers.special_norm"},
}
"""Texts that are no free text: names of places and offices, addresses of offices, codes, units, definitions and norms."""


def texts_of(kind: object) -> Iterator[str]:
    """Yield the paths of all plain text in a record and its parts, whatever they are wrapped in."""
    if isinstance(kind, type) and attrs.has(kind):
        for name, hint in get_type_hints(kind).items():
            yield from (f"{name}.{path}".rstrip(".") for path in texts_of(hint))
    elif kind is str:
        yield ""
    else:
        for part in get_args(kind):
            yield from texts_of(part)


@pytest.mark.parametrize("collection", [field.name for field in attrs.fields(Town) if field.name != "partial"])
def test_every_text_is_looked_at_or_is_none_of_people(collection: str) -> None:
    """No field of the model that holds text is forgotten, also none that is added."""
    looked_at = {**FIELDS, **MORE_FIELDS}.get(collection, (None, ()))[1]
    assert {*texts_of(get_type_hints(Town)[collection])} == {*looked_at} | NOT_FREE.get(collection, set())


def test_texts_that_point_to_people_are_found_with_their_place() -> None:
    """Records on structures, reasons and the texts of cases are looked at; only kinds are told."""
    found = scan(TOWN, on=DAY, names=NameList.of(["YILMAZ"]))
    assert [(one.place, one.subject, one.kinds) for one in found.trails] == [
        ("barriers.title", "h-1", (IdentifyingKind.BIRTH_DATE, IdentifyingKind.NAME)),
        ("waivers.reason", "w-1", (IdentifyingKind.PHONE,)),
        ("cases.exception_reason", "fall-1", (IdentifyingKind.EMAIL,)),
    ]


@pytest.mark.parametrize("language", Language)
def test_no_output_repeats_a_text_or_names_a_case(language: Language) -> None:
    """Neither page nor JSON holds what was found; a case is a protected count."""
    found = scan(TOWN, on=DAY, names=NameList.of(["YILMAZ"]))
    for written in (repr(scan_page(found, language=language)), scan_json(found), scan_json(found, protection=UNPROTECTED)):
        assert not any(text in written for text in ("Yilmaz", "1987", "207123", "example.org"))
    assert "fall-1" not in repr(scan_page(found, language=language)) + scan_json(found)
    assert "fall-1" in scan_json(found, protection=UNPROTECTED)


def test_records_to_come_are_not_looked_at() -> None:
    """On the day before, a barrier does not exist."""
    assert scan(evolve(TOWN, waivers=(), cases=()), on=date(2025, 1, 14)).texts == 0


def test_musterkreis_names_nobody() -> None:
    """The town without planted faults holds nothing that points to a person."""
    assert scan(musterkreis(faults=()), on=REFERENCE_DAY).trails == ()


def test_command_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 where something is found, 0 where nothing is, and 2 for a list that is none."""
    names, empty = tmp_path / "names.txt", tmp_path / "empty.txt"
    names.write_text("\ufeffLenkungsgruppe\n\n", encoding="utf-8")
    empty.write_bytes("Müller\n".encode("latin-1"))
    town = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
    command = ["scan", town, "--on", "2025-12-31"]
    assert main(command) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
    assert main([*command, "--names", str(names), "--format", "json"]) == 1
    assert {kind for one in json.loads(capsys.readouterr().out)["trails"] for kind in one["kinds"]} == {"name"}
    assert main([*command, "--names", str(empty)]) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert main([*command, "--names", str(tmp_path / "nowhere.txt")]) == 2
    assert "nowhere.txt" in capsys.readouterr().err


def test_list_of_names_is_refused_without_repeating_one(tmp_path: Path) -> None:
    """A line that is no name is named by its number alone."""
    path = tmp_path / "names.txt"
    path.write_text("Müller\n\n17\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"^name 2: expected at least two letters"):
        read_names(path)
