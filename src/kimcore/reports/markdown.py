"""A report as Markdown, for a council paper or a repository."""

from collections.abc import Mapping

from kimcore.reports.grouping import Entry, entries, subject_names
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
from kimcore.reports.report import Report
from kimcore.reports.wording import (
    phrase,
    title,
)
from kimcore.rules import Outcome, Severity
from kimcore.text import Language

_SPECIAL = "\\`*_[]<>#|"


def report_markdown(report: Report, *, language: Language = Language.DE) -> str:
    """Return a report as Markdown; names from the file are escaped."""
    names = subject_names(report.town)
    blocks = [
        f"# {phrase(language, 'title')}",
        f"**{escape(town_name(report.municipality, language))}** · {day_line(report, language)}",
        f"{outcome_counts(report, language)}  \n{severity_counts(report, language)}",
        f"## {phrase(language, 'failed')}",
        *_failures(report, names, language),
    ]
    unknown = entries(report, Outcome.UNKNOWN)
    if unknown:
        blocks += [f"## {phrase(language, 'unknown')}", *_unknowns(unknown, names, language)]
    passed = dict.fromkeys(entry.finding.rule for entry in entries(report, Outcome.PASS))
    if passed:
        rows = [f"- **{rule.code}** {title(rule, language)}" for rule in passed]
        blocks += [f"## {phrase(language, 'passed')}", "\n".join(rows)]
    blocks += [f"## {phrase(language, 'network')}", _network(report, names, language)]
    if report.broken:
        blocks += [f"## {phrase(language, 'broken')}", "\n".join(f"- {escape(line)}" for line in report.broken)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return text from a file so that Markdown shows it as it is."""
    flat = "".join(character if character.isprintable() else " " for character in text)
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in flat)


def _failures(report: Report, names: Mapping[str, str], language: Language) -> list[str]:
    failed = entries(report, Outcome.FAIL)
    if not failed:
        return [phrase(language, "nothing_failed")]
    blocks: list[str] = []
    severity: Severity | None = None
    for entry in failed:
        if entry.finding.severity is not severity:
            severity = entry.finding.severity
            blocks.append(f"### {severity_word(severity, language)}")
        blocks.append(_failure(entry, names, report, language))
    return blocks


def _failure(entry: Entry, names: Mapping[str, str], report: Report, language: Language) -> str:
    finding = entry.finding
    lines = [f"**{finding.code} {title(finding.rule, language)}**", ""]
    lines += [
        f"- **{row.label}:** {escape(row.text)}" if row.label else f"  {escape(row.text)}"
        for row in failure_rows(entry, names, report, language)
    ]
    lines += [f"- <{source.url}>" for source in finding.rule.sources if source.url is not None]
    return "\n".join(lines)


def _unknowns(unknown: tuple[Entry, ...], names: Mapping[str, str], language: Language) -> list[str]:
    blocks = []
    for question in open_questions(unknown, names, language):
        lines = [f"**{escape(question.missing)}**", ""]
        lines += [f"- **{code}** {escape(text)}" for code, text in question.waiting]
        blocks.append("\n".join(lines))
    return blocks


def _network(report: Report, names: Mapping[str, str], language: Language) -> str:
    rows = [f"| {row.label} | {escape(row.text)} |" for row in metric_rows(report, names, language)]
    if not rows:
        return phrase(language, "nothing_measured")
    return "\n".join([f"| {phrase(language, 'metric_name')} | {phrase(language, 'metric_value')} |", "|---|---|", *rows])
