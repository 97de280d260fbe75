"""A finding: a verdict together with the rule it came from."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from kimcore.law import Binding, DatedValue, Grade, Source
from kimcore.model import WaiverId
from kimcore.rules.outcome import Outcome, Severity
from kimcore.text import Fact


@frozen(kw_only=True)
class Finding:
    """What a rule found about one subject on one day (*Befund*).

    It holds facts, never sentences: `kimcore.reports` turns it into words.
    """

    code: str
    outcome: Outcome
    severity: Severity
    binding: Binding
    grade: Grade
    subject: str | None
    """Key of the record, or `None` for the town as a whole."""
    facts: Mapping[str, Fact] = field(hash=False)
    sources: tuple[Source, ...]
    norm: str | None = None
    values: tuple[DatedValue, ...] = ()
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
