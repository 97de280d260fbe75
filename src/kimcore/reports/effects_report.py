"""Indicators of effect and what was modelled around a measure, for readers and for programs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import ceil, floor

from attrs import frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import (
    Assumption,
    BeforeAfter,
    Estimate,
    IndicatorChange,
    IndicatorSeries,
    ModelledEffect,
    ReferralWindow,
    before_after,
    indicator_change,
    modelled_effect,
)
from kimcore.model import EffectArea, IndicatorValue, MeasureId, Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import json_page
from kimcore.reports.goals_report import before_after_blocks, before_after_json
from kimcore.reports.loop_words import LoopWords, page_of_town, words_of
from kimcore.reports.page import Block, Lines, Page, Section
from kimcore.text import Language, join

FORMAT = "kimcore-effects"
VERSION = 1

_THREE_DIGITS = 100
_VALUES = 4
"""So many values of a series are shown, the latest; the JSON form has them all."""


@frozen(kw_only=True)
class AroundMeasure:
    """What was seen, measured and modelled before and after a measure (*rund um eine Maßnahme*)."""

    sightings: BeforeAfter
    changes: tuple[IndicatorChange, ...]
    effect: ModelledEffect


def around_measure(town: Town, measure: MeasureId, *, on: date, assumptions: Iterable[Assumption] = ()) -> AroundMeasure:
    """Return what was seen, measured and modelled before and after a measure.

    Raises:
        EvidenceError: if there is no such measure on the day, or something is assumed twice.
    """
    return AroundMeasure(
        sightings=before_after(town, measure, on=on),
        changes=tuple(indicator_change(town, one.id, measure, on=on) for one in town.indicators or ()),
        effect=modelled_effect(town, measure, on=on, assumptions=assumptions),
    )


def effects_page(
    town: Town,
    series: Sequence[IndicatorSeries],
    around: AroundMeasure | None = None,
    *,
    on: date,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> Page:
    """Return the indicators of effect as a page, or what was seen before and after a measure.

    Args:
        town: the town.
        series: its indicators as they were known on the day.
        around: what was seen around a measure.
        on: the day of the page.
        language: the language to speak.
        protection: how people are protected.
    """
    words = words_of(town, "effects", language, protection)
    if around is not None:
        named = words.said("measure", measure=words.called(around.effect.measure))
        return page_of_town(town, on, words, lines=[named], sections=_around(series, around, words))
    areas = [(area, [one for one in series if one.area is area]) for area in EffectArea]
    return page_of_town(
        town,
        on,
        words,
        lines=[words.said("series", count=str(len(series))) if series else words.said("no_series")],
        sections=[Section(_area(area, words), tuple(_series(one, words) for one in found)) for area, found in areas if found],
    )


def effects_json(
    series: Sequence[IndicatorSeries], around: AroundMeasure | None = None, *, on: date, protection: Protection = PROTECTED
) -> str:
    """Return the indicators of effect as JSON text, and around a measure what was seen; people only as protected counts."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": on.isoformat(),
            "protection": protection_json(protection),
            "series": list(map(_series_json, series)),
            "measure": None if around is None else _around_json(around, protection),
        }
    )


def _area(area: EffectArea, words: LoopWords) -> str:
    name = words.shown(area.value, "EffectArea")
    return f"{name[:1].upper()}{name[1:]}"


def _series(one: IndicatorSeries, words: LoopWords) -> Block:
    rest = len(one.values) - _VALUES
    lines = [words.said("earlier", count=str(rest))] if rest > 0 else []
    lines += [_value(value, words) for value in one.values[-_VALUES:]]
    lines += [words.said("flaw", flaw=words.word("series_flaw", flaw.value)) for flaw in one.flaws]
    if one.sources:
        lines.append(words.said("sources", sources=", ".join(one.sources)))
    return Lines(tuple(lines), title=one.title, note=one.unit)


def _value(value: IndicatorValue, words: LoopWords) -> str:
    ranged = ""
    if value.low is not None or value.high is not None:
        ranged = words.said("range", low=words.shown(value.low), high=words.shown(value.high))
    origin = words.shown(value.origin.value, "Origin")
    told = (words.shown(value.on, "date"), f"{words.shown(value.value)}{ranged}", origin)
    return " · ".join(told)


def _around(series: Sequence[IndicatorSeries], around: AroundMeasure, words: LoopWords) -> list[Section]:
    effect = around.effect
    sections = [words.section("before_after", *before_after_blocks((around.sightings,), words))]
    if around.changes:
        known = {one.indicator: one for one in series}
        sections.append(
            words.section("changes", Lines(tuple(_change(one, known[one.indicator], words) for one in around.changes)))
        )
    sections.append(words.section("referrals", *_windows(effect, words)))
    sections.append(words.section("model", *_model(effect, words)))
    return sections


def _change(one: IndicatorChange, series: IndicatorSeries, words: LoopWords) -> str:
    if one.before is None or one.after is None or one.difference is None:
        return words.said("no_change", title=series.title, reason=words.why(one.reason))
    return words.said(
        "change",
        title=series.title,
        before=words.shown(one.before.value),
        first=words.shown(one.before.on, "date"),
        after=words.shown(one.after.value),
        last=words.shown(one.after.on, "date"),
        difference=_span(one.difference.low, one.difference.high, words),
        unit=series.unit,
        origin=words.shown(one.after.origin.value, "Origin"),
    )


def _span(low: float, high: float, words: LoopWords) -> str:
    return words.shown(low) if low == high else words.said("interval", low=words.shown(low), high=words.shown(high))


def _windows(effect: ModelledEffect, words: LoopWords) -> tuple[Block, ...]:
    if effect.before is None or effect.after is None:
        return (words.why(effect.estimates[0].reason),)
    fields = join([words.shown(field.value, "FieldOfAction") for field in effect.fields], words.language)
    rows = [
        (words.said(name), *_counts(window, words))
        for name, window in (("before_start", effect.before), ("after_end", effect.after))
    ]
    return (
        words.said("fields", fields=fields, horizon=words.shown(effect.after.wait.horizon, "days")),
        *words.grid(("window", "days", "referrals", "repeated", "mean_wait"), rows),
    )


def _counts(window: ReferralWindow, words: LoopWords) -> tuple[str, str, str, str]:
    first, last = (words.shown(day, "date") for day in (window.window.first_day, window.window.last_day))
    span = words.said("interval", low=first, high=last)
    if not _may_show(window, words.protection):
        return span, words.people(window.people), words.said("hidden"), words.said("hidden")
    wait = words.shown(None if window.wait.days is None else round(window.wait.days, 1))
    return span, str(window.referrals), str(window.repeated), wait


def _may_show(window: ReferralWindow, protection: Protection) -> bool:
    """Return whether neither the repeated referrals nor the others are of few people."""
    return not any(map(protection.is_few, (window.people, window.people_repeated, window.people_once)))


def _shows_model(effect: ModelledEffect, protection: Protection) -> bool:
    return all(window is None or _may_show(window, protection) for window in (effect.before, effect.after))


def _model(effect: ModelledEffect, words: LoopWords) -> tuple[Block, ...]:
    if not _shows_model(effect, words.protection):
        return (words.said("model_hidden"),)
    lines = tuple(_estimate(one, words) for one in effect.estimates)
    given = tuple(
        words.said(
            "assumed",
            what=words.word("assumption", one.key.value),
            span=_span(one.low, one.high, words),
            source=one.source,
        )
        for one in effect.assumptions
    )
    missing = tuple(words.said("not_assumed", what=words.word("assumption", key.value), key=key.value) for key in effect.missing)
    return (Lines((*lines, *given, *missing)), words.said("model_note", confidence=words.shown(effect.confidence, "share")))


def _estimate(one: Estimate, words: LoopWords) -> str:
    what = words.word("effect_part", one.part.value)
    if one.span is None:
        return words.said("no_estimate", what=what, reason=words.why(one.reason))
    low, high = _outward(one.span.low, floor), _outward(one.span.high, ceil)
    span = words.said("interval", low=words.shown(low), high=words.shown(high))
    key = "estimate_open" if low <= 0 <= high else "estimate"
    return words.said(key, what=what, span=span, unit=words.word("unit", one.unit))


def _outward(value: float, rounded: Callable[[float], int]) -> float:
    """Return the end of a range with no more digits than a model deserves; the range only gets wider."""
    return rounded(value * 10) / 10 if abs(value) < _THREE_DIGITS else float(rounded(value))


def _series_json(one: IndicatorSeries) -> dict[str, object]:
    return {
        "indicator": one.indicator,
        "title": one.title,
        "area": one.area.value,
        "unit": one.unit,
        "values": list(map(_value_json, one.values)),
        "sources": list(one.sources),
        "flaws": [flaw.value for flaw in one.flaws],
    }


def _value_json(value: IndicatorValue | None) -> dict[str, object] | None:
    if value is None:
        return None
    return {
        "on": value.on.isoformat(),
        "value": value.value,
        "origin": value.origin.value,
        "low": value.low,
        "high": value.high,
        "sources": list(value.sources),
    }


def _around_json(around: AroundMeasure, protection: Protection) -> dict[str, object]:
    effect = around.effect
    is_shown = _shows_model(effect, protection)
    windows = {"before": effect.before, "after": effect.after}
    return {
        "id": effect.measure,
        "sightings": before_after_json(around.sightings),
        "changes": [
            {
                "indicator": one.indicator,
                "before": _value_json(one.before),
                "after": _value_json(one.after),
                "difference": None if one.difference is None else [one.difference.low, one.difference.high],
                "reason": one.reason,
            }
            for one in around.changes
        ],
        "fields": [field.value for field in effect.fields],
        "referrals": {name: None if one is None else _window_json(one, protection) for name, one in windows.items()},
        "estimates": [
            {
                "part": one.part.value,
                "unit": one.unit,
                "origin": "modelled",
                "span": None if one.span is None or not is_shown else [one.span.low, one.span.high],
                "uses": [key.value for key in one.uses],
                "missing": [key.value for key in one.missing],
                "reason": one.reason if is_shown else "protected",
            }
            for one in effect.estimates
        ],
        "assumptions": [
            {"key": one.key.value, "low": one.low, "high": one.high, "source": one.source, "note": one.note}
            for one in effect.assumptions
        ],
        "confidence": effect.confidence,
        "definition": effect.card.definition,
        "source": effect.card.source,
    }


def _window_json(window: ReferralWindow, protection: Protection) -> dict[str, object]:
    is_shown = _may_show(window, protection)
    first, last = window.window.first_day, window.window.last_day
    return {
        "first_day": None if first is None else first.isoformat(),
        "last_day": None if last is None else last.isoformat(),
        "people": amount_json(protection.shown(window.people)),
        "referrals": window.referrals if is_shown else None,
        "repeated": window.repeated if is_shown else None,
        "horizon": window.wait.horizon,
        "mean_wait": window.wait.days if is_shown else None,
    }
