"""What a rule may look at: the town, the day, the law and the numbers that were measured beforehand."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from kimcore.law import Binding, DatedValue, Grade, Law, OpenParameter, Source, Unit
from kimcore.law.fitting import misfit
from kimcore.model import Actor, ActorId, LocalParameter, Metric, Town, WaiverId

LOCAL_SHEET = "local"
"""What `DatedValue.sheet` says of a value that a town has set for itself."""


@frozen(kw_only=True)
class WaiverUse:
    """What became of the town's waivers when the other rules were judged (*Wirkung der Ausnahmen*)."""

    used: frozenset[WaiverId] = frozenset()
    """Waivers that accept at least one finding."""
    powerless: frozenset[WaiverId] = frozenset()
    """Waivers that fit an error against binding law, which no town can accept."""
    judged: frozenset[str] = frozenset()
    """Codes of the rules that were judged; of others nothing can be said."""


NO_WAIVERS = WaiverUse()
NO_METRICS: Mapping[str, Metric] = MappingProxyType({})


@frozen(kw_only=True)
class Context:
    """Everything a rule is given (*Prüfungskontext*)."""

    town: Town
    on: date
    law: Law
    metrics: Mapping[str, Metric] = NO_METRICS
    """By name; measured before the rules run."""
    law_on: date | None = None
    """The day whose law is to hold; `None` is the day of the question. For asking what a change of law has changed."""
    waivers: WaiverUse = NO_WAIVERS
    """Filled only for the rules that look at waivers, after all others."""

    @property
    def law_day(self) -> date:
        """The day whose law holds."""
        return self.on if self.law_on is None else self.law_on

    def value(self, key: str) -> DatedValue:
        """Return a parameter's value on the day, the town's own where it may set one.

        Raises:
            MissingValueError: if neither the law nor the town gives a value; the engine answers *unknown*.
        """
        return value_of(self.law, key, law_on=self.law_day, parameters=self.town.parameters, on=self.on)

    def is_complete(self, collection: str) -> bool:
        """Return whether what is missing from a collection does not exist, rather than being unpublished."""
        return getattr(self.town, collection) is not None and collection not in self.town.partial

    def actors(self) -> Mapping[ActorId, Actor]:
        """Return the town's actors of the day by their key."""
        return {actor.id: actor for actor in self.town.actors if self.on in actor.during}


class MissingValueError(Exception):
    """A parameter without a value; it never leaves the engine, which turns it into *unknown*."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def value_of(law: Law, key: str, *, law_on: date, parameters: Iterable[LocalParameter], on: date) -> DatedValue:
    """Return a parameter's value by the law of a day and by what a town has set for itself.

    Raises:
        MissingValueError: if neither gives a value.
    """
    entry = law.find(key, law_on)
    own = latest_own(parameters, key, on=on)
    if own is not None and entry is not None and not fits(own, entry):
        own = None
    if isinstance(entry, DatedValue) and (own is None or entry.binding is Binding.BINDING):
        return entry
    if own is None or entry is None:
        raise MissingValueError(key)
    return _as_value(own, entry)


def latest_own(parameters: Iterable[LocalParameter], key: str, *, on: date) -> LocalParameter | None:
    """Return what a town has set for itself on a day, the latest decision if there are several."""
    own = [parameter for parameter in parameters if parameter.key == key and on in parameter.during]
    return max(own, key=lambda parameter: parameter.decided_on, default=None)


def fits(own: LocalParameter, entry: DatedValue | OpenParameter) -> bool:
    """Return whether a town's own value has the unit and the shape of what it is to stand in for.

    A list of codes is written as text with commas, such as ``"ki, abh"``; a band of two numbers cannot be replaced.
    """
    is_band = isinstance(entry, DatedValue) and isinstance(entry.value, tuple) and entry.unit is not Unit.CODE
    return not is_band and misfit(own.value, entry.unit) is None


def _as_value(own: LocalParameter, entry: DatedValue | OpenParameter) -> DatedValue:
    """Return a town's own parameter in the form of a dated value."""
    is_list = isinstance(entry, DatedValue) and isinstance(entry.value, tuple) and isinstance(own.value, str)
    return DatedValue(
        key=entry.key,
        value=tuple(code.strip() for code in str(own.value).split(",")) if is_list else own.value,
        unit=entry.unit,
        first_day=own.during.first_day,
        last_day=own.during.last_day,
        binding=entry.binding,
        grade=Grade.SEEN,
        sources=(Source(title=own.reason, dated=own.decided_on.isoformat()),),
        norm=entry.norm,
        sheet=LOCAL_SHEET,
    )
