"""Making records of plain values; the library that does it is imported when the first record is made."""

from collections.abc import Callable
from typing import TypeVar

from kimcore.bundle.place import Place
from kimcore.errors import Problem

RecordT = TypeVar("RecordT")


def maker(cl: type[RecordT]) -> Callable[[object, Place, list[Problem]], RecordT | None]:
    """Return the function that makes a record of a class from a plain value.

    The function also gets the place of the value, and a list in which it notes what is wrong if it makes nothing.
    """
    from kimcore.bundle.converter import record_hook  # noqa: PLC0415 - it imports cattrs
    from kimcore.bundle.problems import problems_of  # noqa: PLC0415 - as above

    hook = record_hook(cl)

    def made(value: object, place: Place, problems: list[Problem]) -> RecordT | None:
        try:
            return hook(value)
        except Exception as error:  # noqa: BLE001 - `problems_of` raises again what no value can cause
            problems.extend(problems_of(error, place))
            _let_go(error)
            return None

    return made


def _let_go(error: BaseException) -> None:
    """Let go of the frames an error came through: cattrs keeps errors in them, and such a knot would hold the value as well."""
    error.__traceback__ = error.__context__ = None
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            _let_go(inner)
