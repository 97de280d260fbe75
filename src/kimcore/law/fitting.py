"""Whether a value fits the unit it is given in."""

from datetime import date

from kimcore.law.values import Unit, Value


def misfit(value: Value, unit: Unit) -> str | None:
    """Return what a value in this unit must be, or `None` if it is that.

    Example:
        >>> misfit(0.5, Unit.SHARE) is None, misfit(60, Unit.SHARE), misfit("soon", Unit.DAYS)
        (True, 'numbers from 0 to 1', 'whole numbers')
    """
    parts = value if isinstance(value, tuple) else (value,)
    match unit:
        case Unit.DATE:
            return None if all(isinstance(part, date) for part in parts) else "days"
        case Unit.CODE | Unit.NORM:
            return None if all(isinstance(part, str) for part in parts) else "codes or citations"
        case Unit.SHARE:
            return None if all(isinstance(part, int | float) and part <= 1 for part in parts) else "numbers from 0 to 1"
        case Unit.FTE | Unit.CASES_PER_FTE | Unit.EUR | Unit.EUR_PER_YEAR | Unit.PERCENTAGE_POINTS:
            return None if all(isinstance(part, int | float) for part in parts) else "numbers"
        case Unit.DAYS | Unit.MONTHS | Unit.YEARS | Unit.HOURS | Unit.COUNT | Unit.TIMES_PER_YEAR:
            return None if all(isinstance(part, int) for part in parts) else "whole numbers"
