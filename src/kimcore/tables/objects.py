"""From objects to columns: built field by field and never case by case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from types import MappingProxyType, NoneType

import numpy as np

from kimcore.bundle.annotations import is_codes
from kimcore.bundle.wording import shape, wanted
from kimcore.errors import Problem
from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.rows import Rows
from kimcore.tables.schema import Entries, Node, Record, Single, case_node
from kimcore.tables.types import arrow_schema, member_codes

_PYTHON: Mapping[object, type] = MappingProxyType({bool: bool, date: date, float: float, int: int})
"""The one class of Python that a kind of value has; keys and texts have `str`."""

_LONGEST = 2**63


def batch_of(cases: Sequence[object], *, first: int = 0) -> tuple[pa.RecordBatch | None, tuple[Problem, ...]]:
    """Return cases as one batch of the nested form, or what is wrong with the types of their values.

    Args:
        cases: the cases.
        first: how many came before, for the places of problems.

    Example:
        >>> batch, problems = batch_of([])
        >>> batch.num_rows, problems
        (0, ())
    """
    problems: list[Problem] = []
    rows = Rows(first=first)
    schema = arrow_schema()
    if _are(cases, {Case}, rows, "", "a case", problems):
        columns = _fields(case_node(), schema, cases, rows, "", problems)
        if not problems:
            return pa.RecordBatch.from_arrays(columns, schema=schema), ()
    return None, tuple(problems)


def _fields(
    node: Record, kinds: Iterable[pa.Field], records: Sequence[object], rows: Rows, before: str, problems: list[Problem]
) -> list[pa.Array]:
    """Return the arrays of the fields of records, of which some may be `None`."""
    is_any_absent = _holds_none(records)
    made: list[pa.Array] = []
    for field, kind in zip(node.fields, kinds, strict=True):
        if is_any_absent:
            nothing = () if isinstance(field.node, Entries) else None
            values = [nothing if record is None else getattr(record, field.name) for record in records]
        else:
            values = list(map(attrgetter(field.name), records))
        made.append(_array(field.node, kind.type, values, rows, f"{before}{field.name}", problems))
    return made


def _array(node: Node, kind: pa.DataType, values: Sequence[object], rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return the array of a field, or one of nulls if something is wrong with it."""
    match node:
        case Single():
            return _singles(node.kind, kind, values, rows, path, problems)
        case Record():
            return _records(node, kind, values, rows, path, problems)
        case Entries():
            return _entries(node, kind, values, rows, path, problems)


def _records(
    node: Record, kind: pa.DataType, values: Sequence[object], rows: Rows, path: str, problems: list[Problem]
) -> pa.Array:
    """Return the array of records; where a value is `None`, the record is absent."""
    if not _are(values, {node.cl, NoneType}, rows, path, "an object", problems):
        return pa.nulls(len(values))
    arrays = _fields(node, kind, values, rows, f"{path}." if path else "", problems)
    if problems:
        return pa.nulls(len(values))
    mask = pa.array([value is None for value in values]) if _holds_none(values) else None
    return pa.StructArray.from_arrays(arrays, fields=list(kind), mask=mask)


def _entries(
    node: Entries, kind: pa.DataType, values: Sequence[object], rows: Rows, path: str, problems: list[Problem]
) -> pa.Array:
    """Return the array of lists."""
    if not _are(values, {tuple}, rows, path, "a list", problems):
        return pa.nulls(len(values))
    lists: Sequence[tuple[object, ...]] = values  # type: ignore[assignment]  # as was just seen
    starts = np.fromiter(accumulate(map(len, lists), initial=0), np.int64, len(lists) + 1)
    inner = Rows(above=rows, path=path, starts=starts)
    entries = _array(node.entry, kind.value_type, list(chain.from_iterable(lists)), inner, "", problems)
    if problems:
        return pa.nulls(len(values))
    return pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), entries, type=kind)


def _singles(kind: object, to: pa.DataType, values: Sequence[object], rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return the array of single values."""
    if is_codes(kind):
        return _codes(kind, values, rows, path, problems)
    if not _are(values, {_PYTHON.get(kind, str), NoneType}, rows, path, wanted(kind), problems):
        return pa.nulls(len(values))
    try:
        made = pa.array(values, pa.utf8() if pa.types.is_dictionary(to) else to)
    except (OverflowError, UnicodeEncodeError, pa.ArrowInvalid):
        wrong = [row for row, value in enumerate(values) if not _can_be_stored(value)]
        problems.extend(rows.problems(path, wrong, expected=wanted(kind), found="what no column can hold"))
        return pa.nulls(len(values))
    return made.dictionary_encode() if pa.types.is_dictionary(to) else made


def _codes(kind: type[Enum], values: Sequence[object], rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return the array of codes; members are told by identity, which is faster than by hash."""
    places = _places(kind)
    try:
        indices = list(map(places.__getitem__, map(id, values)))
    except KeyError:
        _are(values, {kind, NoneType}, rows, path, wanted(kind), problems)
        return pa.nulls(len(values))
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int8()), member_codes(kind))


@cache
def _places(kind: type[Enum]) -> Mapping[int, int | None]:
    """Return the place of each member in its closed list, by its identity."""
    return MappingProxyType({id(None): None, **{id(member): place for place, member in enumerate(kind)}})


def _are(
    values: Sequence[object], kinds: Collection[type], rows: Rows, path: str, expected: str, problems: list[Problem]
) -> bool:
    """Return whether all values are of these classes and none below them; if not, note which are not."""
    if set(map(type, values)) <= set(kinds):
        return True
    wrong = [row for row, value in enumerate(values) if type(value) not in kinds]
    found = (shape(values[row], hidden=True) for row in wrong)
    problems.extend(rows.problems(path, wrong, expected=expected, found=found))
    return False


def _holds_none(values: Sequence[object]) -> bool:
    """Return whether `None` is among values, without comparing them."""
    return NoneType in set(map(type, values))


def _can_be_stored(value: object) -> bool:
    """Return whether a number or a text is one that Arrow can hold."""
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return not isinstance(value, int) or -_LONGEST <= value < _LONGEST
