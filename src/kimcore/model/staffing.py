"""The three building blocks and the positions that fill them."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

from kimcore.model.keys import ActorId, AgreementId, GrantId, MunicipalityKey, PositionId, SourceId, StaffId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class BuildingBlock(Enum):
    """One of the three parts that integration management is funded in (*Baustein*)."""

    COORDINATION = "b1"
    """*Baustein 1: Koordinierung, strategisches Management*"""
    CASE_MANAGEMENT = "b2"
    """*Baustein 2: Case Management*"""
    AUTHORITIES = "b3"
    """*Baustein 3: Ausländer- und Einbürgerungsbehörden*"""


class PositionKind(Enum):
    """What a position is for (*Stellenart*)."""

    COORDINATION = "coordination"
    """*KIM-Koordination*"""
    ADMINISTRATIVE_ASSISTANCE = "administrative_assistance"
    """*Verwaltungsassistenz*"""
    CASE_MANAGEMENT = "case_management"
    """*Case Management*"""
    FOREIGNERS_AUTHORITY = "foreigners_authority"
    """*Sachbearbeitung in der Ausländerbehörde*"""
    NATURALISATION_AUTHORITY = "naturalisation_authority"
    """*Sachbearbeitung in der Einbürgerungsbehörde*"""
    AUTHORITIES_UNSPECIFIED = "authorities_unspecified"
    """*Baustein 3, Behörde nicht näher bezeichnet*"""


BLOCK_OF: Mapping[PositionKind, BuildingBlock] = MappingProxyType(
    {
        PositionKind.COORDINATION: BuildingBlock.COORDINATION,
        PositionKind.ADMINISTRATIVE_ASSISTANCE: BuildingBlock.COORDINATION,
        PositionKind.CASE_MANAGEMENT: BuildingBlock.CASE_MANAGEMENT,
        PositionKind.FOREIGNERS_AUTHORITY: BuildingBlock.AUTHORITIES,
        PositionKind.NATURALISATION_AUTHORITY: BuildingBlock.AUTHORITIES,
        PositionKind.AUTHORITIES_UNSPECIFIED: BuildingBlock.AUTHORITIES,
    }
)
"""The building block that each kind of position belongs to."""


class AuthorityTask(Enum):
    """What a funded position in an authority works on (*Aufgabe einer Stelle in Baustein 3*)."""

    STAY_RIGHTS = "stay_rights"
    """*Aufenthaltsrechte bei guter Integration*"""
    NATURALISATION = "naturalisation"
    """*Einbürgerung fördern*"""
    COOPERATION = "cooperation"
    """*Zusammenarbeit mit der Integrationsverwaltung*"""
    OTHER = "other"
    """*andere Aufgaben*"""


@frozen(kw_only=True)
class Filling:
    """A person's time in a position, under a pseudonym (*Stellenbesetzung*)."""

    fte: float
    """Share of a full post; 1.0 is full time."""
    during: Period
    staff: StaffId | None = None
    qualification: str | None = None
    """Kind of degree or training, such as ``social_work``; `None` if not recorded."""
    basic_training_on: date | None = None
    has_professional_secrecy: bool | None = None
    """Whether the person is bound by professional secrecy."""


@frozen(kw_only=True)
class Position:
    """A post or a share of one in integration management (*Stelle, Stellenanteil*)."""

    id: PositionId
    kind: PositionKind
    host: ActorId | None
    """The actor where the position sits; `None` if that was not published."""
    fte_granted: float | None = None
    """Share of full posts that is granted; 3.5 may stand for several posts published as a sum."""
    during: Period = field(factory=Period)
    is_additional: bool | None = None
    """Whether the post was created on top of existing ones (*zusätzliche Stelle*)."""
    fillings: tuple[Filling, ...] | None = None
    """Who fills it; empty means vacant, `None` means not known."""
    is_extra_post: bool = False
    """Whether it is the further coordination post for a member municipality."""
    for_municipality: MunicipalityKey | None = None
    applied_for_by: ActorId | None = None
    supervised_by: ActorId | None = None
    """The actor with professional supervision (*Fachaufsicht*)."""
    passed_on: bool | None = None
    """Whether the post is passed on to a municipality or a carrier (*Weiterleitung*)."""
    forwarding_contract: AgreementId | None = None
    grant: GrantId | None = None
    tasks: tuple[AuthorityTask, ...] | None = None
    has_abh_access: bool | None = None
    """Whether it can look into the files of the foreigners' authority (*Zugriff auf Akten der Ausländerbehörde*)."""
    knows_duties_to_report: bool | None = None
    """Whether its duties to report to the foreigners' authority are laid down (*Hinweis auf Mitteilungspflichten*)."""
    gap_paid_by: ActorId | None = None
    """Who pays what the lump sum does not cover (*Eigenanteil*)."""
    sources: tuple[SourceId, ...] = ()


def filled_fte(position: Position, *, on: date) -> float | None:
    """Return the share of full posts that is filled on a day; `None` if that is not known."""
    if position.fillings is None:
        return None
    return round(sum(filling.fte for filling in position.fillings if on in filling.during), 4)


def vacant_since(position: Position, *, on: date) -> date | None:
    """Return the first day of the gap in which nobody fills the position.

    `None` means that somebody fills it on the day, or that nothing is known about who does or since when.
    """
    if position.fillings is None or any(on in filling.during for filling in position.fillings):
        return None
    ends = [
        filling.during.last_day
        for filling in position.fillings
        if filling.during.last_day is not None and filling.during.last_day < on
    ]
    if not ends:
        return position.during.first_day
    return date.fromordinal(max(ends).toordinal() + 1)
