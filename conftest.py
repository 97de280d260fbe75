"""What every test shares: docstrings and pages are tests too, and Hypothesis is repeatable in CI."""

import os
import re
import shlex
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from importlib import import_module
from pathlib import Path

from hypothesis import settings
from sybil import Document, Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.example import NotEvaluated
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

HERE = Path(__file__).parent
SOURCE = HERE / "src"

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


class InstalledModule(PythonDocStringDocument):
    """A source file whose examples see the names of the module that is installed, not of a second copy."""

    def import_document(self, example: Example) -> None:  # noqa: ARG002 - Sybil calls it so
        """Import the module the file belongs to, whether it lies in `src` or was installed."""
        parts = Path(self.path).relative_to(SOURCE).with_suffix("").parts
        module = import_module(".".join(parts).removesuffix(".__init__"))
        self.namespace.update(vars(module))
        self.pop_evaluator(self.import_document)
        raise NotEvaluated


def run_console(example: Example) -> str | None:
    """Run a `kimcore` command of a console block and compare what it prints; `...` stands for anything."""
    _, *parts = re.split(r"^\$ (.*)\n", str(example.parsed), flags=re.MULTILINE)
    for command, wanted in zip(parts[::2], parts[1::2], strict=True):
        printed = _printed_by(command)
        if not OutputChecker().check_output(wanted, printed, ELLIPSIS):
            return f"$ {command}\nexpected:\n{wanted}\nprinted:\n{printed}"
    return None


def _printed_by(command: str) -> str:
    """Return what a `kimcore` command prints, without blanks at the end of lines."""
    program, *arguments = shlex.split(command)
    if program != "kimcore":
        return f"a console block runs kimcore, not {program}; use a sh block for what is not to be run\n"
    main = "import sys; from kimcore.cli import main; sys.exit(main())"
    environment = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", main, *arguments],
        check=False,
        cwd=HERE,
        encoding="utf-8",
        env=environment,
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


docstrings = Sybil(
    path="src",
    pattern="*.py",
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    document_types={".py": InstalledModule},
)
pages = Sybil(
    pattern="*.md",
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), CodeBlockParser("console", run_console), SkipParser()],
    document_types={".md": Document},
)
pytest_collect_file = (docstrings + pages).pytest()
