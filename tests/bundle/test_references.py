from collections.abc import Callable

import pytest
from attrs import AttrsInstance, fields

from kimcore.bundle.annotations import held, is_key_kind, is_record
from kimcore.bundle.mentions import case_kinds, spots, town_kinds
from kimcore.model import Case, StaffId, Town
from kimcore.model.keys import MunicipalityKey

Read = Callable[..., list[tuple[str, str, str]]]

DAY = "2024-01-01"
ACTOR = {"id": "ki", "name": "KI", "kinds": ["ki"]}
CASE = {"id": "case-1", "municipality": "05154", "opened_on": DAY}
NEED = {"id": "need-1", "field": "work", "severity": "high", "seen_on": DAY}
BODY = {"id": "lenkung", "name": "Lenkungsgruppe", "kind": "steering_group"}
GROUP = {"id": "runde", "name": "Runde", "kind": "working_group"}
BARRIER = {"id": "barrier", "kind": "long_wait", "field": "work", "seen_on": DAY}


def test_reference_that_leads_nowhere(read_with: Read) -> None:
    """A key that no record has is refused, with the one that may have been meant."""
    problems = read_with(actors=[ACTOR, {**ACTOR, "id": "jobcenter", "parent": "kii"}])
    assert problems == [("actors[1].parent", "the key of a record in actors (did you mean 'ki'?)", "'kii'")]


def test_reference_into_a_collection_that_was_not_recorded(read_with: Read) -> None:
    """A key leads nowhere also where its collection was not recorded."""
    position = {"id": "stelle", "kind": "coordination", "host": None, "grant": "bescheid"}
    assert read_with(positions=[position]) == [("positions[0].grant", "the key of a record in grants", "'bescheid'")]


def test_reference_to_a_record_that_is_broken(read_with: Read) -> None:
    """A record that cannot be read can still be named: its own problem is the only one."""
    problems = read_with(actors=[{**ACTOR, "name": 5}, {**ACTOR, "id": "jobcenter", "parent": "ki"}])
    assert problems == [("actors[0].name", "text", "5")]


def test_reference_in_a_record_that_is_broken(read_with: Read) -> None:
    """A record that cannot be read is still asked whom it names: all problems come at once."""
    problems = read_with(actors=[{**ACTOR, "name": 5, "parent": "x"}])
    assert [path for path, _, _ in problems] == ["actors[0].name", "actors[0].parent"]


def test_problems_of_shape_come_first(read_with: Read) -> None:
    """Problems of shape in all collections come before the references of the first."""
    problems = read_with(actors=[{**ACTOR, "parent": "x"}], waivers=[5])
    assert [path for path, _, _ in problems] == ["waivers[0]", "actors[0].parent"]


def test_key_that_two_records_have(read_with: Read) -> None:
    """A key names one record."""
    problems = read_with(actors=[ACTOR, {**ACTOR, "id": "jc"}, ACTOR])
    assert problems == [("actors[2].id", "a key that no other record has", "the key of actors[0]")]


def test_key_that_two_collections_have(read_with: Read) -> None:
    """Steering groups and working groups are bodies, and a body's key names one of them."""
    problems = read_with(steering_groups=[BODY], work_groups=[{**GROUP, "id": "lenkung"}])
    assert problems == [("work_groups[0].id", "a key that no other record has", "the key of steering_groups[0]")]


def test_key_that_two_cases_have(read_with: Read) -> None:
    """A pseudonym names one case."""
    assert read_with(cases=[CASE, CASE]) == [("cases[1].id", "a key that no other record has", "the key of cases[0]")]


def test_keys_in_cases_are_their_own(read_with: Read) -> None:
    """Two cases may each have a need of the same key, but not one of them two."""
    cases = [{**CASE, "id": f"case-{number}", "needs": [NEED] * count} for number, count in ((1, 1), (2, 1), (3, 2))]
    assert read_with(cases=cases) == [("cases[2].needs[1].id", "a key that no other record has", "the key of cases[2].needs[0]")]


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("cases[0].plan.goals[0].need", {"plan": {"made_on": DAY, "goals": [{"id": "goal", "need": "need-2"}]}}),
        (
            "cases[0].referrals[0].need",
            {"referrals": [{"id": "r", "sender": "ki", "attempts": [{"receiver": "ki", "sent_on": DAY}], "need": "need-2"}]},
        ),
        ("cases[0].transfers[0].consent", {"transfers": [{"on": DAY, "recipient": "ki", "data_kinds": [], "consent": "c"}]}),
    ],
)
def test_reference_within_a_case(read_with: Read, path: str, changed: dict[str, object]) -> None:
    """Needs and consents are looked for in the same case, and not in its neighbour."""
    neighbour = {**CASE, "id": "case-2", "needs": [{**NEED, "id": "need-2"}]}
    problems = read_with(actors=[ACTOR], cases=[{**CASE, "needs": [NEED], **changed}, neighbour])
    assert [problem[:2] for problem in problems] == [(path, "the key of a record in the same case")]


def test_staff_and_municipalities_are_free(read_with: Read) -> None:
    """Pseudonyms of staff and official keys need no record: only the missing actor is refused."""
    lead = {"staff": "fachkraft-1", "during": {}}
    problems = read_with(cases=[{**CASE, "municipality": "05158", "leads": [lead], "host": "ki"}])
    assert [path for path, _, _ in problems] == ["cases[0].host"]


def test_meetings_of_both_kinds_can_be_named(read_with: Read) -> None:
    """A barrier seen in a conference names a meeting of a steering group or a working meeting."""
    meetings = [{"id": "sitzung", "body": "lenkung", "held_on": DAY}]
    barriers = [{**BARRIER, "id": f"b-{key}", "conference": key} for key in ("sitzung", "treffen", "keine")]
    problems = read_with(
        steering_groups=[BODY], meetings=meetings, work_meetings=[{"id": "treffen", "held_on": DAY}], barriers=barriers
    )
    assert problems == [("barriers[2].conference", "the key of a record in meetings or work_meetings", "'keine'")]


def test_every_typed_key_is_looked_for() -> None:
    """Every kind of key in a town is resolved in the town or in its case, but for the two that are free."""
    kinds = set(_key_kinds(Town)) - {MunicipalityKey, StaffId}
    assert kinds == town_kinds() | case_kinds()


def _key_kinds(cl: type[AttrsInstance]) -> list[object]:
    """Return the kind of every key in a record and in those it holds, counted without `spots`."""
    kinds = [held(field.type) for field in fields(cl)]
    return [kind for kind in kinds if is_key_kind(kind)] + [key for kind in kinds if is_record(kind) for key in _key_kinds(kind)]


def test_optional_keys_are_seen() -> None:
    """A key that may be null is as much a reference as one that may not."""
    assert [spot.field for spot in spots(Case) if is_key_kind(spot.kind)] == [
        "id",
        "municipality",
        "host",
        "referred_by",
        "barriers",
    ]
