"""NW-11: every tie on record says what shows it and on which day it was said."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Tie, in_force
from kimcore.rules.context import Context
from kimcore.rules.cooperation.records import said_on
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL


def _check(context: Context) -> Iterable[Verdict]:
    ties = in_force(context.town.ties or (), on=context.on)
    known = (tie for tie in ties if tie.reported_on is None or tie.reported_on <= context.on)
    return gather(context, "ties", (_judge(tie, context) for tie in known))


def _judge(tie: Tie, context: Context) -> Verdict:
    complete = context.is_complete("ties")
    parts = {
        "evidence": laid_down(tie.evidence or tie.survey, complete=complete),
        "reported_on": laid_down(said_on(tie, context.town.surveys or ()), complete=complete),
    }
    return judge_parts(tie.id, parts, since=tie.during.first_day)


RULE = Rule(
    code="NW-11",
    slug="tie-evidence",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("ties",),
    facts={"evidence": "flag", "reported_on": "flag", "count": "count"},
    check=_check,
)
