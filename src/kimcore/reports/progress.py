"""A line that tells how far a long computation is, shown only while somebody waits."""

from collections.abc import Callable
from time import monotonic
from typing import TextIO

from attrs import define, field

from kimcore.reports.network_words import AREA
from kimcore.text import Language, fill, sentences

PATIENCE = 2.0
"""Seconds before anything is shown."""
_BETWEEN = 0.2
"""Seconds between two changes of the line."""


@define
class ProgressLine:
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

    stream: TextIO
    language: Language
    clock: Callable[[], float] = monotonic
    _shown_at: float = field(init=False)
    _width: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        """Begin to wait."""
        self._shown_at = self.clock() + PATIENCE - _BETWEEN

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show a step, unless the line was written a moment ago."""
        now = self.clock()
        if now < self._shown_at + _BETWEEN:
            return
        words = sentences(self.language, AREA)
        text = fill(words["report"]["progress"], {"stage": words["stage"][stage], "done": str(done), "total": str(total)})
        self.stream.write(f"\r{text.ljust(self._width)}")
        self.stream.flush()
        self._shown_at, self._width = now, len(text)

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._width:
            self.stream.write(f"\r{' ' * self._width}\r")
            self.stream.flush()
            self._width = 0
