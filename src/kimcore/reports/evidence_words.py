"""Words and small pieces that the reports on the loop share."""

import json
from datetime import date

from kimcore.evidence import Gap
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


def day_line(on: date, language: Language) -> str:
    """Return the day of a page as words."""
    return said(language, "day", day=render(on, "date", language))


def json_page(value: object) -> str:
    """Return a value as JSON text, one byte form for one value."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
