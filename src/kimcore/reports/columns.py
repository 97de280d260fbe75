"""Findings as columns, from which any data frame is made in one call."""

from kimcore.reports.report import Report
from kimcore.reports.wording import message, title
from kimcore.text import Language


def finding_columns(report: Report, *, language: Language = Language.DE) -> dict[str, list[object]]:
    """Return the findings of a report as columns of equal length, one row a finding in the order of the report.

    ``pandas.DataFrame(finding_columns(report))`` and ``polars.DataFrame(finding_columns(report))`` make a frame of it.
    Rows on single cases carry the pseudonym of the case, as the JSON form does.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> columns = finding_columns(check(Town(municipality=UNITS[10]), on=date(2025, 6, 30), select=["ST-04"]))
        >>> columns["code"], columns["outcome"], columns["municipality"]
        (['ST-04'], ['unknown'], ['05154'])
    """
    findings = report.findings
    return {
        "municipality": [report.municipality.key for _ in findings],
        "on": [report.on for _ in findings],
        "code": [finding.code for finding in findings],
        "family": [finding.rule.family for finding in findings],
        "title": [title(finding.rule, language) for finding in findings],
        "outcome": [finding.outcome.value for finding in findings],
        "severity": [finding.severity.value for finding in findings],
        "binding": [finding.rule.binding.value for finding in findings],
        "subject": [finding.subject for finding in findings],
        "since": [finding.since for finding in findings],
        "message": [message(finding, language) for finding in findings],
        "missing": [", ".join(finding.missing) for finding in findings],
        "waiver": [finding.waiver for finding in findings],
    }
