"""Who answers for which task in Musterkreis, and where bodies of law meet."""

from datetime import date

from attrs import frozen

from kimcore.model import (
    ActorId,
    Assignment,
    Interface,
    InterfaceId,
    LegalField,
    Period,
    Responsibility,
    ResponsibilityId,
    ResponsibilityRole,
)
from kimcore.testing.musterkreis.place import PAPERS

_SETTLED = Period(first_day=date(2023, 3, 1))
_Law = LegalField

_CROSSINGS = (
    ("asylblg-sgb2", _Law.ASYLBLG, _Law.SGB_II, "leistungsstelle", "jobcenter", "Wechsel nach Anerkennung oder Titel"),
    ("asylblg-sgb12", _Law.ASYLBLG, _Law.SGB_XII, "leistungsstelle", "sozialamt", "Wechsel im Alter oder bei Erwerbsminderung"),
    ("aufenthg-stag", _Law.AUFENTHG, _Law.STAG, "abh", "ebh", "Vom Titel zur Einbürgerung"),
    ("sgb2-sgb3", _Law.SGB_II, _Law.SGB_III, "jobcenter", "agentur", "Wechsel in Ausbildung oder nach Beschäftigung"),
    ("sgb3-sgb2", _Law.SGB_III, _Law.SGB_II, "agentur", "jobcenter", "Wechsel nach dem Ende des Arbeitslosengelds"),
    ("sgb8-sgb2", _Law.SGB_VIII, _Law.SGB_II, "jugendamt", "jobcenter", "Übergang mit der Volljährigkeit"),
)


@frozen
class _Task:
    """One line of the responsibility matrix."""

    id: str
    words: str
    accountable: str
    responsible: tuple[str, ...]
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    interface: str | None = None


_TASKS = (
    _Task("aufenthaltsberatung", "Beratung zum Bleiberecht vor Ablauf des Titels", "abh", ("abh", "ki"), ("migrationsberatung",)),
    _Task(
        "einbuergerung", "Vorprüfung von Anträgen auf Einbürgerung", "ebh", ("migrationsberatung",), ("ki",), (), "aufenthg-stag"
    ),
    _Task("fallsteuerung", "Fachaufsicht über das Case Management", "ki", ("ki",), ("awo", "caritas", "diakonie", "drk")),
    _Task(
        "kinderbetreuung", "Vermittlung von Betreuung während der Kurse", "jugendamt", ("familienbildung",), ("volkshochschule",)
    ),
    _Task(
        "leistungswechsel",
        "Nahtloser Wechsel zum Jobcenter",
        "jobcenter",
        ("jobcenter", "leistungsstelle"),
        ("ki",),
        ("abh",),
        "asylblg-sgb2",
    ),
    _Task("schulplatz", "Vermittlung eines Schulplatzes", "schulamt", ("schulamt",), ("berufskolleg",), ("ki",)),
    _Task("sprachkurs", "Vermittlung in einen Sprachkurs", "volkshochschule", ("volkshochschule",), ("bamf",), ("jobcenter",)),
    _Task("sprachmittlung", "Vermittlung von Sprachmittlung", "gesundheitsamt", ("ki",), ("klinikum",)),
    _Task("volljaehrigkeit", "Übergangsgespräche", "jugendamt", ("jobcenter", "jugendamt"), ("ki",), (), "sgb8-sgb2"),
    _Task("wohnraum", "Begleitung in eigenen Wohnraum", "wohnen", ("wohnen",), ("sozialamt",), ("caritas",)),
)


def interfaces() -> tuple[Interface, ...]:
    """Return every crossing between two bodies of law, by key."""
    listed = (
        Interface(
            id=InterfaceId(key),
            from_field=from_field,
            to_field=to_field,
            from_actor=ActorId(from_actor),
            to_actor=ActorId(to_actor),
            description=words,
            during=_SETTLED,
            sources=PAPERS,
        )
        for key, from_field, to_field, from_actor, to_actor, words in _CROSSINGS
    )
    return tuple(sorted(listed, key=lambda interface: interface.id))


def responsibilities() -> tuple[Responsibility, ...]:
    """Return every task with who answers for it, by key."""
    return tuple(
        Responsibility(
            id=ResponsibilityId(f"aufgabe-{task.id}"),
            task=task.words,
            interface=None if task.interface is None else InterfaceId(task.interface),
            assignments=_assignments(task),
            during=_SETTLED,
            sources=PAPERS,
        )
        for task in _TASKS
    )


def _assignments(task: _Task) -> tuple[Assignment, ...]:
    """Return who is accountable, responsible, consulted and informed."""
    roles = (
        (ResponsibilityRole.ACCOUNTABLE, (task.accountable,)),
        (ResponsibilityRole.RESPONSIBLE, task.responsible),
        (ResponsibilityRole.CONSULTED, task.consulted),
        (ResponsibilityRole.INFORMED, task.informed),
    )
    return tuple(Assignment(actor=ActorId(actor), role=role, during=_SETTLED) for role, actors in roles for actor in actors)
