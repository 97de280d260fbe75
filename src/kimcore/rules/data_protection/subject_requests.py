"""DS-11: people who use their rights get an answer in time."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.law.deadlines import answer_due
from kimcore.model import SubjectRequest
from kimcore.rules.context import Context
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import DSGVO

_MONTHS = "dsgvo.12_3.months"
_EXTENSION = "dsgvo.12_3.extension_months"


def _check(context: Context) -> Iterable[Verdict]:
    requests = context.town.subject_requests or ()
    received = (one for one in requests if one.received_on in DSGVO_APPLIES and one.received_on <= context.on)
    return gather(context, "subject_requests", (_judge(request, context) for request in received))


def _judge(request: SubjectRequest, context: Context) -> Verdict:
    first = answer_due(request.received_on, law=context.law).last_day
    # Only who is told within the first period that it takes longer has to wait longer.
    is_extended = request.extended_on is not None and request.extended_on <= min(first, context.on)
    due = answer_due(request.received_on, is_extended=is_extended, law=context.law).last_day
    answered = request.answered_on if request.answered_on is not None and request.answered_on <= context.on else None
    if (answered or context.on) <= due:
        return passed(request.id)
    if answered is None and not context.is_complete("subject_requests"):
        return unknown(request.id, missing=("answered_on",))
    facts = {"kind": request.kind.value, "received": request.received_on, "due": due, "answered": answered}
    return failed(request.id, facts, since=due + DAY, variant="open" if answered is None else "late")


RULE = Rule(
    code="DS-11",
    slug="subject-requests",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO,),
    norm="Art. 12 Abs. 3 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("subject_requests",),
    parameters=(_MONTHS, _EXTENSION),
    facts={"kind": "RequestKind", "received": "date", "due": "date", "answered": "date"},
    check=_check,
)
