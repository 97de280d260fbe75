"""Explaining one rule, and what it found about a town."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kimcore.disclosure import PROTECTED, Protection
from kimcore.law import DatedValue, Law, shipped
from kimcore.law import Entry as LawEntry
from kimcore.model import Period
from kimcore.reports.grouping import Entry, all_entries, subject_names
from kimcore.reports.lines import day_line, town_name, what_was_found
from kimcore.reports.report import Report
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.reports.wording import (
    fact_words,
    message,
    minimum_line,
    missing_words,
    period_words,
    phrase,
    plain_value,
    protection_line,
    rule_page,
    source_words,
    title,
    value_words,
    word,
)
from kimcore.rules import Finding, Outcome, Rule
from kimcore.text import Language, render


def rule_text(
    known: Rule,
    *,
    report: Report | None = None,
    law: Law | None = None,
    language: Language = Language.DE,
    width: int = WIDTH,
    colour: bool = False,
    protection: Protection = PROTECTED,
) -> str:
    """Return the page of a rule as text for a terminal, with the history of its values.

    Args:
        known: the rule.
        report: an examination; what the rule found there is added, with the facts and what is missing.
        law: the dated values; the shipped ones by default.
        language: the language to speak.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
        protection: whether single cases and small counts of people are left out of what was found.

    Example:
        >>> from kimcore.rules import rule
        >>> print(rule_text(rule("LG-04"), language=Language.EN).splitlines()[0])
        LG-04  Members of the steering group can decide
    """
    valid = shipped() if law is None else law
    parts: list[RenderableType] = [Text(f"{known.code}  {title(known, language)}", style="bold"), Text()]
    for name, text in rule_page(known, language):
        parts += [_name(name), Padding(Text(text), (0, 0, 1, 2))]
    keys = (*known.parameters, *known.also_reads)
    if keys:
        parts.append(_name(phrase(language, "page_values")))
        parts += [Padding(_history(key, valid.history(key), language), (0, 0, 1, 2)) for key in keys]
    parts.append(_name(phrase(language, "page_sources")))
    for source in known.sources:
        parts.append(Padding(Text(source_words(source, language)), (0, 0, 0, 2)))
        if source.url is not None:
            parts.append(Padding(Text(source.url, style="dim", overflow="fold"), (0, 0, 0, 4)))
    if report is not None:
        parts += _found(known, report, language, protection)
    return drawn(Group(*parts), width=width, colour=colour)


def _found(known: Rule, report: Report, language: Language, protection: Protection) -> list[RenderableType]:
    names = subject_names(report.town)
    where = f"{clean(town_name(report.municipality, language))} · {day_line(report, language)}"
    parts: list[RenderableType] = [Text(), heading(where), *_note(protection, language)]
    for entry in all_entries(report, protection):
        if entry.finding.code == known.code:
            parts += [_entry(entry, names, language), Text()]
    return [*parts, *([Text(small, style="dim")] if (small := minimum_line(protection, language)) else [])]


def _note(protection: Protection, language: Language) -> list[RenderableType]:
    said = protection_line(protection, language)
    return [Text(said), Text()] if said else []


def _entry(entry: Entry, names: Mapping[str, str], language: Language) -> RenderableType:
    finding = entry.finding
    outcome = word(language, "outcome", finding.outcome.value)
    if entry.cases is not None:
        # What was found about single cases is for those who may see them, with the protection off.
        said = what_was_found(entry, names, language)
        return Group(Text(outcome, style="bold"), Padding(Text(said), (0, 0, 0, 2)), *_measures(finding, language))
    subject = phrase(language, "town") if finding.subject is None else names.get(finding.subject, finding.subject)
    lines: list[RenderableType] = [
        Text.assemble((clean(subject), "bold"), f" · {outcome}"),
        Padding(Text(clean(message(finding, language, entry.amounts))), (0, 0, 0, 2)),
    ]
    words = fact_words(finding, language, entry.amounts)
    lines += [Padding(Text(clean(f"{name}: {text}"), style="dim"), (0, 0, 0, 4)) for name, text in words.items()]
    lines += _measures(finding, language)
    if finding.since is not None:
        since = f"{phrase(language, 'since')}: {render(finding.since, 'date', language)}"
        lines.append(Padding(Text(since, style="dim"), (0, 0, 0, 4)))
    if finding.outcome is Outcome.UNKNOWN:
        lines.append(Padding(Text(phrase(language, "would_settle", missing=missing_words(finding, language))), (0, 0, 0, 2)))
    return Group(*lines)


def _measures(finding: Finding, language: Language) -> list[RenderableType]:
    return [Padding(Text(_judged_by(value, language), style="dim"), (0, 0, 0, 4)) for value in finding.values]


def _judged_by(value: DatedValue, language: Language) -> str:
    days = period_words(Period(first_day=value.first_day, last_day=value.last_day), language)
    return f"{value_words(value, language)}, {days}: {source_words(value.sources[0], language)}"


def _name(text: str) -> RenderableType:
    return Text(text, style="bold cyan")


def _history(key: str, values: tuple[LawEntry, ...], language: Language) -> RenderableType:
    rows = [Text(key, style="bold")]
    for value in values:
        span = period_words(Period(first_day=value.first_day, last_day=value.last_day), language)
        shown = (
            plain_value(value.value, value.unit.value, language)
            if isinstance(value, DatedValue)
            else phrase(language, "no_value", reason=word(language, "open", value.reason.value))
        )
        rows.append(Text(f"  {shown} · {span} · {word(language, 'binding', value.binding.value)} · {value.grade.value}"))
    return Group(*rows)
