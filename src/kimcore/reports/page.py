"""What a page consists of, whatever form it is written in.

Texts stand here as they are: whoever writes a form escapes them, so that no name from a file can do anything in it.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from attrs import evolve, field, frozen

from kimcore.disclosure import Protection
from kimcore.reports.wording import minimum_line, protection_line
from kimcore.text import Language

_WEB = re.compile(r"https?://[^\s<>\"'`\\]+")


class Mark(Enum):
    """The sign before a statement (*Zeichen*)."""

    NONE = ""
    """*ohne Zeichen*"""
    ERROR = "✖"
    """*Fehler oder Lücke*"""
    WARNING = "▲"
    """*Warnung*"""
    INFO = "●"
    """*Hinweis*"""
    MET = "✓"
    """*erfüllt*"""
    OPEN = "?"
    """*nicht feststellbar*"""


@frozen
class Reading:
    """A number with the question it answers and what it cannot say (*gelesene Kennzahl*).

    Where several numbers in a row answer the same question, only the last of them has it.
    """

    name: str
    value: str
    question: str
    limit: str


@frozen
class Grid:
    """A table; numbers stand to the right from the column `numbers_from` on (*Tabelle*)."""

    title: str
    """Empty where the heading above says it all."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_from: int = 1


@frozen
class Lines:
    """Short statements, one below the other (*Aufzählung*)."""

    lines: tuple[str, ...]
    title: str = ""
    note: str = ""
    """What stands beside the title, such as a count."""
    mark: Mark = Mark.NONE


@frozen
class Row:
    """A labelled line; without a label it goes on with what the line before says (*Zeile*)."""

    label: str
    text: str


@frozen
class Entry:
    """Something with a code and all there is to say about it (*Eintrag*)."""

    code: str
    title: str
    rows: tuple[Row, ...]
    mark: Mark = Mark.NONE
    weight: str = ""
    """The word for the mark."""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address of each source; what is no web address is not made a link."""


@frozen
class Coded:
    """Statements by their codes, one below the other (*Aufzählung nach Kürzeln*)."""

    rows: tuple[tuple[str, str], ...]
    mark: Mark = Mark.NONE
    title: str = ""


@frozen
class Branch:
    """A record in a tree, with what is known and what is missing there (*Zweig*)."""

    depth: int
    """Steps below the root, which has none."""
    head: str
    facts: str = ""
    missing: tuple[str, ...] = ()


@frozen
class Tree:
    """Records in reading order, each below the one it belongs to (*Baum*)."""

    branches: tuple[Branch, ...]


@frozen
class Figure:
    """A picture as SVG; forms that cannot show it leave it out (*Abbildung*)."""

    svg: str = field(repr=False)
    title: str
    caption: str
    """What the picture shows, also for those who do not see it."""


def is_web(address: str) -> bool:
    """Return whether an address leads into the web, and nowhere else.

    Example:
        >>> is_web("https://recht.nrw.de/lmi"), is_web("javascript:alert(1)"), is_web("https://a b")
        (True, False, False)
    """
    return _WEB.fullmatch(address) is not None


Block: TypeAlias = str | Reading | Grid | Lines | Entry | Coded | Tree | Figure
"""A part of a section; a plain text is a paragraph."""


@frozen
class Section:
    """A part of a page under one heading (*Abschnitt*)."""

    title: str
    blocks: tuple[Block, ...]


@frozen(kw_only=True)
class Page:
    """A page for people: what it says, not how it looks (*Seite*)."""

    title: str
    town: str
    """Whom it is about; it comes from a file and is escaped by whoever writes it."""
    day: str
    language: Language
    lines: tuple[str, ...]
    """What every reader must know first."""
    sections: tuple[Section, ...]
    opening: tuple[Block, ...] = ()
    """What stands before the first section."""
    closing: str = ""
    """The small print at the end."""
    limit: str = ""
    """The word before what a number cannot say."""
    protection: Protection | None = None
    """How people are protected in what it says, which every form names; `None` where it counts nobody."""


def with_picture(page: Page, figure: Figure | None) -> Page:
    """Return a page that opens with a picture, where there is one; only HTML shows it.

    Example:
        >>> page = Page(title="", town="", day="", language=Language.DE, lines=(), sections=())
        >>> len(with_picture(page, Figure("<svg/>", "", "")).opening)
        1
    """
    return page if figure is None else evolve(page, opening=(figure, *page.opening))


def notice(page: Page) -> str:
    """Return what stands out at the head of a page: how people are protected, where that has to be said; empty elsewhere.

    Example:
        >>> from kimcore.disclosure import PROTECTED
        >>> page = Page(title="", town="", day="", language=Language.EN, lines=("a",), sections=(), protection=PROTECTED)
        >>> notice(page), notice(evolve(page, protection=Protection(is_on=False)))[:19]
        ('', 'Without protection:')
    """
    return "" if page.protection is None else protection_line(page.protection, page.language)


def small_print(page: Page) -> str:
    """Return what stands at the end of a page: its closing, and the least count of people that it shows.

    Example:
        >>> page = Page(title="", town="", day="", language=Language.EN, lines=(), sections=(), closing="Ended.")
        >>> small_print(page)
        'Ended.'
        >>> small_print(evolve(page, protection=Protection(minimum=5)))
        'Ended. Counts of fewer than 5 people, and those that would give them away, are protected.'
    """
    least = "" if page.protection is None else minimum_line(page.protection, page.language)
    return " ".join(part for part in (page.closing, least) if part)


def illustrated(page: Page, figures: Mapping[str, Figure]) -> Page:
    """Return a page whose sections open with the picture that has their title.

    Example:
        >>> page = Page(title="", town="", day="", language=Language.DE, lines=(), sections=(Section("A", ()), Section("B", ())))
        >>> [len(section.blocks) for section in illustrated(page, {"B": Figure("<svg/>", "", "")}).sections]
        [0, 1]
    """
    sections = (
        evolve(section, blocks=(figures[section.title], *section.blocks)) if section.title in figures else section
        for section in page.sections
    )
    return evolve(page, sections=tuple(sections))
