"""Chance that is the same on every machine: each question has its own fixed answer.

A draw depends on its label alone, not on what was drawn before, so a new question never moves an old answer.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import TypeVar

SEED = "musterkreis"

_WEEKEND_DAYS = 2

ChoiceT = TypeVar("ChoiceT")


def draw(label: str, sides: int) -> int:
    """Return a number from 0 to one below the sides.

    Example:
        >>> draw("a question", 6) == draw("a question", 6)
        True
    """
    digest = blake2b(f"{SEED}/{label}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % sides


def chance(label: str, percent: int) -> bool:
    """Return whether something happens that happens in so many of a hundred cases.

    Example:
        >>> chance("never", 0), chance("always", 100)
        (False, True)
    """
    return draw(label, 100) < percent


def pick(label: str, choices: Sequence[ChoiceT]) -> ChoiceT:
    """Return one of the choices.

    Example:
        >>> pick("a question", ("only this",))
        'only this'
    """
    return choices[draw(label, len(choices))]


def later(start: date, label: str, *, least: int, most: int) -> date:
    """Return a working day so many days after another, both ends included; a weekend moves it to Monday.

    Example:
        >>> later(date(2024, 1, 1), "a question", least=7, most=7)
        datetime.date(2024, 1, 8)
    """
    return workday(start + timedelta(days=least + draw(label, most - least + 1)))


def workday(day: date) -> date:
    """Return the day itself, or the Monday after it if it falls on a weekend.

    Example:
        >>> workday(date(2024, 6, 1))
        datetime.date(2024, 6, 3)
    """
    days_to_monday = 7 - day.weekday()
    return day + timedelta(days=days_to_monday if days_to_monday <= _WEEKEND_DAYS else 0)
