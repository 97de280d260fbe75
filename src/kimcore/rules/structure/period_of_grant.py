"""ST-25: costs that are charged to a grant lie within its period."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import FundingLine, Grant, GrantId, Payer
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUIDELINE_2020, NEUSS_NOTICE
from kimcore.text import Fact


def _check(context: Context) -> Iterator[Verdict]:
    grants = {grant.id: grant for grant in context.town.grants or ()}
    lines = (line for line in context.town.funding_lines or () if line.payer is Payer.KIM_FUNDING)
    begun = (line for line in lines if line.period.first_day is None or line.period.first_day <= context.on)
    yield from gather(context, "funding_lines", (_ask(line, grants) for line in begun))


def _ask(line: FundingLine, grants: Mapping[GrantId, Grant]) -> Verdict:
    grant = None if line.grant is None else grants.get(line.grant)
    if grant is None:
        return unknown(line.id, missing=("grant",))
    if grant.period is None or line.period.first_day is None or line.period.last_day is None:
        return unknown(line.id, missing=("period",))
    facts: Mapping[str, Fact] = {
        "grant": grant.id,
        "first": line.period.first_day,
        "last": line.period.last_day,
        "from": grant.period.first_day,
        "to": grant.period.last_day,
    }
    if grant.period.covers(line.period):
        return passed(line.id, facts)
    if grant.period.last_day is None or line.period.first_day not in grant.period:
        return failed(line.id, facts, since=line.period.first_day)
    return failed(line.id, facts, since=grant.period.last_day + DAY)


RULE = Rule(
    code="ST-25",
    slug="period-of-grant",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(GUIDELINE_2020, NEUSS_NOTICE),
    norm="Zuwendungsbescheid",
    needs=("funding_lines", "grants"),
    facts={"grant": "key", "first": "date", "last": "date", "from": "date", "to": "date"},
    check=_check,
)
