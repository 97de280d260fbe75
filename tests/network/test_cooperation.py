import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import kimcore
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    Affiliation,
    Agreement,
    AgreementId,
    AgreementKind,
    Case,
    CaseId,
    CooperationStrength,
    LegalField,
    MemberMunicipality,
    Metric,
    MunicipalityKey,
    MunicipalityKind,
    Period,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    Survey,
    SurveyId,
    Tie,
    TieId,
    Town,
)
from kimcore.network.cooperation import Layer, actors_and_arcs, measure
from kimcore.network.town_graphs import cooperation_graph

ROOT = Path(__file__).parents[2]
DAY = date(2025, 6, 30)
HERE = UNITS[10].key
KI, ABH, EBH, JC, FW = (ActorId(key) for key in ("ki", "abh", "ebh", "jc", "fw"))


def _actor(key: ActorId, field: LegalField | None = None, *, internal: bool = True) -> Actor:
    return Actor(
        id=key,
        name=key,
        kinds=(ActorKind(key),),
        legal_fields=() if field is None else (field,),
        affiliations=(Affiliation(municipality=HERE, is_internal=internal),),
    )


TOWN = Town(
    municipality=UNITS[10],
    actors=(
        _actor(KI, LegalField.TINTG),
        _actor(ABH, LegalField.AUFENTHG),
        _actor(EBH, LegalField.STAG),
        _actor(JC, LegalField.SGB_II),
        _actor(FW, internal=False),
    ),
    ties=(),
)


def _tie(source: ActorId, target: ActorId, strength: CooperationStrength | None = None, **parts: object) -> Tie:
    return Tie(id=TieId(f"{source}-{target}"), source=source, target=target, strength=strength, **parts)  # type: ignore[arg-type]  # a shorthand of this test


def _numbers(town: Town, *, core: frozenset[ActorKind] = frozenset()) -> dict[str, Metric]:
    return {metric.name: metric for metric in measure(town, on=DAY, core=core)}


def test_every_actor_of_the_day_is_a_node() -> None:
    """An actor without a tie is in the graph, one that is gone is not."""
    gone = evolve(TOWN.actors[4], during=Period(last_day=date(2024, 12, 31)))
    town = evolve(TOWN, actors=(*TOWN.actors[:4], gone))
    assert set(cooperation_graph(town, on=DAY)) == {KI, ABH, EBH, JC}


def test_declared_tie_has_its_direction() -> None:
    """A statement of one side is one arc."""
    graph = cooperation_graph(evolve(TOWN, ties=(_tie(KI, ABH),)), on=DAY)
    assert list(graph.edges) == [(KI, ABH)]


def test_mutual_tie_goes_both_ways() -> None:
    """A statement about both directions is two arcs."""
    graph = cooperation_graph(evolve(TOWN, ties=(_tie(KI, ABH, is_mutual=True),)), on=DAY)
    assert set(graph.edges) == {(KI, ABH), (ABH, KI)}


@pytest.mark.parametrize("strength", [CooperationStrength.NONE, CooperationStrength.KNOWN])
def test_knowing_each_other_is_no_cooperation(strength: CooperationStrength) -> None:
    """A tie below an exchange of information is not in the graph."""
    assert not cooperation_graph(evolve(TOWN, ties=(_tie(KI, ABH, strength),)), on=DAY).edges


def test_tie_counts_only_on_its_days() -> None:
    """A tie that has ended is not in the graph."""
    ended = _tie(KI, ABH, during=Period(last_day=date(2025, 6, 29)))
    assert not cooperation_graph(evolve(TOWN, ties=(ended,)), on=DAY).edges


def test_agreement_ties_all_its_parties() -> None:
    """An agreement of three parties is six arcs of the greatest strength."""
    agreement = Agreement(id=AgreementId("a"), kind=AgreementKind.COOPERATION, title="a", parties=(KI, ABH, EBH), during=Period())
    graph = cooperation_graph(evolve(TOWN, agreements=(agreement,)), on=DAY)
    assert [weight for _, _, weight in graph.edges(data="weight")] == [5] * 6


def test_strongest_statement_wins() -> None:
    """Where an agreement and a weaker statement meet, the weight is that of the agreement."""
    agreement = Agreement(id=AgreementId("a"), kind=AgreementKind.COOPERATION, title="a", parties=(KI, ABH))
    town = evolve(TOWN, ties=(_tie(KI, ABH, CooperationStrength.EXCHANGE),), agreements=(agreement,))
    assert cooperation_graph(town, on=DAY).edges[KI, ABH]["weight"] == 5


@pytest.mark.parametrize(("answered", "arcs"), [(date(2025, 6, 1), 1), (date(2024, 6, 1), 0), (date(2025, 7, 1), 0)])
def test_enacted_tie_is_an_accepted_referral_of_the_last_year(answered: date, arcs: int) -> None:
    """A referral accepted within 365 days before the day is a tie; an older or later one is not."""
    attempt = ReferralAttempt(receiver=JC, sent_on=date(2024, 1, 1), answered_on=answered, outcome=ReferralOutcome.ACCEPTED)
    case = Case(
        id=CaseId("case-1"),
        municipality=HERE,
        opened_on=date(2024, 1, 1),
        referrals=(Referral(id=ReferralId("r"), sender=KI, attempts=(attempt,)),),
    )
    graph = cooperation_graph(evolve(TOWN, cases=(case,)), on=DAY, layers=[Layer.ENACTED])
    assert graph.number_of_edges() == arcs


def test_nothing_on_record_gives_no_number() -> None:
    """Without ties and agreements on record there is no number, and the reason says so."""
    numbers = measure(evolve(TOWN, ties=None), on=DAY)
    assert {(metric.value, metric.reason) for metric in numbers} == {(None, "no_ties_recorded")}


def test_empty_record_gives_numbers() -> None:
    """Where it is on record that there is no tie, the density is 0."""
    assert _numbers(TOWN)["density"].value == 0


@pytest.mark.parametrize(("ties", "value"), [((), 0), ((_tie(KI, ABH),), 0.5), ((_tie(KI, ABH, is_mutual=True),), 1)])
def test_key_axis_counts_directions(ties: tuple[Tie, ...], value: float) -> None:
    """The axis between integration centre and foreigners' authority is the share of directions with a tie."""
    assert _numbers(evolve(TOWN, ties=ties))["axis_ki_abh"].value == value


def test_key_axis_without_an_office_is_undefined() -> None:
    """Without a naturalisation authority on record its axis has no value."""
    town = evolve(TOWN, actors=tuple(actor for actor in TOWN.actors if actor.id != EBH))
    assert _numbers(town)["axis_ki_ebh"].reason == "actor_missing"


def test_distance_is_the_fewest_steps() -> None:
    """From the job centre over the integration centre to the foreigners' authority are two steps."""
    found = _numbers(evolve(TOWN, ties=(_tie(JC, KI), _tie(ABH, KI))))["office_distance"]
    assert (found.values["jc-abh"], found.reasons["fw-abh"], found.reasons["jug-abh"]) == (2, "no_path", "actor_missing")


def test_cross_field_share_leaves_out_unknown_fields() -> None:
    """Ties with an office whose legal fields are not known are not counted."""
    assert _numbers(evolve(TOWN, ties=(_tie(KI, ABH), _tie(KI, FW))))["cross_field_share"].value == 1


def test_internal_ties_are_counted_for_external_offices() -> None:
    """Only external offices have a number, and it counts internal neighbours."""
    assert _numbers(evolve(TOWN, ties=(_tie(KI, FW),)))["internal_ties"].values == {FW: 1}


def test_reach_is_from_the_contact_of_a_municipality() -> None:
    """The steps to the coordination are counted from the office that speaks for the municipality."""
    members = (
        MemberMunicipality(
            key=MunicipalityKey("05154036"),
            name="Kleve",
            kind=MunicipalityKind.KREISANGEHOERIGE_GEMEINDE,
            contact=JC,
        ),
        MemberMunicipality(key=MunicipalityKey("05154004"), name="x", kind=MunicipalityKind.KREISANGEHOERIGE_GEMEINDE),
    )
    found = _numbers(evolve(TOWN, members=members, ties=(_tie(JC, KI),)))["steps_to_coordination"]
    assert found.values == {"05154036": 1, "05154004": None}
    assert found.reasons == {"05154004": "actor_missing"}


def test_core_reciprocity_looks_at_the_core_alone() -> None:
    """A one-sided tie with an office outside the core does not lower the core's reciprocity."""
    town = evolve(TOWN, ties=(_tie(KI, ABH, is_mutual=True), _tie(KI, JC)))
    core = frozenset({ActorKind.INTEGRATION_CENTRE, ActorKind.FOREIGNERS_AUTHORITY})
    assert _numbers(town, core=core)["core_reciprocity"].value == 1


def test_response_rate_stands_on_every_card() -> None:
    """Each number says what share of the actors asked has answered."""
    survey = Survey(id=SurveyId("s"), on=date(2025, 1, 1), asked=(KI, ABH), answered=(KI,))
    numbers = measure(evolve(TOWN, surveys=(survey,)), on=DAY)
    assert {metric.card.response_rate for metric in numbers} == {0.5}


def test_order_of_records_does_not_matter() -> None:
    """The numbers are the same in whatever order actors and ties come."""
    ties = (_tie(KI, ABH), _tie(JC, KI), _tie(ABH, EBH))
    forward = evolve(TOWN, ties=ties)
    backward = evolve(TOWN, ties=ties[::-1], actors=TOWN.actors[::-1])
    assert measure(forward, on=DAY) == measure(backward, on=DAY)


def test_a_check_waits_for_no_library_of_graphs() -> None:
    """Checking a town measures its network without networkx and scipy, which take longer to import than the check itself."""
    code = (
        "import sys, kimcore; from datetime import date;"
        "kimcore.check(kimcore.load('examples/musterkreis.json'), on=date(2025, 12, 31));"
        "print(sorted({'networkx', 'scipy'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said == "[]\n"


@pytest.mark.parametrize("layers", [[Layer.DECLARED], [Layer.AGREED], [Layer.ENACTED], list(Layer)], ids=str)
def test_arrays_and_graph_say_the_same(layers: list[Layer]) -> None:
    """What is measured as arrays is the graph that others get: the same actors, ties and strengths."""
    town = kimcore.load(ROOT / "examples" / "musterkreis.json")
    actors, arcs = actors_and_arcs(town, on=DAY, layers=layers)
    graph = cooperation_graph(town, on=DAY, layers=layers)
    assert tuple(graph) == actors
    assert {(source, target): weight for source, target, weight in graph.edges(data="weight")} == arcs
    assert arcs
