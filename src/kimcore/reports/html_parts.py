"""The blocks of a page as elements of HTML.

They are built as a tree, so that every text is escaped by the standard library and none can become a tag.
"""

from base64 import b64encode
from xml.etree.ElementTree import Element, SubElement

from attrs import frozen

from kimcore.reports.page import Block, Branch, Coded, Entry, Figure, Grid, Lines, Mark, Reading, Tree, is_web

_INLINE = frozenset({"a", "i", "span", "strong"})
_DEEPEST = 10
"""Branches further down are not moved further to the right."""
_NUMBER = 14
"""Letters of the longest cell in a column of numbers."""


@frozen
class Place:
    """Where a block stands in a page (*Stelle auf der Seite*)."""

    anchor: str
    """A name that no other place of the page has."""
    level: int
    """The level of its headings."""
    limit: str
    """The word before what a number cannot say."""
    sources: str
    """What a list of links is called."""


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Add an element with text; what is no part of running text ends its line, so that files can be compared.

    A trailing underscore of an attribute is dropped and the others become hyphens.
    """
    made = SubElement(parent, name, {key.rstrip("_").replace("_", "-"): shown(value) for key, value in attributes.items()})
    made.text = shown(text)
    made.tail = "" if name in _INLINE else "\n"
    return made


def add_holder(parent: Element, name: str, /, **attributes: str) -> Element:
    """Add an element that holds others, each on its own line."""
    made = add(parent, name, **attributes)
    made.text = "\n"
    return made


def shown(text: str) -> str:
    """Return text from a file without characters that HTML does not allow."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def add_block(parent: Element, block: Block, place: Place) -> None:
    """Add a block of a page."""
    match block:
        case Grid():
            _add_table(parent, block, place)
        case Reading():
            _add_reading(parent, block, place)
        case Lines():
            _add_lines(parent, block, place)
        case Entry():
            _add_entry(parent, block, place)
        case Coded():
            _add_coded(parent, block, place)
        case Tree():
            _add_tree(parent, block)
        case Figure():
            _add_figure(parent, block)
        case str():
            add(parent, "p", block)


def _add_table(parent: Element, grid: Grid, place: Place) -> None:
    labels = {"aria_labelledby": place.anchor} if grid.title else {"aria_label": ", ".join(grid.header)}
    # A wide table is moved in its own frame, which the keyboard must reach too.
    frame = add_holder(parent, "div", class_="scroll", role="region", tabindex="0", **labels)
    table = add_holder(frame, "table")
    if grid.title:
        add(table, "caption", grid.title, id=place.anchor)
    columns = range(grid.numbers_from, len(grid.header))
    numbers = {column for column in columns if all(len(row[column]) <= _NUMBER for row in grid.rows)}
    sides = [{"class_": "number"} if column in numbers else {} for column in range(len(grid.header))]
    head = add_holder(add_holder(table, "thead"), "tr")
    for title, side in zip(grid.header, sides, strict=True):
        add(head, "th", title, scope="col", **side)
    body = add_holder(table, "tbody")
    for first, *rest in grid.rows:
        line = add_holder(body, "tr")
        add(line, "th", first, scope="row", **sides[0])
        for cell, side in zip(rest, sides[1:], strict=True):
            add(line, "td", cell, **side)


def _add_reading(parent: Element, reading: Reading, place: Place) -> None:
    part = add_holder(parent, "div", class_="reading")
    head = add(part, f"h{place.level}", f"{reading.name} " if reading.value else reading.name)
    if reading.value:
        add(head, "span", reading.value, class_="value")
    if reading.question:
        add(part, "p", reading.question)
        add(add(part, "p", class_="quiet"), "i", f"{place.limit}:").tail = shown(f" {reading.limit}")


def _add_lines(parent: Element, block: Lines, place: Place) -> None:
    part = add_holder(parent, "div", class_="group") if block.title else parent
    if block.title:
        head = add(part, f"h{place.level}")
        _add_signed(head, block.mark, block.title).tail = " " if block.note else ""
        if block.note:
            add(head, "span", block.note, class_="note")
    if block.lines:
        listed = add_holder(part, "ul")
        for line in block.lines:
            add(listed, "li", line)


def _add_entry(parent: Element, entry: Entry, place: Place) -> None:
    kind = f"entry {entry.mark.name.lower()}"
    part = add_holder(parent, "article", class_=kind, aria_labelledby=place.anchor)
    head = add(part, f"h{place.level}", id=place.anchor)
    code = _add_signed(head, entry.mark, entry.code, class_="code")
    code.tail = shown(f" {entry.title} " if entry.weight else f" {entry.title}")
    if entry.weight:
        add(head, "span", entry.weight, class_="weight")
    if any(row.label for row in entry.rows):
        listed = add_holder(part, "dl")
        for row in entry.rows:
            if row.label:
                add(listed, "dt", row.label)
            add(listed, "dd", row.text)
    else:
        for row in entry.rows:
            add(part, "p", row.text)
    if entry.links:
        sources = add_holder(part, "ul", class_="links", aria_label=place.sources)
        for title, address in entry.links:
            item = add(sources, "li", "" if is_web(address) else title)
            if is_web(address):
                add(item, "a", title, href=address, rel="noreferrer")


def _add_coded(parent: Element, block: Coded, place: Place) -> None:
    part = add_holder(parent, "div", class_="group") if block.title else parent
    if block.title:
        add(part, f"h{place.level}", block.title)
    listed = add_holder(part, "ul", class_="coded")
    for code, text in block.rows:
        _add_signed(add(listed, "li"), block.mark, code, class_="code").tail = shown(f" {text}")


def _add_tree(parent: Element, tree: Tree) -> None:
    """Add branches as lists in lists, without recursion, because a hostile file may hold thousands."""
    way: list[tuple[int, Element]] = []
    for branch in tree.branches:
        depth = min(branch.depth, _DEEPEST)
        while way and way[-1][0] >= depth:
            way.pop()
        if not depth:
            _add_branch(add_holder(parent, "div", class_="root"), branch)
            continue
        above = way[-1][1] if way else parent
        is_begun = len(above) and above[-1].get("class") == "tree"
        item = add_holder(above[-1] if is_begun else add_holder(above, "ul", class_="tree"), "li")
        _add_branch(item, branch)
        way.append((depth, item))


def _add_branch(item: Element, branch: Branch) -> None:
    add(item, "p", branch.head, class_="head")
    if branch.facts:
        add(item, "p", branch.facts, class_="quiet")
    for missing in branch.missing:
        _add_signed(add(item, "p", class_="lack"), Mark.ERROR, missing)


def _add_figure(parent: Element, figure: Figure) -> None:
    part = add_holder(parent, "figure")
    data = b64encode(figure.svg.encode()).decode()
    add(part, "img", src=f"data:image/svg+xml;base64,{data}", alt=figure.title)
    add(part, "figcaption", figure.caption)


def _add_signed(parent: Element, mark: Mark, text: str, **attributes: str) -> Element:
    """Add text after its sign, which is not read out: the words say the same."""
    if mark is not Mark.NONE:
        add(parent, "span", mark.value, class_=f"mark {mark.name.lower()}", aria_hidden="true").tail = " "
    return add(parent, "span", text, **attributes)
