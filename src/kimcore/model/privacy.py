"""What a town has arranged to protect data."""

from datetime import date, datetime
from enum import Enum

from kimcore.model.keys import ActorId, BreachId, RequestId, SourceId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class ArrangementKind(Enum):
    """What was arranged (*Art der Datenschutzvorkehrung*)."""

    JOINT_CONTROL = "joint_control"
    """*Vereinbarung über gemeinsame Verantwortlichkeit*"""
    IMPACT_ASSESSMENT = "impact_assessment"
    """*Entscheidung über die Datenschutz-Folgenabschätzung*"""
    PROCESSOR_CONTRACT = "processor_contract"
    """*Vertrag zur Auftragsverarbeitung*"""
    ROLE_CONCEPT = "role_concept"
    """*Rollen- und Berechtigungskonzept*"""


@frozen(kw_only=True)
class PrivacyArrangement:
    """A document that settles data protection (*Datenschutzvorkehrung*)."""

    kind: ArrangementKind
    decided_on: date
    parties: tuple[ActorId, ...] = ()
    during: Period = field(factory=Period)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class RetentionRule:
    """How long the town keeps closed cases (*Löschfrist*)."""

    months: int
    reason: str
    during: Period
    sources: tuple[SourceId, ...] = ()


class RequestKind(Enum):
    """What a person asks for about the own data (*Betroffenenrecht*)."""

    ACCESS = "access"
    """*Auskunft*"""
    RECTIFICATION = "rectification"
    """*Berichtigung*"""
    ERASURE = "erasure"
    """*Löschung*"""
    RESTRICTION = "restriction"
    """*Einschränkung*"""
    OBJECTION = "objection"
    """*Widerspruch*"""


@frozen(kw_only=True)
class SubjectRequest:
    """A person's request about the own data (*Betroffenenanfrage*)."""

    id: RequestId
    kind: RequestKind
    received_on: date
    answered_on: date | None = None
    extended_on: date | None = None
    """The day the person was told that the answer takes longer."""


@frozen(kw_only=True)
class DataBreach:
    """A breach of data protection (*Datenschutzverletzung*)."""

    id: BreachId
    known_at: datetime
    """When the controller learnt of it, with its time zone."""
    reported_at: datetime | None = None
    no_report_reason: str | None = None
    delay_reason: str | None = None
