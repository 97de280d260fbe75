"""Results as columns, from which any data frame is made in one call; `kimcore.reports.frames` does that."""

from collections.abc import Iterable

from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.evidence import Gap, Gaps, Lack
from kimcore.model import Metric, Town
from kimcore.reports.as_json import entry_json
from kimcore.reports.evidence_words import code_word
from kimcore.reports.gaps_report import OF_PEOPLE
from kimcore.reports.grouping import all_entries, subject_names
from kimcore.reports.referrals_view import PARTS, ReferralView
from kimcore.reports.report import Report
from kimcore.text import Language


def finding_columns(
    report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED
) -> dict[str, list[object]]:
    """Return the findings of a report as columns of equal length, one row a finding in the order of the report.

    ``pandas.DataFrame(finding_columns(report))`` and ``polars.DataFrame(finding_columns(report))`` make a frame of it.
    Findings of a rule on single cases are one row, whose `cases_least` and `cases_most` say how many cases there are; with
    the protection switched off, each has a row with the pseudonym of its case, and `is_protected` is false throughout.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> columns = finding_columns(check(Town(municipality=UNITS[10]), on=date(2025, 6, 30), select=["ST-04"]))
        >>> columns["code"], columns["outcome"], columns["municipality"]
        (['ST-04'], ['unknown'], ['05154'])
    """
    listed = all_entries(report, protection)
    plain = [entry_json(entry, language) for entry in listed]
    findings = [entry.finding for entry in listed]
    alone = [entry.cases is None for entry in listed]
    return {
        "municipality": [report.municipality.key for _ in listed],
        "on": [report.on for _ in listed],
        "code": [finding.code for finding in findings],
        "family": [finding.rule.family for finding in findings],
        "title": [one["title"] for one in plain],
        "outcome": [finding.outcome.value for finding in findings],
        "severity": [finding.severity.value for finding in findings],
        "binding": [finding.rule.binding.value for finding in findings],
        "subject": [one["subject"] for one in plain],
        "cases_least": [None if entry.cases is None else entry.cases.low for entry in listed],
        "cases_most": [None if entry.cases is None else entry.cases.high for entry in listed],
        "since": [finding.since if is_alone else None for finding, is_alone in zip(findings, alone, strict=True)],
        "message": [one["message"] for one in plain],
        "missing": [", ".join(finding.missing) for finding in findings],
        "waiver": [one["waiver"] for one in plain],
        "is_protected": [protection.is_on for _ in listed],
    }


def metric_columns(metrics: Iterable[Metric]) -> dict[str, list[object]]:
    """Return metrics as columns: a row for the whole, where there is one, with `None` as its `part`, and one for each part.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network import degree
        >>> columns = metric_columns([degree(nx.path_graph(2))])
        >>> columns["part"], columns["value"]
        (['0', '1'], [1.0, 1.0])
    """
    rows: list[tuple[Metric, str | None, float | None, str | None]] = []
    for metric in metrics:
        if metric.value is not None or metric.reason is not None:
            rows.append((metric, None, metric.value, metric.reason))
        rows += [(metric, str(part), value, metric.reasons.get(part)) for part, value in metric.values.items()]
    return {
        "name": [metric.name for metric, *_ in rows],
        "part": [part for _, part, _, _ in rows],
        "value": [None if value is None else float(value) for _, _, value, _ in rows],
        "reason": [reason for *_, reason in rows],
        "n": [metric.card.n for metric, *_ in rows],
        "definition": [metric.card.definition for metric, *_ in rows],
        "source": [metric.card.source for metric, *_ in rows],
    }


def gap_columns(
    town: Town, found: Gaps, *, language: Language = Language.DE, protection: Protection = PROTECTED
) -> dict[str, list[object]]:
    """Return what is missing between needs and effects as columns, one row a record at which it is missing.

    All gaps of one kind at the needs of people are one row, whose `people_least` and `people_most` say how many people;
    with the protection switched off each has its row, and `is_protected` is false throughout.

    Example:
        >>> from datetime import date
        >>> from kimcore.evidence import gaps
        >>> from kimcore.model import UNITS
        >>> town = Town(municipality=UNITS[0])
        >>> list(gap_columns(town, gaps(town, on=date(2025, 1, 1))))[:4]
        ['municipality', 'on', 'lack', 'missing']
    """
    rows: list[tuple[Gap, Interval | None]] = []
    for lack in Lack:
        same = [gap for gap in found.gaps if gap.lack is lack]
        people = {gap.link.id.partition("/")[0] for gap in same if gap.link.kind in OF_PEOPLE}
        if people and protection.is_on:
            first = next(gap for gap in same if gap.link.kind in OF_PEOPLE)
            rows.append((first, protection.shown(len(people))))
            same = [gap for gap in same if gap.link.kind not in OF_PEOPLE]
        rows += [(gap, None) for gap in same]
    names = subject_names(town)
    alone = [(gap, amount is None) for gap, amount in rows]
    return {
        "municipality": [town.municipality.key for _ in rows],
        "on": [found.on for _ in rows],
        "lack": [gap.lack.value for gap, _ in rows],
        "missing": [code_word(language, "lack", gap.lack.value) for gap, _ in rows],
        "kind": [gap.link.kind.value for gap, _ in rows],
        "record": [gap.link.id if is_alone else None for gap, is_alone in alone],
        "title": [names.get(gap.link.id) if is_alone else None for gap, is_alone in alone],
        "people_least": [None if amount is None else amount.low for _, amount in rows],
        "people_most": [None if amount is None else amount.high for _, amount in rows],
        "since": [gap.since if is_alone else None for gap, is_alone in alone],
        "days": [gap.days if is_alone else None for gap, is_alone in alone],
        "is_protected": [protection.is_on for _ in rows],
    }


def referral_columns(view: ReferralView) -> dict[str, list[object]]:
    """Return how referrals fare as columns, one row a group; a protected count is `None`.

    Example:
        >>> from kimcore.reports.referrals_view import ReferralRow
        >>> row = ReferralRow(group=("ki", "abh"), counts=(4, None, None, 7), wait=12)
        >>> columns = referral_columns(
        ...     ReferralView(rows=(row,), totals=(), shows_rates=False, reasons=None, shows_waits=True, people={}, loads=())
        ... )
        >>> {name: column[0] for name, column in columns.items()}
        {'group': 'ki → abh', 'accepted': 4, 'refused': None, 'other': None, 'all': 7, 'median_days': 12.0}
    """
    return {
        "group": [_group_text(row.group) for row in view.rows],
        **{name: [row.counts[place] for row in view.rows] for place, name in enumerate((*PARTS, "all"))},
        "median_days": [None if row.wait is None else float(row.wait) for row in view.rows],
    }


def _group_text(group: object) -> str:
    return " → ".join(map(str, group)) if isinstance(group, tuple) else str(group)
