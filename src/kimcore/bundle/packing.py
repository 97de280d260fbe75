"""Files of lines, plain or packed with gzip or zstd."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Protocol

from kimcore.errors import KimcoreError


class Packing(Enum):
    """How a file of lines is packed (*Packverfahren*)."""

    NONE = ""
    """*ungepackt*"""
    GZIP = ".gz"
    """*gzip*"""
    ZSTD = ".zst"
    """*Zstandard*"""


class Readable(Protocol):
    """What bytes are read from."""

    def read1(self, size: int, /) -> bytes:
        """Return at most so many of the next bytes, as they come, so that all before a damage are returned; none at the end."""


class DamagedError(Exception):
    """A packed file breaks off or is damaged; it never leaves this room, where it becomes a `Problem`."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


_MAGIC = {b"\x1f\x8b": Packing.GZIP, b"\x28\xb5\x2f\xfd": Packing.ZSTD, b"\x50\x2a\x4d\x18": Packing.ZSTD}
"""The last is how files begin that pzstd has packed in parts."""
_LONGEST_MAGIC = 4
_GZIP_LEVEL = 6


def packing_of(file: BufferedReader) -> Packing:
    """Return how an open file is packed, which its first bytes say; a line of JSON begins with none of them."""
    head = file.peek(_LONGEST_MAGIC)
    return next((packing for magic, packing in _MAGIC.items() if head.startswith(magic)), Packing.NONE)


def packing_named(path: Path) -> Packing:
    """Return how a file is to be packed, which the end of its name says.

    Example:
        >>> packing_named(Path("nrw.ndjson.zst")), packing_named(Path("nrw.ndjson"))
        (<Packing.ZSTD: '.zst'>, <Packing.NONE: ''>)
    """
    return next((packing for packing in (Packing.GZIP, Packing.ZSTD) if path.suffix == packing.value), Packing.NONE)


@contextmanager
def unpacked(file: BufferedReader, packing: Packing) -> Iterator[Readable]:
    """Give the bytes in a file, unpacked as they are asked for.

    Raises:
        DamagedError: when the file breaks off or is damaged.
        KimcoreError: if it is packed with zstd and nothing is installed that unpacks it.
    """
    if packing is Packing.NONE:
        yield file
    elif packing is Packing.GZIP:
        try:
            with gzip.GzipFile(fileobj=file, mode="rb") as plain:
                yield plain
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise DamagedError("a whole gzip file") from error
    else:
        zstd = zstandard()
        try:
            with zstd.ZstdFile(file, "rb") as plain:
                yield plain
        except (EOFError, zstd.ZstdError) as error:
            raise DamagedError("a whole zstd file") from error


@contextmanager
def packed(file: BinaryIO, packing: Packing) -> Iterator[BinaryIO]:
    """Take bytes and write them packed, without the time and the name that would make each run differ.

    Raises:
        KimcoreError: if they are to be packed with zstd and nothing is installed that does so.
    """
    if packing is Packing.NONE:
        yield file
    elif packing is Packing.GZIP:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=_GZIP_LEVEL, mtime=0) as plain:
            yield plain  # type: ignore[misc]  # it has all methods of a file for bytes
    else:
        zstd = zstandard()
        with zstd.ZstdFile(file, "wb", options={zstd.CompressionParameter.checksum_flag: 1}) as plain:
            yield plain


def zstandard() -> ModuleType:
    """Return the module that packs with zstd: Python's own from 3.14 on, or the same one for earlier versions.

    Raises:
        KimcoreError: if there is none.
    """
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ModuleNotFoundError:
            continue
    raise KimcoreError("a file packed with zstd needs Python 3.14 or the package backports.zstd: pip install 'kimcore[zstd]'")
