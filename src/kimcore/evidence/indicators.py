"""Fiscal, social and societal indicators as series, and what they showed before and after a measure."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import pairwise

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.around import why_no_windows
from kimcore.evidence.book import book_of
from kimcore.evidence.spans import Span
from kimcore.model import EffectArea, Indicator, IndicatorId, IndicatorValue, Measure, MeasureId, Origin, SourceId, Town


class SeriesFlaw(Enum):
    """What keeps a series from being quoted (*Mangel einer Reihe*)."""

    NO_VALUE = "no_value"
    """*kein Wert bis zum Stichtag*"""
    NO_SOURCE = "no_source"
    """*Wert ohne Quelle*"""
    NO_RANGE = "no_range"
    """*modellierter Wert ohne Spanne*"""
    OUTSIDE_ITS_RANGE = "outside_its_range"
    """*Wert außerhalb seiner Spanne*"""
    MIXED_ORIGINS = "mixed_origins"
    """*beobachtete und modellierte Werte in einer Reihe*"""
    OUT_OF_ORDER = "out_of_order"
    """*Tage nicht in aufsteigender Reihenfolge*"""


@frozen(kw_only=True)
class IndicatorSeries:
    """An indicator of effect as it was known on a day (*Wirkungsreihe*)."""

    indicator: IndicatorId
    title: str
    area: EffectArea
    unit: str
    values: tuple[IndicatorValue, ...]
    """By day, up to the day of the question."""
    sources: tuple[SourceId, ...]
    """Those of the indicator and of its values, sorted."""
    flaws: tuple[SeriesFlaw, ...]
    """In the order of the flaws."""

    @property
    def origin(self) -> Origin | None:
        """Return where all values come from; `None` where there is none, or they come from both."""
        origins = {value.origin for value in self.values}
        return origins.pop() if len(origins) == 1 else None


@frozen(kw_only=True)
class IndicatorChange:
    """What an indicator showed before a measure began and after it ended (*Vorher-Nachher-Vergleich*).

    The difference is that of two values of one indicator, in its unit. What else changed meanwhile is in it too.
    """

    indicator: IndicatorId
    measure: MeasureId
    before: IndicatorValue | None = None
    """The last value before the measure began."""
    after: IndicatorValue | None = None
    """The latest value after it ended."""
    difference: Span | None = None
    """After less before: from the least to the most that their ranges leave open."""
    reason: str | None = None
    """Why there is no difference."""


def indicator_series(town: Town, *, on: date) -> tuple[IndicatorSeries, ...]:
    """Return the indicators of effect as they were known on a day, by area and key (*Wirkungsreihen*).

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> first = indicator_series(musterkreis(), on=REFERENCE_DAY)[0]
        >>> first.indicator, first.area.value, first.unit, first.origin.value, len(first.values)
        ('doppelte-verfahren', 'fiscal', 'Stunden im Jahr', 'modelled', 3)
    """
    order = list(EffectArea)
    known = sorted(town.indicators or (), key=lambda one: (order.index(one.area), one.id))
    return tuple(_series(indicator, on) for indicator in known)


def indicator_change(town: Town, indicator: IndicatorId, measure: MeasureId, *, on: date) -> IndicatorChange:
    """Return what an indicator showed before a measure and after it (*Vorher-Nachher*).

    Compared are the last value before the measure began and the latest after it ended. Only values of the same origin are:
    what was observed before and modelled after differs by the model. A modelled value needs a range.

    Args:
        town: the town.
        indicator: the key of the indicator.
        measure: the key of the measure.
        on: the day of the question.

    Raises:
        EvidenceError: if there is no such indicator, or no such measure on the day.

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> indicator, measure = IndicatorId("doppelte-verfahren"), MeasureId("massnahme-leistungswechsel")
        >>> indicator_change(musterkreis(), indicator, measure, on=REFERENCE_DAY).difference
        Span(low=10.0, high=530.0)
    """
    known = next((one for one in town.indicators or () if one.id == indicator), None)
    if known is None:
        raise EvidenceError(f"indicator: expected one on record, found {indicator!r}")
    around = book_of(town, on=on).measures.get(measure)
    if around is None:
        raise EvidenceError(f"measure: expected one on record by {on}, found {measure!r}")
    return _change(_series(known, on), around, on)


def _series(indicator: Indicator, on: date) -> IndicatorSeries:
    values = tuple(sorted((value for value in indicator.values if value.on <= on), key=lambda value: value.on))
    flaws = set(_flaws(indicator, values))
    return IndicatorSeries(
        indicator=indicator.id,
        title=indicator.title,
        area=indicator.area,
        unit=indicator.unit,
        values=values,
        sources=tuple(sorted({*indicator.sources, *(key for value in values for key in value.sources)})),
        flaws=tuple(flaw for flaw in SeriesFlaw if flaw in flaws),
    )


def _flaws(indicator: Indicator, values: tuple[IndicatorValue, ...]) -> Iterator[SeriesFlaw]:
    if not values:
        yield SeriesFlaw.NO_VALUE
    if len({value.origin for value in values}) > 1:
        yield SeriesFlaw.MIXED_ORIGINS
    if any(after.on <= before.on for before, after in pairwise(indicator.values)):
        yield SeriesFlaw.OUT_OF_ORDER
    for value in values:
        if not value.sources and not indicator.sources:
            yield SeriesFlaw.NO_SOURCE
        if value.origin is Origin.MODELLED and (value.low is None or value.high is None):
            yield SeriesFlaw.NO_RANGE
        if (value.low is not None and value.value < value.low) or (value.high is not None and value.value > value.high):
            yield SeriesFlaw.OUTSIDE_ITS_RANGE


def _change(series: IndicatorSeries, measure: Measure, on: date) -> IndicatorChange:
    first, last = measure.started_on, measure.finished_on
    why = why_no_windows(measure, on)
    if first is None or last is None or why is not None:
        return IndicatorChange(indicator=series.indicator, measure=measure.id, reason=why)
    before = next((value for value in reversed(series.values) if value.on < first), None)
    after = next((value for value in reversed(series.values) if value.on > last), None)
    reason = _incomparable(before, after)
    if before is None or after is None or reason is not None:
        return IndicatorChange(indicator=series.indicator, measure=measure.id, before=before, after=after, reason=reason)
    early, late = _span(before), _span(after)
    return IndicatorChange(
        indicator=series.indicator,
        measure=measure.id,
        before=before,
        after=after,
        difference=Span(late.low - early.high, late.high - early.low),
    )


def _incomparable(before: IndicatorValue | None, after: IndicatorValue | None) -> str | None:
    if before is None or after is None:
        return "no_value_before" if before is None else "no_value_after"
    if before.origin is not after.origin:
        return "origins_differ"
    is_open = any(one.low is None or one.high is None for one in (before, after))
    return "no_range" if before.origin is Origin.MODELLED and is_open else None


def _span(value: IndicatorValue) -> Span:
    return Span(value.value if value.low is None else value.low, value.value if value.high is None else value.high)
