"""The words of the pages on the loop, and what these pages have in common."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from attrs import field, frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import Metric, Town
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Block, Grid, Page, Section
from kimcore.text import Fact, FactKind, Language, fill, render, sentences

AREA = "loop"
_MANY = 12
"""So many rows of a table are shown; the JSON form has them all."""


@frozen
class LoopWords:
    """The words of one page: its part of the sentences, its language, and the names of offices (*Wortlaut*)."""

    page: str
    language: Language
    protection: Protection = PROTECTED
    names: dict[str, str] = field(factory=dict, repr=False)

    def said(self, key: str, /, **facts: str) -> str:
        """Return one of the page's own sentences, or one that all pages share."""
        own = sentences(self.language, AREA)[self.page]
        facts = {"minimum": str(self.protection.minimum), **facts}
        return fill(own[key] if key in own else sentences(self.language, AREA)["page"][key], facts)

    def word(self, table: str, key: str) -> str:
        """Return the word for a code of the loop."""
        return sentences(self.language, AREA)[table][key]

    def called(self, key: Hashable) -> str:
        """Return what a reader calls an office or a record."""
        return self.names.get(str(key), str(key))

    def shown(self, value: Fact, kind: FactKind = "number") -> str:
        """Return a value as words; a dash where there is none."""
        return "–" if value is None else render(value, kind, self.language)

    def people(self, count: int) -> str:
        """Return how many people, protected where they are few."""
        return self.said("few") if self.protection.is_few(count) else self.shown(count, "count")

    def counted(self, count: int | None) -> str:
        """Return a count of a table in which `None` stands for what is protected."""
        return self.said("hidden") if count is None else self.shown(count, "count")

    def why(self, reason: str | None) -> str:
        """Return why a number is not there."""
        known = {**sentences(self.language, "metrics")["reason"], **sentences(self.language, "evidence")["reason"]}
        return known.get(reason or "", self.said("no_value"))

    def number(self, metric: Metric, kind: FactKind) -> str:
        """Return a number as words, or why there is none."""
        return self.why(metric.reason) if metric.value is None else self.shown(metric.value, kind)

    def grid(
        self,
        columns: Iterable[str],
        rows: Sequence[tuple[str, ...]],
        *,
        numbers_from: int = 1,
        many: int = _MANY,
    ) -> tuple[Block, ...]:
        """Return a table of the first rows, and how many there are besides."""
        header = tuple(self.word("column", column) for column in columns)
        rest = (self.said("more", count=str(len(rows) - many)),) if len(rows) > many else ()
        return (Grid("", header, tuple(rows[:many]), numbers_from), *rest)

    def section(self, key: str, *blocks: Block) -> Section:
        """Return a part of the page; one with nothing in it says so."""
        return Section(self.said(key), blocks or (self.said("nothing"),))


def words_of(town: Town, page: str, language: Language, protection: Protection) -> LoopWords:
    """Return the words for a page on a town."""
    return LoopWords(page, language, protection, dict(subject_names(town)))


def loop_page(town: str, on: date, words: LoopWords, *, lines: Iterable[str], sections: Iterable[Section]) -> Page:
    """Return a page on the loop."""
    return Page(
        title=words.said("title"),
        town=town,
        day=words.said("day", day=render(on, "date", words.language)),
        language=words.language,
        protection=words.protection,
        lines=tuple(lines),
        sections=tuple(sections),
        closing=words.said("closing"),
    )


def page_of_town(town: Town, on: date, words: LoopWords, *, lines: Iterable[str], sections: Iterable[Section]) -> Page:
    """Return a page on the loop of one town."""
    return loop_page(town_name(town.municipality, words.language), on, words, lines=lines, sections=sections)
