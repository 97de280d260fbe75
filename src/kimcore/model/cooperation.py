"""What actors say about working together, and what they have agreed."""

from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, AgreementId, SourceId, SurveyId, TieId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class CooperationStrength(Enum):
    """How closely two actors work together, from 0 to 5 (*Stärke der Zusammenarbeit*)."""

    NONE = 0
    """*keine*"""
    KNOWN = 1
    """*kennt die andere Stelle*"""
    EXCHANGE = 2
    """*tauscht Informationen aus*"""
    REFERRAL = 3
    """*vermittelt Fälle*"""
    PROCEDURE = 4
    """*abgestimmtes Verfahren*"""
    AGREEMENT = 5
    """*verbindliche Vereinbarung*"""


class TieKind(Enum):
    """What flows along a tie (*Art der Beziehung*)."""

    INFORMATION = "information"
    """*Informationsaustausch*"""
    REFERRAL = "referral"
    """*Vermittlung von Fällen*"""
    RESOURCES = "resources"
    """*geteilte Mittel*"""
    JOINT_WORK = "joint_work"
    """*gemeinsame Angebote*"""
    GOVERNANCE = "governance"
    """*gemeinsame Gremienarbeit*"""
    TRUST = "trust"
    """*Vertrauen*"""


class Frequency(Enum):
    """How often two actors are in touch (*Kontakthäufigkeit*)."""

    DAILY = "daily"
    """*täglich*"""
    WEEKLY = "weekly"
    """*wöchentlich*"""
    MONTHLY = "monthly"
    """*monatlich*"""
    QUARTERLY = "quarterly"
    """*vierteljährlich*"""
    YEARLY = "yearly"
    """*jährlich*"""
    RARELY = "rarely"
    """*seltener*"""


class TieEvidence(Enum):
    """What shows that a tie exists (*Nachweis der Beziehung*)."""

    SURVEY = "survey"
    """*Befragung*"""
    AGREEMENT = "agreement"
    """*Vereinbarung*"""
    MEETING = "meeting"
    """*Sitzung, Arbeitstreffen*"""
    REFERRAL = "referral"
    """*Vermittlung*"""
    PUBLICATION = "publication"
    """*Veröffentlichung*"""


@frozen(kw_only=True)
class Tie:
    """One actor's statement that it works with another (*erklärte Zusammenarbeit*)."""

    id: TieId
    source: ActorId
    target: ActorId
    reported_by: ActorId | None = None
    """Who said so: usually the source, sometimes the target or a third; `None` for publications."""
    reported_on: date | None = None
    strength: CooperationStrength | None = None
    kinds: tuple[TieKind, ...] = ()
    frequency: Frequency | None = None
    is_mutual: bool = False
    """Whether the statement is about both directions, as in a published cooperation."""
    evidence: tuple[TieEvidence, ...] = ()
    survey: SurveyId | None = None
    during: Period = field(factory=Period)
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Survey:
    """A round in which actors were asked with whom they work (*Netzwerkbefragung*)."""

    id: SurveyId
    on: date
    asked: tuple[ActorId, ...]
    answered: tuple[ActorId, ...]
    sources: tuple[SourceId, ...] = ()


class AgreementKind(Enum):
    """Which kind of agreement it is (*Art der Vereinbarung*)."""

    COOPERATION = "cooperation"
    """*Kooperationsvereinbarung*"""
    FORWARDING = "forwarding"
    """*Kooperations- und Weiterleitungsvertrag*"""
    DATA_PROTECTION = "data_protection"
    """*Vereinbarung zum Datenschutz*"""


class AgreementContent(Enum):
    """A point that an agreement settles (*Inhalt einer Vereinbarung*)."""

    PURPOSE = "purpose"
    """*Zweck*"""
    CONTACTS = "contacts"
    """*Ansprechstellen auf beiden Seiten*"""
    REFERRAL_PATHS = "referral_paths"
    """*Vermittlungswege in beide Richtungen*"""
    DATA_FLOWS = "data_flows"
    """*Datenflüsse und Rechtsgrundlagen*"""
    RESPONSE_TIMES = "response_times"
    """*Antwortzeiten*"""
    MEETINGS = "meetings"
    """*regelmäßige Treffen*"""
    ESCALATION = "escalation"
    """*Eskalationsweg*"""
    VALIDITY = "validity"
    """*Geltungsdauer und Überprüfung*"""
    SIGNATURES = "signatures"
    """*Unterschriften*"""
    THEMES = "themes"
    """*festgelegte Themen*"""
    TARGET_GROUP = "target_group"
    """*festgelegte Zielgruppe*"""


@frozen(kw_only=True)
class Agreement:
    """A written agreement of two or more parties (*Kooperationsvereinbarung*)."""

    id: AgreementId
    kind: AgreementKind
    title: str
    parties: tuple[ActorId, ...]
    """Two or more."""
    signed_on: date | None = None
    during: Period = field(factory=Period)
    review_on: date | None = None
    contents: tuple[AgreementContent, ...] | None = None
    """`None` where the text was not published."""
    is_binding: bool | None = None
    sources: tuple[SourceId, ...] = ()


class NetworkKind(Enum):
    """A kind of network between organisations after Reis (*Netzwerktyp*)."""

    INFORMATION = "information"
    """*Informationsnetzwerk*"""
    MILIEU = "milieu"
    """*milieubildendes Netzwerk*"""
    PROJECT = "project"
    """*Projektnetzwerk*"""
    INFORMAL_PRODUCTION = "informal_production"
    """*informelles Produktionsnetzwerk*"""
    PRODUCTION = "production"
    """*Produktionsnetzwerk*"""


@frozen(kw_only=True)
class NetworkClaim:
    """What a town says its network is (*Selbsteinordnung des Netzwerks*)."""

    kind: NetworkKind
    during: Period = field(factory=Period)
    sources: tuple[SourceId, ...] = ()
