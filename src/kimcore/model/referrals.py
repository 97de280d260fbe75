"""Passing a person on to another office, attempt by attempt."""

from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, NeedId, ReferralId
from kimcore.records import frozen


class ReferralOutcome(Enum):
    """How a receiving office answered (*Ergebnis einer Vermittlung*)."""

    ACCEPTED = "accepted"
    """*angenommen*"""
    REFUSED = "refused"
    """*abgelehnt*"""
    NO_ANSWER = "no_answer"
    """*keine Antwort*"""
    NO_SHOW = "no_show"
    """*Termin nicht wahrgenommen*"""
    WITHDRAWN = "withdrawn"
    """*zurückgezogen*"""


class RefusalReason(Enum):
    """Why an office did not take a person on (*Ablehnungsgrund*)."""

    NOT_RESPONSIBLE = "not_responsible"
    """*nicht zuständig*"""
    NO_CAPACITY = "no_capacity"
    """*keine Kapazität*"""
    STATUS_EXCLUDES = "status_excludes"
    """*Aufenthaltsstatus schließt aus*"""
    DOCUMENTS_MISSING = "documents_missing"
    """*Unterlagen fehlen*"""
    LANGUAGE = "language"
    """*Verständigung nicht möglich*"""
    OTHER = "other"
    """*anderer Grund*"""


@frozen(kw_only=True)
class ReferralAttempt:
    """One try to pass a person on to an office (*Vermittlungsversuch*)."""

    receiver: ActorId
    sent_on: date
    outcome: ReferralOutcome | None = None
    """`None` while the answer is open."""
    answered_on: date | None = None
    first_contact_on: date | None = None
    reason: RefusalReason | None = None

    @property
    def is_in_order(self) -> bool:
        """Return whether neither the answer nor the first contact came before the attempt was sent."""
        return all(day is None or self.sent_on <= day for day in (self.answered_on, self.first_contact_on))


@frozen(kw_only=True)
class Referral:
    """Passing a person on for a need, with all attempts (*Vermittlung, Überleitung*)."""

    id: ReferralId
    sender: ActorId
    attempts: tuple[ReferralAttempt, ...]
    """Oldest first."""
    need: NeedId | None = None
