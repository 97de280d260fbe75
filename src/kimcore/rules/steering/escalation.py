"""LG-21: a need that reaches beyond the municipality has been reported to the ministry, or it is on record why not."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, Theme
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import PADERBORN_STEERING


def _check(context: Context) -> Iterable[Verdict]:
    themes = (theme for theme in context.town.themes or () if theme.is_supra_regional and theme.named_on <= context.on)
    return gather(context, "themes", (_judge(theme, context) for theme in themes if theme.merged_into is None))


def _judge(theme: Theme, context: Context) -> Verdict:
    ministries = {actor.id for actor in context.town.actors if ActorKind.MINISTRY in actor.kinds}
    if theme.no_escalation_reason or any(report.to in ministries and report.on <= context.on for report in theme.escalations):
        return passed(theme.id)
    if not context.is_complete("themes"):
        return unknown(theme.id, missing=("escalations",))
    return failed(theme.id, {"named": theme.named_on}, since=theme.named_on)


RULE = Rule(
    code="LG-21",
    slug="escalation",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(PADERBORN_STEERING,),
    needs=("themes",),
    facts={"named": "date", "count": "count"},
    check=_check,
)
