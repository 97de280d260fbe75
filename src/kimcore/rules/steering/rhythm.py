"""LG-13: the steering group meets often enough and without a long gap."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUETERSLOH_REVIEW, HEINSBERG_PAPER, PADERBORN_STEERING
from kimcore.rules.steering.bodies import meetings_held, steering_bodies
from kimcore.text import Fact

_PER_YEAR = "lg.meetings_min_per_year"
_GAP = "lg.gap_days_max"
_YEAR = timedelta(days=365)


def _check(context: Context) -> Iterator[Verdict]:
    for body in steering_bodies(context):
        days = [day for day, _ in meetings_held(context, body.id)]
        begun = body.during.first_day or min(days, default=None)
        if begun is not None and context.on - begun < _YEAR:
            yield not_applicable(body.id)
            continue
        if not days and not context.is_complete("meetings"):
            yield unknown(body.id, missing=("meetings",))
            continue
        least, longest = context.value(_PER_YEAR).whole, context.value(_GAP).whole
        held = sum(context.on - day < _YEAR for day in days)
        gap = (context.on - days[-1]).days if days else None
        facts: Mapping[str, Fact] = {
            "held": held,
            "required": least,
            "last": days[-1] if days else None,
            "gap": gap,
            "longest": longest,
        }
        if held >= least and gap is not None and gap <= longest:
            yield passed(body.id, facts)
        elif not context.is_complete("meetings"):
            yield unknown(body.id, facts, missing=("meetings",))
        else:
            since = days[-1] + timedelta(days=longest + 1) if gap is not None and gap > longest else None
            yield failed(body.id, facts, since=since)


RULE = Rule(
    code="LG-13",
    slug="rhythm",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(PADERBORN_STEERING, GUETERSLOH_REVIEW, HEINSBERG_PAPER),
    needs=("steering_groups", "meetings"),
    parameters=(_PER_YEAR, _GAP),
    facts={"held": "count", "required": "count", "last": "date", "gap": "days", "longest": "days"},
    check=_check,
)
