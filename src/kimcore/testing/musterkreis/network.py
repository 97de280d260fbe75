"""With whom the actors of Musterkreis say they work: two rounds of a survey."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from kimcore.model import (
    ActorId,
    CooperationStrength,
    Frequency,
    NetworkClaim,
    NetworkKind,
    Period,
    RecordedMetric,
    Survey,
    SurveyId,
    Tie,
    TieEvidence,
    TieId,
    TieKind,
)
from kimcore.testing.musterkreis.draw import chance
from kimcore.testing.musterkreis.place import INVENTED


@frozen
class _Round:
    """A round of the survey, and how long its answers stand."""

    key: SurveyId
    on: date
    during: Period
    silent: frozenset[str]


_FIRST = _Round(
    SurveyId("befragung-2024"),
    date(2024, 6, 3),
    Period(first_day=date(2024, 6, 3), last_day=date(2025, 9, 14)),
    frozenset({"bamf", "klinikum", "wirtschaft"}),
)
_SECOND = _Round(
    SurveyId("befragung-2025"),
    date(2025, 9, 15),
    Period(first_day=date(2025, 9, 15)),
    frozenset({"kammer", "klinikum", "pflegebetriebe"}),
)
_ROUNDS = (_FIRST, _SECOND)

_PARTNERS = {
    5: "abh ki, abh-musterstadt ki, awo ki, caritas ki, diakonie ki, drk ki, ebh ki, ki modellingen, ki musterstadt",
    4: (
        "abh ebh, abh leistungsstelle, abh-musterstadt musterstadt, agentur jobcenter, awo kita-verbund, awo migrationsberatung, "
        "bildungsbuero koordinierung-kaoa, bildungsbuero schulamt, caritas fluechtlingsberatung, "
        "diakonie jugendmigrationsdienst, drk integrationsagentur, jugendamt kita-verbund, jugendamt-musterstadt musterstadt, "
        "ki schulamt, ki sozialamt, ki volkshochschule, leistungsstelle sozialamt, leistungsstelle wohnen, sozialamt wohnen"
    ),
    3: (
        "abh migrationsberatung, agentur berufskolleg, agentur ki, agentur koordinierung-kaoa, bamf volkshochschule, "
        "beispielhausen ki, berufskolleg koordinierung-kaoa, bildungswerk jobcenter, buergerservice ebh, ebh migrationsberatung, "
        "familienbildung jugendamt, familienbildung volkshochschule, fluechtlingsberatung psychosoziales-zentrum, "
        "fluechtlingshilfe integrationsagentur, gesundheitsamt ki, gesundheitsamt klinikum, "
        "gesundheitsamt psychosoziales-zentrum, integrationsrat musterstadt, jobcenter jugendamt, jobcenter ki, "
        "jobcenter sozialamt, jugendamt jugendamt-musterstadt, jugendamt jugendmigrationsdienst, jugendamt ki, ki probenau, "
        "kammer wirtschaft, pflegebetriebe wirtschaft"
    ),
    2: (
        "abh buergerservice, abh sozialamt, agentur kammer, agentur pflegebetriebe, antidiskriminierung integrationsagentur, "
        "antidiskriminierung integrationsrat, awo caritas, bamf ki, beispielhausen fluechtlingshilfe, bildungswerk kammer, "
        "berufskolleg jugendmigrationsdienst, caritas wohnen, diakonie probenau, exempelbach ki, "
        "fluechtlingsberatung migrationsberatung, fluechtlingshilfe frauentreff, fluechtlingshilfe ki, "
        "frauentreff integrationsrat, jobcenter volkshochschule, jugendamt-musterstadt ki, ki vorlagental, "
        "klinikum psychosoziales-zentrum"
    ),
    1: "bewaehrungshilfe jobcenter, bewaehrungshilfe jugendamt",
}
"""Who works with whom in the second round, by strength."""

_CORE = frozenset(
    {
        *("abh", "abh-musterstadt", "agentur", "awo", "bamf", "caritas", "diakonie", "drk", "ebh", "gesundheitsamt"),
        *("jobcenter", "jugendamt", "ki", "sozialamt", "volkshochschule"),
    }
)
"""Actors that know each other's answers: among them every tie is named by both."""

_KINDS = (
    TieKind.INFORMATION,
    TieKind.TRUST,
    TieKind.REFERRAL,
    TieKind.JOINT_WORK,
    TieKind.GOVERNANCE,
)

_FREQUENCIES = (Frequency.RARELY, Frequency.QUARTERLY, Frequency.MONTHLY, Frequency.WEEKLY, Frequency.DAILY)

CLAIMS = (
    NetworkClaim(
        kind=NetworkKind.INFORMAL_PRODUCTION,
        during=Period(first_day=date(2022, 5, 12), last_day=date(2024, 12, 31)),
        sources=INVENTED,
    ),
    NetworkClaim(kind=NetworkKind.PRODUCTION, during=Period(first_day=date(2025, 1, 1)), sources=INVENTED),
)
"""What Musterkreis says its network is."""


def surveys() -> tuple[Survey, ...]:
    """Return the two rounds with those asked and those who answered."""
    asked = tuple(sorted({ActorId(actor) for one, other, _ in _pairs() for actor in (one, other)}))
    return tuple(
        Survey(
            id=one.key,
            on=one.on,
            asked=asked,
            answered=tuple(actor for actor in asked if actor not in one.silent),
            sources=INVENTED,
        )
        for one in _ROUNDS
    )


def ties() -> tuple[Tie, ...]:
    """Return every statement made in the two rounds, by key."""
    return tuple(sorted((tie for one in _ROUNDS for tie in _statements(one)), key=lambda tie: tie.id))


def recorded_metrics() -> tuple[RecordedMetric, ...]:
    """Return the density of both rounds as it was published, and one number that could not be computed."""
    published = tuple(_density(one) for one in _ROUNDS)
    undefined = RecordedMetric(
        name="average_distance",
        on=_FIRST.on,
        value=None,
        reason="disconnected",
        definition="mean length of shortest paths",
        source="Wasserman & Faust 1994",
        actors=published[0].actors,
        response_rate=published[0].response_rate,
    )
    return (undefined, *published)


def _pairs() -> Iterator[tuple[str, str, int]]:
    """Yield who works with whom, and how closely."""
    for strength, pairs in _PARTNERS.items():
        for pair in pairs.split(", "):
            one, _, other = pair.partition(" ")
            yield one, other, strength


def _statements(one: _Round) -> Iterator[Tie]:
    """Yield what was said in one round; the silent say nothing, and some say less than their partner."""
    for first, second, strength in _pairs():
        if one is _FIRST and not _was_known(first, second, strength):
            continue
        both = strength >= CooperationStrength.PROCEDURE.value or {first, second} <= _CORE
        if first not in one.silent:
            yield _tie(one, first, second, strength)
        if second not in one.silent and (both or first in one.silent or chance(f"{one.key}/{first}/{second}/returned", 45)):
            yield _tie(one, second, first, strength)


def _was_known(first: str, second: str, strength: int) -> bool:
    """Return whether two actors already worked together in the first round."""
    return chance(f"{first}/{second}/known", 15 + 15 * strength)


def _tie(one: _Round, source: str, target: str, strength: int) -> Tie:
    """Return one statement."""
    had_agreement = strength == CooperationStrength.AGREEMENT.value
    return Tie(
        id=TieId(f"{one.on.year}-{source}-{target}"),
        source=ActorId(source),
        target=ActorId(target),
        reported_by=ActorId(source),
        reported_on=one.on,
        strength=CooperationStrength(strength),
        kinds=tuple(sorted(_KINDS[:strength], key=lambda kind: kind.value)),
        frequency=_FREQUENCIES[strength - 1],
        evidence=(TieEvidence.AGREEMENT, TieEvidence.SURVEY) if had_agreement else (TieEvidence.SURVEY,),
        survey=one.key,
        during=one.during,
        sources=INVENTED,
    )


def _density(one: _Round) -> RecordedMetric:
    """Return the share of possible statements that were made in one round."""
    survey = next(found for found in surveys() if found.id == one.key)
    actors, answered = len(survey.asked), len(survey.answered)
    said = sum(1 for _ in _statements(one))
    return RecordedMetric(
        name="density",
        on=one.on,
        value=round(said / (actors * (actors - 1)), 4),
        definition="ties / possible ties; n * (n - 1) arcs are possible",
        source="Wasserman & Faust 1994",
        actors=actors,
        response_rate=round(answered / actors, 4),
    )
