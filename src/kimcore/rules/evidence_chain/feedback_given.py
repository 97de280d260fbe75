"""EV-08: those who reported the barriers are told before long what was decided."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Barrier, Decision, Feedback
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import barriers_of_decision, chain, partly_recorded
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.text import Fact

_DAYS = "ev.feedback_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "decisions", _verdicts(context))


def _verdicts(context: Context) -> Iterator[Verdict]:
    known = chain(context)
    for decision in known.decisions.values():
        barriers = barriers_of_decision(decision, known)
        if barriers:
            yield _judge(decision, barriers, context)


def _judge(decision: Decision, barriers: Collection[Barrier], context: Context) -> Verdict:
    reporters = frozenset(barrier.reported_by for barrier in barriers if barrier.reported_by is not None)
    rounds = [one for one in context.town.feedback or () if one.decision == decision.id and one.on <= context.on]
    told = reporters & {staff for one in rounds for staff in one.staff}
    days = context.value(_DAYS).whole
    last_day = decision.decided_on + timedelta(days=days)
    if context.on <= last_day or _all_told(decision, rounds, context) or (rounds and told == reporters):
        return passed(decision.id)
    missing = partly_recorded(context, ("decisions", "feedback"))
    if missing:
        return unknown(decision.id, missing=missing)
    facts: Mapping[str, Fact] = {
        "decided": decision.decided_on,
        "days": days,
        "told": len(told),
        "reporters": len(reporters),
    }
    return failed(decision.id, facts, since=last_day + DAY, variant="some" if told else "nobody")


def _all_told(decision: Decision, rounds: Iterable[Feedback], context: Context) -> bool:
    """Return whether everybody was told; feedback that names nobody went to all."""
    is_reported = decision.reported_back_on is not None and decision.reported_back_on <= context.on
    return is_reported or any(not one.staff for one in rounds)


RULE = Rule(
    code="EV-08",
    slug="feedback-given",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("decisions",),
    parameters=(_DAYS,),
    facts={"decided": "date", "days": "days", "told": "count", "reporters": "count", "count": "count"},
    check=_check,
)
