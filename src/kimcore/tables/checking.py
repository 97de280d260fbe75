"""Whether the values of columns are those that the model allows: nulls, days, numbers, keys, texts, lengths, periods."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kimcore.bundle.annotations import is_codes
from kimcore.bundle.keys import is_key
from kimcore.bundle.ranges import LengthRange, NumberRange
from kimcore.bundle.wording import DAY, wanted
from kimcore.errors import Problem
from kimcore.model.keys import KEY_LENGTH, KEY_PATTERN, CaseId, MunicipalityKey
from kimcore.model.period import Period
from kimcore.tables.arrow import pa, pc
from kimcore.tables.rows import Rows
from kimcore.tables.schema import Entries, Field, Node, Record, Single, case_node
from kimcore.tables.views import indices_of, raw, starts_of, validity

EXACT = 2**53 - 1
"""Whole numbers up to here mean the same everywhere (RFC 8259, section 6)."""

_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = range(date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH + 1)
_KEY = rf"^(?:{KEY_PATTERN})$"
_UNWRITABLE = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}]"

Mask = NDArray[np.bool_]


def problems_in(batch: pa.RecordBatch, *, first: int = 0) -> Iterator[Problem]:
    """Yield what is wrong with the values of a batch of the nested form, whose types are right.

    Args:
        batch: with all columns or some.
        first: how many cases came before, for the places of problems.
    """
    yield from _in_record(case_node(), batch.to_struct_array(), Rows(first=first), "", None)


def repeated_keys(batches: Sequence[pa.RecordBatch]) -> Iterator[Problem]:
    """Yield the cases whose key an earlier case has; where no keys were loaded nobody knows."""
    keys = [batch.column("id") for batch in batches if "id" in batch.schema.names]
    texts = pa.chunked_array(keys, pa.utf8()).drop_null()
    if pc.count_distinct(texts).as_py() == len(texts):
        return
    seen: dict[str, int] = {}
    for row, key in enumerate(pa.chunked_array(keys, pa.utf8()).to_pylist()):
        first = row if key is None else seen.setdefault(key, row)
        if first != row:
            place = Rows().place(row) / "id"
            yield place.problem_in_words(expected="a key that no other case has", found=f"the key of {Rows().place(first)}")


def _in_record(node: Record, array: pa.StructArray, rows: Rows, before: str, there: Mask | None) -> Iterator[Problem]:
    """Yield what is wrong in the fields of records that are there."""
    for field in node.fields:
        at = array.type.get_field_index(field.name)
        if at >= 0:
            yield from _in_field(field, array.field(at), rows, f"{before}{field.name}", there)
    if node.cl is Period and array.type.num_fields == len(node.fields):
        yield from _in_periods(array, rows, before.removesuffix("."), there)


def _in_field(field: Field, array: pa.Array, rows: Rows, path: str, there: Mask | None) -> Iterator[Problem]:
    """Yield what is wrong in a field of records that are there."""
    if not field.may_be_null:
        yield from _nulls(field.node, array, rows, path, there)
    match field.node:
        case Single():
            yield from _in_singles(field.node.kind, array, rows, path, _both(there, validity(array)), field.allowed)
        case Record():
            yield from _in_record(field.node, array, rows, f"{path}.", _both(there, validity(array)))
        case Entries():
            yield from _in_entries(field.node, array, rows, path, there, field.allowed)


def _in_entries(
    node: Entries, array: pa.ListArray, rows: Rows, path: str, there: Mask | None, allowed: NumberRange | LengthRange | None
) -> Iterator[Problem]:
    """Yield what is wrong in lists and in their entries."""
    starts = starts_of(array)
    if isinstance(allowed, LengthRange):
        lengths = np.diff(starts)
        wrong = rows_of((lengths < allowed.lengths.start) | (lengths >= allowed.lengths.stop), there)
        yield from rows.problems(path, wrong, expected=str(allowed), found=(f"a list of {lengths[row]}" for row in wrong))
    inner = Rows(above=rows, path=path, starts=starts)
    entries = array.flatten()
    yield from _nulls(node.entry, entries, inner, "", None)
    if isinstance(node.entry, Record):
        yield from _in_record(node.entry, entries, inner, "", validity(entries))
    else:
        yield from _in_singles(node.entry.kind, entries, inner, "", validity(entries), None)


def _in_periods(array: pa.StructArray, rows: Rows, path: str, there: Mask | None) -> Iterator[Problem]:
    """Yield the periods that end before they begin."""
    first, last = array.field("first_day"), array.field("last_day")
    limited = _both(validity(first), validity(last))
    wrong = rows_of(raw(last, np.int32) < raw(first, np.int32), _both(there, limited))
    yield from rows.problems(path, wrong, expected="a last day that is not before the first", found="one before the first")


def _nulls(node: Node, array: pa.Array, rows: Rows, path: str, there: Mask | None) -> Iterator[Problem]:
    """Yield where something is null in a record that is there."""
    if array.null_count:
        expected = wanted(node.kind) if isinstance(node, Single) else "an object" if isinstance(node, Record) else "a list"
        yield from rows.problems(path, rows_of(np.asarray(array.is_null()), there), expected=expected, found="null")


def _in_singles(
    kind: object, array: pa.Array, rows: Rows, path: str, there: Mask | None, allowed: NumberRange | LengthRange | None
) -> Iterator[Problem]:
    """Yield where a single value is not one that its kind allows."""
    if kind is date:
        days = raw(array, np.int32)
        wrong = rows_of((days < _DAYS.start) | (days >= _DAYS.stop), there)
        yield from rows.problems(path, wrong, expected=DAY, found="a day that is in no calendar")
    elif kind is int or kind is float:
        values = raw(array, np.int64) if kind is int else raw(array, np.float64)
        expected = f"a whole number from -{EXACT} to {EXACT}" if kind is int else "a number that is not beyond all bounds"
        wrong = rows_of(~(np.abs(values) <= EXACT if kind is int else np.isfinite(values)), there)
        yield from rows.problems(path, wrong, expected=expected, found="another number")
        if isinstance(allowed, NumberRange):
            wrong = rows_of(_out_of(allowed, values), there)
            yield from rows.problems(path, wrong, expected=str(allowed), found="another number")
    elif kind is not bool and not is_codes(kind):
        wrong = rows_of(_wrong_texts(kind, array), there)
        expected = "text without control characters" if kind is str else wanted(kind)
        yield from rows.problems(path, wrong, expected=expected, found="another text")


def _out_of(allowed: NumberRange, values: NDArray[np.int64] | NDArray[np.float64]) -> Mask:
    """Return which numbers lie outside a range."""
    wrong = np.zeros(len(values), bool)
    if allowed.above is not None:
        wrong |= values <= allowed.above
    if allowed.at_least is not None:
        wrong |= values < allowed.at_least
    if allowed.at_most is not None:
        wrong |= values > allowed.at_most
    return wrong


def _wrong_texts(kind: object, array: pa.Array) -> Mask:
    """Return which keys or texts are not what their kind allows; of equal ones in a dictionary each is looked at once."""
    if not pa.types.is_dictionary(array.type):
        return _wrong_among(kind, array)
    wrong = _wrong_among(kind, array.dictionary)
    if not wrong.any():
        return np.zeros(len(array), bool)
    found: Mask = wrong[np.clip(indices_of(array), 0, len(wrong) - 1)]
    return found


def _wrong_among(kind: object, texts: pa.StringArray) -> Mask:
    """Return which of different texts are not what their kind allows; a null is not wrong."""
    if kind is str:
        return _told(pc.match_substring_regex(texts, _UNWRITABLE))
    if kind is MunicipalityKey:
        return np.array([text is not None and not is_key(text, kind) for text in texts.to_pylist()], bool)
    fits = pc.and_(pc.match_substring_regex(texts, _KEY), pc.less_equal(pc.binary_length(texts), KEY_LENGTH))
    if kind is CaseId:
        fits = pc.and_(fits, pc.match_substring_regex(texts, "[0-9]"))
    return _told(pc.invert(fits))


def _told(answers: pa.BooleanArray) -> Mask:
    """Return answers as numpy has them, where none is no."""
    return np.asarray(answers.fill_null(False))  # noqa: FBT003 - Arrow calls it so


def rows_of(wrong: Mask, there: Mask | None) -> list[int]:
    """Return the rows in which something is wrong, of those that are there."""
    if not wrong.any():
        return []
    return np.flatnonzero(wrong if there is None else wrong & there).tolist()


def _both(one: Mask | None, other: Mask | None) -> Mask | None:
    """Return where two masks both hold; `None` holds everywhere."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
