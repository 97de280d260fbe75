"""EV-05: whoever rejects a theme says why."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Decision, DecisionKind, DecisionOutcome
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import chain
from kimcore.rules.gathering import gather, laid_down
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STEERING_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    rejected = (one for one in chain(context).decisions.values() if one.outcome is DecisionOutcome.REJECTED)
    on_themes = (one for one in rejected if one.kind is DecisionKind.THEME or one.themes or one.proposals)
    complete = context.is_complete("decisions")
    return gather(context, "decisions", (_judge(decision, complete=complete) for decision in on_themes))


def _judge(decision: Decision, *, complete: bool) -> Verdict:
    is_reasoned = laid_down(decision.reason, complete=complete)
    if is_reasoned is None:
        return unknown(decision.id, missing=("reason",))
    if is_reasoned:
        return passed(decision.id)
    return failed(decision.id, {"decided": decision.decided_on}, since=decision.decided_on)


RULE = Rule(
    code="EV-05",
    slug="rejection-reasoned",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STEERING_PAGE),
    needs=("decisions",),
    facts={"decided": "date", "count": "count"},
    check=_check,
)
