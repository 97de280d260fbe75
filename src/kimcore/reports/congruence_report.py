"""Who has to work together and who does, for readers and for programs."""

from collections.abc import Mapping

from attrs import frozen
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kimcore.evidence import Congruence, Difference, DifferenceKind, Requirement
from kimcore.model import Town
from kimcore.reports.evidence_words import (
    code_word,
    head_lines,
    json_page,
    markdown_head,
    markdown_page,
    said,
    terminal_head,
)
from kimcore.reports.gaps_report import metric_json
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.markdown import escape
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.text import Language, render

FORMAT = "kimcore-congruence"
VERSION = 1

_SHOWN = 6
"""So many pairs are listed of each kind; the JSON form has them all."""


@frozen
class _Group:
    title: str
    lines: tuple[str, ...]


def congruence_page(
    town: Town,
    found: Congruence,
    *,
    form: str,
    language: Language = Language.DE,
    width: int = WIDTH,
    colour: bool = False,
) -> str:
    """Return the page in one of the forms ``text``, ``markdown`` and ``json``."""
    if form == "json":
        return congruence_json(found)
    if form == "markdown":
        return congruence_markdown(town, found, language=language)
    return congruence_text(town, found, language=language, width=width, colour=colour)


def congruence_text(
    town: Town, found: Congruence, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False
) -> str:
    """Return who has to work together and who does as text for a terminal; needs of people as protected counts."""
    parts: list[RenderableType] = terminal_head(head_lines(said(language, "congruence_title"), town, found.on, language))
    parts += [Text(clean(line)) for line in _score(found, language)]
    for group in _groups(town, found, language):
        parts += [Text(), heading(group.title)]
        parts += [Padding(Text(clean(line)), (0, 0, 0, 2)) for line in group.lines]
    if not found.differences:
        parts += [Text(), Text(said(language, "nothing_differs"))]
    return drawn(Group(*parts), width=width, colour=colour)


def congruence_markdown(town: Town, found: Congruence, *, language: Language = Language.DE) -> str:
    """Return who has to work together and who does as Markdown; needs of people as protected counts."""
    blocks = markdown_head(head_lines(said(language, "congruence_title"), town, found.on, language))
    blocks += [escape(line) for line in _score(found, language)]
    for group in _groups(town, found, language):
        blocks += [f"## {group.title}", "\n".join(f"- {escape(line)}" for line in group.lines)]
    if not found.differences:
        blocks.append(said(language, "nothing_differs"))
    return markdown_page(blocks)


def congruence_json(found: Congruence) -> str:
    """Return who has to work together and who does as JSON text, with every count as it is."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "metrics": list(map(metric_json, found.metrics)),
            "expected": found.expected,
            "p": found.p,
            "permutations": found.permutations,
            "seed": found.seed,
            "required": list(map(_requirement_json, found.required)),
            "differences": list(map(_difference_json, found.differences)),
        }
    )


def _score(found: Congruence, language: Language) -> list[str]:
    by_name = {metric.name: metric for metric in found.metrics}
    metric, weighted = by_name["congruence"], by_name["congruence_by_needs"]
    if metric.reason is not None or metric.value is None:
        return [said(language, "no_score", reason=code_word(language, "reason", metric.reason or ""))]
    layers = {str(layer): render(value, "share", language) for layer, value in metric.values.items()}
    lines = [
        said(language, "score", share=render(metric.value, "share", language), count=str(len(found.required))),
        said(language, "layers", **layers),
        said(language, "by_needs", share=render(weighted.value, "share", language)),
    ]
    if found.p is not None:
        lines.append(_test(found, found.p, language))
    return [*lines, said(language, "limits")]


def _test(found: Congruence, p: float, language: Language) -> str:
    return said(
        language,
        "test",
        expected=render(found.expected, "share", language),
        p=render(p, "share", language),
        permutations=render(found.permutations, "count", language),
    )


def _groups(town: Town, found: Congruence, language: Language) -> list[_Group]:
    names = subject_names(town)
    groups = []
    for kind in DifferenceKind:
        lines = [_line(one, names, language) for one in found.differences if one.kind is kind]
        more = [said(language, "more", count=str(len(lines) - _SHOWN))] if len(lines) > _SHOWN else []
        if lines:
            groups.append(_Group(code_word(language, "difference", kind.value), (*lines[:_SHOWN], *more)))
    return groups


def _line(one: Difference, names: Mapping[str, str], language: Language) -> str:
    actors = [names.get(actor, actor) for actor in one.actors]
    if one.kind is DifferenceKind.KNOWN_TO_ONE_SIDE:
        who = said(language, "one_side", first=actors[0], second=actors[1])
    else:
        who = " – ".join(actors)
    counts = {"needs": one.needs, "referrals": one.referrals, "transitions": one.transitions}
    told = [said(language, name, count=_protected(count, language)) for name, count in counts.items() if count]
    return " · ".join((who, *told))


def _protected(count: int, language: Language) -> str:
    return said(language, "count_few") if count < SMALLEST_COUNT else str(count)


def _requirement_json(one: Requirement) -> dict[str, object]:
    return {
        "actors": list(one.pair),
        "needs": one.needs,
        "cases": one.cases,
        "referrals": one.referrals,
        "transitions": one.transitions,
        "shared_cases": one.shared_cases,
    }


def _difference_json(one: Difference) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "actors": list(one.actors),
        "needs": one.needs,
        "referrals": one.referrals,
        "transitions": one.transitions,
        "agreement": one.agreement,
    }
