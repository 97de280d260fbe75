"""ST-16: setting up a workplace is charged once, and within the rate for each workplace."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import CostKind, FundingLine, FundingLineId
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE
from kimcore.rules.structure.charges import kim_lines

_RATE = "b1.workplace.rate_eur"
_CENTS = 100


def _check(context: Context) -> Iterator[Verdict]:
    lines = kim_lines(context, CostKind.WORKPLACE)
    repeated = _repeated(lines)
    yield from gather(context, "funding_lines", (_ask(line, context, repeated) for line in lines))


def _repeated(lines: tuple[FundingLine, ...]) -> frozenset[FundingLineId]:
    """Return the lines for a post whose workplace an earlier line has paid already."""
    in_order = sorted(
        (line for line in lines if line.position is not None), key=lambda line: (str(line.period.first_day), line.id)
    )
    first = {line.position: line.id for line in reversed(in_order)}
    return frozenset(line.id for line in in_order if first[line.position] != line.id)


def _ask(line: FundingLine, context: Context, repeated: frozenset[FundingLineId]) -> Verdict:
    if line.id in repeated:
        return failed(line.id, {"charged": line.amount_cents}, since=line.period.first_day, variant="twice")
    if line.workplaces is None:
        return unknown(line.id, {"charged": line.amount_cents}, missing=("workplaces",))
    allowed = round(context.value(_RATE).number * _CENTS) * line.workplaces
    facts = {"charged": line.amount_cents, "allowed": allowed, "workplaces": line.workplaces}
    if line.amount_cents > allowed:
        return failed(line.id, facts, since=line.period.first_day, variant="amount")
    return passed(line.id, facts)


RULE = Rule(
    code="ST-16",
    slug="workplace-setup",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(FUNDING_PAGE,),
    norm="Förderrichtlinie KIM, Baustein 1",
    needs=("funding_lines",),
    parameters=(_RATE,),
    facts={"charged": "cents", "allowed": "cents", "workplaces": "count"},
    check=_check,
)
