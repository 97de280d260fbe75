"""How far a long run has come, how fast, and how long it may still take."""

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen


@frozen(kw_only=True)
class Pace:
    """How far a run over many cases has come (*Fortschritt*).

    Example:
        >>> pace = Pace(done=300, total=1_000, seconds=3.0)
        >>> pace.rate, pace.seconds_left
        (100.0, 7.0)
    """

    done: int
    """Cases so far."""
    total: int | None
    """Cases in all; `None` where a stream does not tell."""
    seconds: float
    """Since the run began."""

    @property
    def rate(self) -> float | None:
        """Cases a second; `None` before the first."""
        return self.done / self.seconds if self.done and self.seconds else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the end at this rate; `None` where that cannot be told."""
        rate = self.rate
        return None if rate is None or self.total is None else max(self.total - self.done, 0) / rate


Progress: TypeAlias = Callable[[Pace], None]
"""Called after each part of a run; what it raises, such as `KeyboardInterrupt`, ends the run."""


def quiet(_pace: Pace) -> None:
    """Tell nobody."""
