"""The offices, charities and groups of Musterkreis, with the data protection law each is under."""

from collections.abc import Mapping

from attrs import frozen

from kimcore.model import (
    Actor,
    ActorId,
    ActorKind,
    AdministrativeLevel,
    Affiliation,
    ContactPoint,
    ControllerRegime,
    LegalField,
    MunicipalityKey,
    WelfareUmbrella,
)
from kimcore.testing.musterkreis.place import INVENTED, KREIS, MEMBERS, STADT

_Kind = ActorKind
_Law = LegalField


@frozen
class _Row:
    """One line of the list of actors."""

    id: str
    name: str
    kind: ActorKind
    law: LegalField | None = None
    parent: str | None = None
    seat: MunicipalityKey | None = None


_INTERNAL = (
    _Row("abh", "Ausländerbehörde des Musterkreises", _Kind.FOREIGNERS_AUTHORITY, _Law.AUFENTHG, "fachbereich-ordnung"),
    _Row("bildungsbuero", "Bildungsbüro", _Kind.EDUCATION_OFFICE, None, "dezernat-soziales"),
    _Row("buergerservice", "Melde- und Standesämter", _Kind.PUBLIC_ORDER_OFFICE, _Law.BMG_PSTG, "fachbereich-ordnung"),
    _Row("datenschutz", "Datenschutzbeauftragte Stelle", _Kind.DATA_PROTECTION_OFFICER, None, "kreisverwaltung"),
    _Row("dezernat-soziales", "Dezernat Soziales und Integration", _Kind.DISTRICT_ADMINISTRATION, None, "kreisverwaltung"),
    _Row("ebh", "Einbürgerungsbehörde", _Kind.NATURALISATION_AUTHORITY, _Law.STAG, "fachbereich-ordnung"),
    _Row("fachbereich-ordnung", "Fachbereich Ordnung und Zuwanderung", _Kind.DISTRICT_ADMINISTRATION, None, "kreisverwaltung"),
    _Row("gesundheitsamt", "Gesundheitsamt", _Kind.PUBLIC_HEALTH_OFFICE, _Law.OEGDG_NRW, "dezernat-soziales"),
    _Row("jugendamt", "Kreisjugendamt", _Kind.YOUTH_OFFICE, _Law.SGB_VIII, "dezernat-soziales"),
    _Row("ki", "Kommunales Integrationszentrum", _Kind.INTEGRATION_CENTRE, _Law.TINTG, "dezernat-soziales"),
    _Row("koordinierung-kaoa", "Kommunale Koordinierung", _Kind.SCHOOL_TO_WORK_COORDINATION, _Law.SGB_III, "bildungsbuero"),
    _Row("kreisverwaltung", "Kreisverwaltung Musterkreis", _Kind.DISTRICT_ADMINISTRATION, _Law.GO_KRO_NRW),
    _Row("leistungsstelle", "Leistungsstelle Asyl", _Kind.ASYLUM_BENEFITS_OFFICE, _Law.ASYLBLG, "sozialamt"),
    _Row("schulamt", "Schulamt für den Musterkreis", _Kind.SCHOOL_AUTHORITY, _Law.SCHULG_NRW, "dezernat-soziales"),
    _Row("sozialamt", "Sozialamt", _Kind.SOCIAL_WELFARE_OFFICE, _Law.SGB_XII, "dezernat-soziales"),
    _Row("wirtschaft", "Wirtschaftsförderung", _Kind.ECONOMIC_DEVELOPMENT, None, "kreisverwaltung"),
    _Row("wohnen", "Fachstelle Wohnen und Unterbringung", _Kind.HOUSING_OFFICE, _Law.FLUEAG, "sozialamt"),
)

_OF_MEMBERS = (
    _Row("abh-musterstadt", "Ausländerbehörde Musterstadt", _Kind.FOREIGNERS_AUTHORITY, _Law.AUFENTHG, "musterstadt", STADT),
    _Row("beispielhausen", "Stadt Beispielhausen", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, MEMBERS[1].key),
    _Row("exempelbach", "Gemeinde Exempelbach", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, MEMBERS[3].key),
    _Row("integrationsrat", "Integrationsrat Musterstadt", _Kind.INTEGRATION_COUNCIL, _Law.GO_KRO_NRW, "musterstadt", STADT),
    _Row("jugendamt-musterstadt", "Jugendamt Musterstadt", _Kind.YOUTH_OFFICE, _Law.SGB_VIII, "musterstadt", STADT),
    _Row("modellingen", "Gemeinde Modellingen", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, MEMBERS[4].key),
    _Row("musterstadt", "Stadt Musterstadt", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, STADT),
    _Row("probenau", "Stadt Probenau", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, MEMBERS[2].key),
    _Row("vorlagental", "Gemeinde Vorlagental", _Kind.MEMBER_MUNICIPALITY, _Law.GO_KRO_NRW, None, MEMBERS[5].key),
)

_EXTERNAL = (
    _Row("antidiskriminierung", "Servicestelle Antidiskriminierung", _Kind.ANTI_DISCRIMINATION_SERVICE),
    _Row("awo", "AWO Kreisverband Musterkreis", _Kind.WELFARE_ASSOCIATION),
    _Row("berufskolleg", "Berufskolleg Musterstadt", _Kind.SCHOOL, _Law.SCHULG_NRW, None, STADT),
    _Row("bewaehrungshilfe", "Ambulanter Sozialer Dienst der Justiz", _Kind.JUSTICE),
    _Row("bildungswerk", "Bildungswerk Handwerk und Pflege", _Kind.TRAINING_PROVIDER, _Law.SGB_III),
    _Row("caritas", "Caritasverband im Musterkreis", _Kind.WELFARE_ASSOCIATION),
    _Row("diakonie", "Diakonisches Werk im Musterkreis", _Kind.WELFARE_ASSOCIATION),
    _Row("drk", "DRK-Kreisverband Musterkreis", _Kind.WELFARE_ASSOCIATION),
    _Row("familienbildung", "Evangelische Familienbildungsstätte", _Kind.FAMILY_SERVICES, _Law.SGB_VIII, "diakonie"),
    _Row("fluechtlingsberatung", "Soziale Beratung von Geflüchteten", _Kind.REFUGEE_COUNSELLING, _Law.ASYLG, "caritas"),
    _Row("fluechtlingshilfe", "Netzwerk Flüchtlingshilfe", _Kind.VOLUNTEERS),
    _Row("frauentreff", "Internationaler Frauentreff", _Kind.MIGRANT_ORGANISATION, None, None, STADT),
    _Row("integrationsagentur", "Integrationsagentur", _Kind.INTEGRATION_AGENCY, None, "drk"),
    _Row("jobcenter", "Jobcenter Musterkreis", _Kind.JOBCENTER, _Law.SGB_II),
    _Row("jugendmigrationsdienst", "Jugendmigrationsdienst", _Kind.YOUTH_MIGRATION_SERVICE, _Law.SGB_VIII, "diakonie"),
    _Row("kammer", "Industrie- und Handelskammer im Musterland", _Kind.CHAMBER, _Law.BQFG),
    _Row("kita-verbund", "Kita-Verbund", _Kind.CHILD_DAY_CARE, _Law.KIBIZ, "awo"),
    _Row("klinikum", "Klinikum Musterkreis", _Kind.MEDICAL_SERVICES, _Law.SGB_V),
    _Row("migrationsberatung", "Migrationsberatung für Erwachsene", _Kind.MIGRATION_COUNSELLING, _Law.AUFENTHG, "awo"),
    _Row("pflegebetriebe", "Pflegebetriebe Musterkreis", _Kind.EMPLOYER),
    _Row("psychosoziales-zentrum", "Psychosoziales Zentrum", _Kind.MEDICAL_SERVICES, _Law.SGB_V),
    _Row("volkshochschule", "Volkshochschule im Musterkreis", _Kind.LANGUAGE_COURSE_PROVIDER, _Law.WBG_NRW),
)

_STATE = (
    _Row("bezirksregierung", "Bezirksregierung Arnsberg", _Kind.GRANTING_AUTHORITY),
    _Row("landeskoordinierung", "Landesweite Koordinierungsstelle Kommunale Integrationszentren", _Kind.STATE_COORDINATION),
    _Row("ministerium", "Ministerium für Integration des Landes", _Kind.MINISTRY, _Law.TINTG),
    _Row("wissenschaft", "Wissenschaftliche Begleitung", _Kind.RESEARCH_SUPPORT),
    _Row("zentrale-abh", "Zentrale Ausländerbehörde", _Kind.CENTRAL_FOREIGNERS_AUTHORITY, _Law.AUFENTHG),
)

_FEDERAL = (
    _Row("agentur", "Agentur für Arbeit", _Kind.EMPLOYMENT_AGENCY, _Law.SGB_III),
    _Row("bamf", "Regionalkoordination des Bundesamts", _Kind.BAMF_REGIONAL_COORDINATION, _Law.AUFENTHG),
)

_REGIMES: Mapping[str, ControllerRegime] = {
    "caritas": ControllerRegime.KDG,
    "diakonie": ControllerRegime.DSG_EKD,
    "familienbildung": ControllerRegime.DSG_EKD,
    "fluechtlingsberatung": ControllerRegime.KDG,
    "jugendmigrationsdienst": ControllerRegime.DSG_EKD,
}

_UMBRELLAS: Mapping[str, WelfareUmbrella] = {
    "antidiskriminierung": WelfareUmbrella.PARITAET,
    "awo": WelfareUmbrella.AWO,
    "caritas": WelfareUmbrella.CARITAS,
    "diakonie": WelfareUmbrella.DIAKONIE,
    "drk": WelfareUmbrella.DRK,
    "familienbildung": WelfareUmbrella.DIAKONIE,
    "fluechtlingsberatung": WelfareUmbrella.CARITAS,
    "integrationsagentur": WelfareUmbrella.DRK,
    "jugendmigrationsdienst": WelfareUmbrella.DIAKONIE,
    "kita-verbund": WelfareUmbrella.AWO,
    "migrationsberatung": WelfareUmbrella.AWO,
    "psychosoziales-zentrum": WelfareUmbrella.PARITAET,
}

_WITH_ROLE_CONCEPT = frozenset({"ki", "musterstadt", "sozialamt"})
"""Hosts of case management that are close to a foreigners' authority."""


def actors() -> tuple[Actor, ...]:
    """Return every actor of Musterkreis, by key."""
    groups = (
        (_INTERNAL, AdministrativeLevel.MUNICIPALITY),
        (_OF_MEMBERS, AdministrativeLevel.MEMBER_MUNICIPALITY),
        (_EXTERNAL, AdministrativeLevel.MUNICIPALITY),
        (_STATE, AdministrativeLevel.STATE),
        (_FEDERAL, AdministrativeLevel.FEDERAL),
    )
    listed = (_actor(row, level, is_internal=rows is _INTERNAL) for rows, level in groups for row in rows)
    return tuple(sorted(listed, key=lambda actor: actor.id))


def _actor(row: _Row, level: AdministrativeLevel, *, is_internal: bool) -> Actor:
    """Return the actor of one line."""
    return Actor(
        id=ActorId(row.id),
        name=row.name,
        kinds=(row.kind,),
        level=level,
        affiliations=_affiliations(row, level, is_internal=is_internal),
        legal_fields=() if row.law is None else (row.law,),
        parent=None if row.parent is None else ActorId(row.parent),
        seat=row.seat,
        regime=_REGIMES.get(row.id, ControllerRegime.DSGVO),
        umbrella=_UMBRELLAS.get(row.id),
        has_abh_role_concept=True if row.id in _WITH_ROLE_CONCEPT else None,
        contact_points=(ContactPoint(function="Ansprechstelle Integration", channel=f"{row.id}@musterkreis.example"),),
        sources=INVENTED,
    )


def _affiliations(row: _Row, level: AdministrativeLevel, *, is_internal: bool) -> tuple[Affiliation, ...]:
    """Return where an office is part of the administration and where it is not."""
    to_kreis = Affiliation(municipality=KREIS, is_internal=is_internal)
    if level is not AdministrativeLevel.MEMBER_MUNICIPALITY or row.seat is None:
        return (to_kreis,)
    return (to_kreis, Affiliation(municipality=row.seat, is_internal=True))
