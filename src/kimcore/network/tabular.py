"""Columns from data frames and data frames from columns; narwhals speaks to every library of frames."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType, ModuleType
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from kimcore.errors import NetworkError

Column: TypeAlias = Sequence[object] | NDArray[np.generic]
Table: TypeAlias = Mapping[str, Column] | object
"""A mapping of columns, or a data frame: of pandas, polars, pyarrow or whatever else narwhals reads."""

FrameT = TypeVar("FrameT")

_INDEX = "actor"
"""The column that holds the names of rows where a frame has no index."""
_WHOLE_NUMBERS = 63


def columns_of(table: Table, what: str, *, arrays: bool = False) -> Mapping[str, Column]:
    """Give the columns of a table by name; missing values of a frame are `None`.

    Args:
        table: A mapping of columns, which is given back as it is, or a data frame; a lazy one is collected.
        what: What the table is called in messages.
        arrays: Whether columns of whole numbers without a missing one stay arrays, which is fast for millions of rows.

    Raises:
        NetworkError: If it is no table, two columns have one name, or narwhals is not installed.

    Example:
        >>> import polars
        >>> columns_of(polars.DataFrame({"source": ["a", None], "weight": [1, 2]}), "ties")
        {'source': ['a', None], 'weight': [1, 2]}
    """
    return table if isinstance(table, Mapping) else _read(table, what, arrays=arrays)[0]


def is_frame(table: object) -> bool:
    """Return whether it is a data frame of a library that is in use; nothing is imported to find out.

    Example:
        >>> import pandas
        >>> is_frame(pandas.DataFrame()), is_frame([[0, 1], [1, 0]])
        (True, False)
    """
    return hasattr(type(table), "columns") and not isinstance(table, Mapping)


def square_of(frame: object) -> tuple[tuple[object, ...], list[list[object]]]:
    """Give the names and the rows of a square frame.

    The columns are the actors; the rows are named by a column ``actor``, by an index, or as the columns are.

    Raises:
        NetworkError: If rows and columns have different names, or it is no frame.

    Example:
        >>> import polars
        >>> square_of(polars.DataFrame({"actor": ["a", "b"], "a": [0, 1], "b": [2, 0]}))
        (('a', 'b'), [[0, 2], [1, 0]])
    """
    columns, index = _read(frame, "matrix")
    named = columns.pop(_INDEX, index)
    names = tuple(columns)
    if named is not None and tuple(named) != names:
        raise NetworkError("matrix: expected the same names for rows and columns, in the same order")
    return names, [list(row) for row in zip(*columns.values(), strict=True)]


def frame_of(
    columns: Mapping[str, Sequence[object]], make: type[FrameT], what: str, kinds: Mapping[str, str] = MappingProxyType({})
) -> FrameT:
    """Build a frame of the class asked for, with one kind of value in each column; days stay days.

    Args:
        columns: the values of each column.
        make: the class of the frame.
        what: what the table is called in messages.
        kinds: of columns in which no value is known, such as ``"Date"``; text by default.

    Raises:
        NetworkError: If a column mixes kinds of values, the class is no frame, or narwhals is not installed.

    Example:
        >>> import pandas
        >>> frame_of({"source": ["a"], "weight": [2.0]}, pandas.DataFrame, "ties").to_dict("list")
        {'source': ['a'], 'weight': [2.0]}
    """
    nw = _narwhals()
    found = {name: _kind(column, f"{what}, {name}", kinds.get(name, "String")) for name, column in columns.items()}
    library = getattr(make, "__module__", "").partition(".")[0]
    # With a schema pandas would make a missing truth value False; left alone it keeps what is missing.
    schema = None if library == "pandas" else {name: getattr(nw, kind) for name, kind in found.items()}
    days = [name for name, kind in found.items() if kind == "Date"] if library == "pandas" else []
    try:
        frame = nw.from_dict(dict(columns), schema=schema, backend=library)
        # pandas has no type for days alone; moments at midnight are what its users expect.
        made = frame.with_columns(nw.col(days).cast(nw.Datetime("us"))).to_native() if days else frame.to_native()
    except (ValueError, TypeError, AssertionError, NotImplementedError, nw.exceptions.NarwhalsError) as error:
        raise NetworkError(f"frame: expected a class such as pandas.DataFrame or polars.DataFrame, found {make!r}") from error
    if not isinstance(made, make):
        raise NetworkError(f"frame: expected a class such as pandas.DataFrame or polars.DataFrame, found {make!r}")
    return made


def _narwhals() -> ModuleType:
    try:
        import narwhals  # noqa: PLC0415 - whoever needs no frame need not have it
    except ModuleNotFoundError as error:
        raise NetworkError("frames: expected narwhals, which pip install 'kimcore[frames]' brings, found none") from error
    return narwhals


def _read(table: object, what: str, *, arrays: bool = False) -> tuple[dict[str, Column], Column | None]:
    """Give the columns by name, and the index of a pandas frame unless it only counts the rows."""
    nw = _narwhals()
    try:
        frame = nw.from_native(table)
        frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        series = {name: frame.get_column(name) for name in frame.columns}
    except TypeError as error:
        raise NetworkError(f"{what}: expected columns by name or a data frame, found {type(table).__name__}") from error
    except nw.exceptions.DuplicateError as error:
        raise NetworkError(f"{what}: expected columns with different names, found one twice") from error
    columns: dict[str, Column] = {}
    for name, column in series.items():
        missing = column.is_null()
        if arrays and column.dtype.is_integer() and not missing.any():
            columns[name] = column.to_numpy()
            continue
        values = zip(column.to_list(), missing.to_list(), strict=True)
        columns[name] = [None if is_missing else value for value, is_missing in values]
    index = nw.maybe_get_index(frame)
    names = None if index is None else list(index)
    return columns, None if names == list(range(len(frame))) else names


def _kind(column: Sequence[object], where: str, usual: str) -> str:
    found = {type(value) for value in column if value is not None}
    if not found:
        return usual
    if found <= {str}:
        return "String"
    if found == {bool}:
        return "Boolean"
    if found == {int}:
        if any(isinstance(value, int) and value.bit_length() > _WHOLE_NUMBERS for value in column):
            raise NetworkError(f"{where}: expected whole numbers of at most {_WHOLE_NUMBERS} bits")
        return "Int64"
    if found == {date}:
        return "Date"
    if found <= {int, float}:
        return "Float64"
    raise NetworkError(
        f"{where}: expected texts, numbers, days or truth values, found {', '.join(sorted(each.__name__ for each in found))}"
    )
