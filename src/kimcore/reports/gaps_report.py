"""What is missing between needs and reviews, for readers and for programs."""

from collections.abc import Mapping

from attrs import frozen
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kimcore.evidence import Gap, Gaps, Lack, LinkKind
from kimcore.model import Metric, Town
from kimcore.reports.evidence_words import (
    age_words,
    code_word,
    head_lines,
    json_page,
    markdown_head,
    markdown_page,
    said,
    terminal_head,
)
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.markdown import escape
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.reports.trace_report import gap_json
from kimcore.reports.wording import parameter_name, word
from kimcore.text import Language, join, render

FORMAT = "kimcore-gaps"
VERSION = 1

_OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})
_SHOWN = 5
"""So many records are listed below a gap; the JSON form has them all."""


@frozen
class _Group:
    title: str
    count: str
    records: tuple[str, ...]


def gaps_page(
    town: Town,
    found: Gaps,
    *,
    form: str,
    language: Language = Language.DE,
    width: int = WIDTH,
    colour: bool = False,
) -> str:
    """Return the page in one of the forms ``text``, ``markdown`` and ``json``."""
    if form == "json":
        return gaps_json(found)
    if form == "markdown":
        return gaps_markdown(town, found, language=language)
    return gaps_text(town, found, language=language, width=width, colour=colour)


def gaps_text(town: Town, found: Gaps, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return what is missing as text for a terminal; needs of people only as a protected count."""
    parts: list[RenderableType] = terminal_head(head_lines(said(language, "gaps_title"), town, found.on, language))
    for group in _groups(town, found, language):
        parts.append(Text.assemble(("✖ ", "red"), (group.title, "bold"), f"  {group.count}"))
        parts += [Padding(Text(clean(record)), (0, 0, 0, 4)) for record in group.records]
    if not found.gaps:
        parts.append(Text(said(language, "no_gaps")))
    for title, lines in _rest(found, language):
        parts += [Text(), heading(title), *(Text(clean(line)) for line in lines)]
    return drawn(Group(*parts), width=width, colour=colour)


def gaps_markdown(town: Town, found: Gaps, *, language: Language = Language.DE) -> str:
    """Return what is missing as Markdown; needs of people only as a protected count."""
    blocks = markdown_head(head_lines(said(language, "gaps_title"), town, found.on, language))
    for group in _groups(town, found, language):
        lines = "\n".join(f"- {escape(record)}" for record in group.records)
        blocks += [f"## {group.title}", escape(group.count), lines]
    if not found.gaps:
        blocks.append(said(language, "no_gaps"))
    for title, lines_of_rest in _rest(found, language):
        blocks += [f"## {title}", "\n".join(f"- {escape(line)}" for line in lines_of_rest)]
    return markdown_page(blocks)


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


def _groups(town: Town, found: Gaps, language: Language) -> list[_Group]:
    names = subject_names(town)
    groups = []
    for lack in Lack:
        gaps = [gap for gap in found.gaps if gap.lack is lack]
        if gaps:
            groups.append(_group(lack, gaps, found, names, language))
    return groups


def _group(lack: Lack, gaps: list[Gap], found: Gaps, names: Mapping[str, str], language: Language) -> _Group:
    title = code_word(language, "lack", lack.value)
    if any(gap.link.kind in _OF_PEOPLE for gap in gaps):
        few = len(gaps) < SMALLEST_COUNT
        return _Group(title, said(language, "count_few") if few else str(len(gaps)), ())
    records = tuple(_record(gap, names, language) for gap in gaps[:_SHOWN])
    if len(gaps) > _SHOWN:
        records = (*records, said(language, "more", count=str(len(gaps) - _SHOWN)))
    return _Group(title, _counted(lack, len(gaps), found, language), records)


def _counted(lack: Lack, count: int, found: Gaps, language: Language) -> str:
    asked = found.asked[lack]
    return said(language, "count", count=str(count), asked=str(asked), share=render(count / asked, "share", language))


def _record(gap: Gap, names: Mapping[str, str], language: Language) -> str:
    title = names.get(gap.link.id)
    parts = (gap.link.id if title is None else f"{title} ({gap.link.id})", age_words(gap, language), _about(gap, language))
    return " · ".join(part for part in parts if part)


def _about(gap: Gap, language: Language) -> str:
    return said(language, "about", what=join(list(gap.about), language)) if gap.about else ""


def _rest(found: Gaps, language: Language) -> list[tuple[str, list[str]]]:
    unjudged = [_unjudged(lack, found, language) for lack in Lack if any(one.lack is lack for one in found.unjudged)]
    lacking = {gap.lack for gap in found.gaps} | {one.lack for one in found.unjudged}
    fine = [code_word(language, "lack", lack.value) for lack in Lack if lack not in lacking and found.asked.get(lack)]
    rest = [(said(language, "unjudged"), unjudged), (said(language, "without"), fine)]
    return [(title, lines) for title, lines in rest if lines]


def _unjudged(lack: Lack, found: Gaps, language: Language) -> str:
    wanted = dict.fromkeys(name for one in found.unjudged if one.lack is lack for name in one.missing)
    names = [parameter_name(name, language) if "." in name else word(language, "missing", name) for name in wanted]
    return said(language, "unjudged_line", what=code_word(language, "lack", lack.value), missing=join(names, language))
