"""A comparison for readers and for programs."""

import json
from collections.abc import Iterable
from itertools import groupby

from kimcore.model import Town
from kimcore.reports.as_json import finding_json
from kimcore.reports.comparison import Change, Comparison, Difference
from kimcore.reports.grouping import case_keys, gathered, subject_names
from kimcore.reports.lines import day_line, outcome_counts, severity_word, town_name, what_was_found
from kimcore.reports.page import Entry, Page, Row, Section
from kimcore.reports.report_output import MARKS
from kimcore.reports.wording import phrase, title, word
from kimcore.text import Language, render

FORMAT = "kimcore-comparison"
VERSION = 1


def comparison_page(both: Comparison, *, language: Language = Language.DE) -> Page:
    """Return a comparison as a page; findings on cases only as protected counts."""
    days = (render(report.on, "date", language) for report in (both.before, both.after))
    by_change = {change: [found for found in both.differences if found.change is change] for change in Change}
    return Page(
        title=phrase(language, "compare_title"),
        town=town_name(both.after.municipality, language),
        day=phrase(language, "compare_days", **dict(zip(("before", "after"), days, strict=True))),
        language=language,
        lines=tuple(f"{day_line(report, language)}: {outcome_counts(report, language)}" for report in (both.before, both.after)),
        opening=() if both.differences else (phrase(language, "nothing_changed"),),
        sections=tuple(
            Section(
                word(language, "change", change.value),
                tuple(_entries(found, both.before.town if change is Change.RESOLVED else both.after.town, language)),
            )
            for change, found in by_change.items()
            if found
        ),
    )


def comparison_json(both: Comparison, *, language: Language = Language.DE) -> str:
    """Return a comparison as JSON text, with every finding under its pseudonym."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "from": both.before.on.isoformat(),
        "to": both.after.on.isoformat(),
        "language": language.value,
        "differences": [
            {
                "change": found.change.value,
                "cause": None if found.cause is None else found.cause.value,
                "finding": finding_json(found.finding, language),
            }
            for found in both.differences
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _entries(differences: Iterable[Difference], town: Town, language: Language) -> Iterable[Entry]:
    names, cases = subject_names(town), case_keys(town)
    for (code, cause), group in groupby(differences, key=lambda found: (found.finding.code, found.cause)):
        why = () if cause is None else (Row("", word(language, "cause", cause.value)),)
        for entry in gathered(tuple(found.finding for found in group), cases):
            finding = entry.finding
            yield Entry(
                code=code,
                title=title(finding.rule, language),
                rows=(Row("", what_was_found(entry, names, language)), *why),
                mark=MARKS[finding.severity],
                weight=severity_word(finding.severity, language),
            )
