"""Findings a town has accepted for a time, with the reason."""

from datetime import date

from kimcore.model.keys import WaiverId
from kimcore.records import frozen


@frozen(kw_only=True)
class Waiver:
    """A finding that is accepted until a day (*Ausnahme mit Begründung*)."""

    id: WaiverId
    rule: str
    """Code of the rule, such as ``LG-13``."""
    subject: str | None = None
    """Key of the record concerned; `None` is every record, which is often too broad."""
    reason: str
    granted_by_role: str
    """The office of the person who granted it, never a name."""
    granted_on: date
    last_day: date
