"""Who has to work together and who does, for readers and for programs."""

from collections.abc import Mapping, Sequence

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Congruence, Difference, DifferenceKind, Requirement
from kimcore.model import Metric, Town
from kimcore.reports.as_json import protection_json
from kimcore.reports.evidence_words import code_word, day_line, json_page, said
from kimcore.reports.gaps_report import metric_json, without
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Lines, Page, Section
from kimcore.reports.wording import amount_words
from kimcore.text import Language, render

FORMAT = "kimcore-congruence"
VERSION = 1

_SHOWN = 6
"""So many pairs are listed of each kind; the JSON form has them all."""


def congruence_page(
    town: Town, found: Congruence, *, language: Language = Language.DE, protection: Protection = PROTECTED
) -> Page:
    """Return who has to work together and who does as a page; people as protected counts, unless that is switched off."""
    return Page(
        title=said(language, "congruence_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        protection=protection,
        lines=_score(found, language, protection),
        opening=() if found.differences else (said(language, "nothing_differs"),),
        sections=_groups(town, found, language, protection),
    )


def congruence_json(found: Congruence, *, protection: Protection = PROTECTED) -> str:
    """Return who has to work together and who does as JSON text; people are protected unless that is switched off."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "protection": protection_json(protection),
            "metrics": [metric_json(_told(metric, found, protection)) for metric in found.metrics],
            "expected": found.expected,
            "p": found.p,
            "permutations": found.permutations,
            "seed": found.seed,
            "required": [_requirement_json(one, protection) for one in _unranked(found.required, protection)],
            "differences": [_difference_json(one, found, protection) for one in _in_order(found, protection)],
        }
    )


def _score(found: Congruence, language: Language, protection: Protection) -> tuple[str, ...]:
    by_name = {metric.name: metric for metric in found.metrics}
    metric, weighted = by_name["congruence"], _told(by_name["congruence_by_needs"], found, protection)
    if metric.reason is not None or metric.value is None:
        return (said(language, "no_score", reason=code_word(language, "reason", metric.reason or "")),)
    layers = {str(layer): render(value, "share", language) for layer, value in metric.values.items()}
    lines = [
        said(language, "score", share=render(metric.value, "share", language), count=str(len(found.required))),
        said(language, "layers", **layers),
        said(language, "by_needs_hidden")
        if weighted.reason == "protected"
        else said(language, "by_needs", share=render(weighted.value, "share", language)),
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


def _groups(town: Town, found: Congruence, language: Language, protection: Protection) -> tuple[Section, ...]:
    names = subject_names(town)
    by_kind = {kind: [one for one in _in_order(found, protection) if one.kind is kind] for kind in DifferenceKind}
    told = {kind: [_line(one, found, names, language, protection) for one in listed] for kind, listed in by_kind.items()}
    return tuple(
        Section(code_word(language, "difference", kind.value), (Lines((*lines[:_SHOWN], *_more(lines, language))),))
        for kind, lines in told.items()
        if lines
    )


def _more(lines: Sequence[str], language: Language) -> tuple[str, ...]:
    return (said(language, "more", count=str(len(lines) - _SHOWN)),) if len(lines) > _SHOWN else ()


def _line(one: Difference, found: Congruence, names: Mapping[str, str], language: Language, protection: Protection) -> str:
    actors = [names.get(actor, actor) for actor in one.actors]
    if one.kind is DifferenceKind.KNOWN_TO_ONE_SIDE:
        who = said(language, "one_side", first=actors[0], second=actors[1])
    else:
        who = " – ".join(actors)
    cases = protection.shown(_cases(one, found))
    if cases.width != 0:
        return f"{who} · {said(language, 'pair_cases', count=amount_words(cases, language))}"
    counts = {"needs": one.needs, "referrals": one.referrals, "transitions": one.transitions}
    shown = {name: protection.shown(count) for name, count in counts.items() if count}
    told = [said(language, name, count=amount_words(amount, language)) for name, amount in shown.items()]
    return " · ".join((who, *told))


def _cases(one: Difference, found: Congruence) -> int:
    """Return how many cases stand behind a difference; none where no case requires the pair to work together."""
    return next((required.cases for required in found.required if {*required.pair} == {*one.actors}), 0)


def _in_order(found: Congruence, protection: Protection) -> list[Difference]:
    """Return the differences, within each kind those of few people last and in the order of their keys."""

    def place(one: Difference) -> tuple[int, bool, tuple[str, ...]]:
        is_few = protection.is_few(_cases(one, found))
        return [*DifferenceKind].index(one.kind), is_few, one.actors if is_few else ()

    return sorted(found.differences, key=place)


def _unranked(required: Sequence[Requirement], protection: Protection) -> list[Requirement]:
    """Return the pairs with the small ones last and in the order of their keys, since their rank would tell of their size."""
    large = [one for one in required if not protection.is_few(one.cases)]
    return [*large, *sorted((one for one in required if protection.is_few(one.cases)), key=lambda one: one.pair)]


def _told(metric: Metric, found: Congruence, protection: Protection) -> Metric:
    """Return a metric, without its values if they weigh pairs by needs and a small number could be had from them."""
    has_small = any(protection.is_few(one.cases) or protection.is_few(one.needs) for one in found.required)
    weighs = metric.name == "congruence_by_needs"
    return without(metric, frozenset(metric.values)) if weighs and has_small and metric.reason is None else metric


def _requirement_json(one: Requirement, protection: Protection) -> dict[str, object]:
    counts = ("needs", "referrals", "transitions", "shared_cases")
    return {
        "actors": list(one.pair),
        "cases": _count_json(one.cases, one.cases, protection),
        **{name: _count_json(getattr(one, name), one.cases, protection) for name in counts},
    }


def _difference_json(one: Difference, found: Congruence, protection: Protection) -> dict[str, object]:
    cases = _cases(one, found)
    return {
        "kind": one.kind.value,
        "actors": list(one.actors),
        **{name: _count_json(getattr(one, name), cases, protection) for name in ("needs", "referrals", "transitions")},
        "agreement": one.agreement,
    }


def _count_json(count: int, cases: int, protection: Protection) -> int | None:
    """Return a count behind a pair; `None` where it is small, or stands for few people."""
    return None if count and (protection.is_few(count) or protection.is_few(cases)) else count
