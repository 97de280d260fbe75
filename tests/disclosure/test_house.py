import ast
import subprocess
import sys
from pathlib import Path

import pytest

from kimcore import disclosure


def test_stub_names_the_same_homes() -> None:
    """Type checkers are told the same as the interpreter."""
    stub = ast.parse(Path(disclosure.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    told = {alias.name: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    homes = {name: f"kimcore.disclosure.{module}" for name, module in disclosure._HOME.items()}  # type: ignore[attr-defined]  # noqa: SLF001
    assert told == homes
    assert dir(disclosure) == sorted(homes)


def test_unknown_name() -> None:
    """A name that is not public is refused as any missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'hide'"):
        disclosure.hide  # type: ignore[attr-defined]  # noqa: B018


def test_pseudonyms_need_no_numpy() -> None:
    """Who only makes pseudonyms does not wait for numpy."""
    command = [sys.executable, "-c", "import sys, kimcore.disclosure as d; d.pseudonym; print('numpy' in sys.modules)"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "False"
