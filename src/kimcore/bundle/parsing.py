"""From bytes to plain JSON values, with limits that hold before anything is parsed."""

import re
from itertools import accumulate
from json import JSONDecodeError, JSONDecoder

from kimcore.errors import BundleError, Problem
from kimcore.records import frozen

WHOLE = "bundle"
"""The place of a whole bundle; any other is that of a line."""

MAX_BYTES = 256 * 1024 * 1024
"""The most bytes a bundle, or its cases unpacked, may have unless the caller says otherwise."""

MAX_DEPTH = 32
"""How deep objects and lists may lie within one another; a town needs nine levels."""

MAX_LINE_BYTES = 1024 * 1024
"""The most bytes a case on a line of its own may have unless the caller says otherwise."""

_MAX_DIGITS = 100
"""Longer whole numbers are not turned into one: Python itself refuses more than 4,300 digits."""

_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
"""Read as signed bytes, an opening bracket is a step down and a closing one a step up."""
_ALL_BUT_MARKS = bytes(set(range(256)) - set(b'"[]{}'))


@frozen
class NotJson:
    """A token that Python reads but JSON does not have, or a number too long to be one."""

    name: str


class Repeated(dict[str, object]):
    """An object in which a key stands more than once; `keys_twice` says which."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.keys_twice = tuple(name for name in self if names.count(name) > 1)


def parsed(data: bytes, *, place: str = WHOLE, max_bytes: int | None, max_depth: int) -> object:
    """Return the JSON value in UTF-8 bytes, which are a file or, as the place then says, one of its lines.

    Keys that stand twice become `Repeated` objects and tokens outside JSON become `NotJson`, for whoever knows their place.

    Raises:
        BundleError: if the bytes exceed a limit or are no JSON text in UTF-8.
    """
    if max_bytes is not None and len(data) > max_bytes:
        raise _refusal(place, f"at most {max_bytes} bytes", "more")
    if data.startswith(b"\xef\xbb\xbf"):
        raise _refusal(place, "UTF-8 without a byte order mark", "a byte order mark")
    if is_deeper_than(data, max_depth):
        raise _refusal(place, f"at most {max_depth} levels of objects and lists", "more")
    return _decoded(_text_of(data, place), place)


def is_deeper_than(data: bytes, depth: int) -> bool:
    """Return whether brackets outside strings lie within one another deeper than a limit.

    Escapes and strings are taken away by steps over the bytes as a whole, which cost far less than parsing.
    """
    marks = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(_STEPS, _ALL_BUT_MARKS)
    steps = re.sub(rb'"[^"]*"?', b"", marks.replace(b'""', b""))
    levels = accumulate(memoryview(steps).cast("b"))
    return any(map(depth.__lt__, levels))


def _text_of(data: bytes, place: str) -> str:
    """Return the bytes as text."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        found = _refusal(place, "text in UTF-8", f"a byte that is not at position {error.start}")
    raise found


def _decoded(text: str, place: str) -> object:
    """Return the JSON value in a text."""
    if not text.strip():
        raise _refusal(place, "JSON text", "nothing")
    decoder = JSONDecoder(object_pairs_hook=_object, parse_constant=NotJson, parse_int=_integer)
    try:
        value: object = decoder.decode(text)
    except JSONDecodeError as error:
        at = f"{error.lineno}:{error.colno}" if place == WHOLE else str(error.colno)
        found = _refusal(f"{place}:{at}", "JSON", "what cannot stand there")
    except RecursionError:
        found = _refusal(place, "fewer levels of objects and lists", "more than this Python can read")
    else:
        return value
    raise found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object, marked if a key stands in it twice."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else Repeated(pairs)


def _integer(digits: str) -> int | NotJson:
    """Return a whole number, or a mark in its place if nobody could mean it."""
    return int(digits) if len(digits) <= _MAX_DIGITS else NotJson("a number too long to read")


def _refusal(path: str, expected: str, found: str) -> BundleError:
    """Return an error with one problem."""
    return BundleError((Problem(path=path, expected=expected, found=found),))
