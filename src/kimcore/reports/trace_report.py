"""The trace of a record, for readers and for programs."""

from collections.abc import Iterable, Mapping

from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.evidence import Gap, LinkKind, StateChange, Step, Trace
from kimcore.model import Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import age_words, code_word, day_line, day_words, json_page, said
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Block, Branch, Lines, Page, Section, Tree
from kimcore.reports.wording import amount_words, word
from kimcore.text import Language, join, render

FORMAT = "kimcore-trace"
VERSION = 1

_OF_PEOPLE = frozenset({LinkKind.CASE, LinkKind.NEED})


def trace_page(town: Town, found: Trace, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return a trace as a page; cases and needs only as a protected count, unless that is switched off."""
    names = subject_names(town)
    changes = tuple(_change(change, language) for change in found.changes)
    return Page(
        title=said(language, "trace_title"),
        town=town_name(town.municipality, language),
        day=day_line(found.on, language),
        language=language,
        lines=_remarks(found, language, protection),
        protection=protection,
        opening=(Tree((_origin(found.origin, names, language, protection),)),),
        sections=(
            Section(
                said(language, "came_from"), (_above(found, names, language, protection) or said(language, "nothing_above"),)
            ),
            Section(said(language, "led_to"), (_below(found, names, language, protection) or said(language, "nothing_below"),)),
            *((Section(said(language, "changes"), (Lines(changes),)),) if changes else ()),
        ),
    )


def trace_json(found: Trace, *, protection: Protection = PROTECTED) -> str:
    """Return a trace as JSON text; cases and needs are one step with a protected count, unless that is switched off."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "protection": protection_json(protection),
            "whole": found.is_whole,
            "not_yet": [kind.value for kind in found.not_yet],
            "origin": _steps_json((found.origin,), protection)[0],
            "came_from": _steps_json(found.came_from, protection),
            "led_to": _steps_json(found.led_to, protection),
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


def _origin(step: Step, names: Mapping[str, str], language: Language, protection: Protection) -> Branch:
    if protection.is_on and step.link.kind in _OF_PEOPLE:
        # Whoever asked knows the key; whoever reads the page need not.
        return Branch(0, code_word(language, "kind", step.link.kind.value))
    return _branch(step, names, language)


def _above(found: Trace, names: Mapping[str, str], language: Language, protection: Protection) -> Block | None:
    shown, people = _parted(found.came_from, protection)
    branches = [_branch(step, names, language) for step in shown]
    if people and found.origin.link.kind not in _OF_PEOPLE:
        branches.append(Branch(1, said(language, "cases", count=amount_words(_cases(people, protection), language))))
    return Tree(tuple(branches)) if branches else None


def _below(found: Trace, names: Mapping[str, str], language: Language, protection: Protection) -> Block | None:
    branches = tuple(_branch(step, names, language) for step in _parted(found.led_to, protection)[0])
    return Tree(branches) if branches else None


def _parted(steps: Iterable[Step], protection: Protection) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps that may be shown one by one, and those on people, of whom only the number is."""
    listed = tuple(steps)
    people = tuple(step for step in listed if protection.is_on and step.link.kind in _OF_PEOPLE)
    return tuple(step for step in listed if step not in people), people


def _cases(people: Iterable[Step], protection: Protection) -> Interval:
    return protection.shown(len({step.link.id.partition("/")[0] for step in people}))


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
    facts = {"day": day_words(change.on, language), "state": code_word(language, "change", change.state.value)}
    if change.refusal is None:
        return said(language, "change", **facts)
    return said(language, "change_refused", **facts, reason=code_word(language, "refusal", change.refusal.value))


def _remarks(found: Trace, language: Language, protection: Protection) -> tuple[str, ...]:
    remarks = [said(language, "whole" if found.is_whole else "not_whole")]
    missing = sum(len(step.gaps) for step in _parted(found.steps, protection)[0])
    if missing:
        remarks.append(said(language, "gaps_on_the_way", count=render(missing, "count", language)))
    if found.not_yet:
        kinds = [code_word(language, "kind", kind.value) for kind in found.not_yet]
        remarks.append(said(language, "not_yet", what=join(kinds, language)))
    if found.circle:
        remarks.append(said(language, "circle", what=" → ".join(link.id for link in found.circle)))
    if found.unrecorded:
        listed = join([word(language, "missing", name) for name in found.unrecorded], language)
        remarks.append(said(language, "unrecorded", what=listed))
    return tuple(remarks)


def _steps_json(steps: Iterable[Step], protection: Protection) -> list[dict[str, object]]:
    shown, people = _parted(steps, protection)
    plain = list(map(_step_json, shown))
    if people:
        nothing = dict.fromkeys(("id", "depth", "title", "on", "by", "state"))
        cases = amount_json(_cases(people, protection))
        plain.append({"kind": people[0].link.kind.value, **nothing, "missing": [], "cases": cases})
    return plain


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
        "cases": None,
    }


def _change_json(change: StateChange) -> dict[str, object]:
    return {
        "state": change.state.value,
        "on": None if change.on is None else change.on.isoformat(),
        "by": change.by,
        "refused": None if change.refusal is None else change.refusal.value,
    }
