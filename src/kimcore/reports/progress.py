"""A line that tells how far a long computation is, shown only while somebody waits."""

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import TextIO

from attrs import define, field

from kimcore.reports.network_words import AREA
from kimcore.tables.judging.pace import Pace
from kimcore.text import Language, fill, render, sentences

PATIENCE = 2.0
"""Seconds before anything is shown."""
_BETWEEN = 0.2
"""Seconds between two changes of the line."""
_MINUTE = 60
_MOST_SECONDS, _MOST_HOURS = 90, 99
"""Up to here time is told in seconds, for it is nearly over, and in minutes beside the hours."""


@define
class _OneLine:
    """A line that is overwritten, and when it may be."""

    stream: TextIO
    language: Language
    clock: Callable[[], float] = monotonic
    _shown_at: float = field(init=False)
    _width: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        """Begin to wait."""
        self._shown_at = self.clock() + PATIENCE - _BETWEEN

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._width:
            self.stream.write(f"\r{' ' * self._width}\r")
            self.stream.flush()
            self._width = 0

    def _show(self, text: Callable[[], str]) -> None:
        """Show a text, unless the line was written a moment ago."""
        now = self.clock()
        if now < self._shown_at + _BETWEEN:
            return
        shown = text()
        self.stream.write(f"\r{shown.ljust(self._width)}")
        self.stream.flush()
        self._shown_at, self._width = now, len(shown)


@define
class ProgressLine(_OneLine):
    """One line of a terminal that is overwritten with each step and gone at the end (*Fortschrittsanzeige*).

    Example:
        >>> import io
        >>> seconds = iter([0.0, 1.0, 3.0])
        >>> stream = io.StringIO()
        >>> line = ProgressLine(stream, Language.EN, clock=lambda: next(seconds))
        >>> line("groups", 1, 2)
        >>> line("groups", 2, 2)
        >>> stream.getvalue().strip()
        'Test of the groups by chance: 2 of 2 (stop with Ctrl+C)'
    """

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show a step, unless the line was written a moment ago."""
        words = sentences(self.language, AREA)
        facts = {"stage": words["stage"][stage], "done": str(done), "total": str(total)}
        self._show(lambda: fill(words["report"]["progress"], facts))


@define
class PaceLine(_OneLine):
    """One line of a terminal that tells how far a check of many cases is, how fast, and how long it may still take.

    Give it to `kimcore.check_cases` as ``progress``, and clear it at the end.

    Example:
        >>> import io
        >>> seconds = iter([0.0, 3.0])
        >>> stream = io.StringIO()
        >>> line = PaceLine(stream, Language.EN, clock=lambda: next(seconds))
        >>> line(Pace(done=90_000, total=1_000_000, seconds=3.0))
        >>> stream.getvalue().strip()
        '90,000 of 1,000,000 cases, 30,000/s, 31 s left (Ctrl+C stops)'
    """

    def __call__(self, pace: Pace) -> None:
        """Show how far a run is, unless the line was written a moment ago."""
        self._show(lambda: pace_in_words(pace, self.language))


def pace_in_words(pace: Pace, language: Language) -> str:
    """Return how far a run over many cases has come.

    Example:
        >>> pace_in_words(Pace(done=90_000, total=None, seconds=3.0), Language.DE)
        '90.000 Fälle, 30.000/s (Abbruch: Strg+C)'
    """
    words = sentences(language, "report")["pace"]
    facts = {
        "done": render(pace.done, "number", language),
        "total": render(pace.total, "number", language),
        "rate": render(round(pace.rate or 0), "number", language),
        "left": "" if pace.seconds_left is None else _time_in_words(ceil(pace.seconds_left), language),
    }
    return fill(words["open" if pace.seconds_left is None else "known"], facts)


def _time_in_words(seconds: int, language: Language) -> str:
    words = sentences(language, "report")["pace"]
    minutes = ceil(seconds / _MINUTE)
    if seconds <= _MOST_SECONDS:
        return fill(words["seconds"], {"count": str(seconds)})
    if minutes < _MINUTE:
        return fill(words["minutes"], {"count": str(minutes)})
    hours = minutes // _MINUTE
    if hours > _MOST_HOURS:
        return fill(words["many_hours"], {"count": render(hours, "number", language)})
    return fill(words["hours"], {"count": str(hours), "minutes": str(minutes % _MINUTE)})
