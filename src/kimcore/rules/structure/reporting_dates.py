"""ST-24: the days for proof of use and factual report are on record, and none has passed without the report."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import Grant, GrantDuty
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUIDELINE_2020, GUIDELINE_2024
from kimcore.rules.structure.funded import known_grants


def _check(context: Context) -> Iterator[Verdict]:
    verdicts = (verdict for grant in known_grants(context) for verdict in _ask(grant, context))
    yield from gather(context, "grants", verdicts)


def _ask(grant: Grant, context: Context) -> Iterator[Verdict]:
    if not grant.duties:
        yield unknown(grant.id, missing=("duties",))
    for duty in grant.duties or ():
        yield _judge(duty, grant, context)


def _judge(duty: GrantDuty, grant: Grant, context: Context) -> Verdict:
    facts = {"duty": duty.kind.value, "due": duty.due_on}
    is_done = duty.done_on is not None and duty.done_on <= context.on
    if duty.due_on is None and not is_done:
        return unknown(grant.id, facts, missing=("due_on",))
    if is_done or duty.due_on is None or context.on <= duty.due_on:
        return passed(grant.id, facts)
    return failed(grant.id, facts, since=duty.due_on + DAY)


RULE = Rule(
    code="ST-24",
    slug="reporting-dates",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(GUIDELINE_2020, GUIDELINE_2024),
    norm="Zuwendungsbescheid",
    needs=("grants",),
    facts={"duty": "DutyKind", "due": "date"},
    check=_check,
)
