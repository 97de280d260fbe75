"""Speaking to the terminal and to the shell."""

import os
import shutil
import sys

from kimcore.reports.terminal import WIDTH

OK, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""What a command tells the shell."""

_WIDEST = 100


def width() -> int:
    """Return how many columns may be used: those of the terminal, or 80 where there is none."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else WIDTH


def colour() -> bool:
    """Return whether the terminal may be coloured."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def say(text: str) -> None:
    """Write text to standard output."""
    sys.stdout.write(text)


def complain(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
