"""A whole town: the municipality and everything known about its integration management."""

from kimcore.model.actors import Actor
from kimcore.model.cases import Case
from kimcore.model.cooperation import Agreement, NetworkClaim, Survey, Tie
from kimcore.model.coordination import Goal, Interface, Responsibility, WorkGroup, WorkMeeting
from kimcore.model.development import Barrier, EffectReview, Feedback, Measure, Proposal, Theme
from kimcore.model.effects import Indicator, PublishedReport, RecordedMetric, Template
from kimcore.model.funding import FundingLine, Grant
from kimcore.model.municipality import Concept, LocalParameter, MemberMunicipality, Municipality, RulesOfProcedure
from kimcore.model.privacy import DataBreach, PrivacyArrangement, RetentionRule, SubjectRequest
from kimcore.model.source import SourceDocument
from kimcore.model.staffing import Position
from kimcore.model.steering import Decision, Meeting, Membership, SteeringGroup
from kimcore.model.waivers import Waiver
from kimcore.records import frozen


@frozen(kw_only=True)
class Town:
    """A municipality with its integration management, over time (*Kommune mit ihrem KIM*).

    A collection that is `None` was not recorded or not published: what depends on it is *unknown*.
    An empty one says that there is none.

    Example:
        >>> from kimcore.model import GovernmentDistrict, MunicipalityKind, MunicipalityKey
        >>> from kimcore.model import Municipality
        >>> kreis = Municipality(
        ...     key=MunicipalityKey("05154"),
        ...     name="Kleve",
        ...     kind=MunicipalityKind.KREIS,
        ...     district=GovernmentDistrict.DUESSELDORF,
        ... )
        >>> town = Town(municipality=kreis)
        >>> town
        <Town Kleve 05154 with 0 actors>
        >>> town.meetings is None
        True
    """

    municipality: Municipality
    sources: tuple[SourceDocument, ...] = ()
    members: tuple[MemberMunicipality, ...] | None = None
    rules_of_procedure: tuple[RulesOfProcedure, ...] | None = None
    parameters: tuple[LocalParameter, ...] = ()
    concepts: tuple[Concept, ...] | None = None
    actors: tuple[Actor, ...] = ()
    positions: tuple[Position, ...] | None = None
    grants: tuple[Grant, ...] | None = None
    funding_lines: tuple[FundingLine, ...] | None = None
    steering_groups: tuple[SteeringGroup, ...] | None = None
    memberships: tuple[Membership, ...] | None = None
    meetings: tuple[Meeting, ...] | None = None
    decisions: tuple[Decision, ...] | None = None
    work_groups: tuple[WorkGroup, ...] | None = None
    work_meetings: tuple[WorkMeeting, ...] | None = None
    responsibilities: tuple[Responsibility, ...] | None = None
    interfaces: tuple[Interface, ...] | None = None
    goals: tuple[Goal, ...] | None = None
    ties: tuple[Tie, ...] | None = None
    surveys: tuple[Survey, ...] | None = None
    agreements: tuple[Agreement, ...] | None = None
    network_claims: tuple[NetworkClaim, ...] = ()
    cases: tuple[Case, ...] | None = None
    barriers: tuple[Barrier, ...] | None = None
    themes: tuple[Theme, ...] | None = None
    proposals: tuple[Proposal, ...] | None = None
    measures: tuple[Measure, ...] | None = None
    reviews: tuple[EffectReview, ...] | None = None
    feedback: tuple[Feedback, ...] | None = None
    privacy_arrangements: tuple[PrivacyArrangement, ...] | None = None
    retention_rules: tuple[RetentionRule, ...] | None = None
    subject_requests: tuple[SubjectRequest, ...] | None = None
    breaches: tuple[DataBreach, ...] | None = None
    indicators: tuple[Indicator, ...] | None = None
    recorded_metrics: tuple[RecordedMetric, ...] | None = None
    reports: tuple[PublishedReport, ...] | None = None
    templates: tuple[Template, ...] | None = None
    waivers: tuple[Waiver, ...] = ()
    partial: tuple[str, ...] = ()
    """Names of collections that hold only a part of what exists: what is missing there is unknown."""

    def __repr__(self) -> str:
        """Name the town and how many actors it has; all else would fill pages, and some of it is about people."""
        known = self.municipality
        return f"<{type(self).__name__} {known.name} {known.key} with {len(self.actors)} actors>"
