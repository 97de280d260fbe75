"""The least count of people that a town has set for what leaves its house (*Mindestwert der Kommune*)."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from kimcore.disclosure import PROTECTED, Protection
from kimcore.disclosure.protection import SMALLEST_MINIMUM
from kimcore.law import shipped
from kimcore.model import Town
from kimcore.rules.context import LOCAL_SHEET, value_of

KEY = "ds.small_cells.k"
"""The parameter by which a town sets it."""


def protection_for(towns: Iterable[Town], *, days: Iterable[date], protection: Protection = PROTECTED) -> Protection:
    """Return how an output on towns protects people: as asked, or as the towns have set where that is more.

    Only what a town has decided itself raises the minimum, not the proposal that the rules fall back on; nothing lowers it.
    Of several towns and days the highest counts.

    Args:
        towns: the towns that the output is about.
        days: the days of the question.
        protection: what is asked for.

    Example:
        >>> from kimcore.model import UNITS, LocalParameter, Period
        >>> own = LocalParameter(key=KEY, value=5, reason="council", decided_on=date(2024, 1, 10), during=Period())
        >>> protection_for([Town(municipality=UNITS[0], parameters=(own,))], days=[date(2025, 1, 1)]).minimum
        5
    """
    listed = tuple(days)
    values = (value_of(shipped(), KEY, law_on=day, parameters=town.parameters, on=day) for town in towns for day in listed)
    own = (value.whole for value in values if value.sheet == LOCAL_SHEET)
    return evolve(protection, minimum=max(protection.minimum, *own, SMALLEST_MINIMUM))
