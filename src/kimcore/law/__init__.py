"""What should be, since when, and on what source: dated values and the arithmetic of deadlines (*Recht*).

A name loads when it is first used; holidays and month arithmetic only when a deadline is computed.
"""

from importlib import import_module

_HOME = {
    "Beginning": "kimcore.law.periods",
    "Binding": "kimcore.law.values",
    "DatedValue": "kimcore.law.values",
    "Deadline": "kimcore.law.steps",
    "Entry": "kimcore.law.values",
    "Grade": "kimcore.law.values",
    "HourDeadline": "kimcore.law.steps",
    "Law": "kimcore.law.lookup",
    "Length": "kimcore.law.periods",
    "NoticeRule": "kimcore.law.notices",
    "Notification": "kimcore.law.steps",
    "OpenParameter": "kimcore.law.values",
    "OpenReason": "kimcore.law.values",
    "PartOfMonth": "kimcore.law.deadlines",
    "PeriodUnit": "kimcore.law.periods",
    "Regime": "kimcore.law.steps",
    "Remedy": "kimcore.law.notices",
    "Sheet": "kimcore.law.sheets",
    "Source": "kimcore.law.values",
    "Step": "kimcore.law.steps",
    "StepCode": "kimcore.law.steps",
    "Unit": "kimcore.law.values",
    "Value": "kimcore.law.values",
    "age_reached_on": "kimcore.law.periods",
    "answer_due": "kimcore.law.notices",
    "breach_notice_due": "kimcore.law.notices",
    "day_in_month": "kimcore.law.deadlines",
    "extended": "kimcore.law.deadlines",
    "fixed_day": "kimcore.law.deadlines",
    "hours_end": "kimcore.law.deadlines",
    "is_working_day": "kimcore.law.working_days",
    "law_of": "kimcore.law.lookup",
    "notified_on": "kimcore.law.notices",
    "period_end": "kimcore.law.deadlines",
    "public_holiday": "kimcore.law.working_days",
    "read_sheet": "kimcore.law.sheets",
    "remedy_due": "kimcore.law.notices",
    "shipped": "kimcore.law.builtin",
    "shipped_sheets": "kimcore.law.builtin",
    "working_day_after": "kimcore.law.working_days",
}
"""Where each name lives; `__init__.pyi` tells type checkers the same, and a test compares the two."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(_HOME)
