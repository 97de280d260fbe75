"""Gathering findings for a reader: by outcome, by weight, and people only as protected counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType

from attrs import frozen

from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.disclosure.protection import SMALLEST_MINIMUM
from kimcore.model import Case, Town, is_active
from kimcore.reports.report import Report
from kimcore.rules import Finding, Outcome, Severity
from kimcore.text import Fact

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_OF_PEOPLE = frozenset({"people", "people_per_fte", "people_share"})
_NOTHING: Mapping[str, Interval | None] = MappingProxyType({})
_ALONE: Mapping[str, tuple[int, ...]] = MappingProxyType({})

SMALLEST_COUNT = SMALLEST_MINIMUM
"""Counts of cases below this are not shown in a report."""


@frozen(kw_only=True)
class Entry:
    """One line of a report: a finding, or all findings of one rule on single cases (*Eintrag*).

    For cases, `finding` is one of them; its subject and facts are not to be shown.
    """

    finding: Finding
    cases: Interval | None = None
    """What may be said of how many cases there are; `None` where it is not about cases."""
    amounts: Mapping[str, Interval | None] = _NOTHING
    """What may be said of facts that count people, by name; `None` for a share that would give them away."""


def entries(report: Report, outcome: Outcome, protection: Protection = PROTECTED) -> tuple[Entry, ...]:
    """Return the findings of a report with an outcome, the heaviest first; those on cases are one entry a rule."""
    chosen = sorted(
        (finding for finding in report.findings if finding.outcome is outcome),
        key=lambda finding: (_WEIGHT[finding.severity], finding.code, finding.subject or ""),
    )
    people = case_keys(report.town)
    counts = _counts_by_rule(report, people, protection)
    return tuple(entry for _, same in groupby(chosen, key=_group) for entry in gathered(tuple(same), people, protection, counts))


def all_entries(report: Report, protection: Protection = PROTECTED) -> tuple[Entry, ...]:
    """Return the findings of a report with every outcome, in the order of the report; those on cases are one entry a rule."""
    order = {id(finding): place for place, finding in enumerate(report.findings)}
    found = (entry for outcome in Outcome for entry in entries(report, outcome, protection))
    return tuple(sorted(found, key=lambda entry: order[id(entry.finding)]))


def case_keys(town: Town) -> frozenset[str]:
    """Return the pseudonyms of a town's cases, and the keys of what single people asked for: no protected output has them."""
    return frozenset((*(case.id for case in town.cases or ()), *(request.id for request in town.subject_requests or ())))


def gathered(
    same: tuple[Finding, ...],
    people: frozenset[str],
    protection: Protection = PROTECTED,
    counts: Mapping[str, tuple[int, ...]] = _ALONE,
    *,
    amount: Interval | None = None,
) -> tuple[Entry, ...]:
    """Return findings of one rule as entries: those on people as one count, the others one by one.

    Args:
        same: findings of one rule with one outcome and severity.
        people: the keys that no protected output has.
        protection: whether and how people are protected.
        counts: all counts of people that the rules have, by code, since one could be had from the others by subtraction.
        amount: what may be said of how many people there are, where that does not follow from the counts.
    """
    if not protection.is_on:
        return tuple(Entry(finding=finding) for finding in same)
    on_cases = tuple(finding for finding in same if finding.subject in people)
    alone = tuple(
        Entry(finding=finding, amounts=amounts_of(finding, protection, counts))
        for finding in same
        if finding.subject not in people
    )
    if not on_cases:
        return alone
    first = on_cases[0]
    count = len({finding.subject for finding in on_cases})
    said = amount or protection.among(count, counts.get(first.code, (count,)))
    return (Entry(finding=first, cases=said), *alone)


def amounts_of(
    finding: Finding, protection: Protection, counts: Mapping[str, tuple[int, ...]] = _ALONE
) -> Mapping[str, Interval | None]:
    """Return what may be said of the facts of a finding that count people, where it is less than the fact itself.

    Of two counts of people, also their difference is one. What is a share of people is not shown beside a small count.
    """
    if not protection.is_on:
        return _NOTHING
    kinds = {name: kind for name, kind in _kinds(finding).items() if kind in _OF_PEOPLE and name in finding.facts}
    known = {name: _whole(finding.facts[name]) for name, kind in kinds.items() if kind == "people"}
    differences = [more - less for more in known.values() for less in known.values() if more > less]
    has_small = any(map(protection.is_few, (*known.values(), *differences)))
    told: dict[str, Interval | None] = {}
    for name, kind in kinds.items():
        if kind == "people":
            others = counts.get(finding.code, ()) if name == "count" else (*known.values(), *differences)
            told[name] = protection.among(known[name], others)
        elif has_small or (kind == "people_per_fte" and _is_few_posts(finding, name, protection)):
            told[name] = None
    return MappingProxyType({name: shown for name, shown in told.items() if shown is None or shown.width != 0})


def _whole(value: Fact) -> int:
    return value if isinstance(value, int) else 0


def _is_few_posts(finding: Finding, name: str, protection: Protection) -> bool:
    """Return whether a number of people for a full post stands for few people."""
    load, fte = finding.facts[name], finding.facts.get("fte")
    return isinstance(load, int | float) and isinstance(fte, int | float) and protection.is_few(round(load * fte))


def _kinds(finding: Finding) -> Mapping[str, str]:
    """Return how each fact is to be read; what a rule on cases counts without a subject are people."""
    kinds = dict(finding.rule.facts)
    if finding.subject is None and "cases" in finding.rule.needs and "count" in finding.facts:
        kinds["count"] = "people"
    return kinds


def _counts_by_rule(report: Report, people: frozenset[str], protection: Protection) -> Mapping[str, tuple[int, ...]]:
    """Return all counts of people that each rule has, whatever the outcome.

    Readers may know from other pages how many cases there are, or are open: the few a rule says nothing about count as well.
    """
    opened = _opened(report.town, report.on)
    known = {len(opened), sum(is_active(case, on=report.on) for case in opened)}
    counts: dict[str, list[int]] = {}
    in_order = sorted(report.findings, key=lambda finding: (finding.code, finding.outcome.value, finding.severity.value))
    for (code, _, _), same in groupby(in_order, key=lambda finding: (finding.code, finding.outcome, finding.severity)):
        counts.setdefault(code, []).extend(_people_in(tuple(same), people))
    return {
        code: (*listed, *(rest for total in sorted(known) if protection.is_few(rest := total - sum(listed))))
        for code, listed in counts.items()
    }


def told_of_cases(count: int, town: Town, *, on: date, protection: Protection) -> Interval:
    """Return what may be said of a number of cases to readers who know how many there are up to the day.

    Example:
        >>> from kimcore.model import UNITS
        >>> told_of_cases(0, Town(municipality=UNITS[0]), on=date(2025, 1, 1), protection=PROTECTED)
        Interval(low=0, high=0)
    """
    others = len(_opened(town, on)) - count
    return protection.among(count, (count, others)) if protection.is_few(others) else protection.shown(count)


def _opened(town: Town, on: date) -> list[Case]:
    return [case for case in town.cases or () if case.opened_on <= on]


def _people_in(same: Iterable[Finding], people: frozenset[str]) -> list[int]:
    listed = tuple(same)
    single = len({finding.subject for finding in listed if finding.subject in people})
    summed = [
        finding.facts["count"] for finding in listed if finding.subject is None and _kinds(finding).get("count") == "people"
    ]
    return [single, *(count for count in summed if isinstance(count, int))]


def _group(finding: Finding) -> tuple[int, str]:
    return _WEIGHT[finding.severity], finding.code


def subject_names(town: Town) -> Mapping[str, str]:
    """Return how a reader knows each record: the name or title it has, by its key.

    Cases and people have no name here and stay pseudonyms.
    """
    named = {
        record.id: name
        for collection in (
            town.actors,
            town.steering_groups,
            town.work_groups,
            town.concepts,
            town.themes,
            town.proposals,
            town.measures,
            town.agreements,
            town.goals,
            town.indicators,
            town.templates,
        )
        for record in collection or ()
        if (name := getattr(record, "name", None) or getattr(record, "title", None))
    }
    members = {member.key: member.name for member in town.members or ()}
    return MappingProxyType({**named, **members, town.municipality.key: town.municipality.name})
