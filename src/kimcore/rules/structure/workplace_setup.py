"""ST-16: setting up a workplace is charged once, and within the rate for each workplace."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import ceil

from kimcore.law import Binding, Grade
from kimcore.model import CostKind, FundingLine, FundingLineId, PositionId
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
    repeated = _repeated(lines, context)
    yield from gather(context, "funding_lines", (_ask(line, context, repeated) for line in lines))


def _repeated(lines: tuple[FundingLine, ...], context: Context) -> frozenset[FundingLineId]:
    """Return the lines with which more workplaces are charged for a post than it has full posts or parts of one."""
    places = {post.id: ceil(post.fte_granted) for post in context.town.positions or () if post.fte_granted is not None}
    charged: Counter[PositionId] = Counter()
    repeated = set()
    for line in sorted(lines, key=lambda line: (line.period.first_day or date.min, line.id)):
        if line.position is not None and line.position in places:
            charged[line.position] += line.workplaces or 1
            if charged[line.position] > places[line.position]:
                repeated.add(line.id)
    return frozenset(repeated)


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
