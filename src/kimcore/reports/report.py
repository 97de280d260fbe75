"""The outcome of an examination: findings and numbers of one town on one day."""

from datetime import date
from html import escape

from attrs import frozen

from kimcore.model import Metric, Municipality, Town
from kimcore.rules import Finding, Outcome, Severity
from kimcore.text import Language, render, sentences

_HEAVIEST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
"""A rule with several findings counts once, as the first of these."""


@frozen(kw_only=True)
class Report:
    """What was found about a town on a day (*Prüfbericht*)."""

    town: Town
    on: date
    findings: tuple[Finding, ...]
    """Sorted by code, outcome and subject."""
    metrics: tuple[Metric, ...]
    """Sorted by name."""
    broken: tuple[str, ...] = ()
    """A line for each rule of another pack that could not judge."""

    @property
    def municipality(self) -> Municipality:
        """The municipality that was examined."""
        return self.town.municipality

    @property
    def has_errors(self) -> bool:
        """Whether a rule of severity error failed."""
        return any(finding.outcome is Outcome.FAIL and finding.severity is Severity.ERROR for finding in self.findings)

    def count(self, outcome: Outcome, severity: Severity | None = None) -> int:
        """Return how many findings have an outcome, of one severity or of any."""
        return sum(finding.outcome is outcome and severity in (None, finding.severity) for finding in self.findings)

    def __repr__(self) -> str:
        """Name the town, the day and the counts; the findings stay out of logs."""
        failed = self.count(Outcome.FAIL)
        return f"<Report {self.municipality.name} on {self.on}: {failed} failed of {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        """Show a notebook the town, the day and how many rules came out how; findings and cases stay out of sight."""
        words = sentences(Language.DE, "report")
        codes = {
            outcome: {finding.code for finding in self.findings if finding.outcome is outcome} for outcome in _HEAVIEST_FIRST
        }
        seen: set[str] = set()
        rows = []
        for outcome, found in codes.items():
            rows.append(f"<tr><th scope='row'>{words['outcome'][outcome.value]}</th><td>{len(found - seen)}</td></tr>")
            seen |= found
        about = escape(f"{self.municipality.name}, {render(self.on, 'date', Language.DE)}")
        return f"<table><caption>{words['report']['rules_title']}: {about}</caption><tbody>{''.join(rows)}</tbody></table>"
