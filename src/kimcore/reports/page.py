"""What a page consists of, whatever form it is written in."""

from typing import TypeAlias

from attrs import frozen


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


Block: TypeAlias = str | Reading | Grid | Lines
"""A part of a section; a plain text is a paragraph."""


@frozen
class Section:
    """A part of a page under one heading (*Abschnitt*)."""

    title: str
    blocks: tuple[Block, ...]


@frozen
class Page:
    """A page for people: what it says, not how it looks (*Seite*)."""

    title: str
    town: str
    """Whom it is about; it comes from a file and is escaped by whoever writes it."""
    day: str
    lines: tuple[str, ...]
    """What every reader must know first."""
    sections: tuple[Section, ...]
    closing: str = ""
    """The small print at the end."""
    limit: str = ""
    """The word before what a number cannot say."""
