"""EV-04: a theme put before the steering group is decided on before long, or deferred with a reason."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import DecisionOutcome, Theme
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, chain, themes_of
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUETERSLOH_CONFERENCE
from kimcore.text import Fact

_DAYS = "ev.theme_answer_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    presented = ((theme, theme.presented_on) for theme in known.themes.values() if theme.merged_into is None)
    waiting = ((theme, day) for theme, day in presented if day is not None and day <= context.on)
    return gather(context, "themes", (_judge(theme, day, known, context) for theme, day in waiting))


def _judge(theme: Theme, presented: date, known: Chain, context: Context) -> Verdict:
    days = context.value(_DAYS).whole
    last_day = presented + timedelta(days=days)
    answers = (one for key, one in known.decisions.items() if key not in known.elsewhere)
    decisions = [decision for decision in answers if theme.id in themes_of(decision, known)]
    is_answered = any(decision.outcome is not DecisionOutcome.DEFERRED or decision.reason for decision in decisions)
    if is_answered or context.on <= last_day:
        return passed(theme.id)
    if not context.is_complete("decisions"):
        return unknown(theme.id, missing=("decisions",))
    facts: Mapping[str, Fact] = {"presented": presented, "days": days}
    return failed(theme.id, facts, since=last_day + DAY, variant="deferred" if decisions else "open")


RULE = Rule(
    code="EV-04",
    slug="theme-answered",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(GUETERSLOH_CONFERENCE,),
    needs=("themes",),
    parameters=(_DAYS,),
    facts={"presented": "date", "days": "days", "count": "count"},
    check=_check,
)
