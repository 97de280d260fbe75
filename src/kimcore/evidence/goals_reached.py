"""How far goals were reached, by goal attainment scaling, and what a measure changed around it."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum, sqrt

from attrs import evolve, frozen

from kimcore.errors import EvidenceError
from kimcore.model import Goal, GoalId, MeasureId, Measurement, Town
from kimcore.model.metric import Card, Metric

_CARD = Card(
    name="goal_attainment_t",
    definition="T = 50 + 10 * sum(w * x) / sqrt((1 - rho) * sum(w ** 2) + rho * sum(w) ** 2)",
    source="Kiresuk & Sherman 1968",
    doi="10.1007/BF01530764",
    loops="not_applicable",
)
RHO = 0.3
"""Mean correlation of the levels of different goals that Kiresuk & Sherman assume."""

_LEVELS = range(-2, 3)


def attainment_t(levels: Sequence[int], *, weights: Sequence[float] | None = None, rho: float = RHO) -> float:
    """Return the T-score of goal attainment; 50 is what was expected of all goals together.

    With levels x from -2 to +2 and weights w, T = 50 + 10 Σwx / √((1 - ρ) Σw² + ρ (Σw)²).
    If levels have mean 0, standard deviation 1 and mean correlation ρ, T has mean 50 and standard deviation 10.
    It adds up ratings that people gave; where expectations were set low, T is high.

    Args:
        levels: one level for each goal, from -2 (much less than expected) to +2 (much more).
        weights: relative importance of each goal, greater than 0; equal by default.
        rho: the mean correlation that is assumed, from 0 to 1.

    Raises:
        EvidenceError: if there is no goal, a level or weight is out of range, their numbers differ, or rho is no such number.

    Source:
        Kiresuk & Sherman 1968, Goal attainment scaling: a general method for evaluating comprehensive community mental health
        programs, Community Mental Health Journal 4, 443-453, doi:10.1007/BF01530764

    Example:
        >>> attainment_t([0, 0, 0]), attainment_t([1]), round(attainment_t([1, 1]), 2)
        (50.0, 60.0, 62.4)
    """
    shares = [1.0] * len(levels) if weights is None else list(weights)
    _refuse_unless_usable(levels, shares, rho)
    spread = (1 - rho) * fsum(share**2 for share in shares) + rho * fsum(shares) ** 2
    return 50 + 10 * fsum(share * level for share, level in zip(shares, levels, strict=True)) / sqrt(spread)


@frozen(kw_only=True)
class Attainment:
    """How far the goals were reached on a day (*Zielerreichung*)."""

    on: date
    t: Metric
    """The T-score over all goals with a level by then; `None` where there is none."""
    measured: tuple[GoalId, ...]
    unmeasured: tuple[GoalId, ...]
    """Goals that were set by then and have no level yet; they are in no score."""


def attainment(town: Town, *, on: date, measure: MeasureId | None = None, rho: float = RHO) -> Attainment:
    """Return how far a town's goals, or those of one measure, were reached on a day (*Zielerreichung*).

    The latest level up to the day counts; a goal without a weight weighs 1.

    Args:
        town: the town.
        on: the day of the question.
        measure: the measure whose goals count; all goals by default.
        rho: the mean correlation that is assumed.

    Raises:
        EvidenceError: if a level or a weight on record is out of range, or rho is.

    Example:
        >>> from kimcore.model import UNITS
        >>> attainment(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).t.reason
        'no_goal_measured'
    """
    goals = sorted((goal for goal in town.goals or () if _counts(goal, measure, on)), key=lambda goal: goal.id)
    levels = {goal.id: _level(goal, on) for goal in goals}
    measured = [(goal, level) for goal in goals if (level := levels[goal.id]) is not None]
    card = evolve(_CARD, n=len(measured), parameters=(("rho", str(rho)),))
    if measured:
        weights = [1.0 if goal.weight is None else goal.weight for goal, _ in measured]
        score = attainment_t([level for _, level in measured], weights=weights, rho=rho)
        metric = Metric(name=_CARD.name, value=score, values=dict(levels.items()), card=card)
    else:
        metric = Metric(name=_CARD.name, reason="no_goal_measured", card=card)
    return Attainment(
        on=on,
        t=metric,
        measured=tuple(goal.id for goal, _ in measured),
        unmeasured=tuple(goal.id for goal in goals if levels[goal.id] is None),
    )


def attainment_over_time(
    town: Town, *, days: Iterable[date], measure: MeasureId | None = None, rho: float = RHO
) -> tuple[Attainment, ...]:
    """Return how far goals were reached on each of several days, in the order of days.

    Raises:
        EvidenceError: as for `attainment`.

    Example:
        >>> from kimcore.model import UNITS
        >>> [found.on.year for found in attainment_over_time(Town(municipality=UNITS[0]), days=[date(2025, 1, 1)])]
        [2025]
    """
    return tuple(attainment(town, on=day, measure=measure, rho=rho) for day in sorted(set(days)))


def _counts(goal: Goal, measure: MeasureId | None, on: date) -> bool:
    is_set = goal.set_on is None or goal.set_on <= on
    return is_set and (measure is None or goal.measure == measure)


def _level(goal: Goal, on: date) -> int | None:
    known = sorted((one for one in goal.measurements if one.on <= on and one.attainment is not None), key=_day)
    return known[-1].attainment if known else None


def _day(measurement: Measurement) -> date:
    return measurement.on


def _refuse_unless_usable(levels: Sequence[int], weights: Sequence[float], rho: float) -> None:
    if not levels:
        raise EvidenceError("levels: expected at least one goal, found none")
    if len(levels) != len(weights):
        raise EvidenceError(f"weights: expected {len(levels)}, one a goal, found {len(weights)}")
    wrong = [level for level in levels if level not in _LEVELS]
    if wrong:
        raise EvidenceError(f"levels: expected whole numbers from -2 to 2, found {wrong[0]!r}")
    light = [weight for weight in weights if not 0 < weight < float("inf")]
    if light:
        raise EvidenceError(f"weights: expected numbers above 0, found {light[0]!r}")
    if not 0 <= rho <= 1:
        raise EvidenceError(f"rho: expected a number from 0 to 1, found {rho!r}")
