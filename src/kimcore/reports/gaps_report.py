"""What is missing between needs and reviews, for readers and for programs."""

from collections.abc import Mapping

from kimcore.evidence import Gap, Gaps, Lack, LinkKind
from kimcore.model import Metric, Town
from kimcore.reports.evidence_words import age_words, code_word, day_line, json_page, said
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Lines, Mark, Page, Section
from kimcore.reports.trace_report import gap_json
from kimcore.reports.wording import parameter_name, word
from kimcore.text import Language, join, render

FORMAT = "kimcore-gaps"
VERSION = 1

OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})
_SHOWN = 5
"""So many records are listed below a gap; the JSON form has them all."""


def gaps_page(town: Town, found: Gaps, *, language: Language = Language.DE) -> Page:
    """Return what is missing as a page; needs of people only as a protected count."""
    return Page(
        title=said(language, "gaps_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        lines=() if found.gaps else (said(language, "no_gaps"),),
        opening=_groups(town, found, language),
        sections=_rest(found, language),
    )


def gaps_json(found: Gaps) -> str:
    """Return what is missing as JSON text, with every record under its key."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "gaps": list(map(gap_json, found.gaps)),
            "unjudged": [
                {"lack": one.lack.value, "kind": one.kind.value, "missing": list(one.missing)} for one in found.unjudged
            ],
            "metrics": list(map(metric_json, found.metrics)),
        }
    )


def metric_json(metric: Metric) -> dict[str, object]:
    """Return a metric with its definition in the form JSON can hold."""
    return {
        "name": metric.name,
        "value": metric.value,
        "values": {str(key): value for key, value in metric.values.items()},
        "reason": metric.reason,
        "reasons": {str(key): reason for key, reason in metric.reasons.items()},
        "definition": metric.card.definition,
        "source": metric.card.source,
        "doi": metric.card.doi,
        "parameters": dict(metric.card.parameters),
    }


def _groups(town: Town, found: Gaps, language: Language) -> tuple[Lines, ...]:
    names = subject_names(town)
    by_lack = {lack: [gap for gap in found.gaps if gap.lack is lack] for lack in Lack}
    return tuple(_group(lack, gaps, found, names, language) for lack, gaps in by_lack.items() if gaps)


def _group(lack: Lack, gaps: list[Gap], found: Gaps, names: Mapping[str, str], language: Language) -> Lines:
    title = code_word(language, "lack", lack.value)
    if any(gap.link.kind in OF_PEOPLE for gap in gaps):
        few = len(gaps) < SMALLEST_COUNT
        return Lines((), title, said(language, "count_few") if few else str(len(gaps)), Mark.ERROR)
    records = tuple(_record(gap, names, language) for gap in gaps[:_SHOWN])
    more = (said(language, "more", count=str(len(gaps) - _SHOWN)),) if len(gaps) > _SHOWN else ()
    return Lines((*records, *more), title, _counted(lack, len(gaps), found, language), Mark.ERROR)


def _counted(lack: Lack, count: int, found: Gaps, language: Language) -> str:
    asked = found.asked[lack]
    return said(language, "count", count=str(count), asked=str(asked), share=render(count / asked, "share", language))


def _record(gap: Gap, names: Mapping[str, str], language: Language) -> str:
    title = names.get(gap.link.id)
    parts = (gap.link.id if title is None else f"{title} ({gap.link.id})", age_words(gap, language), _about(gap, language))
    return " · ".join(part for part in parts if part)


def _about(gap: Gap, language: Language) -> str:
    return said(language, "about", what=join(list(gap.about), language)) if gap.about else ""


def _rest(found: Gaps, language: Language) -> tuple[Section, ...]:
    unjudged = tuple(_unjudged(lack, found, language) for lack in Lack if any(one.lack is lack for one in found.unjudged))
    lacking = {gap.lack for gap in found.gaps} | {one.lack for one in found.unjudged}
    fine = tuple(code_word(language, "lack", lack.value) for lack in Lack if lack not in lacking and found.asked.get(lack))
    rest = ((said(language, "unjudged"), unjudged), (said(language, "without"), fine))
    return tuple(Section(title, (Lines(lines),)) for title, lines in rest if lines)


def _unjudged(lack: Lack, found: Gaps, language: Language) -> str:
    wanted = dict.fromkeys(name for one in found.unjudged if one.lack is lack for name in one.missing)
    names = [parameter_name(name, language) if "." in name else word(language, "missing", name) for name in wanted]
    return said(language, "unjudged_line", what=code_word(language, "lack", lack.value), missing=join(names, language))
