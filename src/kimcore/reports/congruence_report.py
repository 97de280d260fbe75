"""Who has to work together and who does, for readers and for programs."""

from collections.abc import Mapping, Sequence

from kimcore.evidence import Congruence, Difference, DifferenceKind, Requirement
from kimcore.model import Town
from kimcore.reports.evidence_words import code_word, day_line, json_page, said
from kimcore.reports.gaps_report import metric_json
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Lines, Page, Section
from kimcore.text import Language, render

FORMAT = "kimcore-congruence"
VERSION = 1

_SHOWN = 6
"""So many pairs are listed of each kind; the JSON form has them all."""


def congruence_page(town: Town, found: Congruence, *, language: Language = Language.DE) -> Page:
    """Return who has to work together and who does as a page; needs of people as protected counts."""
    return Page(
        title=said(language, "congruence_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        lines=_score(found, language),
        opening=() if found.differences else (said(language, "nothing_differs"),),
        sections=_groups(town, found, language),
    )


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


def _score(found: Congruence, language: Language) -> tuple[str, ...]:
    by_name = {metric.name: metric for metric in found.metrics}
    metric, weighted = by_name["congruence"], by_name["congruence_by_needs"]
    if metric.reason is not None or metric.value is None:
        return (said(language, "no_score", reason=code_word(language, "reason", metric.reason or "")),)
    layers = {str(layer): render(value, "share", language) for layer, value in metric.values.items()}
    lines = [
        said(language, "score", share=render(metric.value, "share", language), count=str(len(found.required))),
        said(language, "layers", **layers),
        said(language, "by_needs", share=render(weighted.value, "share", language)),
    ]
    if found.p is not None:
        lines.append(_test(found, found.p, language))
    return (*lines, said(language, "limits"))


def _test(found: Congruence, p: float, language: Language) -> str:
    return said(
        language,
        "test",
        expected=render(found.expected, "share", language),
        p=render(p, "share", language),
        permutations=render(found.permutations, "count", language),
    )


def _groups(town: Town, found: Congruence, language: Language) -> tuple[Section, ...]:
    names = subject_names(town)
    by_kind = {kind: [_line(one, names, language) for one in found.differences if one.kind is kind] for kind in DifferenceKind}
    return tuple(
        Section(code_word(language, "difference", kind.value), (Lines((*lines[:_SHOWN], *_more(lines, language))),))
        for kind, lines in by_kind.items()
        if lines
    )


def _more(lines: Sequence[str], language: Language) -> tuple[str, ...]:
    return (said(language, "more", count=str(len(lines) - _SHOWN)),) if len(lines) > _SHOWN else ()


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
