"""What Musterkreis has arranged to protect data, and what happened."""

from datetime import UTC, date, datetime

from kimcore.model import (
    ActorId,
    ArrangementKind,
    BreachId,
    DataBreach,
    Period,
    PrivacyArrangement,
    RequestId,
    RequestKind,
    RetentionRule,
    SubjectRequest,
)
from kimcore.testing.musterkreis.casework import RETENTION_MONTHS
from kimcore.testing.musterkreis.place import INVENTED

_HOSTS = ("awo", "caritas", "diakonie", "drk", "kreisverwaltung", "ministerium", "modellingen", "musterstadt")

ARRANGEMENTS = tuple(
    PrivacyArrangement(
        kind=kind,
        decided_on=decided_on,
        parties=tuple(map(ActorId, parties)),
        during=Period(first_day=decided_on),
        sources=INVENTED,
    )
    for kind, decided_on, parties in (
        (ArrangementKind.IMPACT_ASSESSMENT, date(2022, 8, 15), ("kreisverwaltung",)),
        (ArrangementKind.JOINT_CONTROL, date(2022, 9, 1), _HOSTS),
        (ArrangementKind.PROCESSOR_CONTRACT, date(2022, 9, 1), ("kreisverwaltung",)),
        (ArrangementKind.ROLE_CONCEPT, date(2022, 10, 4), ("abh", "ki", "musterstadt", "sozialamt")),
    )
)
"""The documents that settle data protection."""

RETENTION_RULES = (
    RetentionRule(
        months=RETENTION_MONTHS,
        reason="Drei Jahre nach dem Abschluss, damit Folgen einer Maßnahme noch geprüft werden können.",
        during=Period(first_day=date(2022, 1, 1)),
        sources=INVENTED,
    ),
)

SUBJECT_REQUESTS = (
    SubjectRequest(
        id=RequestId("anfrage-2024-1"),
        kind=RequestKind.ACCESS,
        received_on=date(2024, 3, 4),
        answered_on=date(2024, 3, 22),
    ),
    SubjectRequest(
        id=RequestId("anfrage-2025-1"),
        kind=RequestKind.ERASURE,
        received_on=date(2025, 5, 12),
        answered_on=date(2025, 7, 3),
        extended_on=date(2025, 6, 2),
    ),
    SubjectRequest(
        id=RequestId("anfrage-2025-2"),
        kind=RequestKind.RECTIFICATION,
        received_on=date(2025, 12, 15),
    ),
)

BREACHES = (
    DataBreach(
        id=BreachId("vorfall-2024-1"),
        known_at=datetime(2024, 9, 17, 9, 30, tzinfo=UTC),
        reported_at=datetime(2024, 9, 19, 14, 0, tzinfo=UTC),
    ),
    DataBreach(
        id=BreachId("vorfall-2025-1"),
        known_at=datetime(2025, 4, 8, 11, 0, tzinfo=UTC),
        no_report_reason="Der Datenträger war verschlüsselt; ein Risiko für Betroffene bestand nicht.",
    ),
)
