"""The trace of a record, for readers and for programs."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from attrs import frozen
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.evidence import Gap, LinkKind, StateChange, Step, Trace
from kimcore.model import Town
from kimcore.reports.evidence_words import (
    age_words,
    code_word,
    day_words,
    head_lines,
    json_page,
    markdown_head,
    markdown_page,
    said,
    terminal_head,
)
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.markdown import escape
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.reports.wording import word
from kimcore.text import Language, join

FORMAT = "kimcore-trace"
VERSION = 1

_OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})
_DEEPEST = 10
"""Steps further down are not moved further to the right."""


@frozen
class _Line:
    depth: int
    head: str
    facts: str
    missing: tuple[str, ...]


def trace_page(
    town: Town,
    found: Trace,
    *,
    form: str,
    language: Language = Language.DE,
    width: int = WIDTH,
    colour: bool = False,
) -> str:
    """Return the page in one of the forms ``text``, ``markdown`` and ``json``."""
    if form == "json":
        return trace_json(found)
    if form == "markdown":
        return trace_markdown(town, found, language=language)
    return trace_text(town, found, language=language, width=width, colour=colour)


def trace_text(town: Town, found: Trace, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a trace as text for a terminal; cases and needs only as a protected count."""
    names = subject_names(town)
    parts: list[RenderableType] = terminal_head(head_lines(said(language, "trace_title"), town, found.on, language))
    parts += [*_drawn_line(_line(found.origin, names, language)), Text()]
    for title, lines, empty in _ways(found, names, language):
        parts.append(heading(title))
        parts += [piece for line in lines for piece in _drawn_line(line)] or [Text(empty, style="dim")]
        parts.append(Text())
    refused = [change for change in found.changes if change.refusal is not None]
    parts += [Text(clean(_change(change, language)), style="yellow") for change in refused]
    parts += [Text(clean(line)) for line in _remarks(found, language)]
    return drawn(Group(*parts), width=width, colour=colour)


def trace_markdown(town: Town, found: Trace, *, language: Language = Language.DE) -> str:
    """Return a trace as Markdown; cases and needs only as a protected count."""
    names = subject_names(town)
    blocks = markdown_head(head_lines(said(language, "trace_title"), town, found.on, language))
    blocks.append(_markdown_line(_line(found.origin, names, language)))
    for title, lines, empty in _ways(found, names, language):
        blocks += [f"## {title}", "\n".join(map(_markdown_line, lines)) or empty]
    if found.changes:
        blocks += [
            f"## {said(language, 'changes')}",
            "\n".join(f"- {escape(_change(change, language))}" for change in found.changes),
        ]
    return markdown_page([*blocks, *map(escape, _remarks(found, language))])


def trace_json(found: Trace) -> str:
    """Return a trace as JSON text, with every case under its pseudonym."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "whole": found.is_whole,
            "origin": _step_json(found.origin),
            "came_from": list(map(_step_json, found.came_from)),
            "led_to": list(map(_step_json, found.led_to)),
            "changes": list(map(_change_json, found.changes)),
            "circle": [{"kind": link.kind.value, "id": link.id} for link in found.circle],
            "unrecorded": list(found.unrecorded),
        }
    )


def gap_json(gap: Gap) -> dict[str, object]:
    """Return a gap in the form JSON can hold."""
    return {
        "lack": gap.lack.value,
        "kind": gap.link.kind.value,
        "id": gap.link.id,
        "since": None if gap.since is None else gap.since.isoformat(),
        "days": gap.days,
        "about": list(gap.about),
    }


def _ways(found: Trace, names: Mapping[str, str], language: Language) -> Iterable[tuple[str, list[_Line], str]]:
    above = [_line(step, names, language) for step in found.came_from if step.link.kind not in _OF_PEOPLE]
    below = [_line(step, names, language) for step in found.led_to if step.link.kind not in _OF_PEOPLE]
    cases = {step.link.id.partition("/")[0] for step in found.came_from if step.link.kind in _OF_PEOPLE}
    if cases and found.origin.link.kind not in _OF_PEOPLE:
        above.append(_Line(1, _basis(len(cases), language), "", ()))
    yield said(language, "came_from"), above, said(language, "nothing_above")
    yield said(language, "led_to"), below, said(language, "nothing_below")


def _basis(cases: int, language: Language) -> str:
    return said(language, "cases_few") if cases < SMALLEST_COUNT else said(language, "cases", count=str(cases))


def _line(step: Step, names: Mapping[str, str], language: Language) -> _Line:
    kind = code_word(language, "kind", step.link.kind.value)
    standing = step.standing
    title = standing.title or names.get(step.link.id)
    by = None if standing.by is None else names.get(standing.by, standing.by)
    facts = (
        None if title is None else step.link.id,
        day_words(step.on, language),
        code_word(language, "state", standing.state),
        by,
    )
    return _Line(
        depth=step.depth,
        head=f"{kind}: {title or step.link.id}",
        facts=" · ".join(fact for fact in facts if fact),
        missing=tuple(_missing(gap, language) for gap in step.gaps),
    )


def _missing(gap: Gap, language: Language) -> str:
    what = said(language, "missing", what=code_word(language, "lack", gap.lack.value))
    age = age_words(gap, language)
    about = said(language, "about", what=join(list(gap.about), language)) if gap.about else ""
    return "; ".join(part for part in (what, age, about) if part)


def _drawn_line(line: _Line) -> list[RenderableType]:
    said_there = [Text(clean(line.head), style="" if line.depth else "bold")]
    said_there += [Text(clean(line.facts), style="dim")] if line.facts else []
    said_there += [Text(f"✖ {clean(missing)}", style="red") for missing in line.missing]
    if not line.depth:
        return [*said_there]
    table = Table.grid()
    table.add_column(width=2)
    table.add_column(overflow="fold")
    for mark, text in zip_longest(("└ ",), said_there, fillvalue=""):
        table.add_row(mark, text)
    return [Padding(table, (0, 0, 0, _indent(line)))]


def _indent(line: _Line) -> int:
    return 2 * max(0, min(line.depth, _DEEPEST) - 1)


def _markdown_line(line: _Line) -> str:
    indent = " " * _indent(line)
    mark = "- " if line.depth else ""
    facts = f" ({escape(line.facts)})" if line.facts else ""
    missing = "".join(f"\n{indent}  - **✖ {escape(one)}**" for one in line.missing)
    return f"{indent}{mark}{escape(line.head)}{facts}{missing}"


def _change(change: StateChange, language: Language) -> str:
    facts = {"day": day_words(change.on, language), "state": code_word(language, "state", change.state.value)}
    if change.refusal is None:
        return said(language, "change", **facts)
    return said(language, "change_refused", **facts, reason=code_word(language, "refusal", change.refusal.value))


def _remarks(found: Trace, language: Language) -> list[str]:
    remarks = []
    if found.circle:
        remarks.append(said(language, "circle", what=" → ".join(link.id for link in found.circle)))
    if found.unrecorded:
        listed = join([word(language, "missing", name) for name in found.unrecorded], language)
        remarks.append(said(language, "unrecorded", what=listed))
    return [*remarks, said(language, "whole" if found.is_whole else "not_whole")]


def _step_json(step: Step) -> dict[str, object]:
    return {
        "kind": step.link.kind.value,
        "id": step.link.id,
        "depth": step.depth,
        "title": step.standing.title,
        "on": None if step.on is None else step.on.isoformat(),
        "by": step.standing.by,
        "state": step.standing.state,
        "missing": list(map(gap_json, step.gaps)),
    }


def _change_json(change: StateChange) -> dict[str, object]:
    return {
        "state": change.state.value,
        "on": None if change.on is None else change.on.isoformat(),
        "by": change.by,
        "refused": None if change.refusal is None else change.refusal.value,
    }
