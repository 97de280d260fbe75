"""A page as text for a terminal and as Markdown."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.reports.markdown import escape
from kimcore.reports.page import Block, Grid, Lines, Page, Reading
from kimcore.reports.terminal import WIDTH, clean, drawn, heading

_VALUE_COLUMN = 10
_WORD = 24
"""Letters of a word that a column should hold unbroken."""


def page_text(page: Page, *, width: int = WIDTH, colour: bool = False) -> str:
    """Return a page as text for a terminal.

    Args:
        page: the page.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
    """
    parts: list[RenderableType] = [
        Text(page.title, style="bold"),
        Text(clean(f"{page.town} · {page.day}")),
        Text(),
        *(Text(clean(line)) for line in page.lines),
        *([Text()] if page.lines else []),
    ]
    for section in page.sections:
        parts.append(heading(section.title))
        parts += [_drawn(block, page.limit) for block in section.blocks]
        parts.append(Text())
    return drawn(Group(*parts, Text(page.closing, style="dim")), width=width, colour=colour)


def page_markdown(page: Page) -> str:
    """Return a page as Markdown; names from the file are escaped."""
    blocks = [f"# {page.title}", f"**{escape(page.town)}** · {page.day}", *map(escape, page.lines)]
    for section in page.sections:
        blocks += [f"## {section.title}", *(marked for block in section.blocks for marked in _marked(block, page.limit))]
    return "\n\n".join(block for block in [*blocks, page.closing] if block) + "\n"


def _drawn(block: Block, limit: str) -> RenderableType:
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Reading):
        return _reading(block, limit)
    if isinstance(block, Lines):
        return Group(*(Padding(Text(clean(line)), (0, 0, 0, 2)) for line in block.lines))
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
    body = Padding(table, (0, 0, 1, 2))
    return Group(Padding(Text(grid.title), (0, 0, 0, 2)), body) if grid.title else body


def _marked(block: Block, limit: str) -> list[str]:
    if isinstance(block, Grid):
        return [escape(block.title), _marked_table(block)]
    if isinstance(block, Reading):
        value = f": {escape(block.value)}" if block.value else ""
        said = f"  \n{block.question}  \n*{limit}:* {block.limit}" if block.question else ""
        return [f"**{block.name}**{value}{said}"]
    if isinstance(block, Lines):
        return ["\n".join(f"- {escape(line)}" for line in block.lines)]
    return [escape(block)]


def _marked_table(grid: Grid) -> str:
    sides = ["---:" if grid.numbers_from <= place else "---" for place in range(len(grid.header))]
    rows = [grid.header, tuple(sides), *(tuple(map(escape, row)) for row in grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
