"""One person's or family's way through case management, under a pseudonym."""

from datetime import date
from enum import Enum

from kimcore.model.consent import Consent, DataTransfer, InformationGiven
from kimcore.model.keys import ActorId, BarrierId, CaseGoalId, CaseId, MunicipalityKey, NeedId, StaffId
from kimcore.model.period import Period
from kimcore.model.referrals import Referral
from kimcore.model.situations import (
    AgeGroup,
    FieldOfAction,
    Household,
    LanguageAttained,
    LegalFieldSpell,
    ResidenceSpell,
    StayFacts,
    TargetGroup,
)
from kimcore.records import frozen


class AccessRoute(Enum):
    """How a person came to case management (*Zugangsweg*)."""

    REFERRED_BY_COUNSELLING = "referred_by_counselling"
    """*Vermittlung durch eine Beratungsstelle*"""
    REFERRED_BY_OFFICE = "referred_by_office"
    """*Vermittlung durch eine Behörde*"""
    CONSULTATION_HOUR = "consultation_hour"
    """*offene Sprechstunde*"""
    OUTREACH = "outreach"
    """*aufsuchende Arbeit*"""
    SELF = "self"
    """*eigene Initiative*"""


class IndicationReason(Enum):
    """Why case management is needed (*Indikationskriterium*)."""

    COMPLEX_NEEDS = "complex_needs"
    """*komplexe Bedarfe*"""
    MANY_ACTORS = "many_actors"
    """*viele beteiligte Stellen*"""
    NO_ACCESS = "no_access"
    """*kein ausreichender Zugang zum Hilfesystem*"""
    SYSTEM_BLOCKS = "system_blocks"
    """*das System selbst verhindert Selbstständigkeit*"""


@frozen(kw_only=True)
class Indication:
    """Why a person is taken into case management (*Indikation*)."""

    on: date
    reasons: tuple[IndicationReason, ...] = ()
    has_other_case_management: bool | None = None


class Phase(Enum):
    """A phase of case management (*Phase des Case Managements*)."""

    INTAKE = "intake"
    """*Klärungsphase, Intake*"""
    ASSESSMENT = "assessment"
    """*Assessment*"""
    PLANNING = "planning"
    """*Hilfeplanung*"""
    LINKING = "linking"
    """*Linking*"""
    MONITORING = "monitoring"
    """*Monitoring*"""
    EVALUATION = "evaluation"
    """*Evaluation, Abschluss*"""


@frozen(kw_only=True)
class PhaseEntry:
    """The day a case entered a phase; loops are normal (*Phasenwechsel*)."""

    phase: Phase
    on: date


class NeedSeverity(Enum):
    """How pressing a need is (*Dringlichkeit eines Bedarfs*)."""

    LOW = "low"
    """*gering*"""
    MEDIUM = "medium"
    """*mittel*"""
    HIGH = "high"
    """*hoch*"""
    URGENT = "urgent"
    """*akut*"""


@frozen(kw_only=True)
class Need:
    """Something a person needs in one field of life (*Bedarf*)."""

    id: NeedId
    field: FieldOfAction
    severity: NeedSeverity
    seen_on: date
    met_on: date | None = None
    has_resource: bool | None = None
    """Whether the person has own resources for it."""


class StepState(Enum):
    """How far a step of the plan is (*Stand einer Maßnahme im Hilfeplan*)."""

    PLANNED = "planned"
    """*geplant*"""
    RUNNING = "running"
    """*läuft*"""
    DONE = "done"
    """*erledigt*"""
    DROPPED = "dropped"
    """*aufgegeben*"""


@frozen(kw_only=True)
class CaseStep:
    """A step agreed in the plan (*Maßnahme im Hilfeplan*)."""

    responsible: ActorId | None = None
    due_on: date | None = None
    state: StepState = StepState.PLANNED


@frozen(kw_only=True)
class CaseGoal:
    """What a person wants to reach, with the steps towards it (*Ziel im Hilfeplan*)."""

    id: CaseGoalId
    need: NeedId | None = None
    steps: tuple[CaseStep, ...] = ()
    attainment: int | None = None
    """From -2 to +2; 0 is what was expected."""


@frozen(kw_only=True)
class Plan:
    """The plan of support (*Hilfeplan*)."""

    made_on: date
    agreed_with_client: bool | None = None
    goals: tuple[CaseGoal, ...] = ()


class ContactKind(Enum):
    """In what form there was contact (*Kontaktart*)."""

    MEETING = "meeting"
    """*persönliches Gespräch*"""
    PHONE = "phone"
    """*Telefonat*"""
    MESSAGE = "message"
    """*schriftlicher Kontakt*"""
    ACCOMPANIMENT = "accompaniment"
    """*Begleitung*"""
    CASE_CONFERENCE = "case_conference"
    """*Fallkonferenz*"""
    REVIEW = "review"
    """*Überprüfung des Plans*"""


@frozen(kw_only=True)
class Contact:
    """A contact with the person or about the case (*Kontakt*)."""

    on: date
    kind: ContactKind
    minutes: int | None = None


@frozen(kw_only=True)
class CaseLead:
    """Who leads the case, and when (*Fallführung*)."""

    staff: StaffId
    during: Period
    handed_over_on: date | None = None


class ClosingReason(Enum):
    """Why a case was closed (*Abschlussgrund*)."""

    GOALS_REACHED = "goals_reached"
    """*Ziele erreicht*"""
    HANDED_OVER = "handed_over"
    """*in anderes System übergeleitet*"""
    WITHDRAWN = "withdrawn"
    """*auf eigenen Wunsch beendet*"""
    MOVED = "moved"
    """*Umzug*"""
    NO_CONTACT = "no_contact"
    """*Kontakt abgebrochen*"""
    NO_INDICATION = "no_indication"
    """*keine Indikation*"""
    OTHER = "other"
    """*anderer Grund*"""


@frozen(kw_only=True)
class Closing:
    """The end of a case (*Fallabschluss*)."""

    on: date
    reason: ClosingReason | None = None
    attainment: int | None = None
    """Overall goal attainment from -2 to +2."""
    structural_findings: bool | None = None
    """Whether structural barriers were seen; `False` is a nil report."""
    delete_on: date | None = None


@frozen(kw_only=True)
class Case:
    """A case in case management, pseudonymous (*Fall*)."""

    id: CaseId
    municipality: MunicipalityKey
    opened_on: date
    host: ActorId | None = None
    """The actor that employs the case manager."""
    access: AccessRoute | None = None
    referred_by: ActorId | None = None
    indication: Indication | None = None
    is_voluntary: bool | None = None
    is_free_of_charge: bool | None = None
    target_groups: tuple[TargetGroup, ...] = ()
    exception_reason: str | None = None
    """Why a person outside the local target group was taken in."""
    age_group: AgeGroup | None = None
    household: Household | None = None
    needs_interpreter: bool | None = None
    interpreter_found: bool | None = None
    stay: StayFacts | None = None
    legal_fields: tuple[LegalFieldSpell, ...] = ()
    residence: tuple[ResidenceSpell, ...] = ()
    language: tuple[LanguageAttained, ...] = ()
    phases: tuple[PhaseEntry, ...] = ()
    """In the order of entering."""
    needs: tuple[Need, ...] = ()
    plan: Plan | None = None
    contacts: tuple[Contact, ...] = ()
    referrals: tuple[Referral, ...] = ()
    consents: tuple[Consent, ...] = ()
    information: tuple[InformationGiven, ...] = ()
    transfers: tuple[DataTransfer, ...] = ()
    leads: tuple[CaseLead, ...] = ()
    barriers: tuple[BarrierId, ...] = ()
    closing: Closing | None = None

    def __repr__(self) -> str:
        """Show what leads to the case on file; what a person has told stays out of logs."""
        return f"<{type(self).__name__} {self.id} in {self.municipality}, opened on {self.opened_on}>"


def is_active(case: Case, *, on: date) -> bool:
    """Return whether a case is open on a day; the day of closing still counts as open."""
    return case.opened_on <= on and (case.closing is None or on <= case.closing.on)
