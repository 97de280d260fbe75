"""Indicators of effect, recorded metrics, published reports and documents in use."""

from datetime import date
from enum import Enum

from kimcore.model.keys import IndicatorId, ReportId, SourceId, TemplateId
from kimcore.model.period import Period
from kimcore.records import field, frozen


class EffectArea(Enum):
    """In which area an effect is expected (*Wirkungsbereich*)."""

    FISCAL = "fiscal"
    """*fiskalisch*"""
    SOCIAL = "social"
    """*sozial*"""
    SOCIETAL = "societal"
    """*gesellschaftlich*"""


class Origin(Enum):
    """Where a value comes from (*Herkunft eines Werts*)."""

    OBSERVED = "observed"
    """*beobachtet*"""
    MODELLED = "modelled"
    """*modelliert*"""


@frozen(kw_only=True)
class IndicatorValue:
    """An indicator's value for a day or a span (*Wert eines Indikators*)."""

    on: date
    value: float
    origin: Origin
    low: float | None = None
    """Lower end of the uncertainty, in the indicator's unit."""
    high: float | None = None
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class Indicator:
    """A series that shows an effect (*Wirkungsindikator*)."""

    id: IndicatorId
    title: str
    area: EffectArea
    unit: str
    values: tuple[IndicatorValue, ...] = ()
    """Oldest first."""
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class RecordedMetric:
    """A network metric as it was published on a day (*festgehaltene Netzwerkkennzahl*)."""

    name: str
    on: date
    value: float | None
    reason: str | None = None
    """Why there is no value."""
    definition: str
    source: str
    actors: int | None = None
    response_rate: float | None = None


class Addressee(Enum):
    """Whom a report is for (*Empfangende Stelle eines Berichts*)."""

    COUNCIL = "council"
    """*Rat, Kreistag, Ausschuss*"""
    MINISTRY = "ministry"
    """*Ministerium*"""
    GRANTING_AUTHORITY = "granting_authority"
    """*Bewilligungsbehörde*"""
    PUBLIC = "public"
    """*Öffentlichkeit*"""


@frozen(kw_only=True)
class PublishedCount:
    """A count that a report shows (*veröffentlichte Fallzahl*)."""

    label: str
    count: int | None
    """`None` where it was suppressed."""


@frozen(kw_only=True)
class PublishedReport:
    """A report the town has given out (*Bericht*)."""

    id: ReportId
    on: date
    addressee: Addressee
    period: Period | None = None
    cases: int | None = None
    barriers: int | None = None
    counts: tuple[PublishedCount, ...] = ()
    sources: tuple[SourceId, ...] = ()


@frozen(kw_only=True)
class CitedThreshold:
    """A legal threshold as a document in use states it (*zitierter Schwellenwert*)."""

    parameter: str
    """Key of the dated value, such as ``stag.10.stay_years``."""
    value: float | date


@frozen(kw_only=True)
class Template:
    """A leaflet, form or template in use (*Vorlage, Merkblatt*)."""

    id: TemplateId
    title: str
    during: Period = field(factory=Period)
    thresholds: tuple[CitedThreshold, ...] = ()
    sources: tuple[SourceId, ...] = ()
