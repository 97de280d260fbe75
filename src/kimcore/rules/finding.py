"""A finding: a verdict together with the rule it came from."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from kimcore.law import DatedValue
from kimcore.model import WaiverId
from kimcore.rules.outcome import Outcome, Severity
from kimcore.rules.rule import Rule
from kimcore.text import Fact


@frozen(kw_only=True)
class Finding:
    """What a rule found about one subject on one day (*Befund*).

    It holds facts, never sentences: `kimcore.reports` turns it into words.
    Code, binding level, sources and norm are those of its `rule`.
    """

    rule: Rule = field(repr=False)
    code: str
    outcome: Outcome
    severity: Severity
    """The rule's severity, or a lower one where the subject weighs less."""
    subject: str | None
    """Key of the record, or `None` for the town as a whole."""
    facts: Mapping[str, Fact] = field(hash=False)
    values: tuple[DatedValue, ...] = field(default=(), repr=False)
    """The dated values it was judged by."""
    since: date | None = None
    missing: tuple[str, ...] = ()
    variant: str | None = None
    """Which of the rule's sentences for the outcome says it."""
    waiver: WaiverId | None = None
    """The waiver that accepts the finding for now."""

    @property
    def is_open(self) -> bool:
        """Whether it failed and nobody has accepted it."""
        return self.outcome is Outcome.FAIL and self.waiver is None
