"""What is charged to the funding for a post, and whether it is within the rate."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from kimcore.model import CostKind, FundingLine, Payer, Position, PositionId
from kimcore.rules.context import Context, MissingValueError
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Verdict, failed, passed, unknown
from kimcore.rules.rule import TownCheck
from kimcore.text import Fact, FactKind

CHARGE_FACTS: Mapping[str, FactKind] = {
    "charged": "cents",
    "allowed": "cents",
    "fte": "fte",
    "first": "date",
    "last": "date",
}
"""The facts that a check of `within_rate` finds."""

_CENTS = 100
_MONTHS = 12


@frozen
class Charge:
    """Everything charged for one post in one stretch of days (*Abrechnung einer Stelle*)."""

    position: PositionId
    first_day: date
    last_day: date
    cents: int


def within_rate(cost: CostKind, key: str, *, posts_per_rate: Fraction) -> TownCheck:
    """Return a check that what is charged for a post is at most its rate, pro rata by share and months.

    Args:
        cost: which cost is looked at.
        key: the parameter with the rate in euros a year.
        posts_per_rate: how many full posts one rate pays for, such as a half.
    """

    def check(context: Context) -> Iterator[Verdict]:
        yield from gather(context, "funding_lines", _verdicts(context, cost, key, posts_per_rate))

    return check


def kim_lines(context: Context, cost: CostKind) -> tuple[FundingLine, ...]:
    """Return what is charged to the funding for a cost, as far as it has begun by the day."""
    lines = context.town.funding_lines or ()
    return tuple(
        line
        for line in lines
        if line.payer is Payer.KIM_FUNDING
        and line.cost is cost
        and (line.period.first_day is None or line.period.first_day <= context.on)
    )


def months_in(first_day: date, last_day: date) -> Fraction:
    """Return how many months lie between two days, both included; a part of a month counts by its days.

    Example:
        >>> from datetime import date
        >>> months_in(date(2024, 1, 1), date(2024, 12, 31)), months_in(date(2024, 2, 15), date(2024, 2, 29))
        (Fraction(12, 1), Fraction(15, 29))
    """
    whole = (last_day.year - first_day.year) * _MONTHS + last_day.month - first_day.month
    return whole + _part_of_month(last_day.day, last_day) - _part_of_month(first_day.day - 1, first_day)


def _part_of_month(days: int, month_of: date) -> Fraction:
    """Return which part of a month some days are."""
    return Fraction(days, monthrange(month_of.year, month_of.month)[1])


def merged(lines: tuple[FundingLine, ...]) -> Iterator[Charge]:
    """Yield what is charged for each post; lines on overlapping days are added up."""
    spans: dict[PositionId, list[Charge]] = {}
    for line in sorted(lines, key=lambda line: (line.period.first_day or date.min, line.id)):
        if line.position is None or line.period.first_day is None or line.period.last_day is None:
            continue
        charge = Charge(line.position, line.period.first_day, line.period.last_day, line.amount_cents)
        own = spans.setdefault(line.position, [])
        if own and charge.first_day <= own[-1].last_day:
            charge = _together(own.pop(), charge)
        own.append(charge)
    for _, own in sorted(spans.items()):
        yield from own


def _together(one: Charge, other: Charge) -> Charge:
    return evolve(one, last_day=max(one.last_day, other.last_day), cents=one.cents + other.cents)


def _verdicts(context: Context, cost: CostKind, key: str, posts_per_rate: Fraction) -> Iterator[Verdict]:
    lines = kim_lines(context, cost)
    for line in lines:
        if line.position is None:
            yield unknown(line.id, missing=("position",))
        elif line.period.first_day is None or line.period.last_day is None:
            yield unknown(line.id, missing=("period",))
    known = {post.id: post for post in context.town.positions or ()}
    for charge in merged(lines):
        yield _judge(charge, known[charge.position], _euros(context, key, charge.first_day), key, posts_per_rate)


def _judge(charge: Charge, post: Position, euros: float | None, key: str, posts_per_rate: Fraction) -> Verdict:
    if post.fte_granted is None:
        return unknown(post.id, missing=("fte_granted",))
    if euros is None:
        return unknown(post.id, missing=(key,))
    months = months_in(charge.first_day, charge.last_day)
    share = Fraction(str(post.fte_granted)) / posts_per_rate
    allowed = Fraction(str(euros)) * _CENTS * share * months / _MONTHS
    facts: Mapping[str, Fact] = {
        "charged": charge.cents,
        "allowed": int(allowed),
        "fte": post.fte_granted,
        "first": charge.first_day,
        "last": charge.last_day,
    }
    return failed(post.id, facts, since=charge.first_day) if charge.cents > allowed else passed(post.id, facts)


def _euros(context: Context, key: str, day: date) -> float | None:
    """Return the rate of the day on which the costs began; `None` where none is known."""
    try:
        return evolve(context, on=day).value(key).number
    except MissingValueError:
        return None
