"""Every step of a reckoning can be said in German and in English."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kimcore.law.deadlines import (
    Beginning,
    Length,
    NoticeRule,
    PartOfMonth,
    PeriodUnit,
    Regime,
    Remedy,
    Step,
    StepCode,
    answer_due,
    breach_notice_due,
    day_in_month,
    extended,
    fixed_day,
    notified_on,
    period_end,
    remedy_due,
)
from kimcore.text import Language, fill, render, sentences
from kimcore.text.values import PLAIN_KINDS


def every_kind_of_step() -> Iterator[Step]:
    """Yield steps of every code there is."""
    for unit in PeriodUnit:
        yield from period_end(date(2025, 1, 31), Length(1, unit), beginning=Beginning.WITH_DAY).steps
    yield from period_end(date(2026, 1, 31), Length(1, PeriodUnit.MONTHS, and_half_a_month=True)).steps
    yield from period_end(date(2026, 1, 31), Length(1, PeriodUnit.MONTHS)).steps
    yield from period_end(date(2026, 5, 4), Length(1, PeriodUnit.MONTHS)).steps
    yield from period_end(date(2025, 1, 3), Length(2, PeriodUnit.DAYS), regime=Regime.EU).steps
    week = Length(1, PeriodUnit.WEEKS)
    authority = period_end(date(2025, 1, 3), week, regime=Regime.VWVFG_NRW, beginning=Beginning.AFTER_NOTIFICATION)
    yield from extended(authority, week).steps
    yield from period_end(date(2025, 1, 3), week, regime=Regime.VWVFG_NRW, is_benefit_time=True).steps
    yield from fixed_day(date(2025, 1, 4)).steps
    yield from day_in_month(2025, 1, PartOfMonth.END).steps
    yield from notified_on(date(2024, 12, 18), received_on=date(2024, 12, 19)).steps
    notification = notified_on(date(2024, 12, 18), received_on=date(2025, 1, 2), rule=NoticeRule.SGB_X)
    for remedy in Remedy:
        yield from remedy_due(notification, remedy=remedy).steps
    yield from remedy_due(notification, is_instructed=False).steps
    yield from answer_due(date(2025, 1, 31), is_extended=True).steps
    yield from breach_notice_due(datetime(2025, 1, 31, tzinfo=UTC)).steps


STEPS = {step.code: step for step in every_kind_of_step()}


def test_examples_are_complete() -> None:
    """The examples here hold every code there is."""
    assert set(STEPS) == set(StepCode)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_too_many(language: Language) -> None:
    """There is a sentence for each code, and none for anything else."""
    assert set(sentences(language, "deadlines")) == {code.value for code in StepCode}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", StepCode)
def test_sentence(code: StepCode, language: Language) -> None:
    """The sentence of a step uses every fact of the step, and no other."""
    template = sentences(language, "deadlines")[code.value]["sentence"]
    named = {f"{{{name}}}" for name, _ in STEPS[code].facts}
    facts = {name: render(value, name if name in PLAIN_KINDS else "text", language) for name, value in STEPS[code].facts}
    assert "{" not in fill(template, facts)
    assert all(name in template for name in named - {"{day}"})
