"""A report as JSON: the stable form for other programs."""

import json
from collections import Counter

from kimcore.law import DatedValue, Source
from kimcore.model import Metric
from kimcore.reports.report import Report
from kimcore.reports.wording import advice, fact_value, message, rule_texts, title
from kimcore.rules import Finding, Outcome, Rule, Severity
from kimcore.text import Language

FORMAT = "kimcore-report"
VERSION = 1


def report_json(report: Report, *, language: Language = Language.DE) -> str:
    """Return a report as JSON text, one byte form for one report.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> text = report_json(check(Town(municipality=UNITS[10]), on=date(2025, 6, 30), select=["ST-04"]))
        >>> json.loads(text)["summary"]["unknown"]
        1
    """
    return _text(
        {
            "format": FORMAT,
            "version": VERSION,
            "municipality": {"key": report.municipality.key, "name": report.municipality.name},
            "on": report.on.isoformat(),
            "language": language.value,
            "summary": _summary(report),
            "findings": [finding_json(finding, language) for finding in report.findings],
            "metrics": [_metric(metric) for metric in report.metrics],
            "broken": list(report.broken),
        }
    )


def rules_json(rules: tuple[Rule, ...], *, language: Language = Language.DE) -> str:
    """Return the catalogue of rules as JSON text."""
    return _text([_rule(known, language) for known in rules])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _summary(report: Report) -> dict[str, object]:
    outcomes = Counter(finding.outcome for finding in report.findings)
    failed = Counter(finding.severity for finding in report.findings if finding.outcome is Outcome.FAIL)
    return {
        "findings": len(report.findings),
        "rules": len({finding.code for finding in report.findings}),
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
        "failed_by_severity": {severity.value: failed[severity] for severity in Severity},
        "waived": sum(finding.waiver is not None for finding in report.findings),
    }


def finding_json(finding: Finding, language: Language) -> dict[str, object]:
    """Return a finding in the form that JSON can hold."""
    known = finding.rule
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "binding": known.binding.value,
        "grade": known.grade.value,
        "subject": finding.subject,
        "title": title(known, language),
        "message": message(finding, language),
        "advice": advice(known, language),
        "since": None if finding.since is None else finding.since.isoformat(),
        "facts": {name: fact_value(value) for name, value in finding.facts.items()},
        "missing": list(finding.missing),
        "norm": known.norm,
        "sources": [_source(source) for source in known.sources],
        "values": [_value(value) for value in finding.values],
        "waiver": finding.waiver,
    }


def _rule(known: Rule, language: Language) -> dict[str, object]:
    texts = rule_texts(known, language)
    return {
        "code": known.code,
        "slug": known.slug,
        "family": known.family,
        "severity": known.severity.value,
        "binding": known.binding.value,
        "grade": known.grade.value,
        "title": texts["title"],
        "checks": texts["checks"],
        "norm": known.norm,
        "in_force": {
            "first_day": None if known.in_force.first_day is None else known.in_force.first_day.isoformat(),
            "last_day": None if known.in_force.last_day is None else known.in_force.last_day.isoformat(),
        },
        "parameters": [*known.parameters, *known.also_reads],
        "facts": dict(sorted(known.facts.items())),
        "sources": [_source(source) for source in known.sources],
    }


def _source(source: Source) -> dict[str, object]:
    return {"title": source.title, "url": source.url, "dated": source.dated}


def _value(value: DatedValue) -> dict[str, object]:
    plain = [*map(fact_value, value.value)] if isinstance(value.value, tuple) else fact_value(value.value)
    return {
        "key": value.key,
        "value": plain,
        "unit": value.unit.value,
        "binding": value.binding.value,
        "grade": value.grade.value,
        "first_day": None if value.first_day is None else value.first_day.isoformat(),
        "last_day": None if value.last_day is None else value.last_day.isoformat(),
        "norm": value.norm,
        "sources": [_source(source) for source in value.sources],
    }


def _metric(metric: Metric) -> dict[str, object]:
    card = metric.card
    return {
        "name": metric.name,
        "value": metric.value,
        "values": {str(actor): value for actor, value in metric.values.items()},
        "reason": metric.reason,
        "definition": card.definition,
        "source": card.source,
        "doi": card.doi,
        "direction": card.direction.value,
        "weights": card.weights.value,
        "n": card.n,
        "response_rate": card.response_rate,
    }
