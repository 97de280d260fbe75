"""Putting findings, rules and metrics into words."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kimcore.disclosure import Interval, Protection
from kimcore.errors import KimcoreError
from kimcore.law import DatedValue, Grade, Source
from kimcore.law.values import Value
from kimcore.model import Metric, Period
from kimcore.rules import Finding, Rule
from kimcore.rules.context import LOCAL_SHEET
from kimcore.rules.proof import texts_of
from kimcore.text import Fact, Language, fill, join, names_in, render, sentences

_GRADE_NOTES = {
    Grade.KNOWN: "note_known",
    Grade.INFERRED: "note_inferred",
    Grade.SECONDARY: "note_secondary",
    Grade.UNVERIFIED: "note_open",
}


SHOWN_METRICS = (
    "density",
    "reciprocity",
    "components",
    "isolates",
    "cut_actors",
    "centralization",
    "cross_field_share",
    "axis_ki_abh",
    "axis_ki_ebh",
)
"""The numbers that a report on a town shows, in this order."""

KEY_AXES = frozenset({"axis_ki_abh", "axis_ki_ebh"})
_AXIS_WORDS = {0: "axis_none", 0.5: "axis_half", 1: "axis_full"}
_SHARES = frozenset({"density", "reciprocity", "cross_field_share"})
_NAMED = frozenset({"isolates", "cut_actors"})
_NOTHING: Mapping[str, Interval | None] = MappingProxyType({})
_FEW = 6
"""The most actors that are listed behind a number."""


def phrase(language: Language, key: str, /, **facts: str) -> str:
    """Return one of the report's own sentences, filled with facts that are already words."""
    return fill(sentences(language, "report")["report"][key], facts)


def word(language: Language, table: str, key: str) -> str:
    """Return the word for a code from a table of the report's words; the code itself where there is none."""
    return sentences(language, "report")[table].get(key, key)


def protection_line(protection: Protection, language: Language) -> str:
    """Return what a reader must know about the protection of an output; empty where there is nothing to know.

    Example:
        >>> protection_line(Protection(is_on=False), Language.EN)[:19]
        'Without protection:'
    """
    if not protection.is_on:
        return phrase(language, "protection_off")
    return phrase(language, "protection_public", minimum=str(protection.minimum)) if protection.is_public else ""


def minimum_line(protection: Protection, language: Language) -> str:
    """Return which counts of people an output does not show; empty where it shows all.

    Example:
        >>> minimum_line(Protection(minimum=5), Language.EN)
        'Counts of fewer than 5 people, and those that would give them away, are protected.'
    """
    return phrase(language, "protection_on", minimum=str(protection.minimum)) if protection.is_on else ""


def is_marked_public(text: str) -> bool:
    """Return whether a written output carries the mark that it is meant for the public, in whatever form and language.

    Example:
        >>> is_marked_public(protection_line(Protection(is_public=True), Language.DE)), is_marked_public("{}")
        (True, False)
    """
    marks = (phrase(language, "protection_public", minimum="").partition(":")[0] + ":" for language in Language)
    return '"is_public": true' in text or any(mark in text for mark in marks)


def rule_texts(known: Rule, language: Language) -> Mapping[str, str]:
    """Return the texts of a rule: title, checks, matters, advice and its sentences.

    Raises:
        KimcoreError: if there are none in the language.
    """
    texts = texts_of(known, language)
    if not texts:
        raise KimcoreError(f"no texts for {known.code} in {language.value!r}")
    return texts


def title(known: Rule, language: Language) -> str:
    """Return the title of a rule."""
    return rule_texts(known, language)["title"]


def advice(known: Rule, language: Language) -> str:
    """Return what to do when a rule fails."""
    return rule_texts(known, language)["advice"]


def message(finding: Finding, language: Language, amounts: Mapping[str, Interval | None] = _NOTHING) -> str:
    """Return what a finding says as a sentence, with counts of people as far as they may be told.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> report = check(Town(municipality=UNITS[10], concepts=()), on=date(2025, 6, 30), select=["ST-04"])
        >>> message(report.findings[0], Language.EN)
        'There is no valid joint integration concept.'
    """
    return own_sentence(finding, language, amounts) or phrase(language, f"generic_{finding.outcome.value}")


def own_sentence(finding: Finding, language: Language, amounts: Mapping[str, Interval | None] = _NOTHING) -> str | None:
    """Return the rule's own sentence for a finding; `None` where it has none that fits the facts."""
    key = finding.outcome.value if finding.variant is None else f"{finding.outcome.value}_{finding.variant}"
    template = rule_texts(finding.rule, language).get(key)
    words = fact_words(finding, language, amounts)
    # A sentence made for a count does not fit a verdict without facts, such as "nothing is on record".
    if template is None or not names_in(template) <= set(words):
        return None
    return fill(template, words)


def fact_words(finding: Finding, language: Language, amounts: Mapping[str, Interval | None] = _NOTHING) -> Mapping[str, str]:
    """Return the facts of a finding as words, with counts of people as far as they may be told."""
    kinds = {"count": "count", **finding.rule.facts}
    return {
        name: amount_words(amounts[name], language) if name in amounts else render(value, kinds[name], language)
        for name, value in finding.facts.items()
    }


def amount_words(amount: Interval | None, language: Language) -> str:
    """Return what may be said of a count of people, as words.

    Example:
        >>> [amount_words(Interval(*ends), Language.EN) for ends in ((8, 8), (1, 2), (3, None))]
        ['8', 'fewer than 3', '3 or more']
    """
    if amount is None:
        return phrase(language, "amount_hidden")
    if amount.high is None:
        return phrase(language, "amount_least", count=render(amount.low, "count", language))
    if amount.low == amount.high:
        return render(amount.low, "count", language)
    return phrase(language, "amount_few", count=render(amount.high + 1, "count", language))


def missing_words(finding: Finding, language: Language) -> str:
    """Return what would have to be known, as words."""
    return join([word(language, "missing", name.removeprefix("metric:")) for name in finding.missing], language)


def basis(finding: Finding, language: Language) -> str:
    """Return what a finding rests on: the norm or source and how binding it is."""
    named = finding.rule.norm or finding.rule.sources[0].title
    return f"{named} ({word(language, 'binding', finding.rule.binding.value)})"


def grade_note(grade: Grade, language: Language) -> str | None:
    """Return the remark a reader needs on how well the basis was seen; `None` if it was read itself."""
    key = _GRADE_NOTES.get(grade)
    return None if key is None else phrase(language, key)


def value_words(value: DatedValue, language: Language) -> str:
    """Return a dated value with its name and origin, as words."""
    own = value.sheet == LOCAL_SHEET
    return phrase(
        language,
        "value_line",
        parameter=parameter_name(value.key, language),
        value=plain_value(value.value, value.unit.value, language),
        binding=phrase(language, "own_value") if own else word(language, "binding", value.binding.value),
    )


def parameter_name(key: str, language: Language) -> str:
    """Return what a parameter is called; its key where it has no name."""
    return sentences(language, "parameters").get(key, {}).get("title", key)


def plain_value(value: Value, unit: str, language: Language) -> str:
    """Return a value of law or practice with its unit, as words."""
    if isinstance(value, tuple):
        between = ", " if unit == "code" else " – "
        return between.join(render(part, _kind(unit), language) for part in value)
    return render(value, _kind(unit), language)


def source_words(source: Source, language: Language) -> str:
    """Return a source with the day of its content, as words."""
    if source.dated is None:
        return source.title
    return f"{source.title} ({phrase(language, 'dated', day=source.dated)})"


def period_words(period: Period, language: Language) -> str:
    """Return a period as words."""
    first = None if period.first_day is None else render(period.first_day, "date", language)
    last = None if period.last_day is None else render(period.last_day, "date", language)
    if first is not None and last is not None:
        return phrase(language, "page_between", first=first, last=last)
    if first is not None:
        return phrase(language, "page_since", day=first)
    return phrase(language, "page_always") if last is None else phrase(language, "page_until", day=last)


def metric_words(metric: Metric, names: Mapping[str, str], language: Language) -> str:
    """Return the value of a metric as words, with the actors behind a small number, or why there is none."""
    if metric.reason is not None or metric.value is None:
        return word(language, "reason", metric.reason or "no_value")
    if metric.name in KEY_AXES:
        return phrase(language, _AXIS_WORDS.get(metric.value, "axis_part"))
    number = render(metric.value, "share" if metric.name in _SHARES else "number", language)
    listed = sorted(names.get(str(actor), str(actor)) for actor, value in metric.values.items() if value)
    return f"{number} ({', '.join(listed)})" if listed and metric.name in _NAMED and len(listed) <= _FEW else number


def rule_page(known: Rule, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the page of a rule as pairs of heading and text."""
    texts = rule_texts(known, language)
    note = grade_note(known.grade, language)
    rows = [
        (phrase(language, "page_checks"), texts["checks"]),
        (phrase(language, "page_matters"), texts["matters"]),
        (phrase(language, "page_advice"), texts["advice"]),
        (phrase(language, "page_binding"), word(language, "binding", known.binding.value)),
        (phrase(language, "page_severity"), word(language, "severity", known.severity.value)),
        (phrase(language, "page_in_force"), period_words(known.in_force, language)),
    ]
    if known.norm is not None:
        rows.append((phrase(language, "basis"), known.norm))
    if note is not None:
        rows.append((phrase(language, "page_grade"), note))
    return tuple(rows)


def _kind(unit: str) -> str:
    return unit if unit in {"days", "months", "years", "hours", "share", "date", "fte"} else "number"


def fact_value(value: Fact) -> object:
    """Return a fact in the form JSON can hold."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
