from datetime import date
from itertools import combinations, permutations

import pytest
from attrs import evolve

from kimcore.evidence import Congruence, DifferenceKind, congruence, requirements
from kimcore.model import (
    Actor,
    ActorId,
    ActorKind,
    Case,
    CaseId,
    MunicipalityKey,
    Referral,
    ReferralAttempt,
    ReferralId,
    Tie,
    TieId,
    Town,
)
from kimcore.network import congruence_share, coordination_requirements
from kimcore.testing.musterkreis import REFERENCE_DAY

ON = date(2025, 6, 30)
A, B, C, D, E = (ActorId(key) for key in "abcde")


def _case(place: int, sender: ActorId, *receivers: ActorId) -> Case:
    referrals = tuple(
        Referral(
            id=ReferralId(f"v-{number}"), sender=sender, attempts=(ReferralAttempt(receiver=one, sent_on=date(2025, 1, 10)),)
        )
        for number, one in enumerate(receivers)
    )
    return Case(
        id=CaseId(f"k-{place}"), municipality=MunicipalityKey("05998004"), opened_on=date(2025, 1, 1), referrals=referrals
    )


def _tie(one: ActorId, other: ActorId) -> Tie:
    return Tie(id=TieId(f"{one}-{other}"), source=one, target=other)


@pytest.fixture
def small(town: Town) -> Town:
    """Give five actors, three of whose pairs are required and two of these tied."""
    return Town(
        municipality=town.municipality,
        actors=tuple(Actor(id=key, name=key, kinds=(ActorKind.WELFARE_ASSOCIATION,)) for key in (A, B, C, D, E)),
        ties=(_tie(A, B), _tie(C, A), _tie(D, E)),
        agreements=(),
        cases=(_case(1, A, B, C), _case(2, A, B), _case(3, B, C)),
    )


def _value(found: Congruence, name: str) -> float | int | None:
    return next(metric.value for metric in found.metrics if metric.name == name)


def test_congruence_is_the_share_of_required_pairs_with_a_tie(small: Town) -> None:
    """Of the required pairs a-b, a-c and b-c the first two have a tie."""
    assert _value(congruence(small, on=ON), "congruence") == 2 / 3


def test_pairs_weigh_by_the_needs_behind_them(small: Town) -> None:
    """The pair a-b stands for two cases, the others for one each."""
    assert [(one.pair, one.needs) for one in requirements(small, on=ON)] == [((A, B), 2), ((A, C), 1), ((B, C), 1)]
    assert _value(congruence(small, on=ON), "congruence_by_needs") == 3 / 4


def test_the_test_counts_every_order(small: Town) -> None:
    """With five actors p is the share of all 120 orders whose congruence is as high."""
    required, tied = {(A, B), (A, C), (B, C)}, {(A, B), (A, C), (D, E)}
    as_high = 0
    for order in permutations((A, B, C, D, E)):
        moved = dict(zip((A, B, C, D, E), order, strict=True))
        as_high += len(required & {tuple(sorted((moved[one], moved[other]))) for one, other in tied}) >= 2
    found = congruence(small, on=ON)
    assert found.p == pytest.approx(as_high / 120)
    assert found.expected == pytest.approx(3 / 10)


def test_a_required_pair_without_tie_is_named(small: Town) -> None:
    """The pair b-c works on a person and neither says so."""
    found = [one for one in congruence(small, on=ON).differences if one.kind is DifferenceKind.REQUIRED_WITHOUT_TIE]
    assert [(one.actors, one.needs) for one in found] == [((B, C), 1)]


def test_what_came_later_requires_nothing(small: Town) -> None:
    """Before the first referral was sent nothing is required."""
    found = congruence(small, on=date(2025, 1, 9))
    assert found.required == ()
    assert {metric.reason for metric in found.metrics} == {"nothing_required"}


def test_without_records_there_is_no_number(small: Town) -> None:
    """A town that records no cases, or no cooperation, gets a reason and no number."""
    no_cases = congruence(evolve(small, cases=None), on=ON)
    no_ties = congruence(evolve(small, ties=None, agreements=None), on=ON)
    assert {metric.reason for metric in no_cases.metrics} == {"no_cases_recorded"}
    assert {metric.reason for metric in no_ties.metrics} == {"no_ties_recorded"}
    assert (no_cases.p, no_cases.expected, no_ties.differences) == (None, None, ())


def test_the_same_seed_gives_the_same_p(town: Town) -> None:
    """A test is repeatable, and the seed and number of draws stand beside it."""
    found, again = (congruence(town, on=REFERENCE_DAY, permutations=200, seed=7) for _ in range(2))
    assert found.p == again.p
    assert (found.seed, found.permutations) == (7, 200)


def _first(town: Town, kind: DifferenceKind) -> tuple[str, ...]:
    return next(one.actors for one in congruence(town, on=REFERENCE_DAY).differences if one.kind is kind)


@pytest.mark.parametrize(
    ("kind", "actors"),
    [
        (DifferenceKind.REQUIRED_WITHOUT_TIE, ("jobcenter", "leistungsstelle")),
        (DifferenceKind.REFERRALS_WITHOUT_AGREEMENT, ("jobcenter", "ki")),
        (DifferenceKind.KNOWN_TO_ONE_SIDE, ("ki", "ebh")),
        (DifferenceKind.AGREEMENT_UNUSED, ("kammer", "ki")),
    ],
)
def test_what_musterkreis_is_to_show_stands_first(town: Town, kind: DifferenceKind, actors: tuple[str, ...]) -> None:
    """Each difference that was planted in Musterkreis heads the list of its kind."""
    assert _first(town, kind) == actors


def test_requirements_are_those_of_cataldo(small: Town) -> None:
    """Sending and taking on are two tasks that depend on one another: the matrices of Cataldo et al. give the same pairs.

    The share of congruence is the same as well, since a pair without direction counts once instead of twice.
    """
    actors = [A, B, C, D, E]
    steps = [(one.sender, attempt.receiver) for case in small.cases or () for one in case.referrals for attempt in one.attempts]
    tasks = [(place, actor) for place, ends in enumerate(steps) for actor in ends]
    assignments = [[int(actor == one) for _, one in tasks] for actor in actors]
    dependencies = [[int(one == other) for other, _ in tasks] for one, _ in tasks]
    required = coordination_requirements(assignments, dependencies)
    found = {one.pair: one.referrals for one in requirements(small, on=ON)}
    pairs = {
        (actors[one], actors[other]): int(required[one, other])
        for one, other in combinations(range(5), 2)
        if required[one, other]
    }
    assert found == pairs
    ties = [[int({one, other} in ({A, B}, {A, C}, {D, E})) for other in actors] for one in actors]
    assert congruence_share(required.tolist(), ties) == _value(congruence(small, on=ON), "congruence")
