"""Gathering findings for a reader: by outcome, by weight, and cases only as protected counts."""

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from attrs import frozen

from kimcore.model import Town
from kimcore.reports.report import Report
from kimcore.rules import Finding, Outcome, Severity

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

SMALLEST_COUNT = 3
"""Counts of cases below this are not shown in a report.

Three is the least frequency in the rules of the Bundesagentur für Arbeit on statistical confidentiality.
"""


@frozen(kw_only=True)
class Entry:
    """One line of a report: a finding, or all findings of one rule on single cases (*Eintrag*).

    For cases, `finding` is one of them; its subject and facts are not to be shown.
    """

    finding: Finding
    cases: int | None = None
    """In how many cases the rule failed; `None` where it is not about cases."""


def entries(report: Report, outcome: Outcome) -> tuple[Entry, ...]:
    """Return the findings of a report with an outcome, the heaviest first; those on cases are one entry a rule."""
    chosen = sorted(
        (finding for finding in report.findings if finding.outcome is outcome),
        key=lambda finding: (_WEIGHT[finding.severity], finding.code, finding.subject or ""),
    )
    cases = case_keys(report.town)
    return tuple(entry for _, same in groupby(chosen, key=_group) for entry in gathered(tuple(same), cases))


def case_keys(town: Town) -> frozenset[str]:
    """Return the pseudonyms of a town's cases, which no report for people shows."""
    return frozenset(case.id for case in town.cases or ())


def gathered(same: tuple[Finding, ...], cases: frozenset[str]) -> tuple[Entry, ...]:
    """Return findings of one rule as entries: those on cases as one count, the others one by one."""
    on_cases = tuple(finding for finding in same if finding.subject in cases)
    alone = tuple(Entry(finding=finding) for finding in same if finding.subject not in cases)
    if not on_cases:
        return alone
    return (Entry(finding=on_cases[0], cases=len({finding.subject for finding in on_cases})), *alone)


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
