"""The one door to Arrow: a clear word where it is not installed."""

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
except ImportError as error:
    raise ImportError("cases as columns need Arrow: pip install 'kimcore[tables]'", name="pyarrow") from error

__all__ = ["pa", "pc", "pq"]
