"""What a person has been told and has agreed to, and which data went where."""

from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, ConsentId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class DataKind(Enum):
    """A kind of data about a person (*Datenart*)."""

    MASTER = "master"
    """*Stammdaten*"""
    NEEDS_AND_PLAN = "needs_and_plan"
    """*Bedarfe, Hilfeplan*"""
    BENEFITS = "benefits"
    """*Sozialleistungen*"""
    RESIDENCE = "residence"
    """*Aufenthalt*"""
    EDUCATION_AND_WORK = "education_and_work"
    """*Bildung, Arbeit*"""
    HEALTH = "health"
    """*Gesundheit*"""
    RELIGION = "religion"
    """*Religion, Weltanschauung*"""
    ORIGIN = "origin"
    """*ethnische Herkunft*"""
    SEXUAL_ORIENTATION = "sexual_orientation"
    """*sexuelle Orientierung*"""


SPECIAL_CATEGORIES: frozenset[DataKind] = frozenset(
    {DataKind.HEALTH, DataKind.RELIGION, DataKind.ORIGIN, DataKind.SEXUAL_ORIENTATION}
)
"""Kinds of data under special protection (*besondere Kategorien*)."""


class ConsentKind(Enum):
    """What a declaration allows (*Art der Erklärung*)."""

    DATA_PROTECTION = "data_protection"
    """*datenschutzrechtliche Einwilligung*"""
    CONFIDENTIALITY_RELEASE = "confidentiality_release"
    """*Schweigepflichtentbindung*"""


class ConsentForm(Enum):
    """How a declaration was given (*Form der Einwilligung*)."""

    WRITTEN = "written"
    """*schriftlich*"""
    ELECTRONIC = "electronic"
    """*elektronisch*"""
    ORAL_RECORDED = "oral_recorded"
    """*mündlich, protokolliert*"""


class ConsentGiver(Enum):
    """Who gave a declaration (*einwilligende Person*)."""

    SELF = "self"
    """*die Person selbst*"""
    CUSTODIAN = "custodian"
    """*sorgeberechtigte Person, Vormundschaft*"""


class FlowDirection(Enum):
    """Which way a confidentiality release opens (*Richtung der Entbindung*)."""

    ONE_WAY = "one_way"
    """*einseitig*"""
    MUTUAL = "mutual"
    """*gegenseitig*"""


class LegalBasis(Enum):
    """What allows a processing or transfer (*Rechtsgrundlage*)."""

    CONSENT = "consent"
    """*Einwilligung*"""
    STATUTE = "statute"
    """*gesetzliche Vorschrift*"""


@frozen(kw_only=True)
class Consent:
    """A person's declaration that data may be shared (*Einwilligung, Schweigepflichtentbindung*)."""

    id: ConsentId
    kind: ConsentKind
    given_on: date
    purpose: str | None = field(default=None, repr=False)
    data_kinds: tuple[DataKind, ...] = ()
    recipients: tuple[ActorId, ...] = ()
    names_special_categories: bool = False
    direction: FlowDirection | None = None
    form: ConsentForm | None = None
    language: str | None = None
    """Language of the declaration, as an ISO 639 code."""
    given_by: ConsentGiver | None = None
    valid: Period | None = None
    """Where the purpose ends on a day; `None` is without a limit."""
    withdrawn_on: date | None = None


@frozen(kw_only=True)
class InformationGiven:
    """A data protection notice handed out (*Datenschutzinformation*)."""

    on: date
    language: str | None = None


@frozen(kw_only=True)
class DataTransfer:
    """Data about a person that went to another office (*Datenübermittlung*)."""

    on: date
    recipient: ActorId
    data_kinds: tuple[DataKind, ...]
    basis: LegalBasis | None = None
    norm: str | None = None
    """The provision, where the basis is a statute."""
    special_norm: str | None = None
    """The provision that allows special categories."""
    consent: ConsentId | None = None
    release: ConsentId | None = None
