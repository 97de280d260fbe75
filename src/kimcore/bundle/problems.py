"""From what cattrs raises to problems, each with its path."""

from collections.abc import Iterator

from attrs import fields, frozen
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from kimcore.bundle.converter import Refused
from kimcore.bundle.parsing import Repeated
from kimcore.bundle.wording import is_code, near, shape, wanted
from kimcore.errors import ModelError, Problem


@frozen
class Place:
    """Where in a bundle a value stands; in a case nothing of it is repeated.

    Example:
        >>> (Place("actors") / 3 / "kinds" / 0).path
        'actors[3].kinds[0]'
    """

    path: str = ""
    is_case: bool = False

    def __truediv__(self, step: str | int) -> "Place":
        """Return the place of a field or an entry within."""
        if isinstance(step, int):
            return Place(f"{self.path}[{step}]", self.is_case)
        separator = "" if not self.path or self.path.endswith(": ") else "."
        return Place(f"{self.path}{separator}{step}", self.is_case)

    @property
    def owner(self) -> "Place":
        """The place of the record whose field this is."""
        return Place(self.path.rpartition(".")[0] or self.path.rpartition(" ")[0], self.is_case)

    def problem(self, *, expected: str, found: object) -> Problem:
        """Return a problem at this place."""
        return self.problem_in_words(expected=expected, found=shape(found, hidden=self.is_case))

    def problem_in_words(self, *, expected: str, found: str) -> Problem:
        """Return a problem at this place, where words say what was found."""
        return Problem(path=self.path.removesuffix(": ") or "bundle", expected=expected, found=found)


def problems_of(error: Exception, place: Place, kind: object = None) -> Iterator[Problem]:
    """Yield everything that an error of the converter reports.

    Raises:
        Exception: the error itself, if it is none that a value can cause.
    """
    match error:
        case ClassValidationError() | IterableValidationError():
            noted, bare = error.group_exceptions()
            for inner, note in noted:
                step = note.name if isinstance(error, ClassValidationError) else note.index
                yield from problems_of(inner, place / step, note.type)
            for inner in bare:
                yield from problems_of(inner, place)
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields):
                yield unknown_key(name, [field.name for field in fields(error.cl)], place)
        case KeyError():
            yield place.problem_in_words(expected=wanted(kind), found="nothing")
        case Refused():
            yield place.problem(expected=error.expected, found=error.value)
        case ModelError():
            yield place.problem_in_words(expected="a last day that is not before the first", found="a last day before the first")
        case _:
            raise error


def unknown_key(name: str, known: list[str], place: Place) -> Problem:
    """Return the problem of a key that its object does not have."""
    shown = not place.is_case and is_code(name)
    return (place / name if shown else place).problem_in_words(
        expected=f"no key that is unknown{near(name, known)}",
        found="an unknown key" if shown else f"an unknown key of {len(name)} characters",
    )


def repeated_problems(value: object, place: Place) -> Iterator[Problem]:
    """Yield every key that stands more than once in its object, at any depth."""
    if isinstance(value, Repeated):
        for name in value.keys_twice:
            yield place.problem_in_words(expected="each key once", found=f"more than once {shape(name, hidden=place.is_case)}")
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from repeated_problems(inner, place / name if is_code(name) and not place.is_case else place)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from repeated_problems(inner, place / index)
