"""What was found about a town as a page, as text for a terminal, as Markdown and as HTML."""

from collections.abc import Mapping

from kimcore.disclosure import PROTECTED, Protection
from kimcore.reports.grouping import Entry as Found
from kimcore.reports.grouping import entries, subject_names
from kimcore.reports.lines import (
    day_line,
    failure_rows,
    metric_rows,
    open_questions,
    outcome_counts,
    severity_counts,
    severity_word,
    town_name,
)
from kimcore.reports.page import Block, Coded, Entry, Grid, Lines, Mark, Page, Section
from kimcore.reports.page_html import page_html
from kimcore.reports.page_output import page_markdown, page_text
from kimcore.reports.report import Report
from kimcore.reports.terminal import WIDTH
from kimcore.reports.wording import phrase, source_words, title
from kimcore.rules import Outcome, Severity
from kimcore.text import Language

MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING, Severity.INFO: Mark.INFO}


def report_page(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return what was found about a town as a page; cases only as protected counts, unless that is switched off.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> kleve = check(Town(municipality=UNITS[10], concepts=()), on=date(2025, 6, 30), select=["ST-04"])
        >>> [section.title for section in report_page(kleve, language=Language.EN).sections]
        ['Not met', 'Cooperation network']
    """
    names = subject_names(report.town)
    return Page(
        title=phrase(language, "title"),
        town=town_name(report.municipality, language),
        day=day_line(report, language),
        language=language,
        lines=(outcome_counts(report, language, protection), severity_counts(report, language, protection)),
        protection=protection,
        sections=(
            Section(phrase(language, "failed"), _failures(report, names, language, protection)),
            *_unknowns(report, names, language, protection),
            *_passes(report, language, protection),
            Section(phrase(language, "network"), _network(report, names, language)),
            *((Section(phrase(language, "broken"), (Lines(report.broken),)),) if report.broken else ()),
        ),
    )


def report_text(
    report: Report,
    *,
    language: Language = Language.DE,
    width: int = WIDTH,
    colour: bool = False,
    protection: Protection = PROTECTED,
) -> str:
    """Return what was found about a town as text for a terminal.

    Args:
        report: the outcome of `kimcore.check`.
        language: the language to speak.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
        protection: whether single cases and small counts of people are left out.
    """
    return page_text(report_page(report, language=language, protection=protection), width=width, colour=colour)


def report_markdown(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> str:
    """Return what was found about a town as Markdown; names from the file are escaped."""
    return page_markdown(report_page(report, language=language, protection=protection))


def report_html(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> str:
    """Return what was found about a town as one HTML file; names from the file are escaped."""
    return page_html(report_page(report, language=language, protection=protection))


def _failures(report: Report, names: Mapping[str, str], language: Language, protection: Protection) -> tuple[Block, ...]:
    failed = entries(report, Outcome.FAIL, protection)
    if not failed:
        return (phrase(language, "nothing_failed"),)
    return tuple(_failure(found, names, report, language) for found in failed)


def _failure(found: Found, names: Mapping[str, str], report: Report, language: Language) -> Entry:
    finding = found.finding
    return Entry(
        code=finding.code,
        title=title(finding.rule, language),
        rows=failure_rows(found, names, report, language),
        mark=MARKS[finding.severity],
        weight=severity_word(finding.severity, language),
        links=tuple((source_words(source, language), source.url) for source in finding.rule.sources if source.url is not None),
    )


def _unknowns(report: Report, names: Mapping[str, str], language: Language, protection: Protection) -> tuple[Section, ...]:
    asked = open_questions(entries(report, Outcome.UNKNOWN, protection), names, language)
    blocks = tuple(Coded(question.waiting, Mark.OPEN, question.missing) for question in asked)
    return (Section(phrase(language, "unknown"), blocks),) if blocks else ()


def _passes(report: Report, language: Language, protection: Protection) -> tuple[Section, ...]:
    rules = dict.fromkeys(found.finding.rule for found in entries(report, Outcome.PASS, protection))
    met = Coded(tuple((rule.code, title(rule, language)) for rule in rules), Mark.MET)
    return (Section(phrase(language, "passed"), (met,)),) if rules else ()


def _network(report: Report, names: Mapping[str, str], language: Language) -> tuple[Block, ...]:
    rows = tuple((row.label, row.text) for row in metric_rows(report, names, language))
    if not rows:
        return (phrase(language, "nothing_measured"),)
    return (Grid("", (phrase(language, "metric_name"), phrase(language, "metric_value")), rows, numbers_from=2),)
