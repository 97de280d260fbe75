"""A report as JSON: the stable form for other programs."""

import json
from collections import Counter

from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.law import DatedValue, Source
from kimcore.model import Metric
from kimcore.reports.grouping import Entry, all_entries
from kimcore.reports.lines import what_was_found
from kimcore.reports.report import Report
from kimcore.reports.wording import advice, fact_value, message, rule_texts, title
from kimcore.rules import Outcome, Rule, Severity
from kimcore.text import Fact, Language

FORMAT = "kimcore-report"
VERSION = 1


def report_json(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> str:
    """Return a report as JSON text, one byte form for one report; people are protected unless that is switched off.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> text = report_json(check(Town(municipality=UNITS[10]), on=date(2025, 6, 30), select=["ST-04"]))
        >>> json.loads(text)["summary"]["unknown"]
        1
    """
    listed = all_entries(report, protection)
    return _text(
        {
            "format": FORMAT,
            "version": VERSION,
            "municipality": {"key": report.municipality.key, "name": report.municipality.name},
            "on": report.on.isoformat(),
            "language": language.value,
            "protection": protection_json(protection),
            "summary": _summary(report, listed),
            "findings": [entry_json(entry, language) for entry in listed],
            "metrics": [_metric(metric) for metric in report.metrics],
            "broken": list(report.broken),
        }
    )


def rules_json(rules: tuple[Rule, ...], *, language: Language = Language.DE) -> str:
    """Return the catalogue of rules as JSON text."""
    return _text([_rule(known, language) for known in rules])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def protection_json(protection: Protection) -> dict[str, object]:
    """Return how an output protects people in the form that JSON can hold."""
    return {"is_on": protection.is_on, "minimum": protection.minimum, "is_public": protection.is_public}


def amount_json(amount: Interval | None) -> dict[str, int | None] | None:
    """Return what may be said of a count of people in the form that JSON can hold."""
    return None if amount is None else {"least": amount.low, "most": amount.high}


def _summary(report: Report, listed: tuple[Entry, ...]) -> dict[str, object]:
    outcomes = Counter(entry.finding.outcome for entry in listed)
    failed = Counter(entry.finding.severity for entry in listed if entry.finding.outcome is Outcome.FAIL)
    return {
        "findings": len(listed),
        "rules": len({finding.code for finding in report.findings}),
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
        "failed_by_severity": {severity.value: failed[severity] for severity in Severity},
        "waived": sum(entry.cases is None and entry.finding.waiver is not None for entry in listed),
    }


def entry_json(entry: Entry, language: Language) -> dict[str, object]:
    """Return a finding in the form that JSON can hold; of findings on several cases nothing that belongs to one of them."""
    finding, known = entry.finding, entry.finding.rule
    is_single = entry.cases is None
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "binding": known.binding.value,
        "grade": known.grade.value,
        "subject": finding.subject if is_single else None,
        "cases": amount_json(entry.cases),
        "title": title(known, language),
        "message": message(finding, language, entry.amounts) if is_single else what_was_found(entry, {}, language),
        "advice": advice(known, language),
        "since": finding.since.isoformat() if is_single and finding.since is not None else None,
        "facts": {name: _fact(entry, name, value) for name, value in finding.facts.items()} if is_single else {},
        "missing": list(finding.missing),
        "norm": known.norm,
        "sources": [_source(source) for source in known.sources],
        "values": [_value(value) for value in finding.values],
        "waiver": finding.waiver if is_single else None,
    }


def _fact(entry: Entry, name: str, value: Fact) -> object:
    return amount_json(entry.amounts[name]) if name in entry.amounts else fact_value(value)


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
