"""Taking typed things out of a TOML table, with every misfit noted at its place."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from kimcore.errors import Problem
from kimcore.law.values import Value
from kimcore.records import field, frozen

_WEB_ADDRESS = re.compile(r"https?://\S+")
_DATED = re.compile(r"\d{4}(-\d\d){0,2}~?(/\d{4}(-\d\d){0,2}~?)?")
_CODE = re.compile(r"[A-Za-z0-9_.+-]+")
_T = TypeVar("_T")
_InsteadT = TypeVar("_InsteadT")
_EnumT = TypeVar("_EnumT", bound=Enum)


class MisfitError(Exception):
    """What was found is not what was expected; the message says what was.

    It never leaves the reader, where it becomes a `Problem`.
    """


@frozen
class Table:
    """A table of a sheet, where it stands, and the list that its problems go to."""

    path: str
    raw: Mapping[str, object]
    problems: list[Problem] = field(repr=False, eq=False)

    def take(self, name: str, convert: Callable[[object], _T], *, instead: _InsteadT) -> _T | _InsteadT:
        """Return what must stand under a name; note a problem and return `instead` where it does not."""
        if name not in self.raw:
            self.note(name, expected="an entry", found="nothing")
        return self.take_if_given(name, convert, instead=instead)

    def take_if_given(self, name: str, convert: Callable[[object], _T], *, instead: _InsteadT) -> _T | _InsteadT:
        """Return what stands under a name, or `instead` where nothing does or where it does not fit."""
        if name not in self.raw:
            return instead
        try:
            return convert(self.raw[name])
        except MisfitError as misfit:
            self.note(name, expected=str(misfit), found=described(self.raw[name]))
            return instead

    def below(self, name: str) -> "Table":
        """Return the table under a name; note a problem and return an empty one where there is none."""
        return Table(f"{self.path}: {name}", self.take(name, mapping, instead={}), self.problems)

    def row(self, raw: Mapping[str, object], name: str) -> "Table":
        """Return a row of this table under a name that tells it from the others."""
        return Table(f"{self.path}: {name}", raw, self.problems)

    def only(self, *names: str) -> None:
        """Note a problem for every name that does not belong here."""
        for name in sorted(self.raw.keys() - set(names)):
            self.note(name, expected=f"one of {', '.join(names)}", found="an unknown key")

    def note(self, name: str, *, expected: str, found: str) -> None:
        """Note a problem at a name of this table."""
        self.problems.append(Problem(path=f"{self.path}: {name}", expected=expected, found=found))


def described(raw: object) -> str:
    """Return what was found, in a form for a message."""
    return "nothing" if raw in ("", [], {}) else f"{type(raw).__name__} {raw}"


def text(raw: object) -> str:
    """Return a text that is not blank."""
    if isinstance(raw, str) and raw.strip():
        return raw
    raise MisfitError("a text")


def day(raw: object) -> date:
    """Return a day without a time."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    raise MisfitError("a day such as 2024-06-27")


def mapping(raw: object) -> dict[str, object]:
    """Return a table that is not empty."""
    if isinstance(raw, dict) and raw:
        return raw
    raise MisfitError("a table that is not empty")


def tables(raw: object) -> tuple[dict[str, object], ...]:
    """Return a list of tables."""
    return tuple(mapping(item) for item in items(raw))


def one_of(*words: str) -> Callable[[object], str]:
    """Return a converter that lets only these words pass."""

    def word(raw: object) -> str:
        if isinstance(raw, str) and raw in words:
            return raw
        raise MisfitError(f"one of {', '.join(words)}")

    return word


def items(raw: object) -> list[object]:
    """Return a list that is not empty."""
    if isinstance(raw, list) and raw:
        return raw
    raise MisfitError("a list that is not empty")


def texts(raw: object) -> tuple[str, ...]:
    """Return a list of texts, each once."""
    found = tuple(text(item) for item in items(raw))
    if len(set(found)) == len(found):
        return found
    raise MisfitError("a list without repetition")


def web_address(raw: object) -> str:
    """Return an address on the web."""
    if isinstance(raw, str) and _WEB_ADDRESS.fullmatch(raw):
        return raw
    raise MisfitError("an address that begins with https:// or http://")


def rough_date(raw: object) -> str:
    """Return a date as exact as it is known, in the form of ISO 8601-2."""
    if isinstance(raw, str) and _DATED.fullmatch(raw):
        return raw
    raise MisfitError("a date such as '2024-04-17', '2024-04', '2024' or '2024~'")


def member_of(enumeration: type[_EnumT]) -> Callable[[object], _EnumT]:
    """Return a converter from a code to a member of an enumeration."""

    def member(raw: object) -> _EnumT:
        found = next((member for member in enumeration if member.value == raw), None)
        if found is None:
            raise MisfitError(f"one of {', '.join(str(member.value) for member in enumeration)}")
        return found

    return member


def value(raw: object) -> Value:
    """Return what a parameter may hold."""
    match raw:
        case bool():
            raise MisfitError("a number, a text, a day or a list, as a truth value does not say what it counts")
        case int() | float():
            return _number(raw)
        case str():
            return text(raw)
        case date():
            return day(raw)
        case list():
            return _several(raw)
        case _:
            raise MisfitError("a number, a text, a day or a list")


def _number(raw: float) -> float:
    if math.isfinite(raw) and raw >= 0:
        return raw
    raise MisfitError("a finite number that is not negative")


def _several(raw: list[object]) -> Value:
    """Return a list of codes, or the two ends of a band or of a window."""
    match [value(item) for item in raw]:
        case [int() as least, int() as greatest] if least < greatest:
            return least, greatest
        case [int() | float() as least, int() | float() as greatest] if least < greatest:
            return float(least), float(greatest)
        case [date() as first, date() as last] if first <= last:
            return first, last
        case [str(), *_]:
            return _codes(raw)
        case _:
            raise MisfitError("a list of codes, or two numbers or two days in order")


def _codes(raw: object) -> tuple[str, ...]:
    found = texts(raw)
    if all(_CODE.fullmatch(code) for code in found):
        return found
    raise MisfitError("a list of codes without blanks")
