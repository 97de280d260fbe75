"""What a rule can say: four outcomes, three severities, and a verdict on one subject."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

from attrs import field, frozen

from kimcore.text import Fact

_NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


class Outcome(Enum):
    """What came of a check (*Ergebnis einer Prüfung*)."""

    PASS = "pass"  # noqa: S105  an outcome, not a password
    """*erfüllt*"""
    FAIL = "fail"
    """*nicht erfüllt*"""
    UNKNOWN = "unknown"
    """*nicht feststellbar*"""
    NOT_APPLICABLE = "not_applicable"
    """*nicht anwendbar*"""


class Severity(Enum):
    """How much a failed check weighs (*Gewicht eines Befunds*)."""

    ERROR = "error"
    """*Fehler*"""
    WARNING = "warning"
    """*Warnung*"""
    INFO = "info"
    """*Hinweis*"""


@frozen(kw_only=True)
class Verdict:
    """What a rule says about one subject, before it is put together with the rule (*Einzelergebnis*)."""

    outcome: Outcome
    subject: str | None = None
    """Key of the record it is about; `None` is the town as a whole."""
    facts: Mapping[str, Fact] = field(default=_NO_FACTS, hash=False)
    since: date | None = None
    """The first day of the state found, where it is known."""
    missing: tuple[str, ...] = ()
    """What would have to be known: collections, fields or parameters."""
    severity: Severity | None = None
    """A lower severity than the rule's, where a subject weighs less."""
    variant: str | None = None
    """Which of the rule's sentences for the outcome says it, where it has several."""


def passed(subject: str | None = None, facts: Mapping[str, Fact] = _NO_FACTS) -> Verdict:
    """Return the verdict that a subject is as it should be."""
    return Verdict(outcome=Outcome.PASS, subject=subject, facts=facts)


def failed(
    subject: str | None = None,
    facts: Mapping[str, Fact] = _NO_FACTS,
    *,
    since: date | None = None,
    severity: Severity | None = None,
    variant: str | None = None,
) -> Verdict:
    """Return the verdict that a subject should be otherwise, since a day if that is known."""
    return Verdict(outcome=Outcome.FAIL, subject=subject, facts=facts, since=since, severity=severity, variant=variant)


def unknown(subject: str | None = None, facts: Mapping[str, Fact] = _NO_FACTS, *, missing: tuple[str, ...]) -> Verdict:
    """Return the verdict that nothing can be said until something more is known."""
    return Verdict(outcome=Outcome.UNKNOWN, subject=subject, facts=facts, missing=missing)


def not_applicable(subject: str | None = None) -> Verdict:
    """Return the verdict that a rule does not concern a subject."""
    return Verdict(outcome=Outcome.NOT_APPLICABLE, subject=subject)
