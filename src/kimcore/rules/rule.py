"""A rule: what it is called, what it rests on, and how it judges."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

from kimcore.errors import RuleError
from kimcore.law import Binding, Grade, Source
from kimcore.model import ALWAYS, Period
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict
from kimcore.text import Fact, FactKind, Language

TownCheck: TypeAlias = Callable[[Context], Iterable[Verdict]]
"""Looks at the whole town and says something about one or several subjects."""


class Over(Enum):
    """Which things of a case a predicate is asked about (*Prüfgegenstand im Fall*)."""

    CASE = "case"
    """*Fall*"""
    NEED = "need"
    """*Bedarf*"""
    PLAN = "plan"
    """*Hilfeplan*"""
    REFERRAL = "referral"
    """*Vermittlung*"""
    CONSENT = "consent"
    """*Einwilligung*"""
    TRANSFER = "transfer"
    """*Datenübermittlung*"""
    LEGAL_FIELD = "legal_field"
    """*Zuständigkeit eines Rechtskreises*"""
    RESIDENCE = "residence"
    """*Zeit mit einem Aufenthaltsstatus*"""


@frozen(kw_only=True)
class CaseCheck:
    """A check that asks plain predicates about one thing at a time (*Prüfung am Einzelfall*).

    Each predicate is an ordinary function ``(thing, case, on, *, limit, ...) -> bool``.
    It reads attributes, compares and counts, so that it can also be evaluated over columns of millions of cases.
    The questions are asked in this order: does it apply, is something missing, is it wrong.
    """

    over: Over
    wrong: Callable[..., bool]
    """Whether the thing should be otherwise."""
    applies: Callable[..., bool] | None = None
    """Whether the rule concerns the thing; `None` is always."""
    unknown: Callable[..., bool] | None = None
    """Whether what is needed to judge is missing; `None` is never."""
    missing: tuple[str, ...] = ()
    """What is missing where `unknown` says yes."""
    limits: Mapping[str, str] = field(factory=dict, hash=False)
    """The keyword arguments of the predicates, by the key of the parameter that gives their value."""
    facts: Callable[..., Mapping[str, Fact]] | None = None
    """Facts about a thing that fails, with the same arguments as the predicates."""
    since: Callable[..., date | None] | None = None
    """The first day of the state found, with the same arguments."""
    severity: Callable[..., Severity | None] | None = None
    """A lower severity than the rule's for a failure that weighs less, with the same arguments."""
    variant: Callable[..., str | None] | None = None
    """Which of the rule's sentences says the failure, with the same arguments."""
    columns: Callable[..., tuple[object, object, object]] | None = None
    """The same over columns, for predicates that cannot be read or are slow: ``(columns, on, *, limit, ...)`` gives three
    arrays of truth values, whether it applies, is unknown and is wrong, with an entry for each thing in the order of its table
    (for plans: for each case). `kimcore.testing.check_rule` compares it with the predicates."""


@frozen(kw_only=True)
class Rule:
    """A rule with everything that a reader or an engine needs to know about it (*Regel*).

    Raises:
        RuleError: if the severity is higher than the binding level and the grade of evidence allow.
    """

    code: str
    """Family and number, such as ``LG-04``; rules of other packs begin with ``X``."""
    slug: str
    """A short name in plain words, such as ``decision-rank``."""
    binding: Binding
    grade: Grade
    severity: Severity
    sources: tuple[Source, ...]
    check: TownCheck | CaseCheck = field(repr=False)
    norm: str | None = None
    """The provision, in the one form in which law is cited."""
    in_force: Period = ALWAYS
    """The days on which the duty or the recommendation exists, as far as they are known."""
    needs: tuple[str, ...] = ()
    """Collections of the town without which nothing can be said."""
    parameters: tuple[str, ...] = ()
    """Keys of the dated values it reads."""
    also_reads: tuple[str, ...] = ()
    """Keys of dated values it asks for only in some towns; one that is open does not make all others unknown."""
    metrics: tuple[str, ...] = ()
    """Names of the metrics it reads."""
    facts: Mapping[str, FactKind] = field(factory=dict, hash=False)
    """The facts it may find, and how each is to be read."""
    looks_at_waivers: bool = False
    """Whether it is judged after all others, with what became of the waivers."""
    texts: Mapping[Language, Mapping[str, str]] | None = field(default=None, repr=False, hash=False)
    """Title, page and sentences by language, for rules of other packs; kimcore's own lie in `kimcore.text`."""

    def __attrs_post_init__(self) -> None:
        """Hold the severity to what the sources allow."""
        if _ORDER[self.severity] > _ORDER[highest_severity(self.binding, self.grade)]:
            raise RuleError(
                f"{self.code}: severity {self.severity.value} is more than {self.binding.value} "
                f"with evidence {self.grade.value} allows"
            )

    @property
    def family(self) -> str:
        """The letters of the code, such as ``LG``."""
        return self.code.partition("-")[0]


_ORDER = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def highest_severity(binding: Binding, grade: Grade) -> Severity:
    """Return how much a failed rule may weigh at most, by what it rests on.

    Only what binds and was seen in its source may be an error; standards warn, practice informs.

    Example:
        >>> highest_severity(Binding.BINDING, Grade.KNOWN)
        <Severity.WARNING: 'warning'>
    """
    if binding is Binding.PRACTICE:
        return Severity.INFO
    if binding is Binding.BINDING and grade is Grade.SEEN:
        return Severity.ERROR
    return Severity.WARNING


def lower_of(one: Severity, other: Severity | None) -> Severity:
    """Return the lower of two severities; `None` counts as no limit."""
    if other is None or _ORDER[one] <= _ORDER[other]:
        return one
    return other
