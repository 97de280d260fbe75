"""The form that hints on residence have in common: once a stay is long enough, a human should have looked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from kimcore.model import Case, ResidenceStatus, StayFacts
from kimcore.rules.authorities.residence import concerns, is_applied_for, status_known
from kimcore.rules.rule import CaseCheck, Over
from kimcore.rules.years import full_years
from kimcore.text import Fact

Needed: TypeAlias = Callable[..., int | None]
"""Takes a case, a day and the limits; gives the years of stay that are needed and reached, 0 if none, `None` if not on record."""

Conditions: TypeAlias = Callable[..., Mapping[str, bool | None]]
"""Takes the same; gives what a human looks at besides, each met or not, `None` where it is not on record."""


def review_due(
    *,
    statuses: frozenset[ResidenceStatus],
    title: ResidenceStatus,
    begun: Callable[[StayFacts], date | None],
    needed: Needed,
    conditions: Conditions,
    limits: Mapping[str, str],
    missing: tuple[str, ...],
    concerned: Callable[..., bool] = lambda _case, **_limits: True,
) -> CaseCheck:
    """Return a check that a title is applied for or was looked at by a human, once the stay is long enough.

    Args:
        statuses: the residence statuses that the title may follow.
        title: the status that may come into question.
        begun: since when the stay counts.
        needed: how many years of stay are needed and reached.
        conditions: what a human looks at besides; not met changes nothing, not on record makes the hint unknown.
        limits: the keyword arguments of the functions, by the key of the parameter that gives their value.
        missing: what would have to be known where the hint is unknown.
        concerned: whether a case is concerned at all, besides its status.
    """

    def is_settled(case: Case, on: date, years: int) -> bool:
        if case.stay is None or is_applied_for(case, title, on=on):
            return is_applied_for(case, title, on=on)
        reviewed, since = case.stay.reviewed_on, begun(case.stay)
        if reviewed is None or since is None:
            return False
        return reviewed <= on and full_years(since, on=reviewed) >= years

    def applies(case: Case, _case: Case, on: date, **values: object) -> bool:
        return concerns(case, statuses, on=on) and concerned(case, **values)

    def unknown(case: Case, _case: Case, on: date, **values: object) -> bool:
        years = needed(case, on, **values)
        if years is None:
            return not is_applied_for(case, title, on=on)
        is_open = not status_known(case, on=on) or None in conditions(case, on, **values).values()
        return years > 0 and is_open and not is_settled(case, on, years)

    def wrong(case: Case, _case: Case, on: date, **values: object) -> bool:
        years = needed(case, on, **values)
        return years is not None and years > 0 and not is_settled(case, on, years)

    def facts(case: Case, _case: Case, on: date, **values: object) -> Mapping[str, Fact]:
        return {"years": needed(case, on, **values), **conditions(case, on, **values)}

    return CaseCheck(
        over=Over.CASE,
        applies=applies,
        unknown=unknown,
        wrong=wrong,
        missing=missing,
        limits=limits,
        facts=facts,
    )
