import ast
import subprocess
import sys
from importlib import import_module
from importlib.resources import files

import pytest

from kimcore import bundle


def test_names() -> None:
    """The room has these names."""
    names = [
        "CaseStream",
        "RefusedCase",
        "dump",
        "dump_cases",
        "dumps",
        "dumps_case",
        "iter_cases",
        "load",
        "loads",
        "loads_case",
    ]
    assert dir(bundle) == names


@pytest.mark.parametrize("name", dir(bundle))
def test_every_name_is_served(name: str) -> None:
    """Every public name is the one of its module."""
    assert getattr(bundle, name).__name__ == name


def test_unknown_name() -> None:
    """A name that is not public is refused as any missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'read'"):
        bundle.read  # type: ignore[attr-defined]  # noqa: B018 - the access is the test


def test_import_is_light() -> None:
    """Importing the room imports neither cattrs nor attrs nor the model."""
    statement = "import sys, kimcore.bundle; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", statement], check=True, capture_output=True, text=True).stdout.split()
    assert not {"attrs", "cattrs", "kimcore.model"} & set(modules)


def test_towns_are_read_without_the_library_for_streams() -> None:
    """Reading a town, also one with its cases beside it, does not import what only streams of cases need."""
    statement = "import sys, kimcore; kimcore.load('examples/musterkreis.json'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", statement], check=True, capture_output=True, text=True).stdout.split()
    assert "kimcore.bundle.beside" in modules
    assert not {"msgspec", "backports.zstd"} & set(modules)


def test_type_checkers_are_told_the_same() -> None:
    """The stub names the module of each name as the room does."""
    stub = ast.parse(files(bundle).joinpath("__init__.pyi").read_text(encoding="utf-8"))
    told = {alias.name: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == {name: getattr(bundle, name).__module__ for name in dir(bundle)}
    assert all(import_module(str(module)) for module in told.values())
