"""What the actors of Musterkreis have agreed in writing."""

from datetime import date

from kimcore.model import ActorId, Agreement, AgreementContent, AgreementId, AgreementKind, Period
from kimcore.testing.musterkreis.place import INVENTED

_CARRIERS = ("awo", "caritas", "diakonie", "drk", "modellingen", "musterstadt")
"""To whom posts of case management are passed on."""


def agreements() -> tuple[Agreement, ...]:
    """Return every agreement, also the expired one and the one nobody uses, by key."""
    forwarding = (_forwarding(carrier) for carrier in _CARRIERS)
    return tuple(sorted((*_cooperation(), _data_protection(), *forwarding), key=lambda agreement: agreement.id))


def _cooperation() -> tuple[Agreement, ...]:
    """Return the cooperation agreements."""
    rows = (
        ("ki-abh", "Zusammenarbeit zum Bleiberecht", ("abh", "abh-musterstadt", "ki"), date(2023, 5, 2), None, date(2026, 5, 4)),
        ("ki-ebh", "Zusammenarbeit zur Einbürgerung", ("ebh", "ki"), date(2023, 9, 1), None, date(2026, 9, 1)),
        (
            "ki-jobcenter",
            "Zusammenarbeit beim Übergang",
            ("jobcenter", "ki"),
            date(2022, 1, 3),
            date(2024, 12, 31),
            date(2024, 10, 1),
        ),
        ("ki-kammer", "Zusammenarbeit zur Anerkennung", ("kammer", "ki"), date(2024, 3, 1), None, date(2026, 3, 2)),
        ("ki-schulamt", "Zusammenarbeit zum Seiteneinstieg", ("ki", "schulamt"), date(2024, 12, 2), None, date(2026, 12, 1)),
    )
    return tuple(
        Agreement(
            id=AgreementId(key),
            kind=AgreementKind.COOPERATION,
            title=title,
            parties=tuple(map(ActorId, parties)),
            signed_on=signed_on,
            during=Period(first_day=signed_on, last_day=last_day),
            review_on=review_on,
            contents=tuple(AgreementContent),
            is_binding=True,
            sources=INVENTED,
        )
        for key, title, parties, signed_on, last_day, review_on in rows
    )


def _data_protection() -> Agreement:
    """Return the agreement on data protection in case management."""
    return Agreement(
        id=AgreementId("datenschutz-fallarbeit"),
        kind=AgreementKind.DATA_PROTECTION,
        title="Datenschutz in der gemeinsamen Fallarbeit",
        parties=tuple(map(ActorId, ("awo", "caritas", "diakonie", "drk", "kreisverwaltung", "modellingen", "musterstadt"))),
        signed_on=date(2022, 6, 20),
        during=Period(first_day=date(2022, 7, 1)),
        review_on=date(2026, 7, 1),
        contents=tuple(AgreementContent),
        is_binding=True,
        sources=INVENTED,
    )


def _forwarding(carrier: str) -> Agreement:
    """Return the contract by which posts and their money are passed on."""
    return Agreement(
        id=AgreementId(f"weiterleitung-{carrier}"),
        kind=AgreementKind.FORWARDING,
        title="Kooperations- und Weiterleitungsvertrag zum Case Management",
        parties=(ActorId(carrier), ActorId("kreisverwaltung"))
        if carrier < "k"
        else (ActorId("kreisverwaltung"), ActorId(carrier)),
        signed_on=date(2021, 6, 15),
        during=Period(first_day=date(2021, 7, 1), last_day=date(2026, 12, 31)),
        review_on=date(2026, 6, 30),
        contents=tuple(AgreementContent),
        is_binding=True,
        sources=INVENTED,
    )
