"""What the coordination does: groups, work meetings, responsibilities, goals."""

from datetime import date
from enum import Enum

from kimcore.model.actors import LegalField
from kimcore.model.keys import (
    ActorId,
    BodyId,
    DecisionId,
    GoalId,
    InterfaceId,
    MeasureId,
    MeetingId,
    PositionId,
    ResponsibilityId,
    SourceId,
    StaffId,
    ThemeId,
)
from kimcore.model.period import Period
from kimcore.records import field, frozen


class GroupKind(Enum):
    """Which kind of working body it is (*Art des Arbeitsgremiums*)."""

    COORDINATION_GROUP = "coordination_group"
    """*Koordinierungsgruppe*"""
    WORKING_GROUP = "working_group"
    """*Arbeitsgruppe*"""
    PROJECT_GROUP = "project_group"
    """*Projektgruppe*"""
    PLANNING_CONFERENCE = "planning_conference"
    """*Planungskonferenz*"""
    CASE_CONFERENCE = "case_conference"
    """*Fallkonferenz*"""
    CASE_RECONSTRUCTION = "case_reconstruction"
    """*Fallrekonstruktion*"""
    NETWORK_MEETING = "network_meeting"
    """*Netzwerktreffen*"""


@frozen(kw_only=True)
class Participation:
    """An actor's part in a working body (*Beteiligung*)."""

    actor: ActorId
    during: Period = field(factory=Period)
    names_staff: bool | None = None
    """Whether the actor has named somebody who takes part."""
    reason_for_absence: str | None = None


@frozen(kw_only=True)
class WorkGroup:
    """A body that works out solutions or themes (*Arbeitsgruppe, Projektgruppe, Planungskonferenz*)."""

    id: BodyId
    kind: GroupKind
    name: str
    mandate: str | None = None
    mandated_by: DecisionId | None = None
    lead: ActorId | None = None
    participations: tuple[Participation, ...] | None = None
    during: Period = field(factory=Period)
    review_on: date | None = None
    result: str | None = None
    themes: tuple[ThemeId, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class WorkMeeting:
    """A meeting that the coordination plans and prepares (*Arbeitstreffen*)."""

    id: MeetingId
    held_on: date
    body: BodyId | None = None
    purpose: str | None = None
    agenda: tuple[str, ...] | None = None
    participants: tuple[ActorId, ...] | None = None
    material_sent_on: date | None = None
    prepared_by: PositionId | None = None
    results: tuple[str, ...] = ()
    themes: tuple[ThemeId, ...] = ()
    sources: tuple[SourceId, ...] = ()


class ResponsibilityRole(Enum):
    """How an actor is responsible (*Rolle in der Verantwortungsmatrix*)."""

    ACCOUNTABLE = "accountable"
    """*rechenschaftspflichtig*"""
    RESPONSIBLE = "responsible"
    """*durchführungsverantwortlich*"""
    CONSULTED = "consulted"
    """*einzubeziehen*"""
    INFORMED = "informed"
    """*zu informieren*"""


@frozen(kw_only=True)
class Assignment:
    """An actor's role for a task (*Zuordnung*)."""

    actor: ActorId
    role: ResponsibilityRole
    during: Period = field(factory=Period)


@frozen(kw_only=True)
class Responsibility:
    """A task or interface and who is responsible for it (*Verantwortlichkeit*)."""

    id: ResponsibilityId
    task: str
    interface: InterfaceId | None = None
    assignments: tuple[Assignment, ...] = ()
    during: Period = field(factory=Period)
    contested_by: tuple[ActorId, ...] = ()
    """Actors that dispute the assignment."""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Interface:
    """A crossing between two bodies of law (*Schnittstelle zwischen Rechtskreisen*)."""

    id: InterfaceId
    from_field: LegalField
    to_field: LegalField
    from_actor: ActorId | None = None
    to_actor: ActorId | None = None
    description: str | None = None
    during: Period = field(factory=Period)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Measurement:
    """The value of a goal's indicator on a day (*Messung*)."""

    on: date
    value: float | None = None
    attainment: int | None = None
    """Level of goal attainment from -2 to +2; 0 is what was expected (Kiresuk & Sherman 1968)."""
    reported_by: StaffId | None = None


@frozen(kw_only=True)
class Goal:
    """What is to be reached by when (*Ziel*)."""

    id: GoalId
    title: str
    set_on: date | None = None
    indicator: str | None = None
    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    due_on: date | None = None
    owner: ActorId | None = None
    weight: float | None = None
    """Relative importance, greater than 0."""
    measure: MeasureId | None = None
    measurements: tuple[Measurement, ...] = ()
    """Oldest first."""
    sources: tuple[SourceId, ...] = ()
