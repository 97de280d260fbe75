"""Which findings a town has accepted for a time."""

from collections.abc import Iterable
from datetime import date

from kimcore.law import Binding
from kimcore.model import Waiver, WaiverId
from kimcore.rules.context import Context, WaiverUse
from kimcore.rules.finding import Finding
from kimcore.rules.outcome import Outcome, Severity
from kimcore.rules.rule import Rule


def accepted_by(waivers: Iterable[Waiver], rule: Rule, *, subject: str | None, severity: Severity, on: date) -> WaiverId | None:
    """Return the waiver that accepts a failed check on the day, if there is one.

    A binding error stays open whatever a town decides: a waiver on it is a note, not a permission.
    """
    if rule.binding is Binding.BINDING and severity is Severity.ERROR:
        return None
    return min((waiver.id for waiver in waivers if _fits(waiver, rule.code, subject, on)), default=None)


def use_of_waivers(findings: Iterable[Finding], context: Context) -> WaiverUse:
    """Return what the town's waivers did to a set of findings."""
    listed = tuple(findings)
    failed = tuple(finding for finding in listed if finding.outcome is Outcome.FAIL)
    errors = tuple(
        finding for finding in failed if finding.severity is Severity.ERROR and finding.rule.binding is Binding.BINDING
    )
    powerless = {
        waiver.id
        for waiver in context.town.waivers
        for finding in errors
        if _fits(waiver, finding.code, finding.subject, context.on)
    }
    return WaiverUse(
        used=frozenset(finding.waiver for finding in failed if finding.waiver is not None),
        powerless=frozenset(powerless),
        judged=frozenset(finding.code for finding in listed),
    )


def _fits(waiver: Waiver, code: str, subject: str | None, on: date) -> bool:
    in_time = waiver.granted_on <= on <= waiver.last_day
    return waiver.rule == code and waiver.subject in (None, subject) and in_time
