"""Which tables and columns cases have: read from the annotations of the model by one walk (*Spaltenschema*).

A case is a tree of records, lists and single values. The walk keeps that tree, and reads tables and columns off it:
one table for the cases and one for every list below them, one column for every single value that is not in a list of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType

from attrs import AttrsInstance, fields, frozen

from kimcore.bundle.annotations import alternatives, held, is_codes, is_key_kind, is_list, is_record
from kimcore.bundle.ranges import RANGES, LengthRange, NumberRange
from kimcore.bundle.wording import near, shape
from kimcore.errors import Problem, TableError
from kimcore.model.cases import Case

FORMAT = "kimcore.cases"
"""What the metadata of an Arrow schema and of a Parquet file say under ``format``."""

VERSION = 1
"""What they say under ``version``; it goes up whenever a column comes, goes or changes its meaning."""

CASES = "cases"
"""The name of the table of the cases themselves."""

VALUE = "value"
"""The one column of a table whose rows are no records, such as the target groups of a case."""

_SINGLE: frozenset[object] = frozenset({bool, date, float, int, str})


@frozen
class Single:
    """A single value: a day, a truth value, a number, a code, a key or a text."""

    kind: object


@frozen
class Record:
    """A record with its fields."""

    cl: type[AttrsInstance]
    fields: tuple["Field", ...]


@frozen
class Entries:
    """A list of records or of single values."""

    entry: Record | Single


Node = Single | Record | Entries


@frozen
class Field:
    """A field of a record, and what it holds."""

    name: str
    node: Node
    may_be_null: bool
    allowed: NumberRange | LengthRange | None


@frozen(kw_only=True)
class ColumnSchema:
    """A column of a table (*Spalte*)."""

    table: str
    path: str
    """Within the record of the table, such as ``closing.on``."""
    kind: object
    """`bool`, `date`, `float`, `int`, `str`, a class of codes, or a type of keys."""
    may_be_null: bool
    is_presence: bool = False
    """Whether it says if the record at `path` is there; the fields of an absent record are null."""
    allowed: NumberRange | LengthRange | None = None

    @property
    def is_text(self) -> bool:
        """Whether it holds keys or texts."""
        return self.kind is str or is_key_kind(self.kind)

    @property
    def name(self) -> str:
        """The dotted path from the case, which is how `columns` of a reader names it."""
        if self.table == CASES:
            return self.path
        return self.table if self.path == VALUE else f"{self.table}.{self.path}"


@frozen(kw_only=True)
class TableSchema:
    """A table of cases, or of records that lie in lists below them (*Tabelle*)."""

    name: str
    parent: str | None
    """The table whose rows hold these; `None` for the cases."""
    path: str
    """Where the list lies in the record of the parent, such as ``plan.goals``."""
    node: Record | Single
    columns: tuple[ColumnSchema, ...]
    allowed: NumberRange | LengthRange | None = None
    """How many rows one row of the parent holds."""


@cache
def case_node() -> Record:
    """Return the tree of a case.

    Example:
        >>> [field.name for field in case_node().fields[:3]]
        ['id', 'municipality', 'opened_on']
    """
    return _record(Case)


@cache
def case_schema() -> Mapping[str, TableSchema]:
    """Return every table by its name, parents first.

    Example:
        >>> list(case_schema())[:4]
        ['cases', 'indication.reasons', 'target_groups', 'legal_fields']
        >>> [column.path for column in case_schema()["referrals"].columns]
        ['id', 'sender', 'need']
        >>> case_schema()["plan.goals.steps"].parent
        'plan.goals'
    """
    return MappingProxyType({table.name: table for table in _tables(CASES, None, "", case_node(), None)})


@cache
def column_schema(table: str, path: str) -> ColumnSchema:
    """Return one column.

    Raises:
        KeyError: if cases have no such table or column.

    Example:
        >>> column_schema("cases", "closing").is_presence
        True
    """
    return next((column for column in case_schema()[table].columns if column.path == path), None) or _no_column(table, path)


def leaf_names(columns: Iterable[str]) -> frozenset[str]:
    """Return the names of all single values at or below some dotted paths.

    Raises:
        TableError: if a path leads to no column, with all that do not.

    Example:
        >>> sorted(leaf_names(["opened_on", "plan.goals.steps"]))
        ['opened_on', 'plan.goals.steps.due_on', 'plan.goals.steps.responsible', 'plan.goals.steps.state']
    """
    asked = tuple(columns)
    found = {path: _leaves_below(path) for path in asked}
    known = _all_leaves()
    problems = tuple(
        Problem(path=f"columns[{at}]", expected=f"the path of a column{near(path, known)}", found=shape(path))
        for at, path in enumerate(asked)
        if not found[path]
    )
    if problems:
        raise TableError(problems)
    return frozenset().union(*found.values())


def cheapest_leaf(table: str, path: str = "") -> str:
    """Return the name of the single value that tells most cheaply which rows a table has, or whether a record is there.

    Args:
        table: the table.
        path: of a record within its rows that may be absent; empty for the rows themselves.

    Example:
        >>> cheapest_leaf("referrals.attempts"), cheapest_leaf("cases", "closing")
        ('referrals.attempts.sent_on', 'closing.on')
    """
    columns = [column for column in case_schema()[table].columns if not column.is_presence and column.path.startswith(path)]
    return min(columns, key=lambda column: (column.is_text, column.may_be_null and not path)).name


@cache
def _all_leaves() -> tuple[str, ...]:
    """Return the names of all single values."""
    columns = (column for table in case_schema().values() for column in table.columns)
    return tuple(column.name for column in columns if not column.is_presence)


def _leaves_below(path: str) -> frozenset[str]:
    """Return the names of the single values at or below a path."""
    return frozenset(name for name in _all_leaves() if name == path or name.startswith(f"{path}."))


def _no_column(table: str, path: str) -> ColumnSchema:
    """Refuse a column that cases do not have."""
    raise KeyError(f"{table}.{path}")


def _record(cl: type[AttrsInstance]) -> Record:
    """Return the tree of a record."""
    ranges = RANGES.get(cl, {})
    return Record(
        cl,
        tuple(
            Field(field.name, _node(field.type), NoneType in alternatives(field.type), ranges.get(field.name))
            for field in fields(cl)
        ),
    )


def _node(kind: object) -> Node:
    """Return the tree of what a field of a type holds.

    Raises:
        TypeError: if columns cannot hold it.
    """
    parts = alternatives(kind)
    inner = held(kind)
    if is_list(kind):
        return Entries(_entry(inner))
    if any(map(is_list, parts)):
        raise TypeError(f"columns have no place for a list that may be null: {kind}")
    return _entry(inner)


def _entry(kind: object) -> Record | Single:
    """Return the tree of a record or of a single value."""
    if is_record(kind):
        return _record(kind)
    if kind in _SINGLE or is_codes(kind) or is_key_kind(kind):
        return Single(kind)
    raise TypeError(f"columns have no place for {kind}")


def _tables(
    name: str, parent: str | None, path: str, node: Record | Single, allowed: NumberRange | LengthRange | None
) -> Iterator[TableSchema]:
    """Yield a table and those below it."""
    columns = tuple(_columns(name, node))
    yield TableSchema(name=name, parent=parent, path=path, node=node, columns=columns, allowed=allowed)
    if isinstance(node, Record):
        for inner, field in _lists(node):
            below = inner if name == CASES else f"{name}.{inner}"
            assert isinstance(field.node, Entries)  # noqa: S101 - `_lists` yields nothing else
            yield from _tables(below, name, inner, field.node.entry, field.allowed)


def _columns(table: str, node: Record | Single, before: str = "", *, is_in_optional: bool = False) -> Iterator[ColumnSchema]:
    """Yield the columns of a record, those of single records within it included."""
    if isinstance(node, Single):
        yield ColumnSchema(table=table, path=VALUE, kind=node.kind, may_be_null=False)
        return
    for field in node.fields:
        path = f"{before}{field.name}"
        may_be_null = field.may_be_null or is_in_optional
        if isinstance(field.node, Single):
            yield ColumnSchema(table=table, path=path, kind=field.node.kind, may_be_null=may_be_null, allowed=field.allowed)
        elif isinstance(field.node, Record):
            if field.may_be_null:
                yield ColumnSchema(table=table, path=path, kind=bool, may_be_null=False, is_presence=True)
            yield from _columns(table, field.node, f"{path}.", is_in_optional=may_be_null)


def _lists(node: Record, before: str = "") -> Iterator[tuple[str, Field]]:
    """Yield the lists of a record with their paths, those of single records within it included."""
    for field in node.fields:
        path = f"{before}{field.name}"
        if isinstance(field.node, Entries):
            yield path, field
        elif isinstance(field.node, Record):
            yield from _lists(field.node, f"{path}.")
