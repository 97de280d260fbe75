"""The municipality, its members and its own settings."""

from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, BodyId, ConceptId, MeetingId, MunicipalityKey, SourceId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class MunicipalityKind(Enum):
    """What a municipality is in public law (*Art der Kommune*)."""

    KREIS = "kreis"
    """*Kreis*"""
    KREISFREIE_STADT = "kreisfreie_stadt"
    """*kreisfreie Stadt*"""
    STAEDTEREGION = "staedteregion"
    """*Städteregion*"""
    REGIONSANGEHOERIGE_STADT = "regionsangehoerige_stadt"
    """*regionsangehörige Stadt mit der Rechtsstellung einer kreisfreien Stadt* (Aachen)"""
    GROSSE_KREISANGEHOERIGE_STADT = "grosse_kreisangehoerige_stadt"
    """*Große kreisangehörige Stadt*"""
    MITTLERE_KREISANGEHOERIGE_STADT = "mittlere_kreisangehoerige_stadt"
    """*Mittlere kreisangehörige Stadt*"""
    KREISANGEHOERIGE_GEMEINDE = "kreisangehoerige_gemeinde"
    """*kreisangehörige Gemeinde*"""


class GovernmentDistrict(Enum):
    """A government district of North Rhine-Westphalia (*Regierungsbezirk*)."""

    DUESSELDORF = "duesseldorf"
    """*Düsseldorf*"""
    KOELN = "koeln"
    """*Köln*"""
    MUENSTER = "muenster"
    """*Münster*"""
    DETMOLD = "detmold"
    """*Detmold*"""
    ARNSBERG = "arnsberg"
    """*Arnsberg*"""


@frozen(kw_only=True)
class Municipality:
    """A unit of integration management: Kreis, kreisfreie Stadt, Städteregion or Stadt Aachen (*Kommune*)."""

    key: MunicipalityKey
    """AGS with 5 digits; Stadt Aachen has 8."""
    name: str
    kind: MunicipalityKind
    district: GovernmentDistrict
    population: int | None = None
    population_on: date | None = None
    receives_kim_funding: bool | None = None
    uses_kim_database: bool | None = None
    """Whether cases are kept in the state's database (*Datenbank KIM*)."""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class MemberMunicipality:
    """A municipality that belongs to a Kreis or to the Städteregion (*kreisangehörige Kommune*)."""

    key: MunicipalityKey
    name: str
    kind: MunicipalityKind
    during: Period = field(factory=Period)
    has_foreigners_authority: bool | None = None
    """Own Ausländerbehörde."""
    has_youth_office: bool | None = None
    """Own Jugendamt."""
    has_integration_council: bool | None = None
    """Own Integrationsrat or Integrationsausschuss."""
    contact: ActorId | None = None
    """The office that speaks for it in integration management."""
    sources: tuple[SourceId, ...] = ()


class DecisionMode(Enum):
    """How a body comes to its decisions (*Art der Beschlussfassung*)."""

    CONSENSUS = "consensus"
    """*Konsens*"""
    VOTE = "vote"
    """*Abstimmung*"""


@frozen(kw_only=True)
class RulesOfProcedure:
    """What a body has laid down about its own work (*Geschäftsordnung*)."""

    body: BodyId
    adopted_on: date | None = None
    during: Period = field(factory=Period)
    mode: DecisionMode | None = None
    quorum_share: float | None = None
    """Share of voting members who must be present, from 0 to 1."""
    invitation_days: int | None = None
    """Days between the agenda and the meeting (*Ladungsfrist*)."""
    minutes_days: int | None = None
    """Days within which the minutes are written."""
    meetings_per_year: int | None = None
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class LocalParameter:
    """A value that the municipality has set for itself (*örtlicher Parameter*)."""

    key: str
    """Key of the parameter, such as ``lg.gap_days_max``."""
    value: int | float | str
    reason: str
    decided_on: date
    during: Period
    sources: tuple[SourceId, ...] = ()


class ConceptKind(Enum):
    """Which concept a document is (*Art des Konzepts*)."""

    INTEGRATION = "integration"
    """*gemeinsames Integrationskonzept* of a Kreis and its municipalities"""
    ACTION = "action"
    """*örtliches Handlungskonzept KIM*"""
    CASE_MANAGEMENT = "case_management"
    """*Case-Management-Konzept*"""


class ConceptBlock(Enum):
    """A part that concepts are made of (*Inhaltsblock eines Konzepts*)."""

    NEEDS_AND_TARGET_GROUPS = "needs_and_target_groups"
    """*Ausgangslage, Bedarfe, Zielgruppen*"""
    ANCHORING = "anchoring"
    """*organisatorische Anbindung*"""
    BUILDING_BLOCKS = "building_blocks"
    """*drei Bausteine*"""
    STEERING = "steering"
    """*Lenkungsgruppe und Steuerung*"""
    COOPERATION = "cooperation"
    """*Zusammenarbeit von Kreis, Kommunen und Trägern*"""
    TIMELINE = "timeline"
    """*Zeitschiene*"""
    SUCCESS_CONDITIONS = "success_conditions"
    """*Gelingensbedingungen*"""
    SUSTAINABILITY = "sustainability"
    """*Nachhaltigkeit*"""


@frozen(kw_only=True)
class Concept:
    """A written concept for integration or for integration management (*Konzept*)."""

    id: ConceptId
    kind: ConceptKind
    title: str
    adopted_on: date | None = None
    revised_on: date | None = None
    approved_by: str | None = None
    """The body or authority that approved it."""
    during: Period = field(factory=Period)
    blocks: tuple[ConceptBlock, ...] | None = None
    """`None` where the content was not published."""
    states_cooperation: bool | None = None
    """Whether it lays down how the Kreis and its municipalities work together."""
    decided_in: MeetingId | None = None
    sources: tuple[SourceId, ...] = ()
