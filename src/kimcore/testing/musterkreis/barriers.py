"""Which case showed which barrier, and what a planning conference raised besides."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from kimcore.model import (
    ActorId,
    Barrier,
    BarrierId,
    BarrierKind,
    ChainStage,
    FieldOfAction,
    LegalField,
    MeetingId,
    NeedId,
    StaffId,
)
from kimcore.testing.musterkreis.draw import draw, later
from kimcore.testing.musterkreis.loops import STORIES, barrier_ids
from kimcore.testing.musterkreis.place import PAPERS
from kimcore.testing.musterkreis.skeletons import Skeleton, skeletons
from kimcore.testing.musterkreis.story import Story

_SETTLED_IN = timedelta(days=35)
"""A barrier is seen in a case once it is assessed and before it is closed."""

_MOST_OF_A_CASE = 2
"""So many barriers a case shows at most, while others are left."""

_FITTING = {
    "anerkennung": "skilled",
    "chancen": "tolerated",
    "kinderbetreuung": "protected",
    "kita": "protected",
    "kita-erneut": "family",
    "leistungswechsel": "recognised",
    "merkblatt": "tolerated",
    "schulplatz": "family",
    "sprachkurs": "tolerated",
    "versicherung": "eu",
    "volljaehrig": "young",
    "wohnen": "recognised",
    "wohnsitz": "recognised",
}
"""Which kind of case usually shows the barriers of a story."""


def barriers() -> tuple[Barrier, ...]:
    """Return every barrier, by key: three from cases for each story, and two that were set aside with a reason."""
    found = [barrier for barrier, _ in _seen()]
    return tuple(sorted((*found, *_set_aside()), key=lambda barrier: barrier.id))


def barriers_of_cases() -> Mapping[int, tuple[Barrier, ...]]:
    """Return the barriers that were seen in each case, by its number, in the order of the stories."""
    found: dict[int, list[Barrier]] = {}
    for barrier, number in _seen():
        found.setdefault(number, []).append(barrier)
    return {number: tuple(seen) for number, seen in found.items()}


def need_id(case: Skeleton, place: int) -> NeedId:
    """Return the key of a need; the needs behind barriers come first."""
    return NeedId(f"bedarf-{case.tag}-{place}")


def _seen() -> tuple[tuple[Barrier, int], ...]:
    """Return every barrier from a case with the number of the case."""
    cases = skeletons()
    taken: Counter[int] = Counter()
    fields: dict[int, list[FieldOfAction]] = {case.number: [] for case in cases}
    found = []
    for story in STORIES:
        for place, (key, day, case) in enumerate(_cases_for(story, cases, taken)):
            if story.field not in fields[case.number]:
                fields[case.number].append(story.field)
            need = need_id(case, fields[case.number].index(story.field) + 1)
            found.append((_barrier(story, key, story.seen[place], day, case, need), case.number))
    return tuple(found)


def _cases_for(story: Story, cases: tuple[Skeleton, ...], taken: Counter[int]) -> list[tuple[BarrierId, date, Skeleton]]:
    """Return three cases led by different people that showed the barriers of a story, and on which day."""
    chosen: list[tuple[BarrierId, date, Skeleton]] = []
    for key in barrier_ids(story):
        day = later(story.wave.seen_from, f"{key}/seen", least=0, most=45)
        staff = {case.lead_on(seen) for _, seen, case in chosen}
        candidates = [case for case in cases if _could_show(case, day) and case.lead_on(day) not in staff]
        *_, best = min(_rank(story, key, case, taken) for case in candidates)
        case = next(case for case in candidates if case.number == best)
        taken[case.number] += 1
        chosen.append((key, day, case))
    return chosen


def _could_show(case: Skeleton, day: date) -> bool:
    """Return whether a case was assessed before a day and still open on it."""
    return case.opened_on + _SETTLED_IN <= day < case.last_day


def _rank(story: Story, key: BarrierId, case: Skeleton, taken: Counter[int]) -> tuple[bool, bool, int, int, int]:
    """Return how well a case suits a barrier, the smaller the better, with its number at the end."""
    fitting = _FITTING.get(story.key, case.profile.key)
    count = taken[case.number]
    return count >= _MOST_OF_A_CASE, case.profile.key != fitting, count, draw(f"{key}/{case.number}", 1000), case.number


def _barrier(story: Story, key: BarrierId, title: str, day: date, case: Skeleton, need: NeedId) -> Barrier:
    """Return a barrier seen in a case."""
    return Barrier(
        id=key,
        kind=story.kind,
        field=story.field,
        seen_on=day,
        title=title,
        case=case.key,
        needs=(need,),
        reported_by=case.lead_on(day),
        between=tuple(map(ActorId, story.between)),
        legal_fields=story.law,
        stage=story.stage,
        municipality=case.municipality,
        weeks_lost=2 + draw(f"{key}/weeks", 14),
        sources=PAPERS,
    )


def _set_aside() -> tuple[Barrier, ...]:
    """Return the barriers that were raised in a conference and set aside."""
    rows = (
        (
            "bahnhof",
            BarrierKind.MISSING_OFFER,
            "Kein Bus am Abend vom Kursort nach Vorlagental",
            MeetingId("planungskonferenz-2024-1"),
            date(2024, 5, 15),
            "fk-08",
        ),
        (
            "bibliothek",
            BarrierKind.UNKNOWN_OFFER,
            "Angebote der Büchereien sind wenig bekannt",
            MeetingId("planungskonferenz-2025-1"),
            date(2025, 1, 22),
            "fk-03",
        ),
    )
    return tuple(
        Barrier(
            id=BarrierId(f"huerde-{key}"),
            kind=kind,
            field=FieldOfAction.ORIENTATION,
            seen_on=day,
            title=title,
            conference=conference,
            reported_by=StaffId(staff),
            legal_fields=(LegalField.GO_KRO_NRW,),
            stage=ChainStage.ARRIVAL,
            rejected_on=day + timedelta(days=60),
            rejection_reason="Wird von den Städten und Gemeinden selbst geregelt.",
            sources=PAPERS,
        )
        for key, kind, title, conference, day, staff in rows
    )
