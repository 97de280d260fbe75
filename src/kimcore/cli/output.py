"""Speaking to the terminal and to the shell."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from kimcore.bundle.files import write_all
from kimcore.errors import KimcoreError
from kimcore.reports.page import Page
from kimcore.reports.page_html import page_html
from kimcore.reports.page_output import page_markdown, page_text
from kimcore.reports.terminal import WIDTH
from kimcore.reports.wording import is_marked_public, phrase

OK, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""What a command tells the shell."""

_WIDEST = 100
_FORMS = {".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".md": "markdown", ".txt": "text"}


def width() -> int:
    """Return how many columns may be used: those of the terminal, or 80 where there is none."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else WIDTH


def colour() -> bool:
    """Return whether the terminal may be coloured."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def form(arguments: argparse.Namespace) -> str:
    """Return the form to write: the one asked for, else the one that the name of the file tells, else the first.

    Raises:
        KimcoreError: if the name of the file tells a form that the command does not have.
    """
    forms: tuple[str, ...] = arguments.forms
    place: Path | None = arguments.output
    asked: str | None = arguments.format
    told = None if place is None else _FORMS.get(place.suffix.lower())
    if asked is None and told is not None and told not in forms:
        raise KimcoreError(phrase(arguments.language, "no_such_form", path=str(place), forms=", ".join(forms)))
    return asked or told or forms[0]


def answer(arguments: argparse.Namespace, page: Callable[[], Page], json: Callable[[], str] | None = None) -> None:
    """Write what a command found in the form asked for; only that form is made.

    Raises:
        KimcoreError: if there is no such form, or the file asked for cannot be written.
    """
    kind = form(arguments)
    if kind == "json" and json is not None:
        deliver(json(), arguments)
    elif kind == "html":
        deliver(page_html(page()), arguments)
    elif kind == "markdown":
        deliver(page_markdown(page()), arguments)
    else:
        is_file = arguments.output is not None
        deliver(page_text(page(), width=WIDTH if is_file else width(), colour=not is_file and colour()), arguments)


def deliver(text: str, arguments: argparse.Namespace) -> None:
    """Write what a command has to tell: into the file asked for, whole or not at all, else to standard output.

    A file that is marked public is never replaced by what does not protect people.

    Raises:
        KimcoreError: if the file cannot be written, or is marked public and people are not protected.
    """
    place: Path | None = arguments.output
    if place is None:
        say(text)
        return
    if getattr(arguments, "unprotected", False) and _is_public(place):
        raise KimcoreError(phrase(arguments.language, "public_file", path=str(place)))
    try:
        write_all({place: text.encode()})
    except OSError as error:
        reason = error.strerror or str(error)
        raise KimcoreError(phrase(arguments.language, "not_written", path=str(place), reason=reason)) from error


def _is_public(place: Path) -> bool:
    return place.is_file() and is_marked_public(place.read_text(encoding="utf-8", errors="replace"))


def say(text: str) -> None:
    """Write text to standard output."""
    sys.stdout.write(text)


def complain(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
