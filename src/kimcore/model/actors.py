"""The offices, authorities and organisations of a town."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from kimcore.model.keys import ActorId, MunicipalityKey, SourceId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class ActorKind(Enum):
    """What an actor is in local integration work (*Akteursart*)."""

    INTEGRATION_CENTRE = "ki"
    """*Kommunales Integrationszentrum (KI)*"""
    FOREIGNERS_AUTHORITY = "abh"
    """*Ausländerbehörde (ABH)*"""
    NATURALISATION_AUTHORITY = "ebh"
    """*Einbürgerungsbehörde (EBH)*"""
    SOCIAL_WELFARE_OFFICE = "soz"
    """*Sozialamt*"""
    ASYLUM_BENEFITS_OFFICE = "asylblg"
    """*Leistungsstelle nach dem AsylbLG*"""
    HOUSING_OFFICE = "unt"
    """*Unterbringung, Wohnungsamt*"""
    YOUTH_OFFICE = "jug"
    """*Jugendamt*"""
    PUBLIC_HEALTH_OFFICE = "ges"
    """*Gesundheitsamt*"""
    JOBCENTER = "jc"
    """*Jobcenter*"""
    EMPLOYMENT_AGENCY = "aa"
    """*Agentur für Arbeit*"""
    BAMF_REGIONAL_COORDINATION = "bamf"
    """*BAMF-Regionalkoordination*"""
    LANGUAGE_COURSE_PROVIDER = "sprach"
    """*Sprachkursträger, Volkshochschule*"""
    SCHOOL_AUTHORITY = "schulamt"
    """*Schulaufsicht, Schulverwaltungsamt*"""
    SCHOOL = "schule"
    """*Schule, Berufskolleg, Schulsozialarbeit*"""
    EDUCATION_OFFICE = "bildb"
    """*Bildungsbüro*"""
    SCHOOL_TO_WORK_COORDINATION = "koko"
    """*Kommunale Koordinierung (KAoA)*"""
    FAMILY_SERVICES = "fam"
    """*Familienbildung, Familienberatung*"""
    CHILD_DAY_CARE = "kita"
    """*Kindertageseinrichtung, Kindertagespflege*"""
    WELFARE_ASSOCIATION = "fw"
    """*Freie Wohlfahrtspflege*"""
    MIGRATION_COUNSELLING = "mbe"
    """*Migrationsberatung für erwachsene Zugewanderte (MBE)*"""
    YOUTH_MIGRATION_SERVICE = "jmd"
    """*Jugendmigrationsdienst (JMD)*"""
    REFUGEE_COUNSELLING = "sbvg"
    """*Soziale Beratung von Geflüchteten*"""
    INTEGRATION_AGENCY = "ia"
    """*Integrationsagentur*"""
    ANTI_DISCRIMINATION_SERVICE = "ads"
    """*Servicestelle Antidiskriminierung*"""
    MIGRANT_ORGANISATION = "mo"
    """*Migrantenorganisation*"""
    INTEGRATION_COUNCIL = "ir"
    """*Integrationsrat, Integrationsausschuss*"""
    VOLUNTEERS = "ea"
    """*Ehrenamt, Flüchtlingsinitiative*"""
    MEMBER_MUNICIPALITY = "kag"
    """*kreisangehörige Kommune*"""
    DISTRICT_ADMINISTRATION = "kreis"
    """*Kreis- oder Stadtverwaltung (Fachbereich, Dezernat)*"""
    PUBLIC_ORDER_OFFICE = "ord"
    """*Ordnungsamt, Meldebehörde, Standesamt*"""
    ECONOMIC_DEVELOPMENT = "wf"
    """*Wirtschaftsförderung*"""
    EMPLOYER = "untern"
    """*Unternehmen, Betrieb*"""
    CHAMBER = "kammer"
    """*Kammer (IHK, HWK, Landwirtschaftskammer)*"""
    TRAINING_PROVIDER = "bildtr"
    """*Bildungs- und Beschäftigungsträger*"""
    MEDICAL_SERVICES = "med"
    """*Praxis, Klinik, Krankenkasse, psychosoziales Zentrum*"""
    JUSTICE = "just"
    """*Bewährungshilfe, Gericht, Polizei*"""
    CENTRAL_FOREIGNERS_AUTHORITY = "zab"
    """*Zentrale Ausländerbehörde (ZAB)*"""
    GRANTING_AUTHORITY = "bra"
    """*Bezirksregierung Arnsberg*"""
    MINISTRY = "min"
    """*für Integration zuständiges Ministerium*"""
    STATE_COORDINATION = "laki"
    """*Landesweite Koordinierungsstelle Kommunale Integrationszentren*"""
    RESEARCH_SUPPORT = "wiss"
    """*wissenschaftliche Begleitung*"""
    DATA_PROTECTION_OFFICER = "dsb"
    """*Datenschutzbeauftragte Person*"""


class AdministrativeLevel(Enum):
    """On which level of the state an actor works (*Verwaltungsebene*)."""

    MEMBER_MUNICIPALITY = "member_municipality"
    """*kreisangehörige Kommune*"""
    MUNICIPALITY = "municipality"
    """*Kreis oder kreisfreie Stadt*"""
    REGION = "region"
    """*Region, Regierungsbezirk*"""
    STATE = "state"
    """*Land*"""
    FEDERAL = "federal"
    """*Bund*"""


class LegalField(Enum):
    """A body of law that decides who is responsible (*Rechtskreis*)."""

    SGB_II = "sgb_ii"
    """*SGB II, Grundsicherung für Arbeitsuchende*"""
    SGB_III = "sgb_iii"
    """*SGB III, Arbeitsförderung*"""
    SGB_V = "sgb_v"
    """*SGB V, gesetzliche Krankenversicherung*"""
    SGB_VIII = "sgb_viii"
    """*SGB VIII, Kinder- und Jugendhilfe*"""
    SGB_IX = "sgb_ix"
    """*SGB IX, Rehabilitation und Teilhabe*"""
    SGB_XII = "sgb_xii"
    """*SGB XII, Sozialhilfe*"""
    ASYLBLG = "asylblg"
    """*Asylbewerberleistungsgesetz*"""
    AUFENTHG = "aufenthg"
    """*Aufenthaltsgesetz*"""
    ASYLG = "asylg"
    """*Asylgesetz*"""
    FREIZUEGG_EU = "freizuegg_eu"
    """*Freizügigkeitsgesetz/EU*"""
    STAG = "stag"
    """*Staatsangehörigkeitsgesetz*"""
    TINTG = "tintg"
    """*Teilhabe- und Integrationsgesetz NRW*"""
    SCHULG_NRW = "schulg_nrw"
    """*Schulgesetz NRW*"""
    KIBIZ = "kibiz"
    """*Kinderbildungsgesetz NRW*"""
    OEGDG_NRW = "oegdg_nrw"
    """*Gesetz über den öffentlichen Gesundheitsdienst NRW*"""
    WBG_NRW = "wbg_nrw"
    """*Weiterbildungsgesetz NRW*"""
    FLUEAG = "flueag"
    """*Flüchtlingsaufnahmegesetz NRW*"""
    WOGG = "wogg"
    """*Wohngeldgesetz*"""
    BAFOEG = "bafoeg"
    """*Bundesausbildungsförderungsgesetz*"""
    BBIG_HWO = "bbig_hwo"
    """*Berufsbildungsgesetz, Handwerksordnung*"""
    BQFG = "bqfg"
    """*Berufsqualifikationsfeststellungsgesetz*"""
    BMG_PSTG = "bmg_pstg"
    """*Bundesmeldegesetz, Personenstandsgesetz*"""
    GO_KRO_NRW = "go_kro_nrw"
    """*Gemeindeordnung, Kreisordnung NRW*"""


class ControllerRegime(Enum):
    """Which data protection law a controller is under (*Datenschutzrecht der verantwortlichen Stelle*)."""

    DSGVO = "dsgvo"
    """*Datenschutz-Grundverordnung*"""
    KDG = "kdg"
    """*Gesetz über den Kirchlichen Datenschutz* (Catholic)"""
    DSG_EKD = "dsg_ekd"
    """*EKD-Datenschutzgesetz* (Protestant)"""


class WelfareUmbrella(Enum):
    """An umbrella association of free welfare (*Spitzenverband der Freien Wohlfahrtspflege*)."""

    AWO = "awo"
    """*Arbeiterwohlfahrt*"""
    CARITAS = "caritas"
    """*Caritas*"""
    DIAKONIE = "diakonie"
    """*Diakonie*"""
    DRK = "drk"
    """*Deutsches Rotes Kreuz*"""
    PARITAET = "paritaet"
    """*Der Paritätische*"""
    JEWISH_COMMUNITIES = "jewish_communities"
    """*Landesverbände der jüdischen Gemeinden*"""


@frozen(kw_only=True)
class Affiliation:
    """Whether an actor is part of a municipality's administration (*interne oder externe Stelle*)."""

    municipality: MunicipalityKey
    is_internal: bool
    during: Period = field(factory=Period)


@frozen(kw_only=True)
class ContactPoint:
    """A function that others can turn to, never a person's name (*Ansprechstelle*)."""

    function: str = field(repr=False)
    channel: str | None = field(default=None, repr=False)
    """Mailbox or telephone number of the function."""
    serves: tuple[ActorId, ...] = ()
    """Actors for whom this is the contact; empty means everybody."""
    during: Period = field(factory=Period)


@frozen(kw_only=True)
class Actor:
    """An office, authority, charity or group that works on integration (*Akteur*)."""

    id: ActorId
    name: str
    kinds: tuple[ActorKind, ...]
    """One or several: a department may be foreigners' and naturalisation authority at once."""
    level: AdministrativeLevel | None = None
    affiliations: tuple[Affiliation, ...] = ()
    legal_fields: tuple[LegalField, ...] = ()
    parent: ActorId | None = None
    """The office or association it is part of."""
    seat: MunicipalityKey | None = None
    """The municipality it works in, where that is narrower than the whole unit."""
    regime: ControllerRegime | None = None
    umbrella: WelfareUmbrella | None = None
    has_abh_role_concept: bool | None = None
    """Whether case management that sits here has a role concept towards the Ausländerbehörde."""
    contact_points: tuple[ContactPoint, ...] = ()
    during: Period = field(factory=Period)
    sources: tuple[SourceId, ...] = ()


def is_internal(actor: Actor, *, municipality: MunicipalityKey, on: date) -> bool | None:
    """Return whether an actor belongs to a municipality's administration; `None` if that is not known."""
    known = [part.is_internal for part in actor.affiliations if part.municipality == municipality and on in part.during]
    return known[-1] if known else None


def kinds_below(actors: Iterable[Actor]) -> Mapping[ActorId, frozenset[ActorKind]]:
    """Return for each actor its own kinds and those of every office that belongs to it.

    The head of a department that holds the foreigners' authority can speak for that authority.
    """
    listed = tuple(actors)
    parents = {actor.id: actor.parent for actor in listed}
    kinds: dict[ActorId, set[ActorKind]] = {actor.id: set() for actor in listed}
    for actor in listed:
        place: ActorId | None = actor.id
        seen: set[ActorId] = set()
        while place is not None and place in kinds and place not in seen:
            kinds[place].update(actor.kinds)
            seen.add(place)
            place = parents[place]
    return {key: frozenset(found) for key, found in kinds.items()}
