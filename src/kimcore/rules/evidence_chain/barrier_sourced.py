"""EV-02: every barrier names the case or the conference in which it was seen."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Barrier
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, chain
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    return gather(context, "barriers", (_judge(barrier, known, context) for barrier in known.barriers.values()))


def _judge(barrier: Barrier, known: Chain, context: Context) -> Verdict:
    if known.cases[barrier.id] or barrier.conference is not None:
        return passed(barrier.id)
    if not context.is_complete("barriers"):
        return unknown(barrier.id, missing=("case", "conference"))
    return failed(barrier.id, {"seen": barrier.seen_on}, since=barrier.seen_on)


RULE = Rule(
    code="EV-02",
    slug="barrier-sourced",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE,),
    needs=("barriers",),
    facts={"seen": "date", "count": "count"},
    check=_check,
)
