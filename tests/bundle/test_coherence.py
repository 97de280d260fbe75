from collections.abc import Callable

import pytest

from kimcore.bundle import loads

Read = Callable[..., list[tuple[str, str, str]]]

DAY = "2024-01-01"
KLEVE = {"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"}
ACTOR = {"id": "ki", "name": "KI", "kinds": ["ki"]}
CASE = {"id": "case-1", "municipality": "05154", "opened_on": DAY}
BARRIER = {"id": "barrier", "kind": "long_wait", "field": "work", "seen_on": DAY}
CHAIN = ("a chain that ends", "one that leads back to this record")


@pytest.mark.parametrize("key", ["05154004", "05334001", "059910000"])
def test_municipality_is_a_unit(read_with: Read, key: str) -> None:
    """The municipality of a bundle is a unit of integration management or an invented one."""
    paths = [path for path, _, _ in read_with(municipality={**KLEVE, "key": key})]
    assert paths[0] == "municipality.key"


def test_kind_of_a_unit(read_with: Read) -> None:
    """A unit is of the kind that the registry says."""
    problems = read_with(municipality={**KLEVE, "kind": "kreisfreie_stadt"})
    assert problems == [("municipality.kind", "'kreis' as in the registry of units", "'kreisfreie_stadt'")]


def test_district_of_a_unit(read_with: Read) -> None:
    """The third digit of the key says which government district a unit lies in."""
    problems = read_with(municipality={**KLEVE, "district": "koeln"})
    assert problems == [("municipality.district", "'duesseldorf', which the third digit of the key names", "'koeln'")]


def test_name_of_a_unit_is_free(kleve: str) -> None:
    """A unit may be called as its people call it."""
    assert loads(kleve.replace('"Kleve"', '"Kreis Kleve"')).municipality.name == "Kreis Kleve"


def test_invented_towns_have_any_kind(kleve: str) -> None:
    """An invented town has a key set aside for it, any kind, and the district of its key."""
    text = kleve.replace("05154", "05991").replace('"kreis"', '"staedteregion"')
    assert loads(text.replace("duesseldorf", "arnsberg")).municipality.key == "05991"


@pytest.mark.parametrize("key", ["05158004", "05154", "05158"])
def test_members_lie_within_the_unit(read_with: Read, key: str) -> None:
    """The key of a member municipality begins with that of its Kreis, and goes on."""
    member = {"key": key, "name": "Geldern", "kind": "mittlere_kreisangehoerige_stadt"}
    assert read_with(members=[member]) == [("members[0].key", "a key of 8 or 12 digits that begins with '05154'", f"'{key}'")]


def test_office_that_is_part_of_its_own_part(read_with: Read) -> None:
    """A chain of parents that leads back to an office is refused at every office in it, and at no other."""
    actors = [{**ACTOR, "id": key, "parent": parent} for key, parent in (("a", "b"), ("b", "c"), ("c", "b"), ("d", "a"))]
    assert read_with(actors=actors) == [("actors[1].parent", *CHAIN), ("actors[2].parent", *CHAIN)]


def test_office_that_is_its_own_parent(read_with: Read) -> None:
    """An office is no part of itself."""
    assert read_with(actors=[{**ACTOR, "parent": "ki"}]) == [("actors[0].parent", *CHAIN)]


def test_theme_that_was_merged_into_itself(read_with: Read) -> None:
    """Themes that were merged into one another in turn are refused like parents."""
    themes = [
        {"id": "a", "title": "A", "named_on": DAY, "merged_into": "b"},
        {"id": "b", "title": "B", "named_on": DAY, "merged_into": "a"},
    ]
    assert read_with(themes=themes) == [("themes[0].merged_into", *CHAIN), ("themes[1].merged_into", *CHAIN)]


def test_long_chains_are_followed_once(text_with: Callable[..., str]) -> None:
    """Ten thousand offices, each part of the next, are read in the time that reading takes."""
    actors = [{**ACTOR, "id": f"a-{number}", "parent": f"a-{number + 1}"} for number in range(10_000)]
    assert len(loads(text_with(actors=[*actors, {**ACTOR, "id": "a-10000"}])).actors) == 10_001


def test_attendance_of_a_member_of_another_body(read_with: Read) -> None:
    """Who came to a meeting is a member of the body that met."""
    problems = read_with(
        actors=[ACTOR],
        steering_groups=[{"id": key, "name": key, "kind": "steering_group"} for key in ("lenkung", "beirat")],
        memberships=[{"id": "ki-im-beirat", "body": "beirat", "actor": "ki"}],
        meetings=[
            {"id": "m", "body": "lenkung", "held_on": DAY, "attendance": [{"membership": "ki-im-beirat", "was_present": True}]}
        ],
    )
    assert problems == [("meetings[0].attendance[0].membership", "a member of the body that met", "a member of 'beirat'")]


@pytest.mark.parametrize("case", [None, "case-1"])
def test_barrier_with_a_need_of_no_case(read_with: Read, case: str | None) -> None:
    """The needs that a barrier names are needs of the case it names."""
    problems = read_with(cases=[CASE], barriers=[{**BARRIER, "case": case, "needs": ["need-1"]}])
    assert problems == [("barriers[0].needs[0]", "a need of the case that the barrier names", "text of 6 characters")]


def test_partial_names_collections(read_with: Read) -> None:
    """Only a collection can be known in part."""
    [(path, expected, found)] = read_with(partial=["meetings", "municipality"])
    assert (path, found) == ("partial[1]", "'municipality'")
    assert expected.startswith("one of 'sources', 'members',")


@pytest.mark.parametrize(
    ("path", "expected", "changed"),
    [
        ("actors[0].kinds", "a list of at least one kind", {"actors": [{**ACTOR, "kinds": []}]}),
        (
            "agreements[0].parties",
            "a list of two or more different parties",
            {"actors": [ACTOR], "agreements": [{"id": "a", "kind": "cooperation", "title": "t", "parties": ["ki", "ki"]}]},
        ),
        (
            "barriers[0].between",
            "a list of no or two different actors",
            {"actors": [ACTOR], "barriers": [{**BARRIER, "between": ["ki"]}]},
        ),
        (
            "cases[0].referrals[0].attempts",
            "a list of at least one attempt",
            {"actors": [ACTOR], "cases": [{**CASE, "referrals": [{"id": "r", "sender": "ki", "attempts": []}]}]},
        ),
        (
            "positions[0].fillings[0].fte",
            "a number above 0",
            {"positions": [{"id": "p", "kind": "coordination", "host": None, "fillings": [{"fte": 0.0, "during": {}}]}]},
        ),
        (
            "rules_of_procedure[0].quorum_share",
            "a number from 0 to 1",
            {
                "steering_groups": [{"id": "l", "name": "l", "kind": "steering_group"}],
                "rules_of_procedure": [{"body": "l", "quorum_share": 50}],
            },
        ),
        (
            "goals[0].measurements[0].attainment",
            "a number from -2 to 2",
            {"goals": [{"id": "g", "title": "t", "measurements": [{"on": DAY, "attainment": 3}]}]},
        ),
        ("grants[0].amount_cents", "a number from 0", {"grants": [{"id": "g", "building_block": "b1", "amount_cents": -1}]}),
    ],
)
def test_out_of_range(read_with: Read, path: str, expected: str, changed: dict[str, object]) -> None:
    """What the model says about numbers and lengths is held."""
    assert [problem[:2] for problem in read_with(**changed)] == [(path, expected)]
