import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import fields, frozen

from kimcore.bundle import dumps, load, loads
from kimcore.model import (
    ActorId,
    ActorKind,
    MemberRole,
    MunicipalityKey,
    PositionKind,
    Rank,
    SteeringFunction,
    Town,
    in_force,
    is_internal,
    kinds_below,
    unit,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
TOWNS = ("kreis-coesfeld.json", "kreis-kleve.json", "kreis-paderborn.json")

BUNDLE = re.compile(r"Bundle: \[(?P<file>[a-z-]+\.json)\]")
HELD = re.compile(r"\| (?P<fact>.+) \| `(?P<record>[a-z0-9_.-]+)` \| `(?P<holds>\{.*\})` \| (?P<sources>`.+`) \|")
SOURCE = re.compile(r"\| `(?P<id>[a-z0-9-]+)` \| (?:<(?P<url>[^>]+)>|none published) \| .+ \|")

LABELS = {"id", "name", "title", "sources"}
"""Fields of a record that a row of the page does not repeat."""


@frozen(kw_only=True)
class Row:
    """A published fact, as the page of the examples lists it."""

    file: str
    fact: str
    record: str
    holds: Mapping[str, object]
    sources: tuple[str, ...]


def _matches(pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what a pattern finds on the page, each with the bundle whose section it stands in."""
    file = ""
    for line in (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines():
        if heading := BUNDLE.match(line):
            file = heading["file"]
        if found := pattern.fullmatch(line):
            yield file, found


ROWS = tuple(
    Row(
        file=file,
        fact=found["fact"],
        record=found["record"],
        holds=json.loads(found["holds"]),
        sources=tuple(re.findall(r"`([^`]+)`", found["sources"])),
    )
    for file, found in _matches(HELD)
    if file in TOWNS
)


@cache
def _town(file: str) -> Town:
    """Return a real town as the library loads it."""
    return load(EXAMPLES / file)


@cache
def _records(file: str) -> Mapping[str, Mapping[str, object]]:
    """Return what a loaded town holds, each record by its collection and key."""
    written: dict[str, Any] = json.loads(dumps(_town(file)))
    lists = {name: value for name, value in written.items() if isinstance(value, list) and name not in {"partial", "sources"}}
    records = {f"{name}.{record['id']}": record for name, value in lists.items() for record in value}
    return {"municipality": written["municipality"]} | records


def _listed(value: object) -> list[str]:
    """Return a list of keys that was read from JSON."""
    assert isinstance(value, list)
    return value


def _granted(file: str, kind: PositionKind, *, on: date) -> float:
    """Return how many posts of a kind are granted on a day."""
    positions = in_force(_town(file).positions or (), on=on)
    return sum(position.fte_granted or 0.0 for position in positions if position.kind is kind)


@pytest.mark.parametrize("file", TOWNS)
def test_round_trip(file: str) -> None:
    """A real town is the same after it was written and read again."""
    assert loads(dumps(_town(file))) == _town(file)


@pytest.mark.parametrize("file", TOWNS)
def test_canonical(file: str) -> None:
    """The file of a real town is written the way the library writes it."""
    assert (EXAMPLES / file).read_text(encoding="utf-8") == dumps(_town(file))


@pytest.mark.parametrize("file", TOWNS)
def test_registry(file: str) -> None:
    """A real town is the unit that the registry knows under its key."""
    municipality = _town(file).municipality
    registered = unit(municipality.key)
    assert registered is not None
    for name in ("name", "kind", "district", "population", "population_on"):
        assert getattr(municipality, name) == getattr(registered, name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file.removesuffix('.json')}:{row.record}")
def test_published_fact(row: Row) -> None:
    """A fact that the page lists stands in the loaded town, with the sources the page names."""
    record = _records(row.file)[row.record]
    assert {name: record[name] for name in row.holds} == row.holds
    assert record["sources"] == list(row.sources)


@pytest.mark.parametrize("file", TOWNS)
def test_nothing_is_added(file: str) -> None:
    """A real town holds no record and no field that no row of the page gives."""
    listed = {row.record: set(row.holds) for row in ROWS if row.file == file}
    assert {where: set(record) - LABELS for where, record in _records(file).items()} == listed


@pytest.mark.parametrize("file", TOWNS)
def test_addresses(file: str) -> None:
    """The page gives the sources of a bundle with their addresses."""
    listed = {(found["id"], found["url"]) for place, found in _matches(SOURCE) if place == file}
    assert {(source.id, source.url) for source in _town(file).sources} == listed


@pytest.mark.parametrize("file", TOWNS)
def test_every_record_has_an_address(file: str) -> None:
    """Every record of a real town rests on a publication with an address."""
    addressed = {source.id for source in _town(file).sources if source.url}
    assert [where for where, record in _records(file).items() if not addressed.intersection(_listed(record["sources"]))] == []


@pytest.mark.parametrize("file", TOWNS)
def test_every_source_is_used(file: str) -> None:
    """Every publication a bundle names is one that a record rests on."""
    used = {source for record in _records(file).values() for source in _listed(record["sources"])}
    assert used == {source.id for source in _town(file).sources}


@pytest.mark.parametrize("file", TOWNS)
def test_nothing_is_said_not_to_exist(file: str) -> None:
    """No collection of a real town that may be absent is empty, for an empty one would say that there is none."""
    town = _town(file)
    assert [field.name for field in fields(Town) if field.default is None and getattr(town, field.name) == ()] == []


def test_kleve_has_seventeen_seats() -> None:
    """Kleve's steering group has the 17 seats that its page lists."""
    assert len(_town("kreis-kleve.json").memberships or ()) == 17


def test_kleve_chair() -> None:
    """Kleve's steering group has one chair, the integration centre, whose head leads on an unnamed level."""
    chairs = [seat for seat in _town("kreis-kleve.json").memberships or () if seat.role is MemberRole.CHAIR]
    assert [(seat.actor, seat.rank) for seat in chairs] == [(ActorId("ki"), Rank.LEADERSHIP)]


def test_kleve_ranks() -> None:
    """The heads of three Fachbereiche are the only members whose level was named; five more lead on an unnamed one."""
    ranked = {seat.actor: seat.rank for seat in _town("kreis-kleve.json").memberships or () if seat.rank}
    divisions = {ActorId(f"fachbereich-{number}"): Rank.DIVISION for number in (1, 3, 4)}
    leading = ("berufskolleg-geldern", "ki", "kommune-1", "kommune-2", "strategische-steuerung-kim")
    assert ranked == {**divisions, **{ActorId(key): Rank.LEADERSHIP for key in leading}}


def test_kleve_departments_speak_for_their_offices() -> None:
    """Fachbereich 3 speaks for the Ausländerbehörde, Fachbereich 4 for youth, social affairs and the Jobcenter."""
    kinds = kinds_below(_town("kreis-kleve.json").actors)
    assert ActorKind.FOREIGNERS_AUTHORITY in kinds[ActorId("fachbereich-3")]
    inner = {ActorKind.YOUTH_OFFICE, ActorKind.SOCIAL_WELFARE_OFFICE, ActorKind.JOBCENTER}
    assert inner < kinds[ActorId("fachbereich-4")]


def test_kleve_jobcenter_is_internal() -> None:
    """Kleve's Jobcenter is part of the administration of the Kreis."""
    jobcenter = next(actor for actor in _town("kreis-kleve.json").actors if actor.id == ActorId("jobcenter"))
    assert is_internal(jobcenter, municipality=MunicipalityKey("05154"), on=date(2024, 6, 30)) is True


@pytest.mark.parametrize(
    ("day", "granted"),
    [(date(2020, 12, 31), 6.0), (date(2021, 12, 31), 6.0), (date(2022, 12, 31), 12.0), (date(2023, 12, 31), 12.0)],
)
def test_coesfeld_case_management_grows(day: date, granted: float) -> None:
    """Coesfeld had 6 case-management posts from 2020 and 12 after the extension of 2022."""
    assert _granted("kreis-coesfeld.json", PositionKind.CASE_MANAGEMENT, on=day) == granted


@pytest.mark.parametrize(
    ("kind", "granted"),
    [
        (PositionKind.COORDINATION, 3.5),
        (PositionKind.ADMINISTRATIVE_ASSISTANCE, 0.5),
        (PositionKind.AUTHORITIES_UNSPECIFIED, 2.0),
    ],
)
def test_coesfeld_other_posts(kind: PositionKind, granted: float) -> None:
    """Coesfeld had 3.5 posts of coordination, 0.5 of assistance and 2 in the authorities in 2023."""
    assert _granted("kreis-coesfeld.json", kind, on=date(2023, 12, 31)) == granted


def test_coesfeld_concept_is_only_planned() -> None:
    """Coesfeld's case-management concept was planned, so it is a goal and no concept."""
    town = _town("kreis-coesfeld.json")
    assert town.concepts is None
    assert [goal.due_on for goal in town.goals or ()] == [date(2023, 12, 31)]


def test_paderborn_group_begins_in_may_2022() -> None:
    """Paderborn's steering group is certain from the last day of May 2022, and unknown rather than absent before."""
    town = _town("kreis-paderborn.json")
    assert in_force(town.steering_groups or (), on=date(2022, 5, 30)) == ()
    assert len(in_force(town.steering_groups or (), on=date(2022, 5, 31))) == 1
    assert "steering_groups" in town.partial


def test_paderborn_rhythm() -> None:
    """Paderborn's steering group meets twice a year, and no single meeting was published."""
    town = _town("kreis-paderborn.json")
    assert [group.meetings_per_year for group in town.steering_groups or ()] == [2]
    assert town.meetings is None


def test_paderborn_functions() -> None:
    """Paderborn's steering group decides and passes on knowledge and needs."""
    (group,) = _town("kreis-paderborn.json").steering_groups or ()
    assert group.functions == (SteeringFunction.DECISION, SteeringFunction.KNOWLEDGE_TRANSFER)
