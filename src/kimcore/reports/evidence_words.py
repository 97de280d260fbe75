"""Words and small pieces that the reports on the loop share."""

import json
from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from kimcore.evidence import Gap
from kimcore.model import Town
from kimcore.reports.lines import town_name
from kimcore.reports.markdown import escape
from kimcore.reports.terminal import clean
from kimcore.text import Language, fill, render, sentences


def said(language: Language, key: str, /, **facts: str) -> str:
    """Return one of the sentences about the loop, filled with facts that are already words."""
    return fill(sentences(language, "evidence")["page"][key], facts)


def code_word(language: Language, table: str, code: str) -> str:
    """Return the word for a code of the loop."""
    return sentences(language, "evidence")[table][code]


def day_words(day: date | None, language: Language) -> str:
    """Return a day as words."""
    return said(language, "no_day") if day is None else render(day, "date", language)


def age_words(gap: Gap, language: Language) -> str:
    """Return since when something has been missing; empty where no day is known."""
    if gap.since is None or gap.days is None:
        return ""
    return said(language, "since", days=render(gap.days, "days", language), day=day_words(gap.since, language))


def head_lines(title: str, town: Town, on: date, language: Language) -> tuple[str, str]:
    """Return the title of a page, and whom and which day it is about."""
    day = said(language, "day", day=render(on, "date", language))
    return title, f"{town_name(town.municipality, language)} · {day}"


def terminal_head(lines: tuple[str, str]) -> list[RenderableType]:
    """Return the head of a page for a terminal."""
    title, about = lines
    return [Text(title, style="bold"), Text(clean(about)), Text()]


def markdown_head(lines: tuple[str, str]) -> list[str]:
    """Return the head of a page in Markdown."""
    title, about = lines
    return [f"# {title}", f"**{escape(about)}**"]


def markdown_page(blocks: Sequence[str]) -> str:
    """Return blocks of Markdown as a page."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def json_page(value: object) -> str:
    """Return a value as JSON text, one byte form for one value."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
