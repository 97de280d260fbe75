"""LG-13: the steering group meets often enough and without a long gap."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, YEAR
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUETERSLOH_REVIEW, HEINSBERG_PAPER, PADERBORN_STEERING
from kimcore.rules.steering.bodies import agreed, each_body
from kimcore.rules.steering.meetings import meetings_held
from kimcore.text import Fact

_PER_YEAR = "lg.meetings_min_per_year"
_GAP = "lg.gap_days_max"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    days = [day for day, _ in meetings_held(context, body.id)]
    begun = body.during.first_day or min(days, default=None)
    if begun is not None and context.on - begun < YEAR:
        yield not_applicable(body.id)
        return
    least = agreed(context, body.id, lambda procedure: procedure.meetings_per_year, _PER_YEAR, on=context.on)
    longest = context.value(_GAP).whole
    facts = _facts(days, least, longest, context.on)
    starts = _starts(days, least, longest, context.on)
    if not starts:
        yield passed(body.id, facts)
    elif not context.is_complete("meetings"):
        yield unknown(body.id, facts, missing=("meetings",))
    else:
        yield failed(body.id, facts, since=min(starts, key=lambda day: day or date.max), variant=None if days else "never")


def _facts(days: Sequence[date], least: int, longest: int, on: date) -> Mapping[str, Fact]:
    return {
        "held": sum(on - day < YEAR for day in days),
        "required": least,
        "last": days[-1] if days else None,
        "gap": (on - days[-1]).days if days else None,
        "longest": longest,
    }


def _starts(days: Sequence[date], least: int, longest: int, on: date) -> tuple[date | None, ...]:
    """Return the first day of each thing that is wrong, `None` where it is not known; nothing if all is well."""
    starts: list[date | None] = []
    if sum(on - day < YEAR for day in days) < least:
        starts.append(days[-least] + YEAR if len(days) >= least else None)
    if days and (on - days[-1]).days > longest:
        starts.append(days[-1] + timedelta(days=longest) + DAY)
    return tuple(starts)


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
    check=each_body(_ask),
)
