"""How far goals were reached, and what was seen before and after measures, for readers and for programs."""

from collections.abc import Sequence

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Attainment, BeforeAfter
from kimcore.model import Goal, Town
from kimcore.reports.as_json import protection_json
from kimcore.reports.evidence_words import json_page
from kimcore.reports.gaps_report import metric_json
from kimcore.reports.loop_words import LoopWords, page_of_town, words_of
from kimcore.reports.page import Block, Lines, Page
from kimcore.text import Language

FORMAT = "kimcore-goals"
VERSION = 1

_GOALS = 6
_DAYS = 6
"""So many goals and days are shown; the JSON form has them all."""


def goals_page(
    town: Town,
    over_time: Sequence[Attainment],
    compared: Sequence[BeforeAfter],
    *,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> Page:
    """Return how far goals were reached as a page; nobody is counted on it.

    Args:
        town: the town.
        over_time: the attainment on each of some days; the last is the day of the page.
        compared: what was seen before and after each measure.
        language: the language to speak.
        protection: what the page says of itself.
    """
    words = words_of(town, "goals", language, protection)
    now = over_time[-1]
    return page_of_town(
        town,
        now.on,
        words,
        lines=[
            words.said("no_t", reason=words.why(now.t.reason))
            if now.t.value is None
            else words.said("t", t=words.number(now.t, "number"), goals=str(len(now.measured))),
            words.said("t_note", rho=words.shown(float(dict(now.t.card.parameters)["rho"]))),
        ],
        sections=(
            words.section("over_time", *_over_time(over_time, words)),
            words.section("goals", *_goals(town, now, words)),
            words.section("unmeasured", *_unmeasured(now, words)),
            words.section("before_after", *before_after_blocks(compared, words)),
        ),
    )


def goals_json(over_time: Sequence[Attainment], compared: Sequence[BeforeAfter], *, protection: Protection = PROTECTED) -> str:
    """Return how far goals were reached as JSON text."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": over_time[-1].on.isoformat(),
            "protection": protection_json(protection),
            "attainment": [
                {"on": one.on.isoformat(), "t": metric_json(one.t), "unmeasured": list(one.unmeasured)} for one in over_time
            ],
            "before_after": list(map(before_after_json, compared)),
        }
    )


def before_after_blocks(compared: Sequence[BeforeAfter], words: LoopWords) -> tuple[Block, ...]:
    """Return the sightings before and after each measure, and why there is no comparison for the others."""
    if not compared:
        return ()
    rows = [_compared(one, words) for one in compared if one.ratio is not None]
    table = words.grid(("measure", "before", "after", "ratio", "interval"), rows) if rows else ()
    by_reason: dict[str, list[str]] = {}
    for one in compared:
        if one.reason is not None:
            by_reason.setdefault(words.why(one.reason), []).append(words.called(one.measure))
    without = tuple(f"{reason}: {', '.join(measures)}" for reason, measures in by_reason.items())
    return (*table, *((Lines((words.said("without"), *without)),) if without else ()), words.said("no_cause"))


def before_after_json(one: BeforeAfter) -> dict[str, object]:
    """Return a comparison of before and after in the form JSON can hold."""
    windows = {
        name: None
        if seen is None
        else {
            "first_day": None if seen.window.first_day is None else seen.window.first_day.isoformat(),
            "last_day": None if seen.window.last_day is None else seen.window.last_day.isoformat(),
            "barriers": list(seen.barriers),
            "case_days": seen.case_days,
        }
        for name, seen in (("before", one.before), ("after", one.after))
    }
    return {
        "measure": one.measure,
        **windows,
        "ratio": one.ratio,
        "low": one.low,
        "high": one.high,
        "confidence": one.confidence,
        "recurs": one.recurs,
        "reason": one.reason,
    }


def _compared(one: BeforeAfter, words: LoopWords) -> tuple[str, ...]:
    before, after = (0 if seen is None else len(seen.barriers) for seen in (one.before, one.after))
    high = words.said("without_limit") if one.high is None else words.shown(one.high)
    interval = words.said("interval", low=words.shown(one.low), high=high)
    return words.called(one.measure), str(before), str(after), words.shown(one.ratio), interval


def _over_time(over_time: Sequence[Attainment], words: LoopWords) -> tuple[Block, ...]:
    known = [one for one in over_time if one.measured or one.unmeasured][-_DAYS:]
    rows = [
        (words.shown(one.on, "date"), words.shown(one.t.value), str(len(one.measured)), str(len(one.unmeasured))) for one in known
    ]
    return words.grid(("day", "t", "measured", "unmeasured"), rows) if rows else ()


def _goals(town: Town, now: Attainment, words: LoopWords) -> tuple[Block, ...]:
    known = {goal.id: goal for goal in town.goals or ()}
    ordered = sorted(now.measured, key=lambda key: (now.t.values[key] or 0, key))
    rows = [_goal(known[key], now, words) for key in ordered]
    return words.grid(("goal", "level", "value", "target", "weight"), rows, many=_GOALS) if rows else ()


def _goal(goal: Goal, now: Attainment, words: LoopWords) -> tuple[str, ...]:
    latest = [one.value for one in goal.measurements if one.on <= now.on and one.value is not None]
    level = now.t.values[goal.id]
    unit = f" {goal.unit}" if goal.unit else ""
    return (
        goal.title,
        f"{level:+d}" if isinstance(level, int) and level else words.shown(level),
        words.shown(latest[-1] if latest else None),
        f"{words.shown(goal.target)}{unit}",
        words.shown(1 if goal.weight is None else goal.weight),
    )


def _unmeasured(now: Attainment, words: LoopWords) -> tuple[Block, ...]:
    if not now.unmeasured:
        return (words.said("all_measured"),) if now.measured else ()
    return (Lines(tuple(map(words.called, now.unmeasured))),)
