"""What is recorded about the life situation behind a case, in classes and never in detail."""

from datetime import date
from enum import Enum

from kimcore.model.actors import LegalField
from kimcore.model.keys import ActorId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class FieldOfAction(Enum):
    """A field of life in which people need support (*Handlungsfeld*)."""

    LANGUAGE = "language"
    """*Sprache*"""
    EDUCATION = "education"
    """*Bildung, Kita, Schule*"""
    WORK = "work"
    """*Ausbildung, Arbeit*"""
    HOUSING = "housing"
    """*Wohnen*"""
    HEALTH = "health"
    """*Gesundheit*"""
    RESIDENCE = "residence"
    """*Aufenthalt, Einbürgerung*"""
    ORIENTATION = "orientation"
    """*Erstorientierung, Teilhabe*"""
    FAMILY = "family"
    """*Familie*"""
    LIVELIHOOD = "livelihood"
    """*Existenzsicherung*"""
    INTERPRETING = "interpreting"
    """*Sprachmittlung*"""
    DATA_AND_DIGITAL = "data_and_digital"
    """*Digitales, Daten*"""


class ChainStage(Enum):
    """A stage on the way from entry to naturalisation (*Stufe der Integrationskette*)."""

    ENTRY = "entry"
    """*Einreise*"""
    FIRST_RECEPTION = "first_reception"
    """*Erstaufnahme*"""
    ALLOCATION = "allocation"
    """*Zuweisung*"""
    ARRIVAL = "arrival"
    """*Ankommen*"""
    LANGUAGE = "language"
    """*Sprache*"""
    EDUCATION_AND_WORK = "education_and_work"
    """*Bildung, Arbeit*"""
    CONSOLIDATION = "consolidation"
    """*Verfestigung*"""
    NATURALISATION = "naturalisation"
    """*Einbürgerung*"""


class ResidenceStatus(Enum):
    """A class of residence status (*Aufenthaltsstatus*)."""

    AUFENTHALTSGESTATTUNG = "aufenthaltsgestattung"
    """*Aufenthaltsgestattung*"""
    DULDUNG = "duldung"
    """*Duldung*"""
    AUFENTHALTSERLAUBNIS = "aufenthaltserlaubnis"
    """*Aufenthaltserlaubnis*"""
    CHANCEN_AUFENTHALT = "chancen_aufenthalt"
    """*Chancen-Aufenthaltsrecht*"""
    BLEIBERECHT_JUGEND = "bleiberecht_jugend"
    """*Aufenthalt gut integrierter Jugendlicher und junger Volljähriger*"""
    BLEIBERECHT_INTEGRATION = "bleiberecht_integration"
    """*Aufenthalt bei nachhaltiger Integration*"""
    VORUEBERGEHENDER_SCHUTZ = "voruebergehender_schutz"
    """*vorübergehender Schutz*"""
    NIEDERLASSUNGSERLAUBNIS = "niederlassungserlaubnis"
    """*Niederlassungserlaubnis, Erlaubnis zum Daueraufenthalt-EU*"""
    FREIZUEGIGKEIT = "freizuegigkeit"
    """*Freizügigkeit (EU)*"""
    FIKTIONSBESCHEINIGUNG = "fiktionsbescheinigung"
    """*Fiktionsbescheinigung*"""
    EINGEBUERGERT = "eingebuergert"
    """*eingebürgert*"""
    OTHER = "other"
    """*sonstiger Status*"""


class LanguageLevel(Enum):
    """Command of German in the European framework (*Sprachniveau, GER*)."""

    NONE = "none"
    """*keine Kenntnisse*"""
    A1 = "a1"
    """*A1*"""
    A2 = "a2"
    """*A2*"""
    B1 = "b1"
    """*B1*"""
    B2 = "b2"
    """*B2*"""
    C1 = "c1"
    """*C1*"""
    C2 = "c2"
    """*C2*"""


class AgeGroup(Enum):
    """A class of age, wide enough to hide a person (*Altersgruppe*)."""

    UNDER_14 = "under_14"
    """*unter 14*"""
    FROM_14_TO_17 = "from_14_to_17"
    """*14 bis 17*"""
    FROM_18_TO_20 = "from_18_to_20"
    """*18 bis 20*"""
    FROM_21_TO_26 = "from_21_to_26"
    """*21 bis 26*"""
    FROM_27_TO_44 = "from_27_to_44"
    """*27 bis 44*"""
    FROM_45_TO_64 = "from_45_to_64"
    """*45 bis 64*"""
    FROM_65 = "from_65"
    """*ab 65*"""


class Household(Enum):
    """With whom a person lives (*Haushaltsform*)."""

    SINGLE = "single"
    """*allein lebend*"""
    COUPLE = "couple"
    """*Paar ohne Kinder*"""
    SINGLE_PARENT = "single_parent"
    """*allein erziehend*"""
    FAMILY = "family"
    """*Familie mit Kindern*"""
    SHARED = "shared"
    """*Gemeinschaftsunterkunft, Wohngemeinschaft*"""


class TargetGroup(Enum):
    """A group that case management is for (*Zielgruppe*)."""

    REFUGEES = "refugees"
    """*Geflüchtete*"""
    TOLERATED = "tolerated"
    """*Geduldete*"""
    EU_NEWCOMERS = "eu_newcomers"
    """*Zugewanderte aus der EU*"""
    FAMILY_REUNIFICATION = "family_reunification"
    """*Familiennachzug*"""
    SKILLED_WORKERS = "skilled_workers"
    """*Zugewanderte Fachkräfte*"""
    YOUNG_ADULTS = "young_adults"
    """*junge Erwachsene*"""
    LONG_TERM_RESIDENTS = "long_term_residents"
    """*länger hier Lebende*"""


@frozen(kw_only=True)
class LegalFieldSpell:
    """A time in which one body of law was responsible (*Zuständigkeit eines Rechtskreises*)."""

    field: LegalField
    during: Period
    responsible: ActorId | None = None
    handed_over_on: date | None = None
    """The day the office before handed over to this one."""


@frozen(kw_only=True)
class ResidenceSpell:
    """A time with one residence status (*Zeit mit einem Aufenthaltsstatus*)."""

    status: ResidenceStatus
    during: Period = field(repr=False)
    granted_on: date | None = field(default=None, repr=False)
    expires_on: date | None = field(default=None, repr=False)
    applied_for: ResidenceStatus | None = None
    """The status for which an application is recorded."""
    applied_on: date | None = field(default=None, repr=False)


@frozen(kw_only=True)
class LanguageAttained:
    """A level of German reached on a day (*erreichtes Sprachniveau*)."""

    level: LanguageLevel
    on: date
    has_certificate: bool | None = None


@frozen(kw_only=True)
class StayFacts:
    """What a hint on residence law may rest on; hidden from `repr` (*Angaben zum Aufenthalt*)."""

    in_germany_since: date | None = field(default=None, repr=False)
    in_nrw_since: date | None = field(default=None, repr=False)
    """The day from which the person has lived in North Rhine-Westphalia (*in NRW seit*)."""
    lawful_since: date | None = field(default=None, repr=False)
    lives_with_minor_child: bool | None = field(default=None, repr=False)
    school_years_completed: int | None = field(default=None, repr=False)
    has_school_or_vocational_degree: bool | None = field(default=None, repr=False)
    secures_livelihood: bool | None = field(default=None, repr=False)
    knows_legal_order: bool | None = field(default=None, repr=False)
    has_relevant_convictions: bool | None = field(default=None, repr=False)
    reviewed_on: date | None = field(default=None, repr=False)
    """The day on which a person last looked at rights to stay and at naturalisation (*menschliche Prüfung*)."""
