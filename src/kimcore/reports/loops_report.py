"""Every theme with how far its loop has come, for readers and for programs."""

from collections.abc import Iterable
from datetime import date

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import LinkKind, LoopState, Trace
from kimcore.model import Town
from kimcore.reports.as_json import protection_json
from kimcore.reports.evidence_words import code_word, day_line, json_page, said
from kimcore.reports.lines import town_name
from kimcore.reports.page import Grid, Page, Section
from kimcore.text import Language, join, render

FORMAT = "kimcore-loops"
VERSION = 1

_OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})
_ENDED = frozenset(state.value for state in (LoopState.REJECTED, LoopState.DROPPED))


def loops_page(
    town: Town, found: Iterable[Trace], *, on: date, language: Language = Language.DE, protection: Protection = PROTECTED
) -> Page:
    """Return how far each theme has come, and each measure that no theme leads to."""
    listed = tuple(found)
    whole = sum(one.is_whole for one in listed)
    kinds = (LinkKind.THEME, LinkKind.MEASURE)
    grids = ((kind, [one for one in listed if one.origin.link.kind is kind]) for kind in kinds)
    return Page(
        title=said(language, "loops_title"),
        town=town_name(town.municipality, language),
        day=day_line(on, language),
        language=language,
        lines=(_counted(whole, len(listed), language),),
        protection=protection,
        sections=tuple(Section(said(language, f"loops_{kind.value}"), (_grid(one, language),)) for kind, one in grids if one),
        closing=said(language, "loops_closing"),
    )


def loops_json(found: Iterable[Trace], *, on: date, protection: Protection = PROTECTED) -> str:
    """Return how far each theme has come as JSON text."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": on.isoformat(),
            "protection": protection_json(protection),
            "loops": [
                {
                    "kind": one.origin.link.kind.value,
                    "id": one.origin.link.id,
                    "title": one.origin.standing.title,
                    "states": list(_states(one)),
                    "whole": one.is_whole,
                    "gaps": _gaps(one),
                    "not_yet": [kind.value for kind in one.not_yet],
                }
                for one in found
            ],
        }
    )


def _counted(whole: int, count: int, language: Language) -> str:
    shown = {"whole": render(whole, "count", language), "count": render(count, "count", language)}
    return said(language, "loops_counted", **shown) if count else said(language, "loops_none")


def _grid(found: Iterable[Trace], language: Language) -> Grid:
    header = tuple(said(language, f"loops_{name}") for name in ("called", "state", "way"))
    return Grid("", header, tuple(_row(one, language) for one in found), numbers_from=len(header))


def _row(found: Trace, language: Language) -> tuple[str, ...]:
    title, key = found.origin.standing.title, found.origin.link.id
    states = [code_word(language, "state", state) for state in _states(found)]
    return (key if title is None else f"{title} ({key})", join(states, language), _way(found, language))


def _way(found: Trace, language: Language) -> str:
    if found.is_whole:
        return said(language, "loops_whole")
    gaps = _gaps(found)
    if gaps:
        return said(language, "loops_gap" if gaps == 1 else "loops_gaps", count=render(gaps, "count", language))
    return said(language, "loops_ended" if set(_states(found)) <= _ENDED else "loops_open")


def _gaps(found: Trace) -> int:
    """Return how many gaps lie on the way; those at single people have no place on a page that goes round."""
    return sum(len(step.gaps) for step in found.steps if step.link.kind not in _OF_PEOPLE)


def _states(found: Trace) -> tuple[str, ...]:
    """Return how far the measures are, or the record itself if there is none."""
    measures = dict.fromkeys(step.standing.state for step in found.led_to if step.link.kind is LinkKind.MEASURE)
    return tuple(measures) or (found.origin.standing.state,)
