"""Sheets: examples of a rule that a lawyer can read, and how they are tried.

A sheet is a TOML file with the code of a rule and a list of examples.
Each example describes a small town, names a day, and says what the rule has to find there.
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from attrs import field, frozen

from kimcore.bundle import loads
from kimcore.errors import RuleError
from kimcore.model import Town
from kimcore.reports import context_of
from kimcore.reports.wording import own_sentence
from kimcore.rules import BUILTIN, Finding, Outcome, Rule, judge, judge_one
from kimcore.text import Language

_KEYS = frozenset({"says", "on", "outcome", "subject", "facts", "since", "missing", "variant", "severity", "town"})
_REQUIRED = ("says", "on", "outcome")
_OUTCOMES = tuple(outcome.value for outcome in Outcome)


@frozen(kw_only=True)
class Example:
    """One example of a sheet: a town, a day and what is to be found (*Beispielfall*)."""

    says: str
    """The fact that the example shows, as a sentence."""
    on: date
    outcome: Outcome
    town: Town = field(repr=False)
    expected: Mapping[str, object] = field(hash=False)
    """What else the finding has to be, by its field: subject, facts, since, missing, variant, severity."""


def read_sheet(text: str, *, rule: Rule) -> tuple[Example, ...]:
    """Return the examples of a rule's sheet.

    Each example's ``town`` table replaces collections of a small base town with one office of each important kind.

    Raises:
        RuleError: if the sheet is for another rule, lacks a key or holds an unknown one.
        BundleError: if a town of an example cannot be drawn.
    """
    try:
        sheet = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"the sheet of {rule.code} is no TOML: {error}") from error
    if sheet.get("code") != rule.code or set(sheet) != {"code", "example"}:
        raise RuleError(f"a sheet of {rule.code} holds `code` and `example` and nothing else, found {sorted(sheet)}")
    return tuple(_example(row, f"{rule.code}, example {number}") for number, row in enumerate(sheet["example"], start=1))


def try_example(rule: Rule, example: Example) -> tuple[str, ...]:
    """Return everything in which a rule disagrees with an example; nothing if it agrees."""
    context = context_of(example.town, on=example.on)
    # A rule on waivers says something only after all others have been judged.
    findings = judge((*BUILTIN, rule), context).findings if rule.looks_at_waivers else judge_one(rule, context)
    findings = tuple(finding for finding in findings if finding.code == rule.code)
    fitting = _about(findings, example)
    if fitting is None:
        seen = ", ".join(f"{finding.outcome.value} on {finding.subject}" for finding in findings)
        return (f"{example.says!r}: expected {example.outcome.value}, found {seen}",)
    found: dict[str, object] = {
        "subject": fitting.subject,
        "since": _plain(fitting.since),
        "missing": list(fitting.missing),
        "variant": fitting.variant,
        "severity": fitting.severity.value,
        "facts": {name: _plain(value) for name, value in fitting.facts.items()},
    }
    differences = []
    for name, wanted in example.expected.items():
        seen_value = found[name]
        if name == "facts" and isinstance(wanted, dict) and isinstance(seen_value, dict):
            seen_value = {key: seen_value.get(key) for key in wanted}
        if seen_value != wanted:
            differences.append(f"{example.says!r}: {name} should be {wanted!r} and is {seen_value!r}")
    if fitting.outcome is Outcome.FAIL:
        unsaid = [language.value for language in Language if own_sentence(fitting, language) is None]
        differences += [f"{example.says!r}: no sentence in {language!r} fits the facts" for language in unsaid]
    return tuple(differences)


def _about(findings: tuple[Finding, ...], example: Example) -> Finding | None:
    """Return the finding the example speaks of: the one on its subject, or the first with its outcome."""
    subject = example.expected.get("subject")
    return next(
        (
            finding
            for finding in findings
            if finding.outcome is example.outcome and (subject is None or finding.subject == subject)
        ),
        None,
    )


def _example(row: Mapping[str, object], place: str) -> Example:
    strange, lacking = sorted(set(row) - _KEYS), sorted(set(_REQUIRED) - set(row))
    if strange or lacking:
        raise RuleError(f"{place}: unknown keys {strange}, missing keys {lacking}")
    says, on, outcome, town = row["says"], row["on"], row["outcome"], row.get("town", {})
    if not isinstance(on, date) or not isinstance(town, dict):
        raise RuleError(f"{place}: `on` is a day and `town` a table")
    if outcome not in _OUTCOMES:
        raise RuleError(f"{place}: `outcome` is one of {', '.join(_OUTCOMES)}, found {outcome!r}")
    base = tomllib.loads(files("kimcore.testing").joinpath("base.toml").read_text(encoding="utf-8"))
    bundle = {"format": "kimcore", "version": 1, **base, **town}
    return Example(
        says=str(says),
        on=on,
        outcome=Outcome(outcome),
        town=loads(json.dumps(bundle, default=_iso)),
        expected={key: value for key, value in row.items() if key not in {*_REQUIRED, "town"}},
    )


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise RuleError(f"a sheet holds text, numbers, days, lists and tables, found {type(value).__name__}")


def _plain(value: object) -> object:
    """Return a value as a sheet writes it: tuples as lists, days as text."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
