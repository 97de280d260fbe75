"""The house keeps its promises: a light front door, one version, one list of names."""

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import kimcore

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
HEAVY = {
    "attrs",
    "cattrs",
    "dateutil",
    "duckdb",
    "holidays",
    "hypothesis",
    "matplotlib",
    "msgspec",
    "narwhals",
    "networkx",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "rich",
    "scipy",
}
NAMES = [name for name in kimcore.__all__ if name != "__version__"]


def _modules_after(statement: str) -> set[str]:
    """Return the top-level modules a new Python holds after one statement."""
    command = [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"]
    modules = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return {module.partition(".")[0] for module in modules}


def test_import_is_light() -> None:
    """Importing kimcore imports none of the libraries it stands on."""
    assert not _modules_after("import kimcore") & HEAVY


def test_the_command_line_is_light() -> None:
    """The command line starts without the libraries that only some answers need."""
    assert not _modules_after("import kimcore.cli") & {"hypothesis", "matplotlib", "networkx", "pandas", "pyarrow", "scipy"}


def test_import_opens_no_room() -> None:
    """Importing kimcore imports nothing of kimcore but the front door."""
    command = [sys.executable, "-c", "import sys, kimcore; print(*(m for m in sys.modules if m.startswith('kimcore.')))"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_served(name: str) -> None:
    """Every public name is there, and is the one of its room."""
    assert getattr(kimcore, name) is getattr(import_module(kimcore._HOME[name]), name)  # type: ignore[attr-defined]  # noqa: SLF001


def test_dir_lists_the_public_names() -> None:
    """What `dir` shows is what is public."""
    assert dir(kimcore) == sorted(kimcore.__all__)


def test_unknown_name() -> None:
    """A name that is not public is refused as any missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'towns'"):
        kimcore.towns  # type: ignore[attr-defined]  # noqa: B018


def test_type_checkers_are_told_the_same() -> None:
    """The stub beside the front door names the same homes as the front door."""
    stub = ast.parse(files(kimcore).joinpath("__init__.pyi").read_text(encoding="utf-8"))
    told = {alias.name: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == kimcore._HOME  # type: ignore[attr-defined]  # noqa: SLF001


def test_version_is_the_declared_one() -> None:
    """The installed version is the one that pyproject.toml declares."""
    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"]
    assert kimcore.__version__ == declared


def test_package_is_typed() -> None:
    """The installed package carries its types."""
    assert files(kimcore).joinpath("py.typed").is_file()
