"""Pages on towns with hardly any cases, or none on record: nothing is given away, and nothing is made up."""

import json
from datetime import date, timedelta

import pytest

from kimcore.evidence import (
    ReferralsBy,
    attainment_over_time,
    before_after_each,
    candidates_of,
    duties_of,
    indicator_series,
    office_loads,
    referral_flow,
    thresholds,
)
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    Case,
    CaseId,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    RefusalReason,
    Town,
)
from kimcore.reports.duties_report import duties_page
from kimcore.reports.effects_report import around_measure, effects_json, effects_page
from kimcore.reports.goals_report import goals_page
from kimcore.reports.page import Page
from kimcore.reports.page_output import page_text
from kimcore.reports.referrals_report import referrals_json, referrals_page
from kimcore.reports.themes_report import themes_page
from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
from kimcore.text import Language

ON = date(2025, 12, 31)
SINCE = date(2025, 1, 1)
EN = Language.EN
EMPTY = Town(municipality=UNITS[0])


def _town(*outcomes: ReferralOutcome | None) -> Town:
    sent_on = date(2025, 3, 1)
    met = {ReferralOutcome.ACCEPTED: sent_on + timedelta(days=77)}
    reasons = {ReferralOutcome.REFUSED: RefusalReason.LANGUAGE}
    cases = [
        Case(
            id=CaseId(f"k-{number}"),
            municipality=UNITS[0].key,
            opened_on=sent_on,
            referrals=(
                Referral(
                    id=ReferralId("v"),
                    sender=ActorId("ki"),
                    attempts=(
                        ReferralAttempt(
                            receiver=ActorId("amt"),
                            sent_on=sent_on,
                            outcome=outcome,
                            answered_on=None if outcome is None else sent_on + timedelta(days=77),
                            first_contact_on=met.get(outcome) if outcome else None,
                            reason=reasons.get(outcome) if outcome else None,
                        ),
                    ),
                ),
            ),
        )
        for number, outcome in enumerate(outcomes)
    ]
    office = Actor(id=ActorId("amt"), name="Amt", kinds=(ActorKind.WELFARE_ASSOCIATION,))
    return Town(municipality=UNITS[0], actors=(office,), cases=tuple(cases))


def _referrals(town: Town) -> Page:
    loads = office_loads(town, first_day=SINCE, last_day=ON)
    return referrals_page(town, referral_flow(town, on=ON), loads, since=SINCE, language=EN)


def test_two_people_are_not_told_apart() -> None:
    """With one person accepted and one refused, a page shows neither counts nor rates, reasons, waits or loads."""
    said = page_text(_referrals(_town(ReferralOutcome.ACCEPTED, ReferralOutcome.REFUSED)))
    assert "This page shows no rates over all attempts" in said
    assert "Too few refusals to show reasons." in said
    assert "Too few people to show times." in said
    assert "No office with at least 3 people" in said
    assert "77" not in said
    assert "50 %" not in said


def test_the_json_of_two_people_holds_no_number() -> None:
    """Neither does the JSON form; that nobody went unanswered is no secret."""
    town = _town(ReferralOutcome.ACCEPTED, ReferralOutcome.REFUSED)
    loads = office_loads(town, first_day=SINCE, last_day=ON)
    found = json.loads(referrals_json(town, referral_flow(town, on=ON), loads, since=SINCE))
    assert {*found["rates"].values(), *found["first_contact"].values()} == {None}
    assert {key for key, value in found["totals"].items() if value is not None} == {"other"}
    assert (found["reasons"], found["loads"]["offices"], found["cases"]) == (None, [], None)


def test_many_and_few_do_not_give_each_other_away() -> None:
    """Of thirty people two were refused: the rates would tell it, so they are not shown."""
    outcomes = [*[ReferralOutcome.ACCEPTED] * 28, *[ReferralOutcome.REFUSED] * 2]
    assert _referrals(_town(*outcomes)).lines[0].startswith("This page shows no rates")


def test_where_many_were_refused_rates_are_shown() -> None:
    """Of thirty people ten were refused: there is nothing to hide."""
    outcomes = [*[ReferralOutcome.ACCEPTED] * 20, *[ReferralOutcome.REFUSED] * 10]
    assert "accepted 66.7 %, refused 33.3 %" in _referrals(_town(*outcomes)).lines[0]


@pytest.mark.parametrize("by", ReferralsBy)
def test_a_town_without_records_has_no_zeros(by: ReferralsBy) -> None:
    """Where no cases are on record, the page says so instead of rates."""
    page = referrals_page(EMPTY, referral_flow(EMPTY, on=ON, by=by), (), since=SINCE, language=EN)
    assert page.lines == ("No rates: no cases on record.",)
    assert "asked before" not in page_text(page)


@pytest.mark.parametrize(
    "page",
    [
        themes_page([EMPTY], candidates_of([EMPTY], on=ON), thresholds(EMPTY, on=ON), on=ON, language=EN),
        goals_page(EMPTY, attainment_over_time(EMPTY, days=[ON]), before_after_each(EMPTY, on=ON), language=EN),
        duties_page(EMPTY, duties_of(EMPTY, on=ON), language=EN),
        effects_page(EMPTY, indicator_series(EMPTY, on=ON), on=ON, language=EN),
    ],
    ids=["themes", "goals", "duties", "effects"],
)
def test_an_empty_town_has_a_page_all_the_same(page: Page) -> None:
    """A page on a town of which nothing is known fits the terminal and says that nothing is there."""
    said = page_text(page)
    assert max(map(len, said.splitlines())) <= 80
    assert any(
        words in said for words in ("Nothing on record.", "No barrier waits", "No indicators of effect", "No goal measured")
    )


def test_what_is_not_recorded_is_not_counted() -> None:
    """Neither tasks nor goals are said to be none where nobody recorded any."""
    assert duties_page(EMPTY, duties_of(EMPTY, on=ON), language=EN).lines == ("Responsibilities are not on record.",)
    goals = goals_page(EMPTY, attainment_over_time(EMPTY, days=[ON]), (), language=EN)
    assert goals.lines[0] == "Goal attainment (T): no value, no goal was measured."
    assert "at least once" not in page_text(goals)


def test_a_hidden_model_has_no_number_in_json() -> None:
    """Where few people are behind the model, its ranges are not in the JSON form either."""
    town = musterkreis()
    around = around_measure(town, next(one.id for one in town.measures or () if one.id == "massnahme-kita"), on=REFERENCE_DAY)
    found = json.loads(effects_json(indicator_series(town, on=REFERENCE_DAY), around, on=REFERENCE_DAY))["measure"]
    assert {(one["span"], one["reason"]) for one in found["estimates"]} == {(None, "protected")}
    assert found["referrals"]["after"]["repeated"] is None
