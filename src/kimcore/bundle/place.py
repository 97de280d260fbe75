"""Where in a bundle a value stands."""

from kimcore.bundle.parsing import WHOLE
from kimcore.bundle.wording import shape
from kimcore.errors import Problem
from kimcore.records import frozen


@frozen
class Place:
    """Where in a bundle a value stands; what stands in a case is never repeated.

    Example:
        >>> (Place("actors") / 3 / "kinds" / 0).path
        'actors[3].kinds[0]'
        >>> (Place("cases:17: ", is_case=True) / "needs").problem(expected="a list", found="Erika").path
        'cases:17: needs'
    """

    path: str = ""
    is_case: bool = False

    def __truediv__(self, step: str | int) -> "Place":
        """Return the place of a field or of an entry within."""
        if isinstance(step, int):
            return Place(f"{self.path}[{step}]", self.is_case)
        separator = "." if self.path and self.path[-1] != " " else ""
        return Place(f"{self.path}{separator}{step}", self.is_case)

    def __str__(self) -> str:
        """Return the path, or a word for the whole."""
        return self.path.removesuffix(": ") or WHOLE

    def problem(self, *, expected: str, found: object) -> Problem:
        """Return the problem that a value stands at this place."""
        return self.problem_in_words(expected=expected, found=shape(found, hidden=self.is_case))

    def problem_in_words(self, *, expected: str, found: str) -> Problem:
        """Return a problem at this place, with words for what was found."""
        return Problem(path=str(self), expected=expected, found=found)
