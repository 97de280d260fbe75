"""How long people wait at an office, those still waiting included."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Bools, Ints, in_order
from kimcore.records import frozen

_CARDS = {
    "waiting_median": Card(
        name="waiting_median",
        definition="smallest number of days t with S(t) <= 0.5; S is the share still waiting, by Kaplan and Meier",
        source="Kaplan & Meier 1958",
        doi="10.1080/01621459.1958.10501452",
        loops="not_applicable",
    ),
    "waiting_p90": Card(
        name="waiting_p90",
        definition="smallest number of days t with S(t) <= 0.1; S is the share still waiting, by Kaplan and Meier",
        source="Kaplan & Meier 1958",
        doi="10.1080/01621459.1958.10501452",
        loops="not_applicable",
    ),
}
_STILL_WAITING = {"waiting_median": 0.5, "waiting_p90": 0.1}
_FIELDS = ("actor", "first_day", "last_day")


@frozen(kw_only=True, eq=False)
class Spells:
    """Stays of cases at offices (*Verweildauern*)."""

    names: tuple[Actor, ...]
    actors: Ints
    """Shape (spells,): the place of the office in `names`."""
    begun: Ints
    """Shape (spells,): the first day, counted from 1 January of year 1."""
    ended: Ints
    """Shape (spells,): the last day, or -1 while the case waits."""


@frozen(kw_only=True, eq=False)
class WaitingTimes:
    """Days until a case moves on, for all offices and for each (*Wartezeiten*)."""

    median: Metric
    """`value` over all spells, `values` by office; `None` where fewer than half are known to have moved on."""
    p90: Metric
    """The number of days after which nine of ten have moved on."""
    spells: Mapping[Actor, int]
    """Spells that had begun, by office."""
    waiting: Mapping[Actor, int]
    """Of these still waiting on the day."""


def waiting_times(spells: Iterable[object], *, on: date) -> WaitingTimes:
    """Estimate waiting times as they are known on one day.

    A case that still waits is not left out (that would favour the slowest office) and not counted as ended
    (that would favour it too): it counts as waiting at least so long. What happened after the day is not known.

    Args:
        spells: Records of actor, first day and last day (`None` while the case waits): tuples, or mappings with the keys,
            or objects with the attributes ``actor``, ``first_day`` and ``last_day``.
        on: The day; spells that begin after it are left out, those that end after it are still open.

    Raises:
        NetworkError: If a spell cannot be read or ends before it begins.

    Source:
        Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, Journal of the American Statistical
        Association 53(282), 457-481, doi:10.1080/01621459.1958.10501452

    Example:
        >>> days = [("office", date(2024, 1, 1), date(2024, 1, 11)), ("office", date(2024, 1, 1), date(2024, 1, 21))]
        >>> times = waiting_times([*days, ("office", date(2024, 1, 1), None)], on=date(2024, 1, 31))
        >>> times.median.value, times.waiting["office"]
        (20, 1)
        >>> times.p90.reason
        'not_reached'
    """
    known = _known_on(read_spells(spells), on.toordinal())
    days, is_open = _durations(known, on.toordinal())
    at = [np.flatnonzero(known.actors == code) for code in range(len(known.names))]
    median, p90 = (_metric(name, known, days, is_open, at) for name in _CARDS)
    return WaitingTimes(
        median=median,
        p90=p90,
        spells={actor: len(places) for actor, places in zip(known.names, at, strict=True)},
        waiting={actor: int(is_open[places].sum()) for actor, places in zip(known.names, at, strict=True)},
    )


def read_spells(spells: Iterable[object]) -> Spells:
    """Read and check spells.

    Raises:
        NetworkError: If a spell cannot be read or ends before it begins.

    Example:
        >>> read_spells([{"actor": "office", "first_day": date(1, 1, 3), "last_day": None}]).begun.tolist()
        [3]
    """
    records = [_record(place, spell) for place, spell in enumerate(spells)]
    names = in_order({actor for actor, _, _ in records})
    code = {actor: place for place, actor in enumerate(names)}
    return Spells(
        names=names,
        actors=np.array([code[actor] for actor, _, _ in records], dtype=np.int64),
        begun=np.array([begun.toordinal() for _, begun, _ in records], dtype=np.int64),
        ended=np.array([-1 if ended is None else ended.toordinal() for _, _, ended in records], dtype=np.int64),
    )


def known_durations(spells: Spells, on: date) -> tuple[Ints, Bools]:
    """Return the days of each spell known on a day, and which of them are still open."""
    return _durations(known_on(spells, on), on.toordinal())


def known_on(spells: Spells, on: date) -> Spells:
    """Return the spells that had begun on a day; an end that lies ahead is not known yet."""
    return _known_on(spells, on.toordinal())


def _record(place: int, spell: object) -> tuple[Actor, date, date | None]:
    try:
        if isinstance(spell, tuple | list):
            actor, begun, ended = spell
        else:
            actor, begun, ended = (spell[name] if isinstance(spell, Mapping) else getattr(spell, name) for name in _FIELDS)
    except (AttributeError, KeyError, ValueError) as error:
        wanted = "actor, first_day and last_day"
        raise NetworkError(f"spells[{place}]: expected {wanted}, found a {type(spell).__name__} without them") from error
    if not isinstance(begun, date) or not isinstance(ended, date | None):
        raise NetworkError(f"spells[{place}]: expected days, found {begun!r} and {ended!r}")
    if ended is not None and ended.toordinal() < begun.toordinal():
        raise NetworkError(f"spells[{place}].last_day: expected a day from {begun} on, found {ended}")
    return actor, begun, ended


def _known_on(spells: Spells, day: int) -> Spells:
    """Keep what had begun on a day; an end that lies ahead is not known yet."""
    begun = spells.begun <= day
    ended = np.where(spells.ended > day, -1, spells.ended)
    return evolve(spells, actors=spells.actors[begun], begun=spells.begun[begun], ended=ended[begun])


def _durations(spells: Spells, day: int) -> tuple[Ints, Bools]:
    is_open = spells.ended < 0
    return np.where(is_open, day, spells.ended) - spells.begun, is_open


def _metric(name: str, spells: Spells, days: Ints, is_open: Bools, at: list[Ints]) -> Metric:
    share = _STILL_WAITING[name]
    everywhere, reason = _days_until(days, is_open, share)
    found = {actor: _days_until(days[places], is_open[places], share) for actor, places in zip(spells.names, at, strict=True)}
    return Metric(
        name=name,
        value=everywhere,
        values={actor: value for actor, (value, _) in found.items()},
        reason=reason,
        reasons={actor: why for actor, (_, why) in found.items() if why is not None},
        card=evolve(_CARDS[name], n=len(spells.names), parameters=(("spells", str(len(days))),)),
    )


def _days_until(days: Ints, is_open: Bools, share: float) -> tuple[int | None, str | None]:
    """Find after how many days no more than a share still waits, or why that is not known."""
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415 - half a second that only waiting times need

    if not len(days):
        return None, "no_spells"
    if is_open.all():
        return None, "not_reached"
    survival = ecdf(CensoredData(uncensored=days[~is_open], right=days[is_open])).sf
    reached = np.flatnonzero(survival.probabilities <= share + 1e-12)
    return (int(survival.quantiles[reached[0]]), None) if len(reached) else (None, "not_reached")
