"""Findings as columns, from which any data frame is made in one call."""

from kimcore.disclosure import PROTECTED, Protection
from kimcore.reports.as_json import entry_json
from kimcore.reports.grouping import all_entries
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
