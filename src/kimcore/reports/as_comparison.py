"""A comparison for readers and for programs."""

import json
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kimcore.model import Town
from kimcore.reports.as_json import finding_json
from kimcore.reports.comparison import Change, Comparison, Difference
from kimcore.reports.grouping import Entry, case_keys, gathered, subject_names
from kimcore.reports.lines import day_line, outcome_counts, town_name, what_was_found
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.reports.wording import phrase, title, word
from kimcore.text import Language

FORMAT = "kimcore-comparison"
VERSION = 1


def comparison_text(both: Comparison, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a comparison as text for a terminal; findings on cases only as protected counts."""
    parts: list[RenderableType] = [Text(phrase(language, "compare_title"), style="bold")]
    for report in (both.before, both.after):
        parts.append(Text(f"{clean(town_name(report.municipality, language))} · {day_line(report, language)}"))
        parts.append(Text(f"  {outcome_counts(report, language)}", style="dim"))
    parts.append(Text())
    for change in Change:
        differences = tuple(found for found in both.differences if found.change is change)
        if differences:
            town = both.before.town if change is Change.RESOLVED else both.after.town
            parts += [heading(word(language, "change", change.value)), *_lines(differences, town, language), Text()]
    if not both.differences:
        parts.append(Text(phrase(language, "nothing_changed")))
    return drawn(Group(*parts), width=width, colour=colour)


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


def _lines(differences: tuple[Difference, ...], town: Town, language: Language) -> list[RenderableType]:
    names, cases = subject_names(town), case_keys(town)
    lines: list[RenderableType] = []
    for _, group in groupby(differences, key=lambda found: (found.finding.code, found.cause)):
        same = tuple(group)
        for entry in gathered(tuple(found.finding for found in same), cases):
            lines += _line(entry, same[0], what_was_found(entry, names, language), language)
    return lines


def _line(entry: Entry, found: Difference, said: str, language: Language) -> list[RenderableType]:
    head = Text.assemble((entry.finding.code, "bold"), f"  {title(entry.finding.rule, language)}")
    lines: list[RenderableType] = [head, Padding(Text(clean(said)), (0, 0, 0, 7))]
    if found.cause is not None:
        lines.append(Padding(Text(word(language, "cause", found.cause.value), style="dim"), (0, 0, 0, 7)))
    return lines
