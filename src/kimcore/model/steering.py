"""The body that steers, who sits in it, when it meets and what it decides."""

from datetime import date
from enum import Enum

from kimcore.model.actors import ActorKind
from kimcore.model.keys import (
    ActorId,
    BarrierId,
    BodyId,
    DecisionId,
    MeasureId,
    MeetingId,
    MembershipId,
    PositionId,
    ProposalId,
    SourceId,
    ThemeId,
)
from kimcore.model.municipality import DecisionMode
from kimcore.model.period import Period
from kimcore.records import field, frozen


class SteeringKind(Enum):
    """Which kind of body steers (*Art des Lenkungsgremiums*)."""

    STEERING_GROUP = "steering_group"
    """*Lenkungsgruppe*"""
    STEERING_CIRCLE = "steering_circle"
    """*Steuerungskreis*"""
    EXISTING_BODY = "existing_body"
    """*bestehendes Integrationsgremium mit Mandat*"""


class SteeringFunction(Enum):
    """What a steering group is there to do (*Funktion der Lenkungsgruppe*)."""

    LEGITIMATION = "legitimation"
    """*Legitimation*"""
    PARTICIPATION = "participation"
    """*Beteiligung*"""
    DECISION = "decision"
    """*Entscheidung*"""
    EVALUATION = "evaluation"
    """*Auswertung*"""
    ALIGNMENT = "alignment"
    """*Verzahnung*"""
    KNOWLEDGE_TRANSFER = "knowledge_transfer"
    """*Wissenstransfer*"""


class Rank(Enum):
    """How high a member stands in the own organisation (*Leitungsebene*)."""

    ADMINISTRATIVE_BOARD = "administrative_board"
    """*Verwaltungsvorstand* (Landrat, Oberbürgermeisterin, Kreisdirektor, Beigeordnete)"""
    DEPARTMENT = "department"
    """*Dezernatsleitung*"""
    DIVISION = "division"
    """*Fachbereichsleitung*"""
    OFFICE = "office"
    """*Amtsleitung*"""
    SECTION = "section"
    """*Abteilungsleitung*"""
    TEAM = "team"
    """*Teamleitung*"""
    MANAGING_DIRECTOR = "managing_director"
    """*Geschäftsführung*"""
    BOARD = "board"
    """*Vorstand*"""
    SPECIALIST = "specialist"
    """*Fachkraft*"""
    VOLUNTEER = "volunteer"
    """*Ehrenamt*"""
    LEADERSHIP = "leadership"
    """*Leitungsebene, nicht näher bezeichnet*"""


DECISION_RANKS: frozenset[Rank] = frozenset(
    {Rank.ADMINISTRATIVE_BOARD, Rank.DEPARTMENT, Rank.DIVISION, Rank.OFFICE, Rank.MANAGING_DIRECTOR, Rank.BOARD}
)
"""Ranks on which a person can decide for the own organisation."""

DEPARTMENT_RANKS: frozenset[Rank] = frozenset({Rank.ADMINISTRATIVE_BOARD, Rank.DEPARTMENT, Rank.DIVISION})
"""Ranks on department level or above; in a Kreis a Fachbereich often equals a department."""


class Vote(Enum):
    """What a member may do when the body decides (*Stimmrecht*)."""

    VOTING = "voting"
    """*stimmberechtigt*"""
    ADVISORY = "advisory"
    """*beratend*"""
    GUEST = "guest"
    """*Gast*"""


class MemberRole(Enum):
    """A member's office in the body (*Rolle im Gremium*)."""

    CHAIR = "chair"
    """*Vorsitz*"""
    DEPUTY_CHAIR = "deputy_chair"
    """*stellvertretender Vorsitz*"""
    SECRETARY = "secretary"
    """*Geschäftsführung des Gremiums*"""
    MEMBER = "member"
    """*Mitglied*"""


@frozen(kw_only=True)
class EmptySeat:
    """A kind of actor that has no seat in a body, and why (*begründetes Fehlen*)."""

    kind: ActorKind
    reason: str
    during: Period = field(factory=Period)


@frozen(kw_only=True)
class SteeringGroup:
    """A body that steers integration management or carries that mandate (*Lenkungsgruppe*)."""

    id: BodyId
    name: str
    kind: SteeringKind
    during: Period = field(factory=Period)
    carries_mandate: bool | None = None
    """Whether it is the body with the mandate to decide."""
    mandate_documented: bool | None = None
    """For an existing body: whether the mandate is on record."""
    functions: tuple[SteeringFunction, ...] | None = None
    competences: tuple[str, ...] | None = None
    """Codes of what lies in its hands; two bodies should not share one."""
    invites_guests: bool | None = None
    """Whether others may take part by occasion or in an advisory role."""
    mode: DecisionMode | None = None
    meetings_per_year: int | None = None
    """The rhythm it states for itself; what was held is in the meetings."""
    empty_seats: tuple[EmptySeat, ...] = ()
    """Actors that do not sit in it for a reason on record."""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Membership:
    """A place in a steering group (*Mitgliedschaft in der Lenkungsgruppe*)."""

    id: MembershipId
    body: BodyId
    actor: ActorId
    during: Period = field(factory=Period)
    role: MemberRole = MemberRole.MEMBER
    rank: Rank | None = None
    may_decide: bool | None = None
    """Whether there is a written authority to decide for the own organisation (*Entscheidungsbefugnis*)."""
    vote: Vote | None = None
    deputy: ActorId | None = None
    """The actor that sends the deputy, often the same."""
    has_deputy: bool | None = None
    sources: tuple[SourceId, ...] = ()


class AgendaKind(Enum):
    """What an item on the agenda is about (*Art des Tagesordnungspunkts*)."""

    CASE_FINDINGS = "case_findings"
    """*Auswertung der Erkenntnisse aus dem Case Management*"""
    THEME = "theme"
    """*generatives Thema*"""
    DECISION = "decision"
    """*Beschlussvorlage*"""
    PROGRESS = "progress"
    """*Umsetzungsstand*"""
    OTHER = "other"
    """*Sonstiges*"""


@frozen(kw_only=True)
class AgendaItem:
    """An item on the agenda of a meeting (*Tagesordnungspunkt*)."""

    kind: AgendaKind
    title: str
    themes: tuple[ThemeId, ...] = ()
    proposals: tuple[ProposalId, ...] = ()


@frozen(kw_only=True)
class Attendance:
    """Whether a member came to a meeting (*Anwesenheit*)."""

    membership: MembershipId
    was_present: bool
    by_deputy: bool = False


@frozen(kw_only=True)
class Meeting:
    """A meeting of a steering group or of a working body (*Sitzung*)."""

    id: MeetingId
    body: BodyId
    held_on: date | None
    """The day it took place; `None` while it is only planned."""
    planned_for: date | None = None
    is_ordinary: bool = True
    invited_on: date | None = None
    agenda_sent_on: date | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    attendance: tuple[Attendance, ...] | None = None
    participants: int | None = None
    """Number of people present, where single attendance is not kept."""
    prepared_by: PositionId | None = None
    prepared_on: date | None = None
    minutes_on: date | None = None
    """The day the minutes were finished."""
    results: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()


class DecisionKind(Enum):
    """What is decided (*Art des Beschlusses*)."""

    MANDATE = "mandate"
    """*Mandat an das Kommunale Integrationszentrum*"""
    THEME = "theme"
    """*Aufnahme oder Ablehnung eines Themas*"""
    MEASURE_APPROVAL = "measure_approval"
    """*Freigabe einer ausgearbeiteten Maßnahme*"""
    PROCEDURE = "procedure"
    """*Geschäftsordnung, Verfahren*"""
    OTHER = "other"
    """*sonstiger Beschluss*"""


class DecisionOutcome(Enum):
    """How the body decided (*Ergebnis des Beschlusses*)."""

    ACCEPTED = "accepted"
    """*angenommen*"""
    REJECTED = "rejected"
    """*abgelehnt*"""
    DEFERRED = "deferred"
    """*vertagt*"""


class DecisionState(Enum):
    """How far a decision is carried out (*Umsetzungsstand*)."""

    OPEN = "open"
    """*offen*"""
    IN_PROGRESS = "in_progress"
    """*in Umsetzung*"""
    DONE = "done"
    """*umgesetzt*"""
    DROPPED = "dropped"
    """*aufgegeben*"""


@frozen(kw_only=True)
class VoteCount:
    """How many votes were cast each way (*Abstimmungsergebnis*)."""

    in_favour: int
    against: int
    abstained: int


@frozen(kw_only=True)
class FollowUp:
    """A report on how far a decision has come (*Sachstandsbericht*)."""

    on: date
    state: DecisionState
    note: str | None = None


@frozen(kw_only=True)
class Decision:
    """What a body has decided (*Beschluss*)."""

    id: DecisionId
    body: BodyId
    decided_on: date
    kind: DecisionKind
    outcome: DecisionOutcome
    object: str | None = None
    """What it is about, in words without any person."""
    meeting: MeetingId | None = None
    themes: tuple[ThemeId, ...] = ()
    barriers: tuple[BarrierId, ...] = ()
    proposals: tuple[ProposalId, ...] = ()
    measures: tuple[MeasureId, ...] = ()
    """For an approval: the measures that may now be carried out."""
    responsible: ActorId | None = None
    due_on: date | None = None
    reason: str | None = None
    mode: DecisionMode | None = None
    votes: VoteCount | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    """Oldest first."""
    reported_back_on: date | None = None
    """The day the case managers were told of the result."""
    sources: tuple[SourceId, ...] = ()


def state_of(decision: Decision, *, on: date) -> DecisionState:
    """Return how far a decision is carried out on a day, by its latest report up to then."""
    states = [report.state for report in decision.follow_ups if report.on <= on]
    return states[-1] if states else DecisionState.OPEN
