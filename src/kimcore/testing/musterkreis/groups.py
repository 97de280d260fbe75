"""The working bodies of Musterkreis and the meetings the coordination prepared for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from kimcore.model import (
    ActorId,
    BodyId,
    DecisionId,
    GroupKind,
    MeetingId,
    Participation,
    Period,
    ThemeId,
    WorkGroup,
    WorkMeeting,
)
from kimcore.testing.musterkreis.loops import STORIES
from kimcore.testing.musterkreis.place import PAPERS
from kimcore.testing.musterkreis.staffing import LEAD
from kimcore.testing.musterkreis.story import WAVES
from kimcore.testing.musterkreis.terms import theme_decision_of

_START = date(2023, 3, 1)
_REVIEW = date(2026, 12, 31)


@frozen(kw_only=True)
class _Body:
    """One line of the list of working bodies."""

    id: str
    kind: GroupKind
    name: str
    mandate: str
    actors: tuple[str, ...]
    lead: str = "ki"
    stories: tuple[str, ...] = ()
    begun: date = _START
    ended: date | None = None
    result: str | None = None


_BODIES = (
    _Body(
        id="ag-arbeit-leistungen",
        kind=GroupKind.WORKING_GROUP,
        name="Arbeitsgruppe Arbeit und Leistungen",
        mandate="Erkenntnisse zu Arbeit und Existenzsicherung auswerten und Lösungen vorschlagen",
        actors=("agentur", "berufskolleg", "jobcenter", "kammer", "ki", "leistungsstelle", "sozialamt", "wirtschaft"),
        stories=("anerkennung", "leistungswechsel", "unterlagen", "versicherung", "volljaehrig"),
    ),
    _Body(
        id="ag-aufenthalt",
        kind=GroupKind.WORKING_GROUP,
        name="Arbeitsgruppe Aufenthalt, Einbürgerung, Wohnen",
        mandate="Erkenntnisse zu Aufenthalt und Wohnen auswerten und Lösungen vorschlagen",
        actors=(
            "abh",
            "abh-musterstadt",
            "awo",
            "beispielhausen",
            "ebh",
            "fluechtlingshilfe",
            "integrationsrat",
            "ki",
            "musterstadt",
            "wohnen",
        ),
        stories=("beratung", "chancen", "einbuergerung", "termine", "wohnen"),
    ),
    _Body(
        id="ag-sprache-bildung",
        kind=GroupKind.WORKING_GROUP,
        name="Arbeitsgruppe Sprache, Bildung, Gesundheit",
        mandate="Erkenntnisse zu Sprache, Bildung und Gesundheit auswerten und Lösungen vorschlagen",
        actors=("bamf", "caritas", "diakonie", "drk", "gesundheitsamt", "jugendamt", "ki", "schulamt", "volkshochschule"),
        stories=("kinderbetreuung", "kita", "psychosozial", "schulplatz", "sprachkurs", "sprachmittlung"),
    ),
    _Body(
        id="fallkonferenz",
        kind=GroupKind.CASE_CONFERENCE,
        name="Fallkonferenz",
        mandate="Einzelne Fälle mit allen Beteiligten klären",
        actors=("abh", "jobcenter", "jugendamt", "ki", "sozialamt"),
    ),
    _Body(
        id="fallrekonstruktion",
        kind=GroupKind.CASE_RECONSTRUCTION,
        name="Fallrekonstruktion",
        mandate="Abgeschlossene Fälle gemeinsam nachzeichnen und Bruchstellen benennen",
        actors=("awo", "caritas", "diakonie", "ki", "musterstadt"),
    ),
    _Body(
        id="koordinierungsgruppe",
        kind=GroupKind.COORDINATION_GROUP,
        name="Koordinierungsgruppe",
        mandate="Die Lenkungsgruppe vorbereiten und die drei Bausteine verbinden",
        actors=("abh", "dezernat-soziales", "ebh", "ki", "kreisverwaltung", "musterstadt"),
    ),
    _Body(
        id="netzwerktreffen",
        kind=GroupKind.NETWORK_MEETING,
        name="Netzwerktreffen Integration",
        mandate="Angebote bekannt machen",
        actors=("fluechtlingshilfe", "frauentreff", "integrationsagentur", "integrationsrat", "ki", "migrationsberatung"),
    ),
    _Body(
        id="planungskonferenz",
        kind=GroupKind.PLANNING_CONFERENCE,
        name="Planungskonferenz",
        mandate="Aus Fällen übergreifende Themen für die Lenkungsgruppe benennen",
        actors=("caritas", "fluechtlingshilfe", "integrationsrat", "jobcenter", "jugendamt", "ki", "musterstadt"),
    ),
    _Body(
        id="pg-begleitmappe",
        kind=GroupKind.PROJECT_GROUP,
        name="Projektgruppe Begleitmappe",
        mandate="Eine Mappe mit geprüften Kopien entwickeln",
        actors=("jobcenter", "ki", "leistungsstelle", "sozialamt"),
        lead="sozialamt",
        stories=("unterlagen",),
        begun=date(2023, 12, 1),
        ended=date(2024, 3, 29),
        result="Begleitmappe mit Liste der Nachweise, abgestimmt mit allen Leistungsstellen",
    ),
    _Body(
        id="pg-sprechstunde",
        kind=GroupKind.PROJECT_GROUP,
        name="Projektgruppe Gemeinsame Sprechstunde",
        mandate="Ablauf der gemeinsamen Sprechstunde festlegen",
        actors=("abh", "abh-musterstadt", "ki", "migrationsberatung"),
        lead="abh",
        stories=("chancen",),
        begun=date(2023, 12, 1),
        ended=date(2024, 3, 29),
        result="Ablauf, Raum und Vertretung der Sprechstunde sind geregelt",
    ),
    _Body(
        id="pg-wohnlotsen",
        kind=GroupKind.PROJECT_GROUP,
        name="Projektgruppe Wohnlotsen",
        mandate="Aufgaben der Wohnlotsen und die Kostenzusage regeln",
        actors=("ki", "sozialamt", "wohnen"),
        lead="wohnen",
        stories=("wohnen",),
        begun=date(2024, 7, 1),
        ended=date(2024, 11, 29),
        result="Aufgabenprofil und Muster der Kostenzusage",
    ),
)


def work_groups() -> tuple[WorkGroup, ...]:
    """Return every working body, by key."""
    return tuple(_work_group(body) for body in sorted(_BODIES, key=lambda body: body.id))


def work_meetings() -> tuple[WorkMeeting, ...]:
    """Return the planning conferences and the meetings of the working groups, by key."""
    return tuple(sorted((*_conferences(), *_group_meetings()), key=lambda meeting: meeting.id))


def _work_group(body: _Body) -> WorkGroup:
    """Return the working body of one line."""
    is_project = body.kind is GroupKind.PROJECT_GROUP
    return WorkGroup(
        id=BodyId(body.id),
        kind=body.kind,
        name=body.name,
        mandate=body.mandate,
        mandated_by=theme_decision_of(body.stories[0]) if is_project else DecisionId("mandat-ki"),
        lead=ActorId(body.lead),
        participations=tuple(
            Participation(actor=ActorId(actor), during=Period(first_day=body.begun, last_day=body.ended), names_staff=True)
            for actor in body.actors
        ),
        during=Period(first_day=body.begun, last_day=body.ended),
        review_on=None if is_project else _REVIEW,
        result=body.result,
        themes=tuple(ThemeId(f"thema-{story}") for story in body.stories),
        sources=PAPERS,
    )


def _conferences() -> Iterator[WorkMeeting]:
    """Yield the planning conferences, each with the themes it named."""
    actors = next(body.actors for body in _BODIES if body.id == "planungskonferenz")
    for wave in WAVES:
        themes = tuple(sorted(ThemeId(f"thema-{story.key}") for story in STORIES if story.wave is wave))
        yield WorkMeeting(
            id=wave.conference,
            held_on=wave.named_on,
            body=BodyId("planungskonferenz"),
            purpose="Aus den gemeldeten Hürden übergreifende Themen benennen",
            agenda=("Hürden aus dem Case Management", "Bündelung zu Themen", "Vorschlag an die Lenkungsgruppe"),
            participants=tuple(map(ActorId, actors)),
            material_sent_on=wave.named_on - timedelta(days=14),
            prepared_by=LEAD,
            results=("Themen für die Lenkungsgruppe benannt",),
            themes=themes,
            sources=PAPERS,
        )


def _group_meetings() -> Iterator[WorkMeeting]:
    """Yield a meeting of each working group in each wave in which it drafted a proposal."""
    for body in _BODIES:
        for wave in WAVES:
            drafted = [
                story for story in STORIES if story.wave is wave and story.solution and story.solution.drafted_by == body.id
            ]
            if not drafted:
                continue
            yield WorkMeeting(
                id=MeetingId(f"{body.id}-{wave.drafted_on:%Y-%m}"),
                held_on=wave.drafted_on,
                body=BodyId(body.id),
                purpose="Lösungsvorschläge für die benannten Themen ausarbeiten",
                agenda=tuple(story.title for story in drafted),
                participants=tuple(map(ActorId, body.actors)),
                material_sent_on=wave.drafted_on - timedelta(days=7),
                prepared_by=LEAD,
                results=tuple(story.solution.proposal for story in drafted if story.solution),
                themes=tuple(sorted(ThemeId(f"thema-{story.key}") for story in drafted)),
                sources=PAPERS,
            )
