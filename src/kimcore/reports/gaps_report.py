"""What is missing between needs and reviews, for readers and for programs."""

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby

from attrs import evolve

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Gap, Gaps, Lack, LinkKind
from kimcore.model import Metric, Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import age_words, code_word, day_line, json_page, said
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Lines, Mark, Page, Section
from kimcore.reports.trace_report import gap_json
from kimcore.reports.wording import amount_words, parameter_name, word
from kimcore.text import Language, join, render

FORMAT = "kimcore-gaps"
VERSION = 1

OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})
_SHOWN = 5
"""So many records are listed below a gap; the JSON form has them all."""


def gaps_page(town: Town, found: Gaps, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return what is missing as a page; needs of people only as a protected count, unless that is switched off."""
    return Page(
        title=said(language, "gaps_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        lines=() if found.gaps else (said(language, "no_gaps"),),
        protection=protection,
        opening=_groups(town, found, language, protection),
        sections=_rest(found, language),
    )


def gaps_json(found: Gaps, *, protection: Protection = PROTECTED) -> str:
    """Return what is missing as JSON text; people are protected unless that is switched off."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "protection": protection_json(protection),
            "gaps": _gaps_json(found, protection),
            "unjudged": [
                {"lack": one.lack.value, "kind": one.kind.value, "missing": list(one.missing)} for one in found.unjudged
            ],
            "metrics": [metric_json(one) for one in _metrics(found, protection)],
        }
    )


def _gaps_json(found: Gaps, protection: Protection) -> list[dict[str, object]]:
    """Return the gaps; those at needs of people, for each lack and kind, as one with a protected count of cases."""
    plain: list[dict[str, object]] = []
    for (lack, kind), same in groupby(sorted(found.gaps, key=_lack_and_kind), key=lambda gap: (gap.lack, gap.link.kind)):
        gaps = tuple(same)
        if not (protection.is_on and kind in OF_PEOPLE):
            plain += [{**gap_json(gap), "cases": None} for gap in gaps]
            continue
        nothing = dict.fromkeys(("id", "since", "days"))
        cases = amount_json(protection.shown(_cases(gaps)))
        plain.append({"lack": lack.value, "kind": kind.value, **nothing, "about": [], "cases": cases})
    return plain


def _lack_and_kind(gap: Gap) -> tuple[int, str]:
    return [*Lack].index(gap.lack), gap.link.kind.value


def _cases(gaps: Iterable[Gap]) -> int:
    """Return behind how many people gaps stand; a need is named after its case."""
    return len({gap.link.id.partition("/")[0] for gap in gaps if gap.link.kind in OF_PEOPLE})


def _metrics(found: Gaps, protection: Protection) -> tuple[Metric, ...]:
    """Return the numbers; those of a lack behind which few people stand have no value, and so has their sum."""
    few = {lack.value for lack in Lack if protection.is_few(_cases(gap for gap in found.gaps if gap.lack is lack))}
    return tuple(without(metric, few) for metric in found.metrics) if few else found.metrics


def without(metric: Metric, hidden: AbstractSet[Hashable]) -> Metric:
    """Return a metric without some of its values, and without the value of the whole, from which they could be had.

    Example:
        >>> from kimcore.model import Card
        >>> card = Card(name="count", definition="count", source="")
        >>> told = without(Metric(name="count", value=5, values={"a": 1, "b": 4}, card=card), {"a"})
        >>> told.value, told.values, told.reason, told.reasons
        (None, {'a': None, 'b': 4}, 'protected', {'a': 'protected'})
    """
    return evolve(
        metric,
        value=None,
        reason=metric.reason or "protected",
        values={key: None if key in hidden else value for key, value in metric.values.items()},
        reasons={**metric.reasons, **{key: "protected" for key in metric.values if key in hidden}},
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


def _groups(town: Town, found: Gaps, language: Language, protection: Protection) -> tuple[Lines, ...]:
    names = {**subject_names(town), **_titles(town)}
    by_lack = {lack: [gap for gap in found.gaps if gap.lack is lack] for lack in Lack}
    lines: list[Lines] = []
    for lack, gaps in by_lack.items():
        people = [gap for gap in gaps if protection.is_on and gap.link.kind in OF_PEOPLE]
        others = [gap for gap in gaps if gap not in people]
        lines += [_people(lack, people, language, protection)] if people else []
        lines += [_group(lack, others, found, names, language)] if others else []
    return tuple(lines)


def _titles(town: Town) -> Mapping[str, str]:
    """Return what barriers and decisions are about, by their keys, as a trace shows it."""
    barriers = ((one.id, one.title) for one in town.barriers or ())
    decisions = ((one.id, one.object) for one in town.decisions or ())
    return {key: title for key, title in (*barriers, *decisions) if title}


def _people(lack: Lack, gaps: list[Gap], language: Language, protection: Protection) -> Lines:
    cases = protection.shown(_cases(gaps))
    count = str(len(gaps)) if cases.width == 0 else amount_words(cases, language)
    return Lines((), code_word(language, "lack", lack.value), count, Mark.ERROR)


def _group(lack: Lack, gaps: list[Gap], found: Gaps, names: Mapping[str, str], language: Language) -> Lines:
    title = code_word(language, "lack", lack.value)
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
