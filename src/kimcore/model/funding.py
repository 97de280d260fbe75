"""Grants, what they pay for, and the contracts that pass them on."""

from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, FundingLineId, GrantId, MeasureId, MunicipalityKey, PositionId, SourceId
from kimcore.model.period import Period
from kimcore.model.staffing import BuildingBlock
from kimcore.records import frozen


class GrantForm(Enum):
    """How state money is given (*Form der Förderung*)."""

    GRANT = "grant"
    """*Zuwendung*"""
    LUMP_SUM = "lump_sum"
    """*fachbezogene Pauschale*"""


class Payer(Enum):
    """Whose money pays a cost (*Kostenträger*)."""

    KIM_FUNDING = "kim_funding"
    """*KIM-Förderung des Landes*"""
    MUNICIPALITY = "municipality"
    """*Kommune*"""
    CARRIER = "carrier"
    """*freier Träger*"""
    OTHER_STATE = "other_state"
    """*andere Landesmittel*"""
    FEDERAL = "federal"
    """*Bundesmittel*"""
    EUROPEAN_UNION = "european_union"
    """*EU-Mittel*"""
    THIRD_PARTY = "third_party"
    """*Drittmittel*"""


class CostKind(Enum):
    """What money is spent on (*Kostenart*)."""

    COORDINATION_STAFF = "coordination_staff"
    """*Personal Koordination*"""
    ASSISTANCE_STAFF = "assistance_staff"
    """*Personal Verwaltungsassistenz*"""
    CASE_MANAGEMENT_STAFF = "case_management_staff"
    """*Personal Case Management*"""
    AUTHORITY_STAFF = "authority_staff"
    """*Personal Ausländer- und Einbürgerungsbehörde*"""
    WORKPLACE = "workplace"
    """*Einrichtung eines Arbeitsplatzes*"""
    TRAINING = "training"
    """*Fortbildung*"""
    EVENTS_AND_INTERFACES = "events_and_interfaces"
    """*Veranstaltungen, Schnittstellenmanagement*"""
    MEASURES = "measures"
    """*Maßnahmen zur Durchführung oder Verbesserung*"""
    OTHER = "other"
    """*Sonstiges*"""


class DutyKind(Enum):
    """A report that a grant notice asks for (*Berichtspflicht*)."""

    PROOF_OF_USE = "proof_of_use"
    """*Verwendungsnachweis*"""
    FACTUAL_REPORT = "factual_report"
    """*Sachbericht*"""
    APPLICATION = "application"
    """*Antrag*"""


@frozen(kw_only=True)
class GrantDuty:
    """A report with the day on which the notice wants it (*Berichtspflicht aus dem Bescheid*)."""

    kind: DutyKind
    due_on: date | None = None
    done_on: date | None = None


@frozen(kw_only=True)
class Grant:
    """Money granted for a building block (*Zuwendung, fachbezogene Pauschale*)."""

    id: GrantId
    building_block: BuildingBlock
    form: GrantForm | None = None
    granted_by: ActorId | None = None
    recipient: ActorId | None = None
    recipient_municipality: MunicipalityKey | None = None
    """The municipality that received the notice; `None` if not published."""
    notice_on: date | None = None
    period: Period | None = None
    """The days for which costs may be charged (*Bewilligungszeitraum*)."""
    amount_cents: int | None = None
    duties: tuple[GrantDuty, ...] | None = None
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class FundingLine:
    """A cost and whose money pays it (*Finanzierungsposten*)."""

    id: FundingLineId
    payer: Payer
    cost: CostKind
    amount_cents: int
    """Euro cents charged for the whole period."""
    period: Period
    """The days in which the cost arose."""
    grant: GrantId | None = None
    position: PositionId | None = None
    measure: MeasureId | None = None
    workplaces: int | None = None
    sources: tuple[SourceId, ...] = ()
