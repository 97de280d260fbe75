"""A town's surveys, referrals, memberships and meetings read as networks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import networkx as nx
import pytest
from attrs import evolve

from kimcore import network
from kimcore.errors import NetworkError
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    Attendance,
    BodyId,
    Case,
    CaseId,
    CooperationStrength,
    FieldOfAction,
    LegalField,
    Meeting,
    MeetingId,
    Membership,
    MembershipId,
    Need,
    NeedId,
    NeedSeverity,
    Period,
    Position,
    PositionId,
    PositionKind,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    SteeringGroup,
    SteeringKind,
    Survey,
    SurveyId,
    Tie,
    TieId,
    Town,
)

DAY = date(2025, 6, 30)
A, B, C, D = (ActorId(name) for name in "abcd")
ACTORS = tuple(Actor(id=actor, name=actor, kinds=(ActorKind.INTEGRATION_CENTRE,)) for actor in (A, B, C, D))
TOWN = Town(municipality=UNITS[10], actors=ACTORS)
ROUND = Survey(id=SurveyId("round"), on=date(2025, 1, 1), asked=(A, B, C), answered=(A, B))


def _tie(source: ActorId, target: ActorId, **more: Any) -> Tie:  # noqa: ANN401 - any field of a tie
    return Tie(id=TieId(f"{source}-{target}"), source=source, target=target, survey=ROUND.id, **more)


def _answers(*ties: Tie) -> network.SurveyAnswers:
    return network.survey_answers(evolve(TOWN, ties=ties, surveys=(ROUND,)), ROUND)


def _attempt(receiver: ActorId, day: int, outcome: ReferralOutcome | None, answered: int | None = None) -> ReferralAttempt:
    return ReferralAttempt(
        receiver=receiver,
        sent_on=date(2025, 3, day),
        outcome=outcome,
        answered_on=None if answered is None else date(2025, 3, answered),
    )


def _town_with(*referrals: tuple[ActorId, tuple[ReferralAttempt, ...]]) -> Town:
    """Return a town with one case, referred as given for one need in health."""
    need = Need(id=NeedId("need"), field=FieldOfAction.HEALTH, severity=NeedSeverity.LOW, seen_on=date(2025, 3, 1))
    made = tuple(
        Referral(id=ReferralId(f"r-{place}"), sender=sender, attempts=attempts, need=need.id)
        for place, (sender, attempts) in enumerate(referrals)
    )
    case = Case(id=CaseId("case"), municipality=UNITS[10].key, opened_on=date(2025, 3, 1), host=A, needs=(need,), referrals=made)
    return evolve(TOWN, cases=(case,))


ACCEPTED, REFUSED = ReferralOutcome.ACCEPTED, ReferralOutcome.REFUSED


class TestSurveys:
    """What was answered."""

    def test_source_sends(self) -> None:
        """A tie that its source reports is sent, and where only one question was put it serves both sides."""
        answers = _answers(_tie(A, B, reported_by=A), _tie(B, A, reported_by=B), _tie(B, C, reported_by=B))
        assert list(network.confirm(answers.sent, answers.received, silent=answers.silent).confirmed.edges) == [(A, B), (B, A)]

    def test_target_receives(self) -> None:
        """A tie that its target reports is received, and confirms what the source sends."""
        answers = _answers(_tie(A, B, reported_by=A), Tie(id=TieId("again"), source=A, target=B, reported_by=B, survey=ROUND.id))
        assert (list(answers.sent.edges), list(answers.received.edges)) == ([(A, B)], [(B, A)])
        assert network.confirm(answers.sent, answers.received).rate == 1

    def test_mutual_is_both(self) -> None:
        """A mutual tie is sent and received by the one who reports it."""
        answers = _answers(_tie(A, B, reported_by=A, is_mutual=True))
        assert (list(answers.sent.edges), list(answers.received.edges)) == ([(A, B)], [(A, B)])

    def test_silent(self) -> None:
        """Who was asked and did not answer is silent."""
        assert _answers().silent == (C,)

    def test_strangers_and_acquaintances(self) -> None:
        """Ties to those not asked, and knowing one another, are no answers."""
        answers = _answers(_tie(A, D, reported_by=A), _tie(A, B, reported_by=A, strength=CooperationStrength.KNOWN))
        assert answers.sent.number_of_edges() == 0

    def test_latest_last(self) -> None:
        """Surveys come in the order of their days, those still to come are left out."""
        later, future = (evolve(ROUND, id=SurveyId(name), on=day) for name, day in (("two", DAY), ("three", date(2026, 1, 1))))
        town = evolve(TOWN, surveys=(future, later, ROUND))
        assert [survey.id for survey in network.surveys_until(town, on=DAY)] == ["round", "two"]


class TestReferrals:
    """How cases move."""

    def test_side_by_side(self) -> None:
        """Two referrals by one office are two chains: the offices do not hand over to one another."""
        town = _town_with((A, (_attempt(B, 1, ACCEPTED, 2),)), (A, (_attempt(C, 1, ACCEPTED, 3),)))
        assert network.handovers(network.referral_events(town, on=DAY)).counts == {(A, B): 1, (A, C): 1}

    def test_further_referral_goes_on(self) -> None:
        """An office that refers further continues the chain that came to it."""
        town = _town_with((A, (_attempt(B, 1, ACCEPTED, 1),)), (B, (_attempt(C, 2, ACCEPTED, 2),)))
        assert [(event.case, event.actor, event.time) for event in network.referral_events(town, on=DAY)] == [
            ("case/1", A, 1),
            ("case/1", B, 2),
            ("case/1", C, 3),
        ]

    def test_refusal_is_no_handover(self) -> None:
        """A refused attempt is left out, unless asked for as a step there and back."""
        town = _town_with((A, (_attempt(B, 1, REFUSED, 2), _attempt(C, 3, ACCEPTED, 4))))
        assert network.handovers(network.referral_events(town, on=DAY)).counts == {(A, C): 1}
        assert network.ping_pong(network.referral_events(town, on=DAY, with_refusals=True)).counts == {(A, B): 1}

    def test_future_is_not_known(self) -> None:
        """What happened after the day is left out."""
        town = _town_with((A, (_attempt(B, 1, ACCEPTED, 20),)))
        assert network.referral_events(town, on=date(2025, 3, 19)) == ()
        assert network.placements(town, on=date(2025, 3, 19)) == ()

    def test_placement_names_the_need(self) -> None:
        """An accepted attempt is help for the field of its need."""
        (placed,) = network.placements(_town_with((A, (_attempt(B, 1, ACCEPTED, 2),))), on=DAY)
        assert (placed.field, placed.actor) == (FieldOfAction.HEALTH, B)

    @pytest.mark.parametrize(
        ("outcome", "answered", "last_day"),
        [(ACCEPTED, 9, date(2025, 3, 9)), (None, None, None), (ReferralOutcome.NO_ANSWER, None, None)],
    )
    def test_waits(self, outcome: ReferralOutcome | None, answered: int | None, last_day: date | None) -> None:
        """A wait ends with the answer; what has none still waits."""
        (spell,) = network.referral_spells(_town_with((A, (_attempt(B, 1, outcome, answered),))), on=DAY)
        assert (spell.actor, spell.first_day, spell.last_day) == (B, date(2025, 3, 1), last_day)

    def test_withdrawn_is_no_wait(self) -> None:
        """An attempt that ended without a day and not by the office says nothing about the office."""
        town = _town_with((A, (_attempt(B, 1, ReferralOutcome.WITHDRAWN),)))
        assert network.referral_spells(town, on=DAY) == ()


class TestMemberships:
    """To what offices belong."""

    def test_several_legal_fields(self) -> None:
        """An office of two legal fields is in both; one without is in no group."""
        both = evolve(ACTORS[0], legal_fields=(LegalField.SGB_II, LegalField.SGB_III))
        groups = network.membership_groups(evolve(TOWN, actors=(both, *ACTORS[1:])), on=DAY)
        assert groups == {A: ("sgb_ii", "sgb_iii")}

    def test_blocks_are_those_of_positions(self) -> None:
        """An office belongs to the building blocks whose positions it hosts on the day."""
        positions = (
            Position(id=PositionId("one"), kind=PositionKind.COORDINATION, host=A),
            Position(id=PositionId("two"), kind=PositionKind.CASE_MANAGEMENT, host=A),
            Position(id=PositionId("old"), kind=PositionKind.CASE_MANAGEMENT, host=B, during=Period(last_day=date(2024, 1, 1))),
        )
        groups = network.membership_groups(evolve(TOWN, positions=positions), on=DAY, kind=network.Grouping.BUILDING_BLOCK)
        assert groups == {A: ("b1", "b2")}

    def test_seats_and_attendance(self) -> None:
        """A body is tied to who has a seat and to who came in the last 365 days, and tells which."""
        body = SteeringGroup(id=BodyId("board"), name="Board", kind=SteeringKind.STEERING_GROUP)
        seats = tuple(Membership(id=MembershipId(f"seat-{actor}"), body=body.id, actor=actor) for actor in (A, B))
        came = Meeting(
            id=MeetingId("m"),
            body=body.id,
            held_on=date(2025, 2, 1),
            attendance=(
                Attendance(membership=seats[0].id, was_present=True),
                Attendance(membership=seats[1].id, was_present=False),
            ),
        )
        town = evolve(TOWN, steering_groups=(body,), memberships=seats, meetings=(came,))
        assert list(network.meeting_graph(town, on=DAY).edges(data="attended")) == [(A, "board", 1), (B, "board", 0)]
        assert network.meeting_graph(town, on=date(2027, 1, 1)).edges[A, "board"]["attended"] == 0

    def test_same_key_is_refused(self) -> None:
        """An office and a body with one key cannot be two nodes."""
        body = SteeringGroup(id=BodyId("a"), name="Board", kind=SteeringKind.STEERING_GROUP)
        with pytest.raises(NetworkError, match="no actor has, found 'a'"):
            network.meeting_graph(evolve(TOWN, steering_groups=(body,)), on=DAY)


def test_few_cases_make_no_tie() -> None:
    """Enacted ties that rest on fewer cases than asked for are left out."""
    town = _town_with((A, (_attempt(B, 1, ACCEPTED, 2),)))
    enacted = {"on": DAY, "layers": [network.Layer.ENACTED]}
    assert list(network.cooperation_graph(town, **enacted).edges) == [(A, B)]  # type: ignore[arg-type]  # both calls share them
    assert not network.cooperation_graph(town, fewest_cases=2, **enacted).edges  # type: ignore[arg-type]


def test_part_keeps_ties_between() -> None:
    """A part of a network has the ties between its actors and no others."""
    assert sorted(network.part_of(nx.path_graph(4), {0, 1, 3}).nodes) == [0, 1, 3]


def test_progress_is_told() -> None:
    """Each long computation tells how far it is, up to its end."""
    graph, groups = nx.gnp_random_graph(12, 0.3, seed=1, directed=True), dict(enumerate("aabbaabbaabb"))
    computations: Mapping[str, Callable[[network.Progress], object]] = {
        "ei": lambda tell: network.ei_index(graph, groups, permutations=20, progress=tell),
        "qap": lambda tell: network.qap(graph, graph.reverse(), permutations=20, progress=tell),
        "mrqap": lambda tell: network.mrqap(graph, [graph.reverse()], permutations=20, progress=tell),
        "bootstrap": lambda tell: network.bootstrap_difference(graph, graph.reverse(), samples=20, progress=tell),
        "communities": lambda tell: network.communities(graph, runs=3, progress=tell),
        "pivots": lambda tell: network.betweenness(graph, pivots=3, progress=tell),
        "helpful": lambda tell: network.helpful_ties(graph, progress=tell),
    }
    for name, compute in computations.items():
        told: list[int] = []
        compute(_telling(told))
        assert told, name
        assert told[-1] == 0, name


def _telling(left: list[int]) -> network.Progress:
    """Return a callback that notes how many steps are left."""

    def tell(done: int, total: int) -> None:
        left.append(total - done)

    return tell
