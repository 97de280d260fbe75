"""ST-08: what integration management pays is not paid by another public or third party for the same purpose."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import FundingLine, Payer, Period
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import TINTG_9

_FIRST_DAY = date(2022, 1, 1)
_OTHERS = frozenset({Payer.OTHER_STATE, Payer.FEDERAL, Payer.EUROPEAN_UNION, Payer.THIRD_PARTY})


def _check(context: Context) -> Iterator[Verdict]:
    lines = [line for line in context.town.funding_lines or () if (line.period.first_day or date.min) <= context.on]
    others = [line for line in lines if line.payer in _OTHERS]
    verdicts = (_ask(line, others, context) for line in lines if line.payer is Payer.KIM_FUNDING)
    yield from gather(context, "funding_lines", verdicts)


def _ask(line: FundingLine, others: list[FundingLine], context: Context) -> Verdict:
    if line.period.last_day is not None and line.period.last_day < _FIRST_DAY:
        return not_applicable(line.id)
    together = [other for other in others if other.cost is line.cost and _both_since(line, other) <= context.on]
    together = [other for other in together if other.period.overlaps(line.period) and _in_time(other)]
    for other in together:
        if _has_purpose(line) and _purpose(line) == _purpose(other):
            facts = {"other": other.id, "payer": other.payer.value, "cost": line.cost.value}
            return failed(line.id, facts, since=_both_since(line, other))
    if any(not (_has_purpose(line) and _has_purpose(other)) for other in together):
        return unknown(line.id, missing=("position", "measure"))
    return passed(line.id) if context.is_complete("funding_lines") else unknown(line.id, missing=("funding_lines",))


def _purpose(line: FundingLine) -> tuple[str | None, str | None]:
    return line.position, line.measure


def _has_purpose(line: FundingLine) -> bool:
    return line.position is not None or line.measure is not None


def _in_time(line: FundingLine) -> bool:
    return line.period.overlaps(Period(first_day=_FIRST_DAY))


def _both_since(line: FundingLine, other: FundingLine) -> date:
    """Return the first day on which both pay and the prohibition is in force."""
    return max(line.period.first_day or _FIRST_DAY, other.period.first_day or _FIRST_DAY, _FIRST_DAY)


RULE = Rule(
    code="ST-08",
    slug="double-funding",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(TINTG_9,),
    norm="§ 9 Abs. 4 TIntG",
    in_force=Period(first_day=_FIRST_DAY),
    needs=("funding_lines",),
    facts={"other": "key", "payer": "Payer", "cost": "CostKind"},
    check=_check,
)
