"""What the room serves, and what it loads for that."""

import ast
import subprocess
import sys
from importlib import import_module
from importlib.resources import files

import pytest

import kimcore.law
from kimcore.law import deadlines

HOMES: dict[str, str] = vars(kimcore.law)["_HOME"]


def loaded_after(program: str) -> set[str]:
    """Return which of the libraries of this room a fresh Python has loaded after a program."""
    show = "print(*({'dateutil', 'holidays'} & {name.partition('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", f"import sys; {program}; {show}"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("name", sorted(HOMES))
def test_every_name_is_served(name: str) -> None:
    """Every public name is there, and is the one of its module."""
    assert getattr(kimcore.law, name) is getattr(import_module(f"kimcore.law.{HOMES[name]}"), name)


def test_dir_and_all_list_the_public_names() -> None:
    """What is listed is what is served."""
    assert dir(kimcore.law) == kimcore.law.__all__ == sorted(HOMES)


def test_unknown_name() -> None:
    """A name that is not public is refused as any missing attribute."""
    with pytest.raises(AttributeError, match=r"module 'kimcore\.law' has no attribute 'norms_of'"):
        _ = kimcore.law.norms_of  # type: ignore[attr-defined]


def test_type_checkers_are_told_the_same() -> None:
    """The stub beside the door names the same homes as the door."""
    stub = ast.parse(files(kimcore.law).joinpath("__init__.pyi").read_text(encoding="utf-8"))
    told = {alias.name: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == {name: f"kimcore.law.{home}" for name, home in HOMES.items()}


def test_deadlines_serve_what_they_list() -> None:
    """The door to deadlines has every name that it lists."""
    assert all(hasattr(deadlines, name) for name in deadlines.__all__)


@pytest.mark.parametrize(
    "program",
    [
        "from kimcore.law import shipped; shipped()",
        "from kimcore.law import deadlines",
    ],
)
def test_values_need_no_calendar(program: str) -> None:
    """Neither dated values nor the door to deadlines load holidays or month arithmetic."""
    assert loaded_after(program) == set()


def test_a_deadline_loads_its_calendar() -> None:
    """A deadline in months loads both libraries when it is reckoned."""
    program = (
        "from datetime import date; from kimcore.law.deadlines import Length, PeriodUnit, period_end; "
        "period_end(date(2025, 1, 1), Length(1, PeriodUnit.MONTHS))"
    )
    assert loaded_after(program) == {"dateutil", "holidays"}
