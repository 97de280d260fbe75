import sys
from collections.abc import Callable

import pytest

from kimcore.bundle import loads

Read = Callable[..., list[tuple[str, str, str]]]


def test_empty_text(read: Read) -> None:
    """An empty file is refused as what it is."""
    assert read(b"") == [("bundle", "JSON text", "nothing")]


def test_byte_order_mark(read: Read, kleve: str) -> None:
    """A byte order mark is refused by name, since editors hide it."""
    assert read("\ufeff" + kleve) == [("bundle", "UTF-8 without a byte order mark", "a byte order mark")]


def test_other_encoding(read: Read, kleve: str) -> None:
    """Text that is not UTF-8 is refused with the position of the first byte that is not."""
    latin = kleve.replace("Kleve", "Köln").encode("latin-1")
    assert read(latin) == [("bundle", "text in UTF-8", f"a byte that is not at position {kleve.index('Kleve') + 1}")]


def test_half_a_surrogate_pair_in_a_string(read: Read) -> None:
    """A `str` that UTF-8 cannot hold is refused like bytes that are not UTF-8."""
    assert read('"\ud800"') == [("bundle", "text in UTF-8", "a byte that is not at position 1")]


def test_trailing_data(read: Read, kleve: str) -> None:
    """Whatever follows the bundle is refused with line and column."""
    assert read(f"{kleve}\n{{}}") == [("bundle:2:1", "JSON", "what cannot stand there")]


def test_broken_off(read: Read, kleve: str) -> None:
    """A bundle that breaks off is refused where it ends."""
    assert read(kleve[:-1]) == [(f"bundle:1:{len(kleve)}", "JSON", "what cannot stand there")]


def test_size_limit(read: Read, kleve: str) -> None:
    """A text of more bytes than the limit is refused before it is parsed."""
    assert read(kleve, max_bytes=len(kleve) - 1) == [("bundle", f"at most {len(kleve) - 1} bytes", "more")]


def test_size_limit_counts_bytes(read: Read, kleve: str) -> None:
    """The limit is of bytes in UTF-8, not of characters."""
    umlauts = kleve.replace("Kleve", "ÄÖÜ")
    assert read(umlauts, max_bytes=len(umlauts)) == [("bundle", f"at most {len(umlauts)} bytes", "more")]


def test_depth_limit(read: Read) -> None:
    """Brackets within one another beyond the limit are refused before anything is parsed."""
    assert read("[" * 33 + "]" * 33) == [("bundle", "at most 32 levels of objects and lists", "more")]


def test_brackets_in_strings_have_no_depth(kleve: str) -> None:
    """Brackets in a text count for nothing."""
    assert loads(kleve.replace("Kleve", "[" * 40 + '\\"{' * 40)).municipality.name.endswith('"{')


@pytest.mark.parametrize("data", [b"[" * 1_000_000, b'{"a":' * 1_000_000, b"[[]," * 1_000_000, b"[" * 1_000_000 + b'"'])
def test_deep_nesting_never_overflows(read: Read, data: bytes) -> None:
    """A million open brackets are refused, whatever the caller allows Python."""
    assert read(data) == [("bundle", "at most 32 levels of objects and lists", "more")]


def test_depth_beyond_python(read: Read) -> None:
    """Where the caller allows more depth than Python can read, the text is refused and not the program ended."""
    depth = 100 * sys.getrecursionlimit()
    problems = read("[" * depth + "]" * depth, max_depth=depth)
    assert problems == [("bundle", "fewer levels of objects and lists", "more than this Python can read")]


@pytest.mark.parametrize(
    ("text", "found"),
    [("[]", "a list of 0"), ("null", "null"), ("5", "5"), ('"town"', "'town'"), ("NaN", "NaN")],
)
def test_no_object(read: Read, text: str, found: str) -> None:
    """A bundle is an object."""
    assert read(text) == [("bundle", "an object", found)]


@pytest.mark.parametrize(("version", "found"), [("true", "true"), ("1.0", "1.0"), ('"1"', "'1'"), ("2", "2"), ("null", "null")])
def test_version_is_the_number_one(read: Read, kleve: str, version: str, found: str) -> None:
    """Nothing that Python takes for 1 is version 1."""
    assert read(kleve.replace('"version": 1', f'"version": {version}')) == [("version", "1", found)]


def test_format_and_version_are_needed(read: Read) -> None:
    """A JSON object of something else is refused with these two problems and no others."""
    assert read('{"type": "FeatureCollection"}') == [("format", "'kimcore'", "nothing"), ("version", "1", "nothing")]
