"""Drawing for the terminal: readable at 80 columns, with colour where there is any."""

import io

from rich.console import Console, RenderableType
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from kimcore.reports.wording import phrase, title, word
from kimcore.rules import Rule, Severity
from kimcore.text import Language

WIDTH = 80
"""Columns of a report that does not go to a terminal."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def rules_text(rules: tuple[Rule, ...], *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return the catalogue of rules as a table for a terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    family = ""
    for known in rules:
        if known.family != family:
            family = known.family
            known_as = word(language, "family", family)
            name = phrase(language, "rules_of_a_pack") if known_as == family else known_as
            table.add_row(Text(family, style="bold cyan"), Text(name, style="bold cyan"), "", "")
        table.add_row(
            known.code,
            Text(title(known, language)),
            Text(word(language, "severity", known.severity.value), style=_STYLES[known.severity]),
            word(language, "binding", known.binding.value),
        )
    return drawn(table, width=width, colour=colour)


def drawn(body: RenderableType, *, width: int, colour: bool) -> str:
    """Return what rich makes of a body, without blanks at line ends."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(body)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).rstrip("\n") + "\n"


def clean(text: str) -> str:
    """Return text from a file without characters that could steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def heading(text: str) -> RenderableType:
    """Return a line that opens a part of a report."""
    return Line(Text(text, style="bold"), align="left", characters="─", style="dim")
