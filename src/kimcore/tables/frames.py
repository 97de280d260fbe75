"""Frames of any library as Arrow batches: by the Arrow interface, or by narwhals where a library has none."""

from kimcore.errors import Problem, TableError
from kimcore.tables.arrow import pa

_FRAME = "frame"


def reader_of(frame: object) -> pa.RecordBatchReader:
    """Return the batches of a frame, which may come one by one.

    Args:
        frame: whatever speaks Arrow (tables, batches and readers of pyarrow, frames of polars and pandas, relations of DuckDB),
            or else any frame that narwhals knows, such as a lazy one of polars, which is then computed, as is one of Dask.

    Raises:
        TableError: if it is no frame, or its columns mix kinds of values.

    Example:
        >>> reader_of(pa.table({"id": ["case-1"]})).schema.names
        ['id']
    """
    try:
        whole: object = frame.compute() if hasattr(frame, "__dask_graph__") and hasattr(frame, "compute") else frame
        return _reader(whole if _speaks_arrow(whole) else _computed(whole))
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        pass
    raise TableError((Problem(path=_FRAME, expected="columns of one kind of value each", found="a column of several"),))


def _reader(frame: object) -> pa.RecordBatchReader:
    """Return the batches of what speaks Arrow."""
    if hasattr(frame, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(frame)
    batch = pa.record_batch(frame)
    return pa.RecordBatchReader.from_batches(batch.schema, [batch])


def _speaks_arrow(frame: object) -> bool:
    """Return whether an object has the interface through which libraries pass Arrow data."""
    return hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__")


def _computed(frame: object) -> object:
    """Return a frame of any library as an Arrow table.

    Raises:
        TableError: if it is no frame.
    """
    try:
        import narwhals  # noqa: PLC0415 - only for frames that do not speak Arrow
    except ImportError:
        expected = "a frame that speaks Arrow, or narwhals to be installed (pip install 'kimcore[frames]')"
        raise TableError((Problem(path=_FRAME, expected=expected, found="neither"),)) from None
    known = narwhals.from_native(frame, pass_through=True)
    if isinstance(known, narwhals.LazyFrame):
        known = known.collect(backend="pyarrow")
    if isinstance(known, narwhals.DataFrame):
        return known.to_arrow()
    raise TableError((Problem(path=_FRAME, expected="a frame", found="something else"),))
