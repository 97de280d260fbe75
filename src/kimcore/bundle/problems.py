"""From what cattrs raises to problems, each with its path."""

from collections.abc import Iterator

from attrs import fields
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from kimcore.bundle.converter import RefusedError, RepeatedKeysError
from kimcore.bundle.place import Place
from kimcore.bundle.wording import is_code, near, shape, wanted
from kimcore.errors import ModelError, Problem


def problems_of(error: Exception, place: Place, kind: object = None) -> Iterator[Problem]:
    """Yield everything that an error of the converter reports about a value of some kind.

    Raises:
        Exception: the error itself, if it is none that a value can cause.
    """
    match error:
        case ClassValidationError() | IterableValidationError():
            yield from _problems_within(error, place)
        case ForbiddenExtraKeysError():
            known = [field.name for field in fields(error.cl)]
            yield from (_unknown_key(name, known, place) for name in sorted(error.extra_fields))
        case RepeatedKeysError():
            found = " and ".join(shape(name, hidden=place.is_case) for name in error.names)
            yield place.problem_in_words(expected="each key once", found=f"{found} more than once")
        case KeyError():
            yield place.problem_in_words(expected=wanted(kind), found="nothing")
        case RefusedError():
            yield place.problem(expected=error.expected, found=error.value)
        case ModelError():  # of all records only a period refuses values that each are what they should be
            yield place.problem_in_words(expected="a last day that is not before the first", found="one before the first")
        case _:
            raise error


def _problems_within(error: ClassValidationError | IterableValidationError, place: Place) -> Iterator[Problem]:
    """Yield what an error reports about the fields of a record or the entries of a list."""
    noted, bare = error.group_exceptions()
    for inner, note in noted:
        step = note.name if isinstance(note, AttributeValidationNote) else note.index
        yield from problems_of(inner, place / step, note.type)
    for inner in bare:
        yield from problems_of(inner, place)


def _unknown_key(name: str, known: list[str], place: Place) -> Problem:
    """Return the problem of a key that its object does not have."""
    if _may_name(name, place):
        return (place / name).problem_in_words(expected=f"no key of this name{near(name, known)}", found="one")
    expected = f"only keys that are known{near(name, known)}"
    return place.problem_in_words(expected=expected, found=f"an unknown key of {len(name)} characters")


def _may_name(key: str, place: Place) -> bool:
    """Return whether a key of an object may stand in a path: in a case or among words it could name a person."""
    return is_code(key) and not place.is_case
