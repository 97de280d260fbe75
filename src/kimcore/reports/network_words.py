"""The words of a network report, and those for its numbers."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence

from attrs import field, frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import Metric
from kimcore.network import Grouping
from kimcore.reports.page import Block, Grid, Reading
from kimcore.text import Language, fill, join, render, sentences

AREA = "network_report"
SHARES = frozenset(
    {
        "density",
        "reciprocity",
        "connectedness",
        "fragmentation",
        "transitivity",
        "efficiency",
        "hierarchy",
        "confirmation_rate",
        "two_mode_density",
        "wave_jaccard",
        "wave_turnover",
    }
)
_SMALLEST_P = 0.01
_ONE_PLACE = re.compile(r".*[.,][0-9]")
"""A number with one place, which would stand askew below one with two."""
_MANY = 12
"""The most rows and names that are shown."""


@frozen
class Wording:
    """The words of one report: its language, and the names of offices and bodies (*Wortlaut*)."""

    language: Language
    names: Mapping[str, str] = field(repr=False)
    protection: Protection = PROTECTED

    def phrase(self, key: str, /, **facts: str) -> str:
        """Return one of the report's own sentences."""
        return fill(sentences(self.language, AREA)["report"][key], facts)

    def fact(self, table: str, key: str, /, **facts: str) -> str:
        """Return a sentence of another table of the report, with its facts."""
        return fill(self.word(table, key), facts)

    def word(self, table: str, key: str) -> str:
        """Return a word of the report."""
        return sentences(self.language, AREA)[table][key]

    def called(self, key: Hashable) -> str:
        """Return what a reader calls an office or a body."""
        return self.names.get(str(key), str(key))

    def listed(self, keys: Iterable[Hashable]) -> str:
        """Return the names of some offices as a list in running text, the first of them where there are many."""
        named = sorted(self.called(key) for key in keys)
        if len(named) <= _MANY:
            return join(named, self.language)
        return f"{', '.join(named[:_MANY])} {self.phrase('more', count=str(len(named) - _MANY))}"

    def reading(self, metric: str, value: str, kind: str = "") -> Reading:
        """Return a number with its question and its limit."""
        words = sentences(self.language, "metrics")[metric]
        name = f"{words['name']} {kind}" if kind else words["name"]
        return Reading(name, value, words["question"], words["limit"])

    def measured(self, metric: Metric) -> Reading:
        """Return a metric with its question and its limit; where there is no value the reason stands in its place."""
        kind = dict(metric.card.parameters).get("kind", "") if metric.name == "centralization" else ""
        return self.reading(metric.name, self.value(metric), self.word("kind", kind) if kind else "")

    def value(self, metric: Metric) -> str:
        """Return the value of a metric as words, or why there is none."""
        if metric.value is None:
            return self.reason(metric.reason)
        return self.number(metric.value, metric.name)

    def number(self, value: float | None, metric: str = "") -> str:
        """Return a number as words: a share where the metric is one, with two places where there is a fraction."""
        if value is None:
            return self.phrase("none")
        if metric in SHARES:
            return render(value, "share", self.language)
        text = render(value, "number", self.language)
        return f"{text}0" if _ONE_PLACE.fullmatch(text) else text

    def chance(self, p: float | None) -> str:
        """Return a probability as words; a small one is not rounded to nothing."""
        if p is None:
            return self.phrase("none")
        return self.phrase("unlikely") if p < _SMALLEST_P else self.number(p)

    def reason(self, code: str | None) -> str:
        """Return why there is no value."""
        return sentences(self.language, "metrics")["reason"].get(code or "", self.phrase("none"))

    def part(self, number: int, whole: int) -> str:
        """Return how many of some cases, protected where they or the others are too few to be shown."""
        if self.protection.is_few(number):
            return self.phrase("few", minimum=str(self.protection.minimum))
        return self.phrase("hidden_number") if self.protection.is_few(whole - number) else str(number)

    def metric_name(self, metric: str) -> str:
        """Return what a metric is called."""
        return sentences(self.language, "metrics")[metric]["name"]

    def grid(
        self, title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], numbers_from: int = 1
    ) -> tuple[Block, ...]:
        """Return a table of the first rows, and a note on how many there are besides."""
        header = tuple(self.word("column", column) for column in columns)
        table = Grid(self.word("table", title), header, tuple(rows[:_MANY]), numbers_from)
        rest = len(rows) - _MANY
        return (table,) if rest <= 0 else (table, self.phrase("more", count=str(rest)))


def group_name(group: object, kind: Grouping, language: Language) -> str:
    """Return what a group of offices is called, in few words.

    Example:
        >>> group_name("sgb_v", Grouping.LEGAL_FIELD, Language.DE)
        'SGB V'
    """
    name = render(str(group), "LegalField" if kind is Grouping.LEGAL_FIELD else "BuildingBlock", language)
    # Of "SGB VIII, Kinder- und Jugendhilfe" and "Baustein 1: Koordinierung" the first part is what a table has room for.
    return name.partition(",")[0].partition(":")[0]
