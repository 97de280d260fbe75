"""How often barriers of one sort were seen before a measure and after it; what happened, not what caused it."""

from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.book import Book, book_of
from kimcore.evidence.chain import Chain, chain_of
from kimcore.evidence.exposure import case_days
from kimcore.evidence.links import LinkKind, measure_link
from kimcore.evidence.walks import reachable
from kimcore.model import Barrier, BarrierId, Measure, MeasureId, Period, Town

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Sightings:
    """How often barriers of one sort were seen in a window (*Sichtungen*)."""

    window: Period
    barriers: tuple[BarrierId, ...]
    """Sorted."""
    case_days: int
    """Days that cases were open in the window, added up: the chance to see a barrier."""


@frozen(kw_only=True)
class BeforeAfter:
    """The same count before and after a measure (*Vorher-Nachher-Vergleich*).

    It compares two spans of time. Other things changed meanwhile, so it says nothing about causes.
    """

    measure: MeasureId
    on: date
    before: Sightings | None = None
    after: Sightings | None = None
    ratio: float | None = None
    """Sightings a case day after, as a multiple of those before; 1 is no difference."""
    low: float | None = None
    """Lower end of the interval of the ratio."""
    high: float | None = None
    """Upper end of the interval; `None` with a ratio means without limit."""
    confidence: float
    reason: str | None = None
    """Why there is no ratio."""

    @property
    def recurs(self) -> bool | None:
        """Return whether a barrier of the sort was seen afterwards; `None` if nobody could have."""
        return None if self.after is None else bool(self.after.barriers)


def before_after(town: Town, measure: MeasureId, *, on: date, days: int = 365, confidence: float = 0.95) -> BeforeAfter:
    """Return how often barriers of a measure's sort were seen before its start and after its end (*Vorher-Nachher*).

    Of one sort are barriers of the same field of action and kind as one that the measure rests on. Both windows have the same
    length: up to `days`, and no more than have passed since the end. Counts are set against the days that cases were open.

    Given the total, the count after is binomial if sightings are rare and independent; the interval is that of Wilson for its
    share, turned into a ratio of rates. Where case managers report more keenly afterwards, the ratio rises with it.

    Args:
        town: the town.
        measure: the key of the measure.
        on: the day of the question.
        days: length of each window.
        confidence: confidence of the interval, between 0 and 1.

    Raises:
        EvidenceError: if there is no such measure on the day, or a number is out of range.

    Source:
        Wilson 1927, Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
        Association 22(158), 209-212, doi:10.1080/01621459.1927.10502953

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> found = before_after(musterkreis(), MeasureId("massnahme-kita"), on=REFERENCE_DAY)
        >>> len(found.before.barriers), len(found.after.barriers), found.recurs
        (3, 3, True)
    """
    _refuse_unless_usable(days, confidence)
    book = book_of(town, on=on)
    known = book.measures.get(measure)
    if known is None:
        raise EvidenceError(f"measure: expected one on record by {on}, found {measure!r}")
    return _around(known, book, chain_of(book), days, confidence)


def before_after_each(town: Town, *, on: date, days: int = 365, confidence: float = 0.95) -> tuple[BeforeAfter, ...]:
    """Return the comparison of before and after for every measure on record on a day, by key (*Vorher-Nachher*).

    Raises:
        EvidenceError: if a number is out of range.

    Example:
        >>> from kimcore.model import UNITS
        >>> before_after_each(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    _refuse_unless_usable(days, confidence)
    book = book_of(town, on=on)
    chain = chain_of(book)
    return tuple(_around(measure, book, chain, days, confidence) for measure in book.measures.values())


def _refuse_unless_usable(days: int, confidence: float) -> None:
    if days < 1 or not 0 < confidence < 1:
        raise EvidenceError(f"days and confidence: expected at least 1 and between 0 and 1, found {days} and {confidence}")


def _around(measure: Measure, book: Book, chain: Chain, days: int, confidence: float) -> BeforeAfter:
    windows = windows_around(measure, book.on, days)
    sorts = _sorts(measure, chain)
    reason = _undefined(book.town, sorts) or why_no_windows(measure, book.on)
    if windows is None or reason is not None:
        return BeforeAfter(measure=measure.id, on=book.on, confidence=confidence, reason=reason)
    before, after = (_sightings(book, sorts, window) for window in windows)
    return _compared(measure.id, book.on, before, after, confidence)


def why_no_windows(measure: Measure, on: date) -> str | None:
    """Return why there is no before and after; `None` if there is one. Turned days would count the same days twice."""
    if measure.started_on is None or measure.finished_on is None or measure.finished_on >= on:
        return "not_finished"
    return "finished_before_start" if measure.finished_on < measure.started_on else None


def windows_around(measure: Measure, on: date, days: int) -> tuple[Period, Period] | None:
    """Return a window before a measure began and one as long after it ended; `None` if it has not ended before the day."""
    if measure.started_on is None or measure.finished_on is None or why_no_windows(measure, on) is not None:
        return None
    length = min(days, (on - measure.finished_on).days) * _DAY
    first, last = measure.started_on, measure.finished_on
    return Period(first_day=first - length, last_day=first - _DAY), Period(first_day=last + _DAY, last_day=last + length)


def _sorts(measure: Measure, chain: Chain) -> frozenset[tuple[object, object]]:
    above = reachable(measure_link(measure.id), chain.came_from)
    return frozenset(_sort(chain.book.barriers[BarrierId(link.id)]) for link in above if link.kind is LinkKind.BARRIER)


def _sort(barrier: Barrier) -> tuple[object, object]:
    return barrier.field, barrier.kind


def _undefined(town: Town, sorts: frozenset[tuple[object, object]]) -> str | None:
    if town.cases is None:
        return "no_cases_recorded"
    return None if sorts else "no_barrier_behind"


def _sightings(book: Book, sorts: frozenset[tuple[object, object]], window: Period) -> Sightings:
    seen = (one.id for one in book.barriers.values() if _sort(one) in sorts and one.seen_on in window)
    return Sightings(window=window, barriers=tuple(sorted(seen)), case_days=case_days(book.cases.values(), window))


def _compared(measure: MeasureId, on: date, before: Sightings, after: Sightings, confidence: float) -> BeforeAfter:
    seen, later = len(before.barriers), len(after.barriers)
    if not before.case_days or not after.case_days:
        reason: str | None = "no_open_cases"
    else:
        reason = None if seen else "never_seen_before"
    if reason is not None:
        return BeforeAfter(measure=measure, on=on, before=before, after=after, confidence=confidence, reason=reason)
    exposure = before.case_days / after.case_days
    low, high = wilson(later, seen + later, confidence=confidence)
    return BeforeAfter(
        measure=measure,
        on=on,
        before=before,
        after=after,
        ratio=later / seen * exposure,
        low=low / (1 - low) * exposure,
        high=high / (1 - high) * exposure if high < 1 else None,
        confidence=confidence,
    )


def wilson(count: int, total: int, *, confidence: float) -> tuple[float, float]:
    """Return the interval of Wilson for a share.

    Raises:
        EvidenceError: if the total is not positive or the count does not lie within it.

    Source:
        Wilson 1927, doi:10.1080/01621459.1927.10502953

    Example:
        >>> [round(end, 4) for end in wilson(5, 10, confidence=0.95)]
        [0.2366, 0.7634]
    """
    if not 0 <= count <= total or total == 0:
        raise EvidenceError(f"count: expected a whole number from 0 to a total above 0, found {count} of {total}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (0.0 if count == 0 else centre - half), (1.0 if count == total else centre + half)
