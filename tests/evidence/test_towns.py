from datetime import date, timedelta

import pytest
from attrs import evolve

from kimcore.disclosure import UNPROTECTED
from kimcore.errors import EvidenceError, NetworkError
from kimcore.evidence import Funnel, FunnelPlace, TownComparison, TownCount, compare_towns, funnel
from kimcore.model import (
    UNITS,
    ActorId,
    Case,
    CaseId,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    Town,
)
from kimcore.network.limits import CountKind
from kimcore.reports.page_output import page_text
from kimcore.reports.towns_report import towns_json, towns_page
from kimcore.testing.musterkreis import REFERENCE_DAY
from kimcore.text import Language

ON = date(2025, 12, 31)
A, B, C, D = (UNITS[place] for place in (0, 1, 2, 3))


def _case(number: int, outcome: ReferralOutcome) -> Case:
    sent_on = ON - timedelta(days=100)
    attempt = ReferralAttempt(receiver=ActorId("amt"), sent_on=sent_on, outcome=outcome, answered_on=sent_on)
    referral = Referral(id=ReferralId("v"), sender=ActorId("ki"), attempts=(attempt,))
    return Case(id=CaseId(f"k-{number}"), municipality=A.key, opened_on=sent_on, referrals=(referral,))


def _town(place: int, *, accepted: int, refused: int, silent: int = 0) -> Town:
    outcomes = [
        *[ReferralOutcome.ACCEPTED] * accepted,
        *[ReferralOutcome.REFUSED] * refused,
        *[ReferralOutcome.NO_ANSWER] * silent,
    ]
    return Town(municipality=UNITS[place], cases=tuple(_case(number, one) for number, one in enumerate(outcomes)))


def _named(found: TownComparison, name: str) -> Funnel:
    return next(one for one in found.funnels if one.name == name)


def test_the_pooled_value_is_the_target() -> None:
    """Without a target, towns are held against the share of all together."""
    found = funnel([TownCount(town="a", count=3, size=10), TownCount(town="b", count=27, size=90)], name="n")
    assert (found.target, found.is_pooled) == (0.3, True)


def test_size_decides_what_is_remarkable() -> None:
    """The same share is within the limits of a small town and far beyond those of a large one."""
    given = [TownCount(town="small", count=7, size=10), TownCount(town="large", count=700, size=1000)]
    found = funnel(given, name="n", target=0.5)
    assert {point.town: point.place for point in found.points} == {
        "large": FunnelPlace.FAR_ABOVE,
        "small": FunnelPlace.WITHIN,
    }


@pytest.mark.parametrize(
    ("count", "place"),
    [
        (30, FunnelPlace.FAR_BELOW),
        (39, FunnelPlace.BELOW),
        (50, FunnelPlace.WITHIN),
        (61, FunnelPlace.ABOVE),
        (70, FunnelPlace.FAR_ABOVE),
    ],
)
def test_each_place(count: int, place: FunnelPlace) -> None:
    """Of a hundred cases about a half, chance allows 40 to 60, and once in five hundred times 35 to 65."""
    (point,) = funnel([TownCount(town="a", count=count, size=100)], name="n", target=0.5).points
    assert point.place is place


def test_towns_are_not_ranked() -> None:
    """Towns stand in the order of their names, whatever their values are."""
    given = [TownCount(town=town, count=count, size=50) for town, count in (("c", 40), ("a", 10), ("b", 25))]
    assert [point.town for point in funnel(given, name="n").points] == ["a", "b", "c"]


def test_few_cases_have_an_interval_and_no_place() -> None:
    """A town with fewer than ten cases is shown with its interval, and is not judged."""
    (point,) = funnel([TownCount(town="a", count=9, size=9)], name="n", target=0.1).points
    assert (point.place, point.reason) == (None, "too_few")
    assert point.interval is not None


def test_towns_that_vary_more_than_chance_are_told() -> None:
    """Four towns far apart vary more than chance does, and four alike do not."""
    apart = funnel([TownCount(town=str(n), count=count, size=100) for n, count in enumerate((10, 40, 60, 90))], name="n")
    alike = funnel([TownCount(town=str(n), count=count, size=100) for n, count in enumerate((48, 50, 51, 51))], name="n")
    assert apart.dispersion_p is not None
    assert apart.dispersion_p < 0.001
    assert alike.dispersion_p is not None
    assert alike.dispersion_p > 0.9


def test_the_dispersion_is_pearsons() -> None:
    """With 40, 50 and 60 of a hundred each, chi-squared is 8 on two degrees of freedom."""
    found = funnel([TownCount(town=str(n), count=count, size=100) for n, count in enumerate((40, 50, 60))], name="n")
    assert found.dispersion == pytest.approx(4)


def test_adjusted_limits_are_wider() -> None:
    """Asked for, the limits grow by the root of the dispersion."""
    given = [TownCount(town=str(n), count=count, size=100) for n, count in enumerate((10, 40, 60, 90))]
    plain, wide = (funnel(given, name="n", adjust=adjust) for adjust in (False, True))
    assert (plain.is_adjusted, wide.is_adjusted) == (False, True)
    for before, after in zip(plain.points, wide.points, strict=True):
        assert before.inner is not None
        assert after.inner is not None
        assert after.inner.low < before.inner.low < before.inner.high < after.inner.high


def test_a_count_without_reason_is_refused() -> None:
    """A town without a count has to say why."""
    with pytest.raises(EvidenceError, match="counts of a: expected a count and a size, or a reason, found neither"):
        funnel([TownCount(town="a", count=None, size=None)], name="n")


@pytest.mark.parametrize(
    ("count", "size", "told"),
    [
        (12, 10, "counts of a: count: expected at most the 10 cases, found 12"),
        (-1, 10, "counts of a: count: expected a whole number from 0 on, found -1"),
        (1, float("nan"), "counts of a: size: expected a number above 0, found nan"),
    ],
)
def test_counts_that_cannot_be_are_refused_by_town(count: int, size: float, told: str) -> None:
    """More cases than there are, and numbers that are no counts, are refused with the town they are of."""
    with pytest.raises(NetworkError, match=f"^{told}$"):
        funnel([TownCount(town="a", count=count, size=size), TownCount(town="b", count=1, size=20)], name="n")


def test_a_town_twice_in_a_funnel_is_refused() -> None:
    """The same town cannot be compared with itself."""
    with pytest.raises(EvidenceError, match="each town once, found a several times"):
        funnel([TownCount(town="a", count=1, size=20)] * 2, name="n")


def test_nothing_to_compare_has_a_reason() -> None:
    """Where no town has a count, there is no target but a reason."""
    found = funnel([TownCount(town="a", count=None, size=None, reason="not_recorded")], name="n", kind=CountKind.RATE)
    assert (found.target, found.reason, found.points[0].reason) == (None, "nothing_counted", "not_recorded")


def test_referrals_of_towns_are_compared() -> None:
    """A town that is refused far more often than the others lies above the limits."""
    towns = [
        _town(0, accepted=90, refused=10),
        _town(1, accepted=85, refused=15),
        _town(2, accepted=88, refused=12),
        _town(3, accepted=20, refused=30),
    ]
    found = _named(compare_towns(towns, on=ON), "refusal_rate")
    assert {point.town: point.place for point in found.points}[str(D.key)] is FunnelPlace.FAR_ABOVE


def test_small_counts_of_people_are_protected() -> None:
    """Two people without an answer are not told, nor is what would give them away, and they are in no target."""
    towns = [_town(0, accepted=60, refused=20, silent=2), _town(1, accepted=60, refused=20, silent=9)]
    found = compare_towns(towns, on=ON)
    points = {point.town: point for point in _named(found, "no_answer_rate").points}
    assert (points[str(A.key)].count, points[str(A.key)].reason) == (None, "protected")
    shown = [point.count for one in found.funnels[:3] for point in one.points if point.town == A.key]
    assert shown.count(None) > 1
    assert _named(compare_towns(towns, on=ON, protection=UNPROTECTED), "no_answer_rate").points[0].count == 2


def test_a_town_of_two_people_is_left_out() -> None:
    """A town with fewer than three people is shown as such, without a number."""
    found = compare_towns([_town(0, accepted=2, refused=0), _town(1, accepted=60, refused=20)], on=ON)
    point = _named(found, "acceptance_rate").points[0]
    assert (point.count, point.size, point.value, point.reason) == (None, None, None, "too_few")


def test_what_is_not_recorded_is_no_zero(town: Town) -> None:
    """A town without records of cases is shown as such."""
    empty = Town(municipality=A)
    found = compare_towns([town, empty], on=REFERENCE_DAY)
    assert {point.reason for one in found.funnels for point in one.points if point.town == A.key} == {"not_recorded"}


def test_older_referrals_do_not_count() -> None:
    """Only referrals since the first day count."""
    found = compare_towns([_town(0, accepted=20, refused=20)], on=ON, first_day=ON - timedelta(days=50))
    assert _named(found, "acceptance_rate").points[0].reason in {"nothing_to_count", "too_few"}


def test_gaps_are_those_of_the_town(town: Town) -> None:
    """The share of a gap is that of the list of gaps: one theme of seventeen waits."""
    point = _named(compare_towns([town], on=REFERENCE_DAY), "gap_theme_waits").points[0]
    assert (point.count, point.size) == (1, 17)


def test_a_target_may_be_given(town: Town) -> None:
    """A number is held against the target given for it."""
    found = compare_towns([town], on=REFERENCE_DAY, targets={"goals_reached": 0.5})
    assert (_named(found, "goals_reached").target, _named(found, "goals_reached").is_pooled) == (0.5, False)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"targets": {"happiness": 0.5}}, "targets: expected names of acceptance_rate"),
        ({"first_day": date(2026, 1, 1)}, "first_day: expected a day up to 2025-12-31, found 2026-01-01"),
    ],
)
def test_what_cannot_be_compared_is_refused(town: Town, wrong: dict[str, object], told: str) -> None:
    """A target for no number and a window that begins after the day are refused by name."""
    with pytest.raises(EvidenceError, match=told):
        compare_towns([town], on=ON, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("towns", [0, 2])
def test_towns_are_given_once(town: Town, towns: int) -> None:
    """No town, and the same town twice, are refused."""
    with pytest.raises(EvidenceError, match="towns: expected"):
        compare_towns([town] * towns, on=ON)


def test_the_order_of_towns_is_no_matter() -> None:
    """The same towns in another order give the same bytes."""
    towns = [_town(0, accepted=60, refused=20, silent=9), _town(1, accepted=30, refused=20, silent=5)]
    assert towns_json(compare_towns(towns, on=ON)) == towns_json(compare_towns(towns[::-1], on=ON))


@pytest.mark.parametrize("language", Language)
def test_a_page_of_four_towns_fits_the_terminal(town: Town, language: Language) -> None:
    """A page on four towns has no line wider than 80 columns, and names no case."""
    towns = [evolve(town, municipality=unit) for unit in (A, B, C, D)]
    page = page_text(towns_page(towns, compare_towns(towns, on=REFERENCE_DAY), language=language))
    assert max(map(len, page.splitlines())) <= 80
    assert "fall-" not in page
