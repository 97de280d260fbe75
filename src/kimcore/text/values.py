"""Turning facts into words: numbers, days, shares and lists."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from kimcore.text.sentences import Language, label

Fact: TypeAlias = str | int | float | date | tuple[str, ...] | None
"""A value that a sentence may speak of; `bool` is one of the numbers."""

FactKind: TypeAlias = str
"""How a fact is to be read: one of `PLAIN_KINDS`, or the name of a closed list of the model such as ``ActorKind``."""

PLAIN_KINDS = frozenset(
    {
        "text",
        "key",
        "count",
        "number",
        "fte",
        "share",
        "days",
        "months",
        "years",
        "hours",
        "date",
        "cents",
        "flag",
        "people",
        "people_per_fte",
        "people_share",
    }
)
"""The kinds of fact that are no closed list. Those that begin with ``people`` count people, and reports protect them."""

_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNKNOWN = {Language.DE: "nicht bekannt", Language.EN: "not known"}
_FLAGS = {Language.DE: ("nein", "ja"), Language.EN: ("no", "yes")}
_AND = {Language.DE: "und", Language.EN: "and"}
_NONE = {Language.DE: "keine", Language.EN: "none"}
_PLURALS = {
    "days": {Language.DE: ("Tag", "Tage"), Language.EN: ("day", "days")},
    "months": {Language.DE: ("Monat", "Monate"), Language.EN: ("month", "months")},
    "years": {Language.DE: ("Jahr", "Jahre"), Language.EN: ("year", "years")},
    "hours": {Language.DE: ("Stunde", "Stunden"), Language.EN: ("hour", "hours")},
}


def render(value: Fact, kind: FactKind, language: Language) -> str:
    """Return a fact as words in a language.

    Args:
        value: the fact; `None` becomes "not known".
        kind: one of `PLAIN_KINDS`, or the name of a closed list whose codes the value holds.
        language: the language to speak.

    Raises:
        KimcoreError: if the glossary has no word for a code.

    Example:
        >>> from datetime import date
        >>> render(date(2025, 3, 1), "date", Language.DE), render(0.75, "share", Language.EN)
        ('01.03.2025', '75 %')
        >>> render(("abh", "jc"), "ActorKind", Language.DE)
        'Ausländerbehörde und Jobcenter'
    """
    if value is None:
        return _UNKNOWN[language]
    if isinstance(value, tuple):
        return join([render(item, kind, language) for item in value], language)
    if isinstance(value, date):
        return _day(value, language)
    if kind == "flag":
        return _FLAGS[language][bool(value)]
    if isinstance(value, str):
        return value if kind in PLAIN_KINDS else label(language, kind, value)
    return _number(value, kind, language)


def join(words: Sequence[str], language: Language) -> str:
    """Return words as a list in running text.

    Example:
        >>> join(["A", "B", "C"], Language.EN)
        'A, B and C'
    """
    if not words:
        return _NONE[language]
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {_AND[language]} {words[-1]}"


def _day(value: date, language: Language) -> str:
    if language is Language.DE:
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"


def _number(value: float, kind: FactKind, language: Language) -> str:
    if kind in {"share", "people_share"}:
        return f"{_digits(value * 100, 1, language)} %"
    if kind == "cents":
        return f"{_digits(value / 100, 2, language, fixed=True)} EUR"
    if kind in _PLURALS:
        return f"{_digits(value, 1, language)} {_PLURALS[kind][language][value != 1]}"
    return _digits(value, 2, language)


def _digits(value: float, places: int, language: Language, *, fixed: bool = False) -> str:
    text = f"{value:,.{places}f}"
    if not fixed and "." in text:
        text = text.rstrip("0").rstrip(".")
    if language is Language.DE:
        return text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return text
