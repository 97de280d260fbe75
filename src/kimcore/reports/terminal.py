"""A report for the terminal: readable at 80 columns, with colour where there is any."""

import io
from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from kimcore.reports.grouping import Entry, entries, subject_names
from kimcore.reports.lines import (
    day_line,
    failure_rows,
    metric_rows,
    open_questions,
    outcome_counts,
    severity_counts,
    town_name,
)
from kimcore.reports.report import Report
from kimcore.reports.wording import (
    phrase,
    title,
    word,
)
from kimcore.rules import Outcome, Rule, Severity
from kimcore.text import Language

WIDTH = 80
"""Columns of a report that does not go to a terminal."""

_MARKS = {Severity.ERROR: ("✖", "bold red"), Severity.WARNING: ("▲", "yellow"), Severity.INFO: ("●", "cyan")}
_LABEL_COLUMNS = 11


def report_text(report: Report, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a report as text for a terminal.

    Args:
        report: the outcome of `kimcore.check`.
        language: the language to speak.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
    """
    names = subject_names(report.town)
    failed = entries(report, Outcome.FAIL)
    parts: list[RenderableType] = [_head(report, language), *_failures(failed, names, report, language)]
    parts += _unknowns(entries(report, Outcome.UNKNOWN), names, language)
    parts += _passes(entries(report, Outcome.PASS), language)
    parts += _network(report, names, language)
    parts += _broken(report, language)
    return drawn(Group(*parts), width=width, colour=colour)


def rules_text(rules: tuple[Rule, ...], *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return the catalogue of rules as a table for a terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    family = ""
    for known in rules:
        if known.family != family:
            family = known.family
            table.add_row(Text(family, style="bold cyan"), Text(word(language, "family", family), style="bold cyan"), "", "")
        table.add_row(
            known.code,
            Text(title(known, language)),
            Text(word(language, "severity", known.severity.value), style=_MARKS[known.severity][1]),
            word(language, "binding", known.binding.value),
        )
    return drawn(table, width=width, colour=colour)


def drawn(body: RenderableType, *, width: int, colour: bool) -> str:
    """Return what rich makes of a body, without blanks at line ends."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(body)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).rstrip("\n") + "\n"


def clean(text: str) -> str:
    """Return text from a file without characters that could steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _head(report: Report, language: Language) -> RenderableType:
    return Group(
        Text(phrase(language, "title"), style="bold"),
        Text(f"{clean(town_name(report.municipality, language))} · {day_line(report, language)}"),
        Text(),
        Text(outcome_counts(report, language)),
        Text(severity_counts(report, language), style="dim"),
        Text(),
    )


def heading(text: str) -> RenderableType:
    """Return a line that opens a part of a report."""
    return Line(Text(text, style="bold"), align="left", characters="─", style="dim")


def _failures(failed: tuple[Entry, ...], names: Mapping[str, str], report: Report, language: Language) -> list[RenderableType]:
    parts: list[RenderableType] = [heading(phrase(language, "failed"))]
    if not failed:
        return [*parts, Text(phrase(language, "nothing_failed")), Text()]
    for entry in failed:
        parts += [_failure(entry, names, report, language), Text()]
    return parts


def _failure(entry: Entry, names: Mapping[str, str], report: Report, language: Language) -> RenderableType:
    finding = entry.finding
    mark, style = _MARKS[finding.severity]
    head = Text.assemble((f"{mark} ", style), (finding.code, "bold"), f"  {title(finding.rule, language)}")
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(width=_LABEL_COLUMNS, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for row in failure_rows(entry, names, report, language):
        table.add_row(row.label, Text(clean(row.text)))
    return Group(head, Padding(table, (0, 0, 0, 2)))


def _unknowns(unknown: tuple[Entry, ...], names: Mapping[str, str], language: Language) -> list[RenderableType]:
    if not unknown:
        return []
    parts: list[RenderableType] = [heading(phrase(language, "unknown"))]
    for question in open_questions(unknown, names, language):
        table = _list_table()
        for code, text in question.waiting:
            table.add_row("?", code, Text(clean(text)))
        parts += [Text(clean(question.missing), style="bold"), table, Text()]
    return parts


def _passes(passed: tuple[Entry, ...], language: Language) -> list[RenderableType]:
    if not passed:
        return []
    table = _list_table()
    for rule in dict.fromkeys(entry.finding.rule for entry in passed):
        table.add_row("✓", rule.code, Text(title(rule, language)))
    return [heading(phrase(language, "passed")), table, Text()]


def _network(report: Report, names: Mapping[str, str], language: Language) -> list[RenderableType]:
    head = heading(phrase(language, "network"))
    rows = metric_rows(report, names, language)
    if not rows:
        return [head, Text(phrase(language, "nothing_measured"))]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for row in rows:
        table.add_row(row.label, Text(clean(row.text)))
    return [head, table]


def _broken(report: Report, language: Language) -> list[RenderableType]:
    if not report.broken:
        return []
    return [Text(), heading(phrase(language, "broken")), *(Text(clean(line)) for line in report.broken)]


def _list_table() -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    return table
