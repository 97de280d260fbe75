"""Opening files to read, and writing files whole or not at all."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EEXIST
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from kimcore.errors import BundleError, Problem


def opened(path: Path, *, place: str) -> BufferedReader:
    """Return a regular file, opened for reading bytes.

    Raises:
        BundleError: if the path leads to something else, such as a folder or a pipe.
        OSError: if there is nothing, or it cannot be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise BundleError((Problem(path=place, expected="a file", found="a folder or a device"),))
    return path.open("rb")


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files in the order given, all of them whole or none.

    Each is written beside its place and reaches the disk first; only then do all of them take their places.
    If one cannot, those before it get their old bytes back.

    Raises:
        OSError: if a file cannot be written; every path is then as it was.
    """
    for path in contents:
        _refuse_devices(path)
    with ExitStack() as leftovers:
        ready = {path: _written_beside(path, data, leftovers) for path, data in contents.items()}
        kept = {path: _kept(path, leftovers) for path in tuple(contents)[:-1]}
        with ExitStack() as undo:
            for path, new in ready.items():
                new.replace(path)
                if path in kept:
                    undo.callback(_put_back, path, kept[path])
            undo.pop_all()
    for folder in {path.parent for path in contents}:
        _reach_disk(folder)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a new file to write to, which takes its place when the block ends well and vanishes when it does not.

    Raises:
        OSError: if the file cannot be written; the path is then as it was.
    """
    _refuse_devices(path)
    with ExitStack() as leftovers:
        new, file = _new_beside(path, leftovers)
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    _reach_disk(path.parent)


def _refuse_devices(path: Path) -> None:
    """Refuse to replace what is neither a file nor a folder; a folder the system itself refuses."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileExistsError(EEXIST, "there is a device or a pipe, which a file must not replace", str(path))


def _new_beside(path: Path, leftovers: ExitStack) -> tuple[Path, BinaryIO]:
    """Return a new file in the same folder, so that it can take its place in one step, opened for writing."""
    new = _name_beside(path)
    leftovers.callback(new.unlink, missing_ok=True)
    file = leftovers.enter_context(new.open("xb"))
    if path.exists():
        new.chmod(stat.S_IMODE(path.stat().st_mode))
    return new, file


def _written_beside(path: Path, data: bytes, leftovers: ExitStack) -> Path:
    """Write bytes to a new file in the same folder."""
    new, file = _new_beside(path, leftovers)
    with file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return new


def _kept(path: Path, leftovers: ExitStack) -> Path | None:
    """Return a copy of a file that is about to be replaced, or `None` if there is no such file."""
    if not path.exists():
        return None
    from shutil import copy2  # noqa: PLC0415 - it brings every format of archives along, and reading needs none of it

    old = _name_beside(path)
    leftovers.callback(old.unlink, missing_ok=True)
    copy2(path, old)
    return old


def _put_back(path: Path, old: Path | None) -> None:
    """Let a path hold again what it held."""
    if old is None:
        path.unlink()
    else:
        old.replace(path)


def _name_beside(path: Path) -> Path:
    """Return a hidden name in the same folder that no file has."""
    return path.with_name(f".{os.urandom(8).hex()}.kimcore")


def _reach_disk(folder: Path) -> None:
    """Make new names in a folder survive a loss of power, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
