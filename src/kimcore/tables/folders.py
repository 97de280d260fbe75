"""A path that leads to one file, or to a folder of files of one kind."""

from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

from attrs import evolve

from kimcore.errors import Problem, TableError

LINES = (".ndjson", ".ndjson.gz", ".ndjson.zst")
"""What names of files of lines end in."""

PARQUET = (".parquet",)
"""What names of Parquet files end in."""

_PASSED_OVER = ("_", ".")
"""What names of files begin with that engines leave beside their results."""


def files_at(path: Path, endings: tuple[str, ...]) -> tuple[tuple[Path, str], ...]:
    """Return the files to read in the order of their names, each with what its problems begin with.

    A link to a file or folder is followed; a link within a folder is refused, for it could lead elsewhere.

    Raises:
        TableError: if a folder holds something else than files of the kind, or none.
    """
    if not path.is_dir():
        return ((Path(realpath(path)), ""),)
    found = sorted(entry for entry in path.iterdir() if not entry.name.startswith(_PASSED_OVER))
    expected = f"a file whose name ends in {' or '.join(endings)}"
    problems = [
        Problem(path=entry.name, expected=expected, found="a link" if entry.is_symlink() else "something else")
        for entry in found
        if entry.is_symlink() or not entry.is_file() or not entry.name.endswith(endings)
    ]
    if not found:
        problems.append(Problem(path="folder", expected=expected, found="none"))
    if problems:
        raise TableError(tuple(problems))
    return tuple((entry, f"{entry.name}: ") for entry in found)


def named(name: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems whose paths begin with the name of a file."""
    return tuple(evolve(problem, path=f"{name}{problem.path}") for problem in problems)
