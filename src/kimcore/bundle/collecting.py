"""Pausing the cyclic garbage collector, which would look at every new record again and again and find nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_MOST_SINCE = 250_000
"""So many new containers may lie about before the youngest are looked through all the same."""


class _Pauses:
    """How many pauses there are in this process, since there is one collector for all its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._was_enabled = False

    def begin(self) -> None:
        """Pause the collector if nobody else does yet."""
        with self._lock:
            if not self._count:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._count += 1

    def end(self) -> None:
        """Let the collector run again, if it did before and nobody else wants a pause."""
        with self._lock:
            self._count -= 1
            if not self._count and self._was_enabled:
                gc.enable()


_PAUSES = _Pauses()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while many records are made; whatever happens, it is afterwards as it was.

    Pauses may lie within one another and beside one another in several threads: the last to end lets the collector run.

    Example:
        >>> with collector_paused():
        ...     gc.isenabled()
        False
        >>> gc.isenabled()
        True
    """
    _PAUSES.begin()
    try:
        yield
    finally:
        _PAUSES.end()


def collect_if_many() -> None:
    """Free what only cycles hold, if so much is new that it could be a burden; what was looked at once is not again."""
    if gc.get_count()[0] > _MOST_SINCE:
        gc.collect(0)
