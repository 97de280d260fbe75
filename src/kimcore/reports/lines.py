"""The lines of a report, the same for every form it takes."""

from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import Municipality
from kimcore.reports.grouping import Entry, entries
from kimcore.reports.page import Row
from kimcore.reports.report import Report
from kimcore.reports.wording import (
    SHOWN_METRICS,
    advice,
    amount_words,
    basis,
    grade_note,
    message,
    metric_words,
    missing_words,
    own_sentence,
    phrase,
    title,
    value_words,
    word,
)
from kimcore.rules import Outcome, Severity
from kimcore.text import Language, render

_NAMED_KINDS = ("kreis", "stadt ", "städteregion")


def town_name(municipality: Municipality, language: Language) -> str:
    """Return a municipality's name as people say it: ``Kreis Kleve``, but ``Märkischer Kreis``.

    Example:
        >>> from kimcore.model import UNITS
        >>> town_name(UNITS[10], Language.DE)
        'Kreis Kleve'
    """
    if any(kind in municipality.name.lower() for kind in _NAMED_KINDS):
        return municipality.name
    return f"{render(municipality.kind.value, 'MunicipalityKind', language)} {municipality.name}"


def day_line(report: Report, language: Language) -> str:
    """Return the day of a report as words."""
    return phrase(language, "day", day=render(report.on, "date", language))


def outcome_counts(report: Report, language: Language, protection: Protection = PROTECTED) -> str:
    """Return how many findings there are of each outcome, in one line; all on single cases of one rule count once."""
    return phrase(
        language,
        "outcomes",
        failed=str(count_of(report, Outcome.FAIL, protection)),
        unknown=str(count_of(report, Outcome.UNKNOWN, protection)),
        passed=str(count_of(report, Outcome.PASS, protection)),
        rest=str(count_of(report, Outcome.NOT_APPLICABLE, protection)),
    )


def severity_counts(report: Report, language: Language, protection: Protection = PROTECTED) -> str:
    """Return how many findings failed with each severity, in one line; all on single cases of one rule count once."""
    failed = Counter(entry.finding.severity for entry in entries(report, Outcome.FAIL, protection))
    return phrase(
        language,
        "severities",
        errors=str(failed[Severity.ERROR]),
        warnings=str(failed[Severity.WARNING]),
        infos=str(failed[Severity.INFO]),
    )


def count_of(report: Report, outcome: Outcome, protection: Protection = PROTECTED) -> int:
    """Return how many findings have an outcome; those on single cases of one rule count once.

    Counted one by one, they would give small counts of cases away by subtraction.
    """
    return len(entries(report, outcome, protection))


def failure_rows(entry: Entry, names: Mapping[str, str], report: Report, language: Language) -> tuple[Row, ...]:
    """Return everything a reader needs about a failed check: what, since when, on what basis, what to do."""
    finding = entry.finding
    rows = [Row(phrase(language, "what"), what_was_found(entry, names, language))]
    if entry.cases is None:
        since = phrase(language, "since_unknown") if finding.since is None else render(finding.since, "date", language)
        rows.append(Row(phrase(language, "since"), since))
    rows.append(Row(phrase(language, "basis"), basis(finding, language)))
    note = grade_note(finding.rule.grade, language)
    rows += [] if note is None else [Row("", note)]
    labels = [phrase(language, "measured_by"), *[""] * len(finding.values)]
    rows += [Row(label, value_words(value, language)) for label, value in zip(labels, finding.values, strict=False)]
    rows.append(Row(phrase(language, "advice"), advice(finding.rule, language)))
    if finding.waiver is not None:
        rows.append(Row(phrase(language, "accepted"), _waived(entry, report, language)))
    return tuple(rows)


@frozen
class OpenQuestion:
    """What is missing, and which checks wait for it (*offene Frage*)."""

    missing: str
    waiting: tuple[tuple[str, str], ...]
    """Code and text of each check that cannot be judged, in the order of the report."""


def open_questions(unknown: tuple[Entry, ...], names: Mapping[str, str], language: Language) -> tuple[OpenQuestion, ...]:
    """Return what is missing in the order in which most checks wait for it, each with those checks."""
    waiting: dict[str, dict[tuple[str, str], None]] = {}
    for entry in unknown:
        missing = phrase(language, "missing", missing=missing_words(entry.finding, language))
        waiting.setdefault(missing, {})[entry.finding.code, _unjudged(entry, names, language)] = None
    ordered = sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(OpenQuestion(missing, tuple(sorted(lines))) for missing, lines in ordered)


def _unjudged(entry: Entry, names: Mapping[str, str], language: Language) -> str:
    finding = entry.finding
    if entry.cases is not None:
        return f"{title(finding.rule, language)}: {what_was_found(entry, names, language)}"
    about = "" if finding.subject is None else f" ({names.get(finding.subject, finding.subject)})"
    said = own_sentence(finding, language, entry.amounts)
    return f"{title(finding.rule, language)}{about}{'' if said is None else f': {said}'}"


def metric_rows(report: Report, names: Mapping[str, str], language: Language) -> tuple[Row, ...]:
    """Return the numbers that a report shows; none where no cooperation is on record."""
    if all(metric.reason == "no_ties_recorded" for metric in report.metrics):
        return ()
    measured = {metric.name: metric for metric in report.metrics}
    return tuple(
        Row(word(language, "metric", name), metric_words(measured[name], names, language))
        for name in SHOWN_METRICS
        if name in measured
    )


def severity_word(severity: Severity, language: Language) -> str:
    """Return the word for a severity."""
    return word(language, "severity", severity.value)


def what_was_found(entry: Entry, names: Mapping[str, str], language: Language) -> str:
    """Return what a finding says, after the name of what it is about; for cases a protected count."""
    if entry.cases is not None:
        return phrase(language, "cases_count", count=amount_words(entry.cases, language))
    subject = entry.finding.subject
    said = message(entry.finding, language, entry.amounts)
    return said if subject is None else f"{names.get(subject, subject)}: {said}"


def _waived(entry: Entry, report: Report, language: Language) -> str:
    waiver = next(known for known in report.town.waivers if known.id == entry.finding.waiver)
    return phrase(language, "waived_by", day=render(waiver.last_day, "date", language), reason=waiver.reason)
