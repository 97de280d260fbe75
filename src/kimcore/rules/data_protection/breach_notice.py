"""DS-12: a breach of data protection is reported in time, or it is on record why not."""

from collections.abc import Iterable
from datetime import date, datetime

from kimcore.law import Binding, Grade
from kimcore.law.deadlines import breach_notice_due
from kimcore.model import DataBreach
from kimcore.rules.context import Context
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import DSGVO

_HOURS = "dsgvo.33.hours"


def _check(context: Context) -> Iterable[Verdict]:
    breaches = context.town.breaches or ()
    known = (one for one in breaches if one.known_at.date() in DSGVO_APPLIES and one.known_at.date() <= context.on)
    return gather(context, "breaches", (_judge(breach, context) for breach in known))


def _judge(breach: DataBreach, context: Context) -> Verdict:
    due = breach_notice_due(breach.known_at, law=context.law).until
    reported = _reported(breach, context.on)
    if breach.no_report_reason or (reported is not None and (reported <= due or breach.delay_reason)):
        return passed(breach.id)
    # A day is the finest the check knows: on the last day it is still open whether the hour has come.
    if reported is None and context.on <= due.date():
        return passed(breach.id)
    if reported is None and not context.is_complete("breaches"):
        return unknown(breach.id, missing=("reported_at",))
    facts = {
        "known": breach.known_at.date(),
        "due": due.date(),
        "reported": _day(reported, due),
        "hours": context.value(_HOURS).whole,
    }
    since = due.date() + DAY
    if reported is None:
        return failed(breach.id, facts, since=since, variant="open")
    return failed(breach.id, facts, since=min(since, reported.astimezone(due.tzinfo).date()), variant="late")


def _reported(breach: DataBreach, on: date) -> datetime | None:
    is_past = breach.reported_at is not None and breach.reported_at.astimezone(breach.known_at.tzinfo).date() <= on
    return breach.reported_at if is_past else None


def _day(reported: datetime | None, due: datetime) -> date | None:
    return None if reported is None else reported.astimezone(due.tzinfo).date()


RULE = Rule(
    code="DS-12",
    slug="breach-notice",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO,),
    norm="Art. 33 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("breaches",),
    parameters=(_HOURS,),
    facts={"known": "date", "due": "date", "reported": "date", "hours": "hours"},
    check=_check,
)
