"""EV-06: a finished measure is reviewed for its effect, and the review says whether the barrier comes back."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Measure, MeasureState
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import chain, measures_of_day
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.text import Fact

_DAYS = "ev.effect_review_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    measures = measures_of_day(context, chain(context))
    return gather(context, "measures", (_judge(measure, context) for measure in measures))


def _judge(measure: Measure, context: Context) -> Verdict:
    if measure.finished_on is not None and measure.finished_on <= context.on:
        return _judge_finished(measure, measure.finished_on, context)
    if measure.finished_on is None and measure.state is MeasureState.FINISHED:
        return unknown(measure.id, missing=("finished_on",))
    return not_applicable(measure.id)


def _judge_finished(measure: Measure, finished: date, context: Context) -> Verdict:
    days = context.value(_DAYS).whole
    last_day = finished + timedelta(days=days)
    reviews = [one for one in context.town.reviews or () if one.measure == measure.id and finished <= one.on <= context.on]
    if any(review.barrier_recurs is not None or review.recurring for review in reviews):
        return passed(measure.id)
    if not reviews and context.on <= last_day:
        return passed(measure.id)
    if not context.is_complete("reviews"):
        return unknown(measure.id, missing=("barrier_recurs",) if reviews else ("reviews",))
    facts: Mapping[str, Fact] = {"finished": finished, "days": days}
    if reviews:
        return failed(measure.id, facts, since=min(review.on for review in reviews), variant="recurrence")
    return failed(measure.id, facts, since=last_day + DAY, variant="none")


RULE = Rule(
    code="EV-06",
    slug="effect-reviewed",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("measures",),
    parameters=(_DAYS,),
    facts={"finished": "date", "days": "days", "count": "count"},
    check=_check,
)
