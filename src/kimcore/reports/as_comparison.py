"""A comparison for readers and for programs."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby

from attrs import frozen

from kimcore.disclosure import PROTECTED, Interval, Protection, Sum, Sums, amounts
from kimcore.model import Town
from kimcore.reports.as_json import entry_json, protection_json
from kimcore.reports.comparison import Change, Comparison, Difference
from kimcore.reports.grouping import Entry as Found
from kimcore.reports.grouping import case_keys, gathered, subject_names
from kimcore.reports.lines import day_line, outcome_counts, severity_word, town_name, what_was_found
from kimcore.reports.page import Entry, Page, Row, Section
from kimcore.reports.report_output import MARKS
from kimcore.reports.wording import phrase, title, word
from kimcore.text import Language, render

FORMAT = "kimcore-comparison"
VERSION = 1


def comparison_page(both: Comparison, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return a comparison as a page; findings on cases only as protected counts."""
    days = (render(report.on, "date", language) for report in (both.before, both.after))
    counts = {report.on: outcome_counts(report, language, protection) for report in (both.before, both.after)}
    return Page(
        title=phrase(language, "compare_title"),
        town=town_name(both.after.municipality, language),
        day=phrase(language, "compare_days", **dict(zip(("before", "after"), days, strict=True))),
        language=language,
        protection=protection,
        lines=tuple(f"{day_line(report, language)}: {counts[report.on]}" for report in (both.before, both.after)),
        opening=() if both.differences else (phrase(language, "nothing_changed"),),
        sections=tuple(
            Section(
                word(language, "change", change.value),
                tuple(_entry(one, both.before.town if change is Change.RESOLVED else both.after.town, language) for one in same),
            )
            for change, same in groupby(_changes(both, protection), key=lambda one: one.difference.change)
        ),
    )


def comparison_json(both: Comparison, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> str:
    """Return a comparison as JSON text; people are protected unless that is switched off."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "from": both.before.on.isoformat(),
        "to": both.after.on.isoformat(),
        "language": language.value,
        "protection": protection_json(protection),
        "differences": [
            {
                "change": one.difference.change.value,
                "cause": None if one.difference.cause is None else one.difference.cause.value,
                "finding": entry_json(one.found, language),
            }
            for one in _changes(both, protection)
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@frozen
class _Changed:
    difference: Difference
    found: Found


def _changes(both: Comparison, protection: Protection) -> Iterator[_Changed]:
    """Yield the differences in their order; those of one rule on cases, with one cause, are one."""
    people = case_keys(both.before.town) | case_keys(both.after.town)
    groups = [tuple(same) for _, same in groupby(sorted(both.differences, key=_kind), key=_kind)]
    said = _amounts(both, groups, people, protection) if protection.is_on else {}
    for same in groups:
        for found in gathered(tuple(one.finding for one in same), people, protection, amount=said.get(_kind(same[0]))):
            yield _Changed(same[0], found)


def _amounts(
    both: Comparison, groups: Iterable[tuple[Difference, ...]], people: frozenset[str], protection: Protection
) -> Mapping[Hashable, Interval]:
    """Return what may be said of the people in each group, to readers who have the reports of both days as well.

    What is resolved and what lasts add up to the failures of the earlier day, what is new and what lasts to those of the later.
    """
    subjects = {_kind(same[0]): {one.finding.subject for one in same} & people for same in groups}
    said: dict[Hashable, Interval] = {}
    for code in sorted({code for _, code, _ in subjects}):
        cells: dict[Hashable, int] = {kind: len(found) for kind, found in subjects.items() if kind[1] == code and found}
        sums = []
        for report, change in ((both.before, Change.RESOLVED), (both.after, Change.NEW)):
            changes = {[*Change].index(change), [*Change].index(Change.LASTING)}
            parts = tuple(kind for kind in subjects if kind in cells and kind[0] in changes)
            # Somebody with several failures of one rule is in several groups; the failures add up all the same.
            cells[report.on, change] = sum(cells[part] for part in parts)
            sums.append(Sum(total=(report.on, change), parts=parts))
        known = [line.total for line in sums if not protection.is_few(cells[line.total])]
        said |= amounts(Sums(cells=cells, sums=tuple(sums)), protection, known=known)
    return said


def _kind(found: Difference) -> tuple[int, str, str]:
    return [*Change].index(found.change), found.finding.code, "" if found.cause is None else found.cause.value


def _entry(one: _Changed, town: Town, language: Language) -> Entry:
    finding, cause = one.found.finding, one.difference.cause
    why = () if cause is None else (Row("", word(language, "cause", cause.value)),)
    return Entry(
        code=finding.code,
        title=title(finding.rule, language),
        rows=(Row("", what_was_found(one.found, subject_names(town), language)), *why),
        mark=MARKS[finding.severity],
        weight=severity_word(finding.severity, language),
    )
