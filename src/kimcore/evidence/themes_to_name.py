"""Condensing barriers into candidate themes: grouped, counted, and scored in the open."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from statistics import fmean

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.book import Book, book_of
from kimcore.law import Law, shipped
from kimcore.model import ActorId, Barrier, BarrierId, BarrierKind, ChainStage, FieldOfAction, LegalField, MunicipalityKey, Town
from kimcore.rules.context import Context, MissingValueError

_HALF_YEAR = timedelta(days=182)

Interface = tuple[ActorId, ...] | tuple[LegalField, ...]


class BarriersBy(Enum):
    """By what barriers are bundled (*Bündelungsmerkmal*)."""

    FIELD = "field"
    """*Handlungsfeld*"""
    KIND = "kind"
    """*Art der Hürde*"""
    INTERFACE = "interface"
    """*Schnittstelle*"""
    STAGE = "stage"
    """*Stufe der Integrationskette*"""


EVERY_FEATURE = tuple(BarriersBy)


@frozen(kw_only=True)
class Score:
    """How strongly a candidate asks to become a theme, part by part (*Punktzahl*).

    Each part is how far a candidate reaches the threshold for a theme, at most 1; the total is their mean.
    """

    cases: float
    reporters: float
    recent: float
    """Share of the barriers that were seen in the last half year."""

    @property
    def total(self) -> float:
        """Return the mean of the parts, from 0 to 1."""
        return fmean((self.cases, self.reporters, self.recent))


@frozen(kw_only=True)
class Thresholds:
    """From when on barriers are a structure (*Schwellen*)."""

    cases: int
    """At least so many cases."""
    reporters: int
    """At least so many case managers or municipalities."""


@frozen(kw_only=True)
class Candidate:
    """Barriers of one sort that may become a theme (*Themenkandidat*)."""

    barriers: tuple[BarrierId, ...]
    """Sorted; across several towns each behind the key of its town, as in ``05154/huerde-1``."""
    field: FieldOfAction | None = None
    kind: BarrierKind | None = None
    interface: Interface = ()
    """The two actors, or where none are named the legal fields; across several towns always these. Sorted."""
    stage: ChainStage | None = None
    cases: int
    case_managers: int
    municipalities: tuple[MunicipalityKey, ...]
    seen_lately: int
    """Barriers seen in the last 182 days."""
    seen_before: int
    """Barriers seen in the 182 days before these."""
    weeks_lost: int
    score: Score
    reaches_threshold: bool
    """Whether it has enough cases, and enough case managers or municipalities."""


def candidates(
    town: Town, *, on: date, by: Iterable[BarriersBy] = EVERY_FEATURE, law: Law | None = None
) -> tuple[Candidate, ...]:
    """Return the barriers nobody has taken up yet, bundled to candidate themes, the strongest first (*Themenkandidaten*).

    Left out are barriers that a theme or a decision holds already and those that were rejected.
    How many cases and how many case managers or municipalities make a theme are the local parameters
    ``ev.theme_cases_min`` and ``ev.theme_reporters_min``. A score orders an agenda; it decides nothing.

    Args:
        town: the town.
        on: the day of the question.
        by: the features that barriers of one candidate share.
        law: the dated values; the shipped ones by default.

    Raises:
        EvidenceError: if neither the law nor the town gives a threshold.

    Example:
        >>> from kimcore.model import UNITS
        >>> candidates(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    return candidates_of((town,), on=on, by=by, law=law)


def candidates_of(
    towns: Iterable[Town], *, on: date, by: Iterable[BarriersBy] = EVERY_FEATURE, law: Law | None = None
) -> tuple[Candidate, ...]:
    """Return candidate themes across several towns, such as those of the state; thresholds are those of the first.

    Keys are only unique within a town, so equal keys of two towns are told apart, and since an actor belongs to its town,
    the interface across several towns is one of legal fields.

    Raises:
        EvidenceError: if no town is given, one is given twice, or neither the law nor the first town gives a threshold.

    Example:
        >>> from kimcore.model import UNITS
        >>> candidates_of((Town(municipality=UNITS[0]), Town(municipality=UNITS[1])), on=date(2025, 1, 1))
        ()
    """
    listed = tuple(towns)
    if not listed:
        raise EvidenceError("towns: expected at least one, found none")
    keys = [town.municipality.key for town in listed]
    if len(keys) != len(set(keys)):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise EvidenceError(f"towns: expected each municipality once, found {', '.join(twice)} several times")
    least = thresholds(listed[0], on=on, law=law)
    features = frozenset(by)
    groups: dict[str, list[_Seen]] = {}
    for town in listed:
        for barrier in _open_barriers(book_of(town, on=on)):
            one = _Seen(None if len(listed) == 1 else town.municipality.key, barrier)
            groups.setdefault(_features(one, features), []).append(one)
    found = (_candidate(seen, features, on, least) for seen in groups.values())
    return tuple(sorted(found, key=lambda one: (-one.score.total, -one.cases, one.barriers)))


@frozen
class _Seen:
    town: MunicipalityKey | None
    """`None` where there is only one."""
    barrier: Barrier

    @property
    def key(self) -> BarrierId:
        return self.barrier.id if self.town is None else BarrierId(f"{self.town}/{self.barrier.id}")

    @property
    def interface(self) -> Interface:
        if self.barrier.between and self.town is None:
            return tuple(sorted(self.barrier.between))
        return tuple(sorted(self.barrier.legal_fields, key=lambda field: field.value))


def thresholds(town: Town, *, on: date, law: Law | None = None) -> Thresholds:
    """Return from when on barriers are a structure, as the town has set it or practice suggests (*Schwellen*).

    Raises:
        EvidenceError: if neither the law nor the town gives a threshold.

    Example:
        >>> from kimcore.model import UNITS
        >>> thresholds(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        Thresholds(cases=3, reporters=2)
    """
    context = Context(town=town, on=on, law=shipped() if law is None else law)
    cases, reporters = (_threshold(context, key) for key in ("ev.theme_cases_min", "ev.theme_reporters_min"))
    return Thresholds(cases=cases, reporters=reporters)


def _threshold(context: Context, key: str) -> int:
    try:
        return context.value(key).whole
    except MissingValueError as error:
        raise EvidenceError(f"{key} on {context.on}: expected a threshold, found none in law or town") from error


def _open_barriers(book: Book) -> list[Barrier]:
    taken = {key for theme in book.themes.values() for key in theme.barriers}
    taken |= {key for decision in book.decisions.values() for key in decision.barriers}
    return [
        barrier
        for barrier in book.barriers.values()
        if barrier.id not in taken and (barrier.rejected_on is None or barrier.rejected_on > book.on)
    ]


def _features(one: _Seen, features: frozenset[BarriersBy]) -> str:
    """Return what a barrier is grouped by as one text."""
    barrier = one.barrier
    parts = {
        BarriersBy.FIELD: barrier.field.value,
        BarriersBy.KIND: barrier.kind.value,
        BarriersBy.INTERFACE: " ".join(map(str, one.interface)),
        BarriersBy.STAGE: "" if barrier.stage is None else barrier.stage.value,
    }
    return "|".join(parts[feature] for feature in BarriersBy if feature in features)


def _candidate(seen: list[_Seen], features: frozenset[BarriersBy], on: date, least: Thresholds) -> Candidate:
    barriers = [one.barrier for one in seen]
    first = barriers[0]
    cases = len({(one.town, one.barrier.case) for one in seen if one.barrier.case is not None})
    reporters = len({(one.town, one.barrier.reported_by) for one in seen if one.barrier.reported_by is not None})
    municipalities = tuple(sorted({one.municipality for one in barriers if one.municipality is not None}))
    lately = sum(one.seen_on > on - _HALF_YEAR for one in barriers)
    spread = max(reporters, len(municipalities))
    return Candidate(
        barriers=tuple(sorted(one.key for one in seen)),
        field=first.field if BarriersBy.FIELD in features else None,
        kind=first.kind if BarriersBy.KIND in features else None,
        interface=seen[0].interface if BarriersBy.INTERFACE in features else (),
        stage=first.stage if BarriersBy.STAGE in features else None,
        cases=cases,
        case_managers=reporters,
        municipalities=municipalities,
        seen_lately=lately,
        seen_before=sum(on - 2 * _HALF_YEAR < one.seen_on <= on - _HALF_YEAR for one in barriers),
        weeks_lost=sum(one.weeks_lost or 0 for one in barriers),
        score=Score(
            cases=_reached(cases, least.cases), reporters=_reached(spread, least.reporters), recent=lately / len(barriers)
        ),
        reaches_threshold=cases >= least.cases and spread >= least.reporters,
    )


def _reached(count: int, least: int) -> float:
    return min(1.0, count / least) if least > 0 else 1.0
