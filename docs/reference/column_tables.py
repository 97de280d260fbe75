"""Write the tables of the columns of cases into their page, from the annotations of the model.

Run `python docs/reference/column_tables.py` after the model has changed; a test compares the two.
Then raise `VERSION` in `kimcore.tables.schema`, unless no version has been released with the columns as they were.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kimcore.bundle.annotations import is_codes, is_key_kind
from kimcore.bundle.ranges import NumberRange
from kimcore.tables.flat import flat_node
from kimcore.tables.schema import CASES, ColumnSchema, TableSchema, case_schema, column_schema

PAGE = Path(__file__).with_name("columns.md")
BEGIN = "<!-- from here on written by column_tables.py -->"

_LINKS = {
    "case": ("key", "the key of the case; only in the flat form"),
    "parent": ("whole number", "the number of the record above within the case, from 0; only in the flat form"),
    "position": ("whole number", "the place among the records that belong together, from 0; only in the flat form"),
}

_KINDS: dict[object, str] = {bool: "truth value", date: "day", float: "number", int: "whole number", str: "text"}


def with_tables(page: str) -> str:
    """Return the text of the page with new tables."""
    head, mark, _ = page.partition(BEGIN)
    return f"{head}{mark}\n\n" + "\n".join(_tables())


def _tables() -> Iterator[str]:
    """Yield the lines of all tables."""
    yield "## Tables\n"
    for table in case_schema().values():
        yield from _table(table)


def _table(table: TableSchema) -> Iterator[str]:
    """Yield the section of a table."""
    yield f"### `{table.name}`\n"
    yield f"{_said(table)}\n"
    yield "| column | holds | null |"
    yield "|---|---|---|"
    for field in flat_node(table.name).fields:
        if field.name in _LINKS:
            kind, words = _LINKS[field.name]
            yield f"| `{field.name}` | {kind}: {words} | never |"
        else:
            yield _row(column_schema(table.name, field.name))
    yield ""


def _said(table: TableSchema) -> str:
    """Return what the rows of a table are."""
    if table.name == CASES:
        return "A row a case."
    above = "case" if table.parent == CASES else f"row of `{table.parent}`"
    least = f"; {table.allowed}" if table.allowed is not None else ""
    return f"Any number of rows a {above}, which the nested form holds in the list `{table.name}`{least}."


def _row(column: ColumnSchema) -> str:
    """Return the row of a column."""
    if column.is_presence:
        return f"| `{column.path}` | truth value: whether the record is there; nested, the record itself or null | never |"
    kind = _kind(column.kind)
    if isinstance(column.allowed, NumberRange):
        kind = kind.replace("number", str(column.allowed).removeprefix("a "))
    return f"| `{column.path}` | {kind} | {'may be' if column.may_be_null else 'never'} |"


def _kind(kind: object) -> str:
    """Return in words what a column holds, with a link to the codes of the format."""
    if is_codes(kind):
        return f"code of [{kind.__name__}](format.md#{kind.__name__.lower()})"
    return f"key ({kind.__name__})" if is_key_kind(kind) else _KINDS[kind]


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
