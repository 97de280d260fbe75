"""A network report as text for a terminal and as Markdown."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.reports.lines import town_name
from kimcore.reports.markdown import escape
from kimcore.reports.network_page import Block, Grid, Reading, Section
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.network_sections import head_lines, sections, wording_of
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.text import Language, render

_VALUE_COLUMN = 10
_WORD = 24
"""Letters of a word that a column should hold unbroken."""


def network_text(report: NetworkReport, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a network report as text for a terminal.

    Args:
        report: what `examine_network` found.
        language: the language to speak.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
    """
    words = wording_of(report, language)
    parts: list[RenderableType] = [
        Text(words.phrase("title"), style="bold"),
        Text(clean(_where(report, language))),
        Text(),
        *(Text(clean(line)) for line in head_lines(report, words)),
        Text(),
    ]
    for section in sections(report, language):
        parts.append(heading(section.title))
        parts += [_drawn(block, words.phrase("limit")) for block in section.blocks]
        parts.append(Text())
    return drawn(Group(*parts, Text(words.phrase("definitions"), style="dim")), width=width, colour=colour)


def network_markdown(report: NetworkReport, *, language: Language = Language.DE) -> str:
    """Return a network report as Markdown; names from the file are escaped."""
    words = wording_of(report, language)
    blocks = [
        f"# {words.phrase('title')}",
        f"**{escape(town_name(report.town.municipality, language))}** · {_day(report, language)}",
        *(escape(line) for line in head_lines(report, words)),
    ]
    for section in sections(report, language):
        blocks += [f"## {section.title}", *_marked(section, words.phrase("limit"))]
    return "\n\n".join([*blocks, words.phrase("definitions")]) + "\n"


def _where(report: NetworkReport, language: Language) -> str:
    return f"{town_name(report.town.municipality, language)} · {_day(report, language)}"


def _day(report: NetworkReport, language: Language) -> str:
    return wording_of(report, language).phrase("day", day=render(report.on, "date", language))


def _drawn(block: Block, limit: str) -> RenderableType:
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Reading):
        return _reading(block, limit)
    return Padding(Text(clean(block)), (0, 0, 1, 2))


def _reading(reading: Reading, limit: str) -> RenderableType:
    head = Text.assemble((reading.name, "bold"), (f"  {clean(reading.value)}" if reading.value else "", "bold cyan"))
    if not reading.question:
        return head
    said = Text.assemble(reading.question, "\n", (f"{limit}: {reading.limit}", "dim"))
    return Group(head, Padding(said, (0, 0, 1, 2)))


def _table(grid: Grid) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    for place, name in enumerate(grid.header):
        is_number = grid.numbers_from <= place and all(len(row[place]) <= _VALUE_COLUMN for row in grid.rows)
        longest = max((len(word) for row in grid.rows for word in row[place].split()), default=0)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold", min_width=min(longest, _WORD))
    for row in grid.rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    return Group(Padding(Text(grid.title), (0, 0, 0, 2)), Padding(table, (0, 0, 1, 2)))


def _marked(section: Section, limit: str) -> list[str]:
    blocks: list[str] = []
    for block in section.blocks:
        if isinstance(block, Grid):
            blocks += [escape(block.title), _marked_table(block)]
        elif isinstance(block, Reading):
            value = f": {escape(block.value)}" if block.value else ""
            said = f"  \n{block.question}  \n*{limit}:* {block.limit}" if block.question else ""
            blocks.append(f"**{block.name}**{value}{said}")
        else:
            blocks.append(escape(block))
    return blocks


def _marked_table(grid: Grid) -> str:
    sides = ["---:" if grid.numbers_from <= place else "---" for place in range(len(grid.header))]
    rows = [grid.header, tuple(sides), *(tuple(map(escape, row)) for row in grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
