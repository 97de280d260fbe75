"""Who leads which cases, and in which post."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from kimcore.model import Case, CaseLead, Filling, Position, PositionKind, StaffId, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Verdict, not_applicable, unknown
from kimcore.rules.rule import TownCheck

AskPost: TypeAlias = Callable[[Position, Context], Verdict]
"""Says something about one post."""


def each_post(ask: AskPost) -> TownCheck:
    """Return a check that asks about every post in case management of the day."""

    def check(context: Context) -> Iterator[Verdict]:
        posts = case_management_posts(context)
        if not posts:
            yield not_applicable() if context.is_complete("positions") else unknown(missing=("positions",))
        for post in posts:
            yield ask(post, context)

    return check


def case_management_posts(context: Context) -> tuple[Position, ...]:
    """Return the posts in case management of the day."""
    posts = in_force(context.town.positions or (), on=context.on)
    return tuple(post for post in posts if post.kind is PositionKind.CASE_MANAGEMENT)


def lead_on(case: Case, *, on: date) -> StaffId | None:
    """Return who leads a case on a day, the first who is named; `None` if nobody is."""
    return next((lead.staff for lead in case.leads if on in lead.during), None)


def led_from(lead: CaseLead, case: Case) -> date:
    """Return the first day on which somebody leads a case; the opening where that is not on record."""
    return lead.during.first_day or case.opened_on


def changed_without_day(lead: CaseLead, case: Case, on: date) -> bool:
    """Return whether somebody took over from somebody else, and neither record has the day of handing over."""
    begun = led_from(lead, case)
    earlier = [other for other in case.leads if led_from(other, case) < begun]
    if begun > on or not earlier:
        return False
    before = max(earlier, key=lambda other: led_from(other, case))
    # On the first day of the one before, the day on record is that of taking over and not of handing over.
    is_given = before.handed_over_on is not None and before.handed_over_on > led_from(before, case)
    return before.staff != lead.staff and lead.handed_over_on is None and not is_given


def fillings_on(post: Position, *, on: date) -> tuple[Filling, ...] | None:
    """Return who fills a post on a day; `None` if that is not known, or not under which pseudonym."""
    if post.fillings is None:
        return None
    held = in_force(post.fillings, on=on)
    return held if all(filling.staff is not None for filling in held) else None


def fte_by_staff(context: Context) -> Mapping[StaffId, float]:
    """Return which share of a full post each person holds in case management on the day."""
    shares: dict[StaffId, float] = {}
    for post in case_management_posts(context):
        for filling in fillings_on(post, on=context.on) or ():
            if filling.staff is not None:
                shares[filling.staff] = shares.get(filling.staff, 0.0) + filling.fte
    return shares


def closed_by(post: Position, context: Context, *, after: date) -> tuple[Case, ...] | None:
    """Return the cases that those who fill a post have closed since a day; `None` if it is not known who they are."""
    if post.fillings is None or any(filling.staff is None for filling in post.fillings):
        return None
    closings = ((case, case.closing.on) for case in context.town.cases or () if case.closing is not None)
    return tuple(
        case
        for case, day in closings
        if after < day <= context.on
        and any(day in filling.during and filling.staff == lead_on(case, on=day) for filling in post.fillings)
    )
