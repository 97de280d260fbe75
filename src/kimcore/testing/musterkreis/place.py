"""The invented Kreis itself: its municipalities, its own rules, its concepts and where they are written down."""

from datetime import date

from kimcore.model import (
    ActorId,
    BodyId,
    Concept,
    ConceptBlock,
    ConceptId,
    ConceptKind,
    DecisionMode,
    GovernmentDistrict,
    LocalParameter,
    MemberMunicipality,
    Municipality,
    MunicipalityKey,
    MunicipalityKind,
    Period,
    RulesOfProcedure,
    SourceDocument,
    SourceId,
)

KREIS = MunicipalityKey("05998")
"""A key that belongs to no real Kreis."""

STADT = MunicipalityKey("05998004")
"""Musterstadt, the one member with its own foreigners' authority, youth office and integration council."""

OPENING = date(2023, 1, 1)
"""The first day of the years that are told."""

REFERENCE_DAY = date(2025, 12, 31)
"""The day on which the town is complete; all planted faults stand on it."""

SOURCES = (
    SourceDocument(
        id=SourceId("erfunden"),
        title="Musterkreis: erfundene Angaben zum Ausprobieren",
        url="https://musterkreis.example/integration",
        published_on=REFERENCE_DAY,
        note="Kreis, Stellen, Beschlüsse und Fälle gibt es nicht.",
    ),
    SourceDocument(
        id=SourceId("ratsinformation"),
        title="Musterkreis: erfundene Sitzungsunterlagen der Lenkungsgruppe",
        url="https://musterkreis.example/lenkungsgruppe",
        published_on=date(2025, 12, 11),
    ),
)

INVENTED = (SOURCES[0].id,)
PAPERS = (SOURCES[1].id,)

MUNICIPALITY = Municipality(
    key=KREIS,
    name="Musterkreis",
    kind=MunicipalityKind.KREIS,
    district=GovernmentDistrict.ARNSBERG,
    population=250_000,
    population_on=date(2024, 12, 31),
    receives_kim_funding=True,
    uses_kim_database=True,
    sources=INVENTED,
)

_SMALL = MunicipalityKind.KREISANGEHOERIGE_GEMEINDE
_MEMBERS = (
    (STADT, "Musterstadt", MunicipalityKind.GROSSE_KREISANGEHOERIGE_STADT, "musterstadt"),
    (MunicipalityKey("05998008"), "Beispielhausen", MunicipalityKind.MITTLERE_KREISANGEHOERIGE_STADT, "beispielhausen"),
    (MunicipalityKey("05998012"), "Probenau", MunicipalityKind.MITTLERE_KREISANGEHOERIGE_STADT, "probenau"),
    (MunicipalityKey("05998016"), "Exempelbach", _SMALL, "exempelbach"),
    (MunicipalityKey("05998020"), "Modellingen", _SMALL, "modellingen"),
    (MunicipalityKey("05998024"), "Vorlagental", _SMALL, "vorlagental"),
)

MEMBERS = tuple(
    MemberMunicipality(
        key=key,
        name=name,
        kind=kind,
        has_foreigners_authority=key == STADT,
        has_youth_office=key == STADT,
        has_integration_council=key == STADT,
        contact=ActorId(contact),
        sources=INVENTED,
    )
    for key, name, kind, contact in _MEMBERS
)

STEERING_GROUP = BodyId("lenkungsgruppe")

RULES_OF_PROCEDURE = (
    RulesOfProcedure(
        body=STEERING_GROUP,
        adopted_on=date(2022, 5, 12),
        during=Period(first_day=date(2022, 5, 12)),
        mode=DecisionMode.CONSENSUS,
        quorum_share=0.5,
        invitation_days=14,
        minutes_days=21,
        meetings_per_year=3,
        sources=PAPERS,
    ),
)

PARAMETERS = (
    LocalParameter(
        key="b2.share_min_fte",
        value=0.5,
        reason="Der Bescheid verlangt für jede Stelle im Case Management mindestens eine halbe Stelle.",
        decided_on=date(2022, 12, 15),
        during=Period(first_day=date(2023, 1, 1)),
        sources=PAPERS,
    ),
    LocalParameter(
        key="cm.target.years_in_nrw",
        value=3,
        reason="Das Case Management richtet sich an Menschen, die höchstens drei Jahre hier leben; Ausnahmen werden begründet.",
        decided_on=date(2023, 2, 16),
        during=Period(first_day=date(2023, 2, 16)),
        sources=PAPERS,
    ),
    LocalParameter(
        key="ev.theme_cases_min",
        value=3,
        reason="Ein Thema gilt als strukturell, wenn es in drei Fällen gesehen wurde.",
        decided_on=date(2023, 2, 16),
        during=Period(first_day=date(2023, 2, 16)),
        sources=PAPERS,
    ),
)

CONCEPTS = (
    Concept(
        id=ConceptId("case-management-konzept"),
        kind=ConceptKind.CASE_MANAGEMENT,
        title="Konzept für das Case Management im Musterkreis",
        adopted_on=date(2022, 9, 8),
        approved_by="Lenkungsgruppe",
        during=Period(first_day=date(2022, 9, 8)),
        blocks=tuple(ConceptBlock),
        states_cooperation=True,
        sources=PAPERS,
    ),
    Concept(
        id=ConceptId("handlungskonzept"),
        kind=ConceptKind.ACTION,
        title="Handlungskonzept Kommunales Integrationsmanagement im Musterkreis",
        adopted_on=date(2021, 6, 24),
        revised_on=date(2024, 6, 20),
        approved_by="Bezirksregierung Arnsberg",
        during=Period(first_day=date(2021, 6, 24)),
        blocks=tuple(ConceptBlock),
        states_cooperation=True,
        sources=PAPERS,
    ),
    Concept(
        id=ConceptId("integrationskonzept"),
        kind=ConceptKind.INTEGRATION,
        title="Gemeinsames Integrationskonzept des Musterkreises und seiner Städte und Gemeinden",
        adopted_on=date(2022, 3, 17),
        revised_on=date(2025, 3, 27),
        approved_by="Kreistag des Musterkreises",
        during=Period(first_day=date(2022, 3, 17)),
        blocks=tuple(ConceptBlock),
        states_cooperation=True,
        sources=PAPERS,
    ),
)
