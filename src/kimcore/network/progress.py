"""Telling how far a long computation has come."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the steps done and the steps in all; what it raises, such as `KeyboardInterrupt`, ends the computation."""


def quiet(done: int, total: int) -> None:
    """Tell nobody.

    Example:
        >>> quiet(1, 2)
    """
