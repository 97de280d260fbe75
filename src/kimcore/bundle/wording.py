"""What a problem says: what belonged there, and what was there without repeating what may name a person."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from types import NoneType

from kimcore.bundle.annotations import alternatives, is_codes, is_key_kind, is_list
from kimcore.bundle.parsing import NotJson
from kimcore.model.keys import KEY_LENGTH, CaseId, MunicipalityKey

DAY = "a day as YYYY-MM-DD"
MOMENT = "a moment as YYYY-MM-DDTHH:MM:SS+HH:MM"
KEY = f"a key of lower-case letters, digits and single hyphens, at most {KEY_LENGTH} characters"

_PLAIN: dict[object, str] = {
    bool: "true or false",
    date: DAY,
    datetime: MOMENT,
    float: "a number",
    int: "a whole number",
    str: "text",
    NoneType: "null",
    CaseId: f"{KEY}, with a digit",
    MunicipalityKey: "an official key of North Rhine-Westphalia with 5, 8 or 12 digits, beginning with those of a known unit",
}
_CODE = re.compile(rf"[a-z0-9]+(?:[-_.][a-z0-9]+){{0,{KEY_LENGTH}}}")
_LARGEST_SHOWN = 9_999
_SHAPES: dict[type, str] = {NoneType: "null", bool: "true or false", int: "a whole number", float: "a number"}


def wanted(kind: object) -> str:
    """Return in words what a field of a type may hold.

    Example:
        >>> wanted(date | None)
        'a day as YYYY-MM-DD or null'
    """
    if kind in _PLAIN:
        return _PLAIN[kind]
    parts = alternatives(kind)
    if len(parts) > 1:
        return " or ".join(map(wanted, parts))
    if is_codes(kind):
        return one_of(member.value for member in kind)
    if is_list(kind):
        return "a list"
    return KEY if is_key_kind(kind) else "an object"


def one_of(codes: Iterable[object]) -> str:
    """Return in words that a value must be one of these."""
    return f"one of {', '.join(map(repr, codes))}"


def near(code: object, codes: Iterable[str]) -> str:
    """Return the question whether a known code was meant, or nothing if none is near.

    Example:
        >>> near("jobcentre", ("jobcenter", "abh"))
        " (did you mean 'jobcenter'?)"
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a bundle with a mistake in it needs it

    matches = get_close_matches(code, tuple(codes), n=1) if isinstance(code, str) and len(code) <= KEY_LENGTH else []
    return "".join(f" (did you mean {match!r}?)" for match in matches)


def shape(value: object, *, hidden: bool = False) -> str:
    """Return in words what stands in a place.

    Only a code, a key or a small number is repeated, and in cases (`hidden`) nothing is.

    Example:
        >>> shape("Erika Mustermann"), shape("jobcenter"), shape("jobcenter", hidden=True)
        ('text of 16 characters', "'jobcenter'", 'text of 9 characters')
    """
    if not hidden and _may_be_shown(value):
        return repr(value) if isinstance(value, str) else str(value).lower()
    match value:
        case str():
            return f"text of {len(value)} characters"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return f"an object of {len(value)} keys"
        case NotJson():
            return value.name
        case _:
            return _SHAPES.get(type(value), "no JSON value")


def _may_be_shown(value: object) -> bool:
    """Return whether a value is too plain to say anything about a person."""
    if isinstance(value, str):
        return is_code(value)
    return isinstance(value, bool | int | float) and abs(value) <= _LARGEST_SHOWN


def is_code(text: str) -> bool:
    """Return whether a text looks like a key or code and not like words."""
    return len(text) <= KEY_LENGTH and _CODE.fullmatch(text) is not None
