"""From a barrier in cases to a change that is reviewed."""

from datetime import date
from enum import Enum

from kimcore.model.actors import LegalField
from kimcore.model.keys import (
    ActorId,
    BarrierId,
    BodyId,
    CaseId,
    DecisionId,
    GoalId,
    MeasureId,
    MeetingId,
    MunicipalityKey,
    NeedId,
    ProposalId,
    ReviewId,
    SourceId,
    StaffId,
    ThemeId,
)
from kimcore.model.situations import ChainStage, FieldOfAction
from kimcore.records import frozen


class BarrierKind(Enum):
    """What kind of obstacle a structure puts up (*Art der Hürde*)."""

    MISSING_OFFER = "missing_offer"
    """*Angebot fehlt*"""
    NO_ACCESS = "no_access"
    """*Zugang rechtlich oder tatsächlich versperrt*"""
    UNKNOWN_OFFER = "unknown_offer"
    """*Angebot nicht bekannt*"""
    UNCLEAR_RESPONSIBILITY = "unclear_responsibility"
    """*Zuständigkeit unklar*"""
    BROKEN_TRANSITION = "broken_transition"
    """*Bruch beim Übergang zwischen Rechtskreisen*"""
    LONG_WAIT = "long_wait"
    """*lange Wartezeit*"""
    REPEATED_DATA = "repeated_data"
    """*mehrfache Datenabfrage*"""
    LANGUAGE_MEDIATION = "language_mediation"
    """*Sprachmittlung fehlt*"""
    DUPLICATE_STRUCTURES = "duplicate_structures"
    """*Doppelstrukturen*"""


@frozen(kw_only=True)
class Barrier:
    """A structural obstacle seen in a single case or a conference (*strukturelle Hürde*)."""

    id: BarrierId
    kind: BarrierKind
    field: FieldOfAction
    seen_on: date
    title: str | None = None
    case: CaseId | None = None
    needs: tuple[NeedId, ...] = ()
    conference: MeetingId | None = None
    reported_by: StaffId | None = None
    between: tuple[ActorId, ...] = ()
    """The actors at the interface, none or two."""
    legal_fields: tuple[LegalField, ...] = ()
    stage: ChainStage | None = None
    municipality: MunicipalityKey | None = None
    weeks_lost: int | None = None
    rejected_on: date | None = None
    rejection_reason: str | None = None
    rejected_by_role: str | None = None
    """The role of who rejected it, never a name."""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Escalation:
    """A report of a need beyond the local level to the ministry (*Meldung an das Ministerium*)."""

    to: ActorId
    on: date
    answered_on: date | None = None


@frozen(kw_only=True)
class Theme:
    """A structural problem that shapes many cases (*generatives Thema*)."""

    id: ThemeId
    title: str
    named_on: date
    barriers: tuple[BarrierId, ...] = ()
    fields: tuple[FieldOfAction, ...] = ()
    named_in: MeetingId | None = None
    named_by: BodyId | None = None
    named_by_role: str | None = None
    """The role of who bundled the barriers, never a name."""
    naming_reason: str | None = None
    """Why these barriers are one theme."""
    presented_on: date | None = None
    """The day it was put before the steering group."""
    is_supra_regional: bool = False
    escalations: tuple[Escalation, ...] = ()
    no_escalation_reason: str | None = None
    merged_into: ThemeId | None = None
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Proposal:
    """A worked-out solution for a theme (*Lösungsvorschlag*)."""

    id: ProposalId
    title: str
    themes: tuple[ThemeId, ...]
    drafted_on: date
    drafted_by: BodyId | None = None
    sources: tuple[SourceId, ...] = ()


class MeasureState(Enum):
    """How far a measure is (*Stand einer Maßnahme*)."""

    DRAFTED = "drafted"
    """*ausgearbeitet*"""
    APPROVED = "approved"
    """*freigegeben*"""
    RUNNING = "running"
    """*läuft*"""
    FINISHED = "finished"
    """*abgeschlossen*"""
    DROPPED = "dropped"
    """*aufgegeben*"""


@frozen(kw_only=True)
class Measure:
    """A change of structures that was decided (*Maßnahme*)."""

    id: MeasureId
    title: str
    state: MeasureState
    decision: DecisionId | None = None
    proposal: ProposalId | None = None
    approval: DecisionId | None = None
    """The second decision of the steering group, before it is carried out."""
    owner: ActorId | None = None
    started_on: date | None = None
    due_on: date | None = None
    finished_on: date | None = None
    goals: tuple[GoalId, ...] = ()
    sources: tuple[SourceId, ...] = ()


class ReviewResult(Enum):
    """What a review of effects found (*Ergebnis einer Wirkungsprüfung*)."""

    IMPROVED = "improved"
    """*verbessert*"""
    UNCHANGED = "unchanged"
    """*unverändert*"""
    WORSE = "worse"
    """*verschlechtert*"""
    UNCLEAR = "unclear"
    """*nicht eindeutig*"""


@frozen(kw_only=True)
class EffectReview:
    """A look at what a measure has changed (*Wirkungsprüfung*)."""

    id: ReviewId
    measure: MeasureId
    on: date
    result: ReviewResult
    barrier_recurs: bool | None = None
    recurring: tuple[BarrierId, ...] = ()
    """Barriers of the same kind that were seen afterwards."""
    note: str | None = None
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Feedback:
    """Telling the case managers what became of what they reported (*Rückmeldung*)."""

    decision: DecisionId
    on: date
    staff: tuple[StaffId, ...] = ()
    """Those who were told; empty means all."""
