"""When an act counts as notified, and what follows from it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import LawError
from kimcore.law import DatedValue, Law, law_of, shipped
from kimcore.law.deadlines import (
    NoticeRule,
    Remedy,
    StepCode,
    answer_due,
    breach_notice_due,
    is_working_day,
    notified_on,
    remedy_due,
)

DAY = timedelta(days=1)
days = st.dates(min_value=date(1995, 1, 1), max_value=date(2080, 12, 31))
rules = st.sampled_from(NoticeRule)


def test_worked_example_of_2025() -> None:
    """Posted on Monday, 3 March 2025: notified on 7 March, and a month ends on Monday, 7 April."""
    notification = notified_on(date(2025, 3, 3))
    assert notification.day == date(2025, 3, 7)
    assert remedy_due(notification).last_day == date(2025, 4, 7)


def test_worked_example_of_2024() -> None:
    """Posted on 18 December 2024: notified on the 21st, a Saturday, without a shift, and a month ends on 21 January."""
    notification = notified_on(date(2024, 12, 18))
    assert notification.day == date(2024, 12, 21)
    assert remedy_due(notification).last_day == date(2025, 1, 21)
    assert [step.code for step in notification.steps] == [StepCode.POSTED, StepCode.FICTION, StepCode.FICTION_DAY_STANDS]


@pytest.mark.parametrize("rule", NoticeRule)
@pytest.mark.parametrize(("posted", "notified"), [("2024-12-31", "2025-01-03"), ("2025-01-01", "2025-01-05")])
def test_four_days_since_2025(rule: NoticeRule, posted: str, notified: str) -> None:
    """Until the end of 2024 three days are counted, since then four; the day of posting decides."""
    assert notified_on(date.fromisoformat(posted), rule=rule).day == date.fromisoformat(notified)


def test_the_other_view() -> None:
    """In the other view, the day of notification moves on from a weekend."""
    notification = notified_on(date(2024, 12, 18), shift_fiction_day=True)
    assert notification.day == date(2024, 12, 23)
    assert [step.code for step in notification.steps[2:]] == [StepCode.SATURDAY, StepCode.SUNDAY]


def test_later_receipt() -> None:
    """An act that arrived later counts as notified when it arrived."""
    notification = notified_on(date(2025, 3, 3), received_on=date(2025, 3, 10))
    assert (notification.day, notification.steps[-1].code) == (date(2025, 3, 10), StepCode.RECEIVED_LATER)


def test_earlier_receipt() -> None:
    """An act that arrived earlier still counts as notified on the day of the fiction."""
    notification = notified_on(date(2025, 3, 3), received_on=date(2025, 3, 4))
    assert (notification.day, notification.steps[-1].code) == (date(2025, 3, 7), StepCode.RECEIVED_EARLIER)


def test_receipt_before_posting() -> None:
    """An act cannot arrive before it is posted."""
    with pytest.raises(LawError, match="cannot arrive on 2025-03-02 before it is posted on 2025-03-03"):
        notified_on(date(2025, 3, 3), received_on=date(2025, 3, 2))


@pytest.mark.parametrize(
    ("rule", "norm"),
    [
        (NoticeRule.VWVFG_NRW, "§ 41 Abs. 2 VwVfG NRW"),
        (NoticeRule.SGB_X, "§ 37 Abs. 2 SGB X"),
        (NoticeRule.REGISTERED_MAIL, "§ 4 Abs. 2 LZG NRW"),
        (NoticeRule.TAX, "§ 122 Abs. 2 AO"),
    ],
)
def test_norm_of_the_fiction(rule: NoticeRule, norm: str) -> None:
    """Each rule cites its own norm."""
    steps = notified_on(date(2025, 3, 3), rule=rule).steps
    assert {value.text for step in steps for value in step.norms} == {norm}


@pytest.mark.parametrize(("remedy", "norm"), [(Remedy.OBJECTION, "§ 70 VwGO"), (Remedy.ACTION, "§ 74 VwGO")])
def test_remedies(remedy: Remedy, norm: str) -> None:
    """Objection and action are both open for a month, each by its own norm."""
    deadline = remedy_due(notified_on(date(2025, 3, 3)), remedy=remedy)
    assert deadline.last_day == date(2025, 4, 7)
    assert deadline.steps[2].norms[0].text == norm


def test_without_instruction() -> None:
    """Without instruction about the remedy there is a year."""
    deadline = remedy_due(notified_on(date(2025, 3, 3)), is_instructed=False)
    assert deadline.last_day == date(2026, 3, 9)  # 07.03.2026 is a Saturday
    assert deadline.steps[2].norms[0].text == "§ 58 Abs. 2 VwGO"


def test_social_code_shifts_by_its_own_norm() -> None:
    """A remedy against an act of social law moves by the social code."""
    deadline = remedy_due(notified_on(date(2025, 1, 24), rule=NoticeRule.SGB_X))
    assert deadline.last_day == date(2025, 2, 28)
    late = remedy_due(notified_on(date(2025, 1, 28), rule=NoticeRule.SGB_X))
    assert (late.last_day, late.steps[-1].norms[0].text) == (date(2025, 3, 3), "§ 26 SGB X")


@pytest.mark.parametrize(
    ("received", "is_extended", "due"),
    [
        ("2025-01-31", False, "2025-02-28"),
        ("2025-01-31", True, "2025-04-30"),
        ("2025-03-17", False, "2025-04-17"),
        ("2025-03-18", False, "2025-04-22"),  # Good Friday to Easter Monday
    ],
)
def test_answer_to_a_person(received: str, is_extended: bool, due: str) -> None:  # noqa: FBT001 - pytest hands it over
    """A request under the DSGVO is answered within a month, or within three where it was extended."""
    assert answer_due(date.fromisoformat(received), is_extended=is_extended).last_day == date.fromisoformat(due)


def test_answer_rests_on_european_law() -> None:
    """The time to answer is reckoned by the regulation on periods, not by the civil code."""
    steps = answer_due(date(2025, 1, 31), is_extended=True).steps
    cited = [norm.text for step in steps for norm in step.norms]
    assert cited == ["Art. 12 Abs. 3 DSGVO"] * 2 + ["VO (EWG, Euratom) Nr. 1182/71"] * 3


def test_breach_notice_over_a_weekend() -> None:
    """A breach known on Friday at half past four is reported by Monday at half past four."""
    berlin = ZoneInfo("Europe/Berlin")
    deadline = breach_notice_due(datetime(2025, 11, 21, 16, 30, tzinfo=berlin))
    assert deadline.until == datetime(2025, 11, 24, 16, 30, tzinfo=berlin)
    assert [step.code for step in deadline.steps] == [StepCode.BREACH_NOTICE_WITHIN, StepCode.HOURS_RUN]


def law_with(**values: int) -> Law:
    """Return the shipped law with other numbers; a key is written with `__` for its dots."""
    numbers = {key.replace("__", "."): value for key, value in values.items()}
    entries = (entry for history in shipped().histories for entry in history)
    return law_of(
        evolve(entry, value=numbers[entry.key]) if isinstance(entry, DatedValue) and entry.key in numbers else entry
        for entry in entries
    )


def test_receipt_on_the_day_of_the_fiction() -> None:
    """A receipt on the very day of the fiction changes nothing and is no step."""
    notification = notified_on(date(2025, 3, 3), received_on=date(2025, 3, 7))
    assert [step.code for step in notification.steps] == [StepCode.POSTED, StepCode.FICTION]


def test_other_fiction_days() -> None:
    """The days that are counted after posting come from the law that is handed over."""
    assert notified_on(date(2025, 3, 3), law=law_with(vwvfg_nrw__41_2__fiction_days=10)).day == date(2025, 3, 13)


@pytest.mark.parametrize(("remedy", "end"), [(Remedy.OBJECTION, "2025-05-07"), (Remedy.ACTION, "2025-06-10")])
def test_other_remedies(remedy: Remedy, end: str) -> None:
    """Objection and action are open for as long as the law that is handed over says, each for its own time."""
    law = law_with(vwgo__70__months=2, vwgo__74__months=3)
    assert remedy_due(notified_on(date(2025, 3, 3)), remedy=remedy, law=law).last_day == date.fromisoformat(end)


def test_other_time_without_instruction() -> None:
    """The time without instruction comes from the law that is handed over."""
    law = law_with(vwgo__58_2__years=2)
    assert remedy_due(notified_on(date(2025, 3, 3)), is_instructed=False, law=law).last_day == date(2027, 3, 8)


def test_other_times_to_answer() -> None:
    """The month and its extension add up to one period, as long as the law that is handed over says."""
    law = law_with(dsgvo__12_3__months=2, dsgvo__12_3__extension_months=2)
    assert answer_due(date(2025, 1, 31), law=law).last_day == date(2025, 3, 31)
    assert answer_due(date(2025, 1, 31), is_extended=True, law=law).last_day == date(2025, 6, 2)


def test_other_hours() -> None:
    """The hours for a breach notice come from the law that is handed over."""
    known_at = datetime(2025, 11, 21, 16, 30, tzinfo=UTC)
    assert breach_notice_due(known_at, law=law_with(dsgvo__33__hours=24)).until == datetime(2025, 11, 22, 16, 30, tzinfo=UTC)


@given(posted=days, later=st.integers(0, 400), rule=rules)
def test_later_posting_never_counts_earlier(posted: date, later: int, rule: NoticeRule) -> None:
    """Of two acts, the one posted later never counts as notified earlier."""
    assert notified_on(posted, rule=rule).day <= notified_on(posted + later * DAY, rule=rule).day


@given(posted=days, took=st.integers(0, 60), rule=rules)
def test_receipt_only_delays(posted: date, took: int, rule: NoticeRule) -> None:
    """With a receipt that is known, an act counts on the later of the two days."""
    received = posted + took * DAY
    assert notified_on(posted, received_on=received, rule=rule).day == max(notified_on(posted, rule=rule).day, received)


@given(posted=days, rule=rules)
def test_the_other_view_moves_to_a_working_day(posted: date, rule: NoticeRule) -> None:
    """In the other view an act is always notified on a working day, and never earlier than in the first."""
    moved = notified_on(posted, rule=rule, shift_fiction_day=True).day
    assert is_working_day(moved)
    assert moved >= notified_on(posted, rule=rule).day


@given(received=days)
def test_extension_never_shortens(received: date) -> None:
    """An extended answer is never due before the plain one."""
    assert answer_due(received).last_day < answer_due(received, is_extended=True).last_day
