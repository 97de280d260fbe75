"""A page as text for a terminal and as Markdown."""

import re
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.reports.markdown import escape
from kimcore.reports.page import (
    Block,
    Branch,
    Coded,
    Entry,
    Figure,
    Grid,
    Lines,
    Mark,
    Page,
    Reading,
    Tree,
    is_web,
    notice,
    small_print,
)
from kimcore.reports.terminal import WIDTH, clean, drawn, heading

DEEPEST = 10
"""Branches further down are not moved further to the right."""

_VALUE_COLUMN = 10
_LABEL_COLUMN = 11
_WORD = 24
"""Letters of a word that a column should hold unbroken."""

_STYLES = {
    Mark.NONE: "",
    Mark.ERROR: "bold red",
    Mark.WARNING: "yellow",
    Mark.INFO: "cyan",
    Mark.MET: "green",
    Mark.OPEN: "",
}


def page_text(page: Page, *, width: int = WIDTH, colour: bool = False) -> str:
    """Return a page as text for a terminal.

    Args:
        page: the page.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
    """
    parts: list[RenderableType] = [
        Text(clean(page.title), style="bold"),
        Text(clean(f"{page.town} · {page.day}")),
        Text(),
        *([Text(notice(page), style="bold"), Text()] if notice(page) else []),
        *(Text(clean(line)) for line in page.lines),
        *([Text()] if page.lines else []),
    ]
    parts += [_drawn(block, page.limit) for block in page.opening]
    parts += [Text()] if page.opening else []
    for section in page.sections:
        parts.append(heading(clean(section.title)))
        parts += [_drawn(block, page.limit) for block in section.blocks]
        parts.append(Text())
    text = drawn(Group(*parts, Text(clean(small_print(page)), style="dim")), width=width, colour=colour)
    return re.sub(r"\n{3,}", "\n\n", text)


def page_markdown(page: Page) -> str:
    """Return a page as Markdown; names from the file are escaped."""
    marked = [f"**{escape(notice(page))}**"] if notice(page) else []
    blocks = [f"# {escape(page.title)}", f"**{escape(page.town)}** · {escape(page.day)}", *marked, *map(escape, page.lines)]
    blocks += [_marked(block, page.limit) for block in page.opening]
    for section in page.sections:
        blocks += [f"## {escape(section.title)}", *(_marked(block, page.limit) for block in section.blocks)]
    return "\n\n".join(block for block in [*blocks, escape(small_print(page))] if block) + "\n"


def _drawn(block: Block, limit: str) -> RenderableType:  # noqa: PLR0911 - one way out for each kind of block
    match block:
        case Grid():
            return _table(block)
        case Reading():
            return _reading(block, limit)
        case Lines():
            return _lines(block)
        case Entry():
            return _entry(block)
        case Coded():
            return _coded(block)
        case Tree():
            return Group(*(_branch(branch) for branch in block.branches))
        case Figure():
            return Group()
        case str():
            return Padding(Text(clean(block)), (0, 0, 1, 2))


def _reading(reading: Reading, limit: str) -> RenderableType:
    head = Text.assemble((clean(reading.name), "bold"), (f"  {clean(reading.value)}" if reading.value else "", "bold cyan"))
    if not reading.question:
        return head
    said = Text.assemble(clean(reading.question), "\n", (clean(f"{limit}: {reading.limit}"), "dim"))
    return Group(head, Padding(said, (0, 0, 1, 2)))


def _table(grid: Grid) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    for place, name in enumerate(grid.header):
        is_number = grid.numbers_from <= place and all(len(row[place]) <= _VALUE_COLUMN for row in grid.rows)
        longest = max((len(word) for row in grid.rows for word in row[place].split()), default=0)
        table.add_column(clean(name), justify="right" if is_number else "left", overflow="fold", min_width=min(longest, _WORD))
    for row in grid.rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    body = Padding(table, (0, 0, 1, 2))
    return Group(Padding(Text(clean(grid.title)), (0, 0, 0, 2)), body) if grid.title else body


def _lines(block: Lines) -> RenderableType:
    if not block.title:
        return Group(*(Padding(Text(clean(line)), (0, 0, 0, 2)) for line in block.lines))
    mark = f"{block.mark.value} " if block.mark.value else ""
    note = f"  {clean(block.note)}" if block.note else ""
    head = Text.assemble((mark, _STYLES[block.mark]), (clean(block.title), "bold"), note)
    return Group(head, *(Padding(Text(clean(line)), (0, 0, 0, 4)) for line in block.lines))


def _entry(entry: Entry) -> RenderableType:
    mark = f"{entry.mark.value} " if entry.mark.value else ""
    head = Text.assemble((mark, _STYLES[entry.mark]), (clean(entry.code), "bold"), f"  {clean(entry.title)}")
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(width=_LABEL_COLUMN if any(row.label for row in entry.rows) else 3, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for row in entry.rows:
        table.add_row(clean(row.label), Text(clean(row.text)))
    return Group(head, Padding(table, (0, 0, 0, 2)), Text())


def _coded(block: Coded) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for code, text in block.rows:
        table.add_row(block.mark.value, clean(code), Text(clean(text)))
    return Group(Text(clean(block.title), style="bold"), table, Text()) if block.title else table


def _branch(branch: Branch) -> RenderableType:
    said = [Text(clean(branch.head), style="" if branch.depth else "bold")]
    said += [Text(clean(branch.facts), style="dim")] if branch.facts else []
    said += [Text(f"{Mark.ERROR.value} {clean(missing)}", style="red") for missing in branch.missing]
    if not branch.depth:
        return Group(*said)
    table = Table.grid()
    table.add_column(width=2)
    table.add_column(overflow="fold")
    for mark, text in zip_longest(("└ ",), said, fillvalue=""):
        table.add_row(mark, text)
    return Padding(table, (0, 0, 0, _indent(branch)))


def _indent(branch: Branch) -> int:
    return 2 * max(0, min(branch.depth, DEEPEST) - 1)


def _marked(block: Block, limit: str) -> str:  # noqa: PLR0911 - as for `_drawn`
    match block:
        case Grid():
            return "\n\n".join(part for part in (escape(block.title), _marked_table(block)) if part)
        case Reading():
            value = f": {escape(block.value)}" if block.value else ""
            said = f"  \n{escape(block.question)}  \n*{escape(limit)}:* {escape(block.limit)}" if block.question else ""
            return f"**{escape(block.name)}**{value}{said}"
        case Lines():
            lines = "\n".join(f"- {escape(line)}" for line in block.lines)
            note = f" · {escape(block.note)}" if block.note else ""
            head = f"{_sign(block.mark)}**{escape(block.title)}**{note}" if block.title else ""
            return "\n\n".join(part for part in (head, lines) if part)
        case Entry():
            return _marked_entry(block)
        case Coded():
            rows = "\n".join(f"- **{escape(code)}** {escape(text)}" for code, text in block.rows)
            return f"**{escape(block.title)}**\n\n{rows}" if block.title else rows
        case Tree():
            return "\n".join(map(_marked_branch, block.branches))
        case Figure():
            return ""
        case str():
            return escape(block)


def _sign(mark: Mark) -> str:
    return f"{mark.value} " if mark.value else ""


def _marked_table(grid: Grid) -> str:
    sides = ["---:" if grid.numbers_from <= place else "---" for place in range(len(grid.header))]
    rows = [tuple(map(escape, grid.header)), tuple(sides), *(tuple(map(escape, row)) for row in grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marked_entry(entry: Entry) -> str:
    weight = f" ({escape(entry.weight)})" if entry.weight else ""
    lines = [f"{_sign(entry.mark)}**{escape(entry.code)} {escape(entry.title)}**{weight}", ""]
    lines += [f"- **{escape(row.label)}:** {escape(row.text)}" if row.label else f"  {escape(row.text)}" for row in entry.rows]
    return "\n".join([*lines, *(f"- {_link(title, address)}" for title, address in entry.links)])


def _link(title: str, address: str) -> str:
    return f"[{escape(title)}](<{address}>)" if is_web(address) else escape(title)


def _marked_branch(branch: Branch) -> str:
    indent = " " * _indent(branch)
    mark = "- " if branch.depth else ""
    facts = f" ({escape(branch.facts)})" if branch.facts else ""
    missing = "".join(f"\n{indent}  - **{Mark.ERROR.value} {escape(one)}**" for one in branch.missing)
    return f"{indent}{mark}{escape(branch.head)}{facts}{missing}"
