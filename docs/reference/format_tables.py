"""Write the tables of the bundle format into its page, from the annotations of the model.

Run `python docs/reference/format_tables.py` after the model has changed; a test compares the two.
"""

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from attrs import NOTHING, AttrsInstance, fields

from kimcore.bundle.annotations import (
    OWN,
    alternatives,
    collections,
    held,
    is_codes,
    is_key_kind,
    is_list,
    is_record,
    own_kind,
)
from kimcore.bundle.mentions import case_kinds, town_kinds
from kimcore.bundle.ranges import RANGES, NumberRange
from kimcore.bundle.wording import wanted
from kimcore.model import Town

PAGE = Path(__file__).with_name("format.md")
BEGIN = "<!-- from here on written by format_tables.py -->"


def with_tables(page: str) -> str:
    """Return the text of the page with new tables."""
    head, mark, _ = page.partition(BEGIN)
    return f"{head}{mark}\n\n" + "\n".join(_tables())


def _tables() -> Iterator[str]:
    """Yield the lines of all tables."""
    records = _records(Town)
    yield "## Records\n"
    for cl in records:
        yield from _record(cl)
    yield "## Codes\n"
    codes = {kind for cl in records for field in fields(cl) for kind in alternatives(held(field.type)) if is_codes(kind)}
    for kind in sorted(codes, key=lambda kind: kind.__name__):
        yield from _codes(kind)


def _records(cl: type[AttrsInstance]) -> list[type[AttrsInstance]]:
    """Return a record and all that it holds, each once, in the order of the fields."""
    found = {cl: None}
    for field in fields(cl):
        kind = held(field.type)
        if is_record(kind):
            found |= dict.fromkeys(_records(kind))
    return list(found)


def _record(cl: type[AttrsInstance]) -> Iterator[str]:
    """Yield the section of a record."""
    yield f"### {cl.__name__}\n"
    yield f"{_first_line(cl)}\n"
    yield "| key | value | left out |"
    yield "|---|---|---|"
    for field in fields(cl):
        allowed = RANGES.get(cl, {}).get(field.name)
        value = _value(field.type, is_own=field.name == OWN)
        if isinstance(allowed, NumberRange):
            value = value.replace("number", str(allowed).removeprefix("a "))
        elif allowed is not None:
            value = f"{value}; {allowed}"
        yield f"| `{field.name}` | {value} | {_left_out(field.default)} |"
    yield ""


def _value(kind: object, *, is_own: bool = False) -> str:
    """Return in words what a field may hold."""
    parts = alternatives(kind)
    if len(parts) > 1:
        return " or ".join(_value(part) for part in parts)
    if is_list(kind):
        return f"list of: {_value(held(kind))}"
    if is_record(kind) or is_codes(kind):
        return f"{'object' if is_record(kind) else 'code'} [{kind.__name__}](#{kind.__name__.lower()})"
    if is_key_kind(kind) and kind in town_kinds() | case_kinds():
        return "own key" if is_own else f"key in {_homes(kind)}"
    return re.sub("^an? | of lower-case.*", "", wanted(kind))


def _homes(kind: object) -> str:
    """Return the names of the collections whose records have keys of a kind."""
    return " or ".join(f"`{name}`" for name, cl in collections().items() if own_kind(cl) is kind) or "the same case"


def _left_out(default: object) -> str:
    """Return what a field means that is left out."""
    if default is NOTHING:
        return "never"
    if isinstance(default, Enum):
        return f"`{default.value}`"
    if isinstance(default, bool) or default is None:
        return {None: "null", False: "false", True: "true"}[default]
    return "empty list" if default == () else "open on both sides"


def _codes(kind: type[Enum]) -> Iterator[str]:
    """Yield the section of a closed list."""
    yield f"### {kind.__name__}\n"
    yield f"{_first_line(kind)}\n"
    yield f"{', '.join(f'`{member.value}`' for member in kind)}\n"


def _first_line(cl: type) -> str:
    """Return the first line of a docstring, which says what a thing is in both languages."""
    return (cl.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
