"""Which findings a town has accepted for a time."""

from kimcore.law import Binding
from kimcore.model import WaiverId
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule, lower_of


def waiver_for(rule: Rule, verdict: Verdict, context: Context) -> WaiverId | None:
    """Return the waiver that accepts a failed check on the day, if there is one.

    A binding error stays open whatever a town decides: a waiver on it is a note, not a permission.
    """
    if rule.binding is Binding.BINDING and lower_of(rule.severity, verdict.severity) is Severity.ERROR:
        return None
    fitting = [
        waiver.id
        for waiver in context.town.waivers
        if waiver.rule == rule.code
        and waiver.subject in (None, verdict.subject)
        and waiver.granted_on <= context.on <= waiver.last_day
    ]
    return min(fitting, default=None)
