"""A model of repeated procedures and waiting before and after a measure: ranges, assumptions, and no cause."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from statistics import NormalDist

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.around import why_no_windows, windows_around
from kimcore.evidence.assumptions import Assumption, AssumptionKey, by_key
from kimcore.evidence.book import Book, book_of
from kimcore.evidence.chain import chain_of
from kimcore.evidence.links import LinkKind, measure_link
from kimcore.evidence.referral_windows import ReferralWindow, referrals_in
from kimcore.evidence.spans import Span, difference_of_shares, product, scaled
from kimcore.evidence.walks import reachable
from kimcore.model import BarrierId, FieldOfAction, MeasureId, Town
from kimcore.model.metric import Card

HORIZON = 90
"""Days up to which a wait counts; a proposal of kimcore."""
LEAST_WAITS = 5
"""Fewer waits in a window give no interval: the standard error would flatter them; a proposal of kimcore."""

_CARD = Card(
    name="modelled_effect",
    definition=(
        "fewer_repeats = n * (p_before - p_after), n referrals after, p the share of repeated attempts; "
        "fewer_duplicates = fewer_repeats * duplicate_share; fewer_hours = fewer_duplicates * hours_per_procedure; "
        "lower_cost = fewer_hours * cost_per_hour; fewer_waiting_days = n * (w_before - w_after), "
        "w the mean wait up to the horizon; lower_waiting_cost = fewer_waiting_days * cost_per_waiting_day"
    ),
    source="kimcore; the share by Newcombe 1998, the wait by Royston & Parmar 2013, products by interval arithmetic",
    loops="not_applicable",
)


class EffectPart(Enum):
    """What the model computes (*Größe des Wirkungsmodells*); negative where there was more of it."""

    FEWER_REPEATS = "fewer_repeats"
    """*weniger wiederholte Vermittlungen als beim früheren Anteil*"""
    FEWER_DUPLICATES = "fewer_duplicates"
    """*weniger doppelte Verfahren*"""
    FEWER_HOURS = "fewer_hours"
    """*weniger Arbeitsstunden*"""
    LOWER_COST = "lower_cost"
    """*geringere Kosten der Verfahren in Euro*"""
    FEWER_WAITING_DAYS = "fewer_waiting_days"
    """*weniger Wartetage als bei der früheren Wartezeit*"""
    LOWER_WAITING_COST = "lower_waiting_cost"
    """*geringere Kosten des Wartens in Euro*"""


@frozen(kw_only=True)
class Estimate:
    """One number of the model: always a range, always modelled (*Schätzung*)."""

    part: EffectPart
    unit: str
    """``attempts``, ``procedures``, ``hours``, ``days`` or ``EUR``."""
    span: Span | None
    uses: tuple[AssumptionKey, ...] = ()
    """What it rests on beside the counts."""
    missing: tuple[AssumptionKey, ...] = ()
    """What would have to be assumed; then there is no range."""
    reason: str | None = None
    """Why there is no range."""


@frozen(kw_only=True)
class ModelledEffect:
    """Referrals before and after a measure, and what that would mean in hours and money (*modellierte Wirkung*).

    It says what differed between two spans of time and, if the assumptions hold, how much that is.
    It does not say what the difference comes from.
    """

    measure: MeasureId
    on: date
    fields: tuple[FieldOfAction, ...]
    """The fields of action of the barriers behind the measure: only referrals for such needs are counted."""
    before: ReferralWindow | None = None
    after: ReferralWindow | None = None
    estimates: tuple[Estimate, ...]
    """In the order of `EffectPart`."""
    assumptions: tuple[Assumption, ...]
    """What was given, in the order of `AssumptionKey`."""
    confidence: float
    """Of the intervals of the two counted parts; the others inherit it as far as the assumptions hold."""
    card: Card

    @property
    def missing(self) -> tuple[AssumptionKey, ...]:
        """Return what would have to be assumed for all parts, and was not."""
        given = {one.key for one in self.assumptions}
        return tuple(key for key in AssumptionKey if key not in given)


def modelled_effect(
    town: Town,
    measure: MeasureId,
    *,
    on: date,
    assumptions: Iterable[Assumption] = (),
    days: int = 365,
    horizon: int = HORIZON,
    confidence: float = 0.95,
) -> ModelledEffect:
    """Model how many fewer repeated procedures and days of waiting there were after a measure than before (*Wirkungsmodell*).

    Counted are referrals for needs in the fields of action of the measure's barriers, in a window before its start and in one
    as long after its end, each as it was known on its own last day. Two things are compared: the share of referrals for which
    an office was asked a second time, and the mean wait for a first contact up to a horizon. Each difference is multiplied by
    the referrals after, that is: as if the earlier share and wait had gone on. Duplicates, hours and euros follow only from
    assumptions, each a range that somebody gave with a source; where one is missing there is no number, but its name.

    All products are those of interval arithmetic: wider assumptions give wider results, and none is ever a single number.
    The two sums in euros overlap where waiting is part of the work, so they are not added up.

    Args:
        town: the town.
        measure: the key of the measure.
        on: the day of the question.
        assumptions: what is assumed, each once.
        days: length of each window.
        horizon: days up to which a wait counts.
        confidence: confidence of the intervals of the counted parts, between 0 and 1.

    Raises:
        EvidenceError: if there is no such measure on the day, something is assumed twice, or a number is out of range.

    Source:
        Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I;
        Royston & Parmar 2013, doi:10.1186/1471-2288-13-152

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> found = modelled_effect(musterkreis(), MeasureId("massnahme-leistungswechsel"), on=REFERENCE_DAY)
        >>> found.before.referrals, found.after.referrals, [key.value for key in found.missing][:2]
        (7, 8, ['duplicate_share', 'hours_per_procedure'])
        >>> found.estimates[3].span, found.estimates[3].reason
        (None, 'assumption_missing')
    """
    if days < 1 or horizon < 1 or not 0 < confidence < 1:
        wanted = "at least 1, at least 1 and between 0 and 1"
        raise EvidenceError(f"days, horizon and confidence: expected {wanted}, found {days}, {horizon} and {confidence}")
    given = by_key(assumptions)
    book = book_of(town, on=on)
    known = book.measures.get(measure)
    if known is None:
        raise EvidenceError(f"measure: expected one on record by {on}, found {measure!r}")
    fields = _fields(measure, book)
    windows = windows_around(known, on, days)
    before, after = (
        (None, None) if windows is None else (referrals_in(town, fields, window, horizon=horizon) for window in windows)
    )
    reason = _undefined(town, fields) or why_no_windows(known, on)
    repeats = _fewer_repeats(before, after, confidence, reason)
    waits = _fewer_days(before, after, confidence, reason)
    return ModelledEffect(
        measure=measure,
        on=on,
        fields=fields,
        before=before,
        after=after,
        estimates=(*_derived(repeats, _WORK, given), *_derived(waits, _WAITING, given)),
        assumptions=tuple(given[key] for key in AssumptionKey if key in given),
        confidence=confidence,
        card=_CARD,
    )


_WORK = (
    (EffectPart.FEWER_DUPLICATES, "procedures", AssumptionKey.DUPLICATE_SHARE),
    (EffectPart.FEWER_HOURS, "hours", AssumptionKey.HOURS_PER_PROCEDURE),
    (EffectPart.LOWER_COST, "EUR", AssumptionKey.COST_PER_HOUR),
)
_WAITING = ((EffectPart.LOWER_WAITING_COST, "EUR", AssumptionKey.COST_PER_WAITING_DAY),)
"""What follows from what, each by one assumption more."""


def _derived(
    counted: Estimate,
    steps: tuple[tuple[EffectPart, str, AssumptionKey], ...],
    given: Mapping[AssumptionKey, Assumption],
) -> Iterator[Estimate]:
    """Yield a counted part and what follows from it, as far as there are assumptions."""
    yield counted
    span = counted.span
    uses: tuple[AssumptionKey, ...] = ()
    missing: tuple[AssumptionKey, ...] = ()
    for part, unit, key in steps:
        uses = (*uses, key)
        assumed = given.get(key)
        if assumed is None:
            missing = (*missing, key)
        elif span is not None:
            span = product(span, Span(assumed.low, assumed.high))
        reason = counted.reason or ("assumption_missing" if missing else None)
        yield Estimate(part=part, unit=unit, span=None if reason else span, uses=uses, missing=missing, reason=reason)


def _fields(measure: MeasureId, book: Book) -> tuple[FieldOfAction, ...]:
    above = reachable(measure_link(measure), chain_of(book).came_from)
    behind = {book.barriers[BarrierId(link.id)].field for link in above if link.kind is LinkKind.BARRIER}
    return tuple(field for field in FieldOfAction if field in behind)


def _undefined(town: Town, fields: tuple[FieldOfAction, ...]) -> str | None:
    if town.cases is None:
        return "no_cases_recorded"
    return None if fields else "no_barrier_behind"


def _fewer_repeats(
    before: ReferralWindow | None, after: ReferralWindow | None, confidence: float, reason: str | None
) -> Estimate:
    span = None
    if reason is None and before is not None and after is not None:
        reason = _without_referrals(before, after)
        if reason is None:
            shares = ((one.repeated, one.referrals) for one in (before, after))
            span = scaled(difference_of_shares(*shares, confidence=confidence), after.referrals)
    return Estimate(part=EffectPart.FEWER_REPEATS, unit="attempts", span=span, reason=reason)


def _fewer_days(before: ReferralWindow | None, after: ReferralWindow | None, confidence: float, reason: str | None) -> Estimate:
    span = None
    if reason is None and before is not None and after is not None:
        reason = _without_referrals(before, after) or before.wait.reason or after.wait.reason or _too_few(before, after)
        early, late = before.wait, after.wait
        if early.days is not None and late.days is not None and early.error is not None and late.error is not None:
            half = NormalDist().inv_cdf((1 + confidence) / 2) * (early.error**2 + late.error**2) ** 0.5
            less = early.days - late.days
            span = scaled(Span(less - half, less + half), after.referrals) if reason is None else None
    return Estimate(part=EffectPart.FEWER_WAITING_DAYS, unit="days", span=span, reason=reason)


def _too_few(before: ReferralWindow, after: ReferralWindow) -> str | None:
    return "too_few_waits" if min(before.wait.spells, after.wait.spells) < LEAST_WAITS else None


def _without_referrals(before: ReferralWindow, after: ReferralWindow) -> str | None:
    if not before.referrals:
        return "no_referrals_before"
    return None if after.referrals else "no_referrals_after"
