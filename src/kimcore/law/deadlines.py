"""Deadlines that explain themselves: the door to everything about them (*Fristen*).

A deadline is reckoned in steps, and each step knows its norm.
The sentences for the steps lie in the area ``deadlines`` of `kimcore.text`.
"""

from kimcore.law.notices import NoticeRule, Remedy, answer_due, breach_notice_due, notified_on, remedy_due
from kimcore.law.periods import Beginning, Length, PeriodUnit, age_reached_on, months_later
from kimcore.law.reckoning import PartOfMonth, day_in_month, extended, fixed_day, hours_end, period_end
from kimcore.law.steps import Deadline, HourDeadline, Notification, Regime, Step, StepCode
from kimcore.law.working_days import is_working_day, public_holiday, working_day_after

__all__ = [
    "Beginning",
    "Deadline",
    "HourDeadline",
    "Length",
    "NoticeRule",
    "Notification",
    "PartOfMonth",
    "PeriodUnit",
    "Regime",
    "Remedy",
    "Step",
    "StepCode",
    "age_reached_on",
    "answer_due",
    "breach_notice_due",
    "day_in_month",
    "extended",
    "fixed_day",
    "hours_end",
    "is_working_day",
    "months_later",
    "notified_on",
    "period_end",
    "public_holiday",
    "remedy_due",
    "working_day_after",
]
