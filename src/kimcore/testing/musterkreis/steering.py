"""The steering group of Musterkreis: who sits in it, and when it met."""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from kimcore.model import (
    ActorId,
    ActorKind,
    AgendaItem,
    AgendaKind,
    Attendance,
    BodyId,
    DecisionMode,
    EmptySeat,
    Meeting,
    MeetingId,
    MemberRole,
    Membership,
    MembershipId,
    Period,
    ProposalId,
    Rank,
    SteeringFunction,
    SteeringGroup,
    SteeringKind,
    ThemeId,
    Vote,
    in_force,
)
from kimcore.testing.musterkreis.draw import chance
from kimcore.testing.musterkreis.loops import STORIES
from kimcore.testing.musterkreis.place import PAPERS, STEERING_GROUP
from kimcore.testing.musterkreis.staffing import LEAD

_FOUNDED = date(2022, 5, 12)
_TERM_CHANGE = date(2024, 7, 1)
"""From this day the welfare associations sent another member."""

MEETING_DAYS: Mapping[MeetingId, date] = {
    MeetingId("sitzung-2023-1"): date(2023, 2, 16),
    MeetingId("sitzung-2023-2"): date(2023, 6, 22),
    MeetingId("sitzung-2023-3"): date(2023, 11, 16),
    MeetingId("sitzung-2024-1"): date(2024, 2, 22),
    MeetingId("sitzung-2024-2"): date(2024, 6, 20),
    MeetingId("sitzung-2024-3"): date(2024, 11, 14),
    MeetingId("sitzung-2025-1"): date(2025, 2, 20),
    MeetingId("sitzung-2025-2"): date(2025, 6, 26),
    MeetingId("sitzung-2025-3"): date(2025, 11, 27),
}
"""The days of the ordinary meetings."""

GROUPS = (
    SteeringGroup(
        id=STEERING_GROUP,
        name="Lenkungsgruppe Kommunales Integrationsmanagement",
        kind=SteeringKind.STEERING_GROUP,
        during=Period(first_day=_FOUNDED),
        carries_mandate=True,
        mandate_documented=True,
        functions=tuple(SteeringFunction),
        competences=("measures", "mandate", "themes"),
        invites_guests=True,
        empty_seats=(EmptySeat(kind=ActorKind.EMPLOYER, reason="Betriebe werden zu einzelnen Themen eingeladen."),),
        mode=DecisionMode.CONSENSUS,
        meetings_per_year=3,
        sources=PAPERS,
    ),
    SteeringGroup(
        id=BodyId("steuerungskreis-zuwanderung"),
        name="Steuerungskreis Zuwanderung",
        kind=SteeringKind.EXISTING_BODY,
        during=Period(first_day=date(2016, 3, 1), last_day=_FOUNDED - timedelta(days=1)),
        carries_mandate=True,
        mandate_documented=True,
        functions=(SteeringFunction.ALIGNMENT, SteeringFunction.KNOWLEDGE_TRANSFER),
        competences=("exchange",),
        mode=DecisionMode.CONSENSUS,
        meetings_per_year=2,
        sources=PAPERS,
    ),
)


@frozen
class _Seat:
    """One line of the list of members."""

    actor: str
    rank: Rank
    role: MemberRole = MemberRole.MEMBER
    vote: Vote = Vote.VOTING
    may_decide: bool = True


_SEATS = (
    _Seat("agentur", Rank.MANAGING_DIRECTOR),
    _Seat("awo", Rank.MANAGING_DIRECTOR),
    _Seat("bamf", Rank.SPECIALIST, vote=Vote.ADVISORY, may_decide=False),
    _Seat("beispielhausen", Rank.ADMINISTRATIVE_BOARD),
    _Seat("berufskolleg", Rank.OFFICE),
    _Seat("caritas", Rank.BOARD),
    _Seat("dezernat-soziales", Rank.DEPARTMENT, role=MemberRole.DEPUTY_CHAIR),
    _Seat("diakonie", Rank.MANAGING_DIRECTOR),
    _Seat("drk", Rank.MANAGING_DIRECTOR),
    _Seat("fachbereich-ordnung", Rank.DIVISION),
    _Seat("fluechtlingshilfe", Rank.VOLUNTEER, vote=Vote.ADVISORY, may_decide=False),
    _Seat("gesundheitsamt", Rank.OFFICE),
    _Seat("integrationsrat", Rank.VOLUNTEER),
    _Seat("jobcenter", Rank.MANAGING_DIRECTOR),
    _Seat("jugendamt", Rank.OFFICE),
    _Seat("kammer", Rank.MANAGING_DIRECTOR),
    _Seat("ki", Rank.OFFICE, role=MemberRole.SECRETARY),
    _Seat("kreisverwaltung", Rank.ADMINISTRATIVE_BOARD, role=MemberRole.CHAIR),
    _Seat("musterstadt", Rank.ADMINISTRATIVE_BOARD),
    _Seat("schulamt", Rank.OFFICE),
    _Seat("sozialamt", Rank.OFFICE),
    _Seat("volkshochschule", Rank.MANAGING_DIRECTOR),
)

_TERMS = {
    "diakonie": Period(first_day=_TERM_CHANGE),
    "drk": Period(first_day=_FOUNDED, last_day=_TERM_CHANGE - timedelta(days=1)),
}

MEMBERSHIPS = tuple(
    Membership(
        id=MembershipId(f"sitz-{seat.actor}"),
        body=STEERING_GROUP,
        actor=ActorId(seat.actor),
        during=_TERMS.get(seat.actor, Period(first_day=_FOUNDED)),
        role=seat.role,
        rank=seat.rank,
        may_decide=seat.may_decide,
        vote=seat.vote,
        deputy=ActorId(seat.actor),
        has_deputy=True,
        sources=PAPERS,
    )
    for seat in _SEATS
)
"""The seats in the steering group, by key."""


def meetings() -> tuple[Meeting, ...]:
    """Return the meetings that were held and the one that is planned, by key."""
    planned = Meeting(
        id=MeetingId("sitzung-2026-1"),
        body=STEERING_GROUP,
        held_on=None,
        planned_for=date(2026, 2, 26),
        sources=PAPERS,
    )
    return (*(_meeting(key, day) for key, day in MEETING_DAYS.items()), planned)


def attendance_at(meeting: MeetingId, day: date) -> tuple[Attendance, ...]:
    """Return who came to a meeting; the chair always does."""
    return tuple(_attendance(meeting, seat) for seat in in_force(MEMBERSHIPS, on=day))


def _attendance(meeting: MeetingId, seat: Membership) -> Attendance:
    """Return whether one member came, or sent the deputy."""
    was_present = seat.role is MemberRole.CHAIR or chance(f"{meeting}/{seat.id}/present", 84)
    return Attendance(
        membership=seat.id,
        was_present=was_present,
        by_deputy=was_present and seat.role is not MemberRole.CHAIR and chance(f"{meeting}/{seat.id}/deputy", 14),
    )


def _meeting(key: MeetingId, day: date) -> Meeting:
    """Return a meeting that was held."""
    attendance = attendance_at(key, day)
    return Meeting(
        id=key,
        body=STEERING_GROUP,
        held_on=day,
        planned_for=day,
        invited_on=day - timedelta(days=28),
        agenda_sent_on=day - timedelta(days=21),
        agenda=_agenda(key),
        attendance=attendance,
        participants=sum(one.was_present for one in attendance),
        prepared_by=LEAD,
        prepared_on=day - timedelta(days=24),
        minutes_on=day + timedelta(days=14),
        results=("Erkenntnisse aus dem Case Management zur Kenntnis genommen", "Nächste Schritte vereinbart"),
        sources=PAPERS,
    )


def _agenda(meeting: MeetingId) -> tuple[AgendaItem, ...]:
    """Return what was on the agenda: findings first, then themes, then measures to approve."""
    presented = [story for story in STORIES if story.wave.presented_in == meeting and not story.merged_into]
    to_approve = [story for story in STORIES if story.wave.approved_in == meeting and story.solution]
    return (
        AgendaItem(kind=AgendaKind.CASE_FINDINGS, title="Auswertung der Erkenntnisse aus dem Case Management"),
        *(
            AgendaItem(
                kind=AgendaKind.THEME,
                title=story.title,
                themes=(ThemeId(f"thema-{story.key}"),),
                proposals=(ProposalId(f"vorschlag-{story.key}"),) if story.solution else (),
            )
            for story in presented
        ),
        *(
            AgendaItem(
                kind=AgendaKind.DECISION,
                title=f"Freigabe der Maßnahme: {story.solution.measure}",
                themes=(ThemeId(f"thema-{story.key}"),),
                proposals=(ProposalId(f"vorschlag-{story.key}"),),
            )
            for story in to_approve
            if story.solution
        ),
        AgendaItem(kind=AgendaKind.PROGRESS, title="Stand der laufenden Maßnahmen"),
    )
