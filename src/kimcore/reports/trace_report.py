"""The trace of a record, for readers and for programs."""

from collections.abc import Mapping

from kimcore.evidence import Gap, LinkKind, StateChange, Step, Trace
from kimcore.model import Town
from kimcore.reports.evidence_words import age_words, code_word, day_line, day_words, json_page, said
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Block, Branch, Lines, Page, Section, Tree
from kimcore.reports.wording import word
from kimcore.text import Language, join

FORMAT = "kimcore-trace"
VERSION = 1

_OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})


def trace_page(town: Town, found: Trace, *, language: Language = Language.DE) -> Page:
    """Return a trace as a page; cases and needs only as a protected count."""
    names = subject_names(town)
    changes = tuple(_change(change, language) for change in found.changes)
    return Page(
        title=said(language, "trace_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        lines=_remarks(found, language),
        opening=(Tree((_branch(found.origin, names, language),)),),
        sections=(
            Section(said(language, "came_from"), (_above(found, names, language) or said(language, "nothing_above"),)),
            Section(said(language, "led_to"), (_below(found, names, language) or said(language, "nothing_below"),)),
            *((Section(said(language, "changes"), (Lines(changes),)),) if changes else ()),
        ),
    )


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


def _above(found: Trace, names: Mapping[str, str], language: Language) -> Block | None:
    branches = [_branch(step, names, language) for step in found.came_from if step.link.kind not in _OF_PEOPLE]
    cases = {step.link.id.partition("/")[0] for step in found.came_from if step.link.kind in _OF_PEOPLE}
    if cases and found.origin.link.kind not in _OF_PEOPLE:
        branches.append(Branch(1, _basis(len(cases), language)))
    return Tree(tuple(branches)) if branches else None


def _below(found: Trace, names: Mapping[str, str], language: Language) -> Block | None:
    branches = tuple(_branch(step, names, language) for step in found.led_to if step.link.kind not in _OF_PEOPLE)
    return Tree(branches) if branches else None


def _basis(cases: int, language: Language) -> str:
    return said(language, "cases_few") if cases < SMALLEST_COUNT else said(language, "cases", count=str(cases))


def _branch(step: Step, names: Mapping[str, str], language: Language) -> Branch:
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
    return Branch(
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


def _change(change: StateChange, language: Language) -> str:
    facts = {"day": day_words(change.on, language), "state": code_word(language, "state", change.state.value)}
    if change.refusal is None:
        return said(language, "change", **facts)
    return said(language, "change_refused", **facts, reason=code_word(language, "refusal", change.refusal.value))


def _remarks(found: Trace, language: Language) -> tuple[str, ...]:
    remarks = [said(language, "whole" if found.is_whole else "not_whole")]
    if found.circle:
        remarks.append(said(language, "circle", what=" → ".join(link.id for link in found.circle)))
    if found.unrecorded:
        listed = join([word(language, "missing", name) for name in found.unrecorded], language)
        remarks.append(said(language, "unrecorded", what=listed))
    return tuple(remarks)


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
