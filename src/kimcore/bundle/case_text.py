"""A case by itself as JSON text, as a service receives and sends it: `loads_case` and `dumps_case`."""

from collections.abc import Callable
from functools import cache

from kimcore.bundle.blocks import Limits
from kimcore.bundle.lines import NOT_OF_ITS_TYPES, written_case
from kimcore.bundle.one_case import IN_DOUBT, fast_reader, read_at
from kimcore.bundle.parsing import MAX_DEPTH, MAX_LINE_BYTES
from kimcore.bundle.place import Place
from kimcore.errors import BundleError
from kimcore.model.cases import Case

_PLACE = Place("case", is_case=True)


def loads_case(text: str | bytes, *, max_bytes: int = MAX_LINE_BYTES, max_depth: int = MAX_DEPTH) -> Case:
    """Return the case in a JSON text, such as a service receives when somebody saves it.

    It is read as strictly as a line by `iter_cases`: what only a town can say is not asked, such as whether offices exist.

    Args:
        text: JSON; bytes are UTF-8.
        max_bytes: the most bytes the text may have in UTF-8.
        max_depth: how deep objects and lists may lie within one another.

    Raises:
        BundleError: if it is no case, or one with anything wrong in it; `problems` names all of it and repeats nothing of it.

    Example:
        >>> loads_case('{"id": "case-1", "municipality": "05154", "opened_on": "2025-06-02"}').opened_on
        datetime.date(2025, 6, 2)
        >>> loads_case('{"id": "case-1", "municipality": "05154", "opened_on": "2025-06-31"}')
        Traceback (most recent call last):
            ...
        kimcore.errors.BundleError: 1 problem
          case.opened_on: expected a day that is in the calendar, found text of 10 characters
    """
    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_line_bytes=max_bytes)
    # Half of a pair that UTF-8 cannot hold becomes bytes that are no UTF-8, and is refused as such.
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    case = _read_fast(data, limits) if len(data) <= max_bytes else None
    return read_at(_PLACE, data, limits) if case is None else case


def dumps_case(case: Case) -> str:
    """Return a case as JSON text on one line, in the one form that `dump_cases` gives it.

    Raises:
        BundleError: if the case could not be read again.

    Example:
        >>> dumps_case(loads_case('{"opened_on": "2025-06-02", "municipality": "05154", "id": "case-1"}'))
        '{"id":"case-1","municipality":"05154","opened_on":"2025-06-02"}'
    """
    try:
        text: bytes | None = written_case(case)
    except NOT_OF_ITS_TYPES:
        text = None
    if text is None or loads_case(text, max_bytes=len(text)) != case:
        raise BundleError((_PLACE.problem_in_words(expected="values of the declared types", found="others"),))
    return text.decode()


def _read_fast(data: bytes, limits: Limits) -> Case | None:
    """Return the case in a text; `None` where that is in doubt."""
    try:
        return _reader(limits)(data)
    except IN_DOUBT:  # what msgspec says may repeat a value, so no error may come to carry it along
        return None


@cache
def _reader(limits: Limits) -> Callable[[bytes], Case]:
    return fast_reader(limits, intern=False)
