"""KO-09: barriers that were seen are bundled into a theme or rejected before long."""

from collections.abc import Iterable
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Barrier, BarrierId
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUETERSLOH_CONFERENCE

_DAYS = "ko.bundling_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    themes = (theme for theme in context.town.themes or () if theme.named_on <= context.on)
    bundled = frozenset(barrier for theme in themes for barrier in theme.barriers)
    seen = (barrier for barrier in context.town.barriers or () if barrier.seen_on <= context.on)
    return gather(context, "barriers", (_judge(barrier, bundled, context) for barrier in seen))


def _judge(barrier: Barrier, bundled: frozenset[BarrierId], context: Context) -> Verdict:
    days = context.value(_DAYS).whole
    last_day = barrier.seen_on + timedelta(days=days)
    rejected = barrier.rejected_on is not None and barrier.rejected_on <= context.on
    if barrier.id in bundled or rejected or context.on <= last_day:
        return passed(barrier.id)
    if not context.is_complete("themes"):
        return unknown(barrier.id, missing=("themes",))
    return failed(barrier.id, {"seen": barrier.seen_on, "days": days}, since=last_day + DAY)


RULE = Rule(
    code="KO-09",
    slug="bundling",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(GUETERSLOH_CONFERENCE,),
    needs=("barriers",),
    parameters=(_DAYS,),
    facts={"seen": "date", "days": "days", "count": "count"},
    check=_check,
)
