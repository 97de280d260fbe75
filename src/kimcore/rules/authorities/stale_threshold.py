"""B3-11: no leaflet or template in use cites a threshold that the law has changed."""

from collections.abc import Iterator, Mapping
from datetime import date

from kimcore.law import Binding, DatedValue, Entry, Grade
from kimcore.model import CitedThreshold, Template, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import ASYL_NET_2025, BUZER_ARTICLE_5, BUZER_STARMODG, WOTTKE
from kimcore.text import Fact

_IN_FORCE = "in_force"


def _check(context: Context) -> Iterator[Verdict]:
    templates = in_force(context.town.templates or (), on=context.on)
    for template in templates:
        yield from _ask(template, context)
    if not templates:
        yield not_applicable() if context.is_complete("templates") else unknown(missing=("templates",))


def _ask(template: Template, context: Context) -> Iterator[Verdict]:
    if not template.thresholds:
        yield not_applicable(template.id)
        return
    verdicts = [_judge(template, cited, context) for cited in template.thresholds]
    wrong = [verdict for verdict in verdicts if verdict is not None]
    yield from wrong or (passed(template.id, {"count": len(verdicts)}),)


def _judge(template: Template, cited: CitedThreshold, context: Context) -> Verdict | None:
    """Return what is wrong or unknown about a cited threshold; `None` if it is that of the day."""
    known = context.law.keys()
    if cited.parameter not in known:
        return unknown(template.id, {"parameter": cited.parameter}, missing=(cited.parameter,))
    ended = _ended_on(cited.parameter, context)
    entry = context.law.find(cited.parameter, context.law_day)
    facts: Mapping[str, Fact] = {
        "parameter": cited.parameter,
        "norm": context.law.history(cited.parameter)[-1].norm,
        "cited": cited.value,
    }
    if ended is not None:
        return failed(template.id, facts, since=ended, variant="ended")
    if not isinstance(entry, DatedValue):
        return unknown(template.id, {"parameter": cited.parameter}, missing=(cited.parameter,))
    values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    if cited.value in values:
        return None
    return failed(template.id, {**facts, "current": values[-1]}, since=entry.first_day, variant="changed")


def _ended_on(key: str, context: Context) -> date | None:
    """Return the first day without a value, where the parameter or the provision it belongs to has ended."""
    provision = f"{key.rpartition('.')[0]}.{_IN_FORCE}"
    known = context.law.keys()
    gone = [_last(context.law.history(name), context.law_day) for name in (key, provision) if name in known]
    return min((day + DAY for day in gone if day is not None), default=None)


def _last(history: tuple[Entry, ...], on: date) -> date | None:
    """Return the last day of a history that is over by a day."""
    last = history[-1].last_day
    return last if last is not None and last < on else None


RULE = Rule(
    code="B3-11",
    slug="stale-threshold",
    binding=Binding.BINDING,
    grade=Grade.SECONDARY,
    severity=Severity.WARNING,
    sources=(BUZER_STARMODG, ASYL_NET_2025, BUZER_ARTICLE_5, WOTTKE),
    norm="AufenthG, StAG",
    needs=("templates",),
    facts={"parameter": "key", "norm": "text", "cited": "number", "current": "number"},
    check=_check,
)
