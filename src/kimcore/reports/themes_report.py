"""Candidate themes, for readers and for programs."""

from collections.abc import Sequence
from datetime import date

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Candidate, Thresholds
from kimcore.model import Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import json_page
from kimcore.reports.lines import town_name
from kimcore.reports.loop_words import LoopWords, loop_page, words_of
from kimcore.reports.page import Lines, Page, Section
from kimcore.text import Language, join

FORMAT = "kimcore-themes"
VERSION = 1

_SHOWN = 8
"""So many candidates are shown; the JSON form has them all."""


def themes_page(
    towns: Sequence[Town],
    found: Sequence[Candidate],
    least: Thresholds,
    *,
    on: date,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> Page:
    """Return candidate themes of one town or of several as a page, with cases only as protected counts."""
    words = words_of(towns[0], "themes", language, protection)
    lines = [
        words.said("thresholds", cases=str(least.cases), reporters=str(least.reporters)),
        words.said("score" if found else "no_candidates"),
    ]
    if len(found) > _SHOWN:
        lines.append(words.said("shown", count=str(_SHOWN), all=str(len(found))))
    return loop_page(
        join([town_name(town.municipality, language) for town in towns], language),
        on,
        words,
        lines=lines,
        sections=[_section(place, one, words) for place, one in enumerate(found[:_SHOWN], start=1)],
    )


def themes_json(found: Sequence[Candidate], least: Thresholds, *, on: date, protection: Protection = PROTECTED) -> str:
    """Return candidate themes as JSON text, with cases only as protected counts."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": on.isoformat(),
            "protection": protection_json(protection),
            "thresholds": {"cases": least.cases, "reporters": least.reporters},
            "candidates": [_candidate_json(one, protection) for one in found],
        }
    )


def _section(place: int, one: Candidate, words: LoopWords) -> Section:
    field = None if one.field is None else words.shown(one.field.value, "FieldOfAction")
    kind = None if one.kind is None else words.shown(one.kind.value, "BarrierKind")
    title = ": ".join(part for part in (field, kind) if part) or words.said("candidate")
    lines = (
        _between(one, words),
        words.said(
            "support", cases=words.people(one.cases), reporters=str(one.case_managers), places=str(len(one.municipalities))
        ),
        words.said(
            "trend",
            lately=str(one.seen_lately),
            before=str(one.seen_before),
            weeks=str(one.weeks_lost) if one.weeks_lost else words.said("unknown_weeks"),
        ),
        _points(one, words),
        words.said("barriers", listed=", ".join(one.barriers)),
    )
    return Section(f"{place}. {title[:1].upper()}{title[1:]}", (Lines(tuple(line for line in lines if line)),))


def _points(one: Candidate, words: LoopWords) -> str:
    """Return the score part by part; not for few cases, since it would tell how many."""
    reached = words.said("reached" if one.reaches_threshold else "not_reached")
    if words.protection.is_few(one.cases):
        return words.said("points_hidden", reached=reached)
    return words.said(
        "points",
        total=words.shown(one.score.total, "share"),
        cases=words.shown(one.score.cases, "share"),
        reporters=words.shown(one.score.reporters, "share"),
        recent=words.shown(one.score.recent, "share"),
        reached=reached,
    )


def _between(one: Candidate, words: LoopWords) -> str:
    """Return where the barriers lie: between whom, and at which stage."""
    ends = [words.called(end) if isinstance(end, str) else words.shown(end.value, "LegalField") for end in one.interface]
    stage = None if one.stage is None else words.said("stage", stage=words.shown(one.stage.value, "ChainStage"))
    return " · ".join(part for part in (" – ".join(ends), stage) if part)


def _candidate_json(one: Candidate, protection: Protection) -> dict[str, object]:
    is_few = protection.is_few(one.cases)
    return {
        "field": None if one.field is None else one.field.value,
        "kind": None if one.kind is None else one.kind.value,
        "interface": [end if isinstance(end, str) else end.value for end in one.interface],
        "stage": None if one.stage is None else one.stage.value,
        "barriers": list(one.barriers),
        "cases": amount_json(protection.shown(one.cases)),
        "case_managers": one.case_managers,
        "municipalities": list(one.municipalities),
        "seen_lately": one.seen_lately,
        "seen_before": one.seen_before,
        "weeks_lost": one.weeks_lost,
        "score": None
        if is_few
        else {
            "total": one.score.total,
            "cases": one.score.cases,
            "reporters": one.score.reporters,
            "recent": one.score.recent,
        },
        "reaches_threshold": one.reaches_threshold,
    }
