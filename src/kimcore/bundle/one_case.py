"""Reading one case from its line: the fast way first, and the strict one wherever that is in doubt."""

from collections.abc import Callable

from msgspec import MsgspecError, convert
from msgspec.json import Decoder

from kimcore.bundle.blocks import Limits
from kimcore.bundle.building import Named, builder
from kimcore.bundle.envelope import CASES
from kimcore.bundle.known import DoubtError
from kimcore.bundle.making import maker
from kimcore.bundle.parsing import Repeated, parsed
from kimcore.bundle.place import Place
from kimcore.bundle.references import case_problems
from kimcore.bundle.wire import levels, reading_form
from kimcore.errors import BundleError, ModelError, Problem
from kimcore.model.cases import Case

IN_DOUBT = (MsgspecError, DoubtError, ModelError, RecursionError, UnicodeDecodeError)
"""What the fast way raises; it says nothing about what is wrong, which the strict way does."""


def fast_reader(limits: Limits, *, intern: bool, named: Named | None = None) -> Callable[[bytes], Case]:
    """Return the function that reads the case on a line, or raises one of `IN_DOUBT`.

    Args:
        limits: where the model itself lies deeper than they allow, every line is in doubt.
        intern: whether equal days, lists of codes and small records become one object.
        named: where to note the keys of a town's records that cases name, by the kinds of such keys.
    """
    decode = Decoder(reading_form(Case)).decode
    build = builder(Case, shared=intern, named=named)

    def read(line: bytes) -> Case:
        # Each key with its value brings one colon, and those in texts only more: an equal number of fields is a proof.
        return build(decode(line), line.count(b":"))

    return _doubt if limits.max_depth < levels(Case) else read


def fast_maker(*, named: Named) -> Callable[[object], Case]:
    """Return the function that makes a case of the plain value that stood for it in JSON, or raises one of `IN_DOUBT`.

    Args:
        named: where to note the keys of a town's records that cases name, by the kinds of such keys.
    """
    form = reading_form(Case)
    build = builder(Case, shared=False, named=named)

    def make(plain: object) -> Case:
        return build(convert(plain, form), _keys_with_values(plain))

    return make


def strictly_read(line: bytes, number: int, limits: Limits) -> Case:
    """Return the case on a line.

    Raises:
        BundleError: if it is none, with everything that is wrong with it.
    """
    return read_at(Place(f"{CASES}:{number}: ", is_case=True), line, limits)


def read_at(place: Place, text: bytes, limits: Limits) -> Case:
    """Return the case in a text, which stands at some place.

    Raises:
        BundleError: if it is none, with everything that is wrong with it.
    """
    plain = parsed(text, place=str(place), max_bytes=limits.max_line_bytes, max_depth=limits.max_depth)
    problems: list[Problem] = []
    case = maker(Case)(plain, place, problems)
    problems.extend(case_problems(plain, place))
    if case is None or problems:
        raise BundleError(tuple(problems))
    return case


def _keys_with_values(plain: object) -> int:
    """Return how many keys have values in an object and all that it holds; one that stands twice makes it more than fields."""
    count = 0
    values = [plain]
    for value in values:  # it grows while it is gone through
        if isinstance(value, dict):
            count += len(value) + (len(value.keys_twice) if isinstance(value, Repeated) else 0)
            values += value.values()
        elif isinstance(value, list):
            values += value
    return count


def _doubt(_: bytes) -> Case:
    """Leave a line to the strict way."""
    raise DoubtError
