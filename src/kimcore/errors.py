"""The few kinds of error, named by whose problem it is.

Everything kimcore raises on purpose is a `KimcoreError`, so one `except` clause is enough for an embedding service.
"""

from kimcore.records import frozen


class KimcoreError(Exception):
    """Base of every error kimcore raises on purpose."""


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong with an input: where, what belonged there, what was there.

    `found` is a short description that never repeats a value which could identify a person.
    """

    path: str
    """Where it is, as in ``actors[3].kinds[0]``; the line comes first for line-based files."""
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the problem as one line a person can act on."""
        return f"{self.path}: expected {self.expected}, found {self.found}"


class _ProblemsError(KimcoreError):
    """An error that carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        count = len(problems)
        head = f"{count} problem{'' if count == 1 else 's'}"
        super().__init__("\n  ".join((head, *map(str, problems))))

    def __reduce__(self) -> tuple[type["_ProblemsError"], tuple[tuple[Problem, ...]]]:
        """Survive a process pool: exceptions are pickled by their arguments."""
        return type(self), (self.problems,)


class BundleError(_ProblemsError):
    """A file or text cannot be read as a town; `problems` names everything that is wrong with it.

    Example:
        >>> error = BundleError((Problem(path="version", expected="1", found="2"),))
        >>> print(error)
        1 problem
          version: expected 1, found 2
    """


class TableError(_ProblemsError):
    """A table, a frame or a file of columns cannot be read as cases; `problems` names everything that is wrong with it.

    Example:
        >>> error = TableError((Problem(path="needs.seen_on", expected="a column of days", found="nothing"),))
        >>> print(error)
        1 problem
          needs.seen_on: expected a column of days, found nothing
    """


class LawError(KimcoreError):
    """A sheet of dated law is broken, or a value is asked for on a day it is not known."""


class RuleError(KimcoreError):
    """A rule, a rule pack or a choice of rules is not what it must be."""


class NetworkError(KimcoreError):
    """A graph or an option handed to an analysis cannot be used; the message says which and why."""


class EvidenceError(KimcoreError):
    """A question about the way from need to review cannot be answered as it was asked, such as one about an unknown record."""


class DisclosureError(KimcoreError):
    """A table cannot be protected or audited as asked; the message says where and why, and repeats no count."""


class ModelError(KimcoreError, ValueError):
    """A record cannot exist as it was asked for, such as a period that ends before it begins."""
