"""From plain JSON values to a town, with everything that is wrong with them at once."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from kimcore.bundle.coherence import coherence_problems
from kimcore.bundle.making import maker
from kimcore.bundle.place import Place
from kimcore.bundle.references import reference_problems
from kimcore.errors import BundleError, Problem
from kimcore.model.cases import Case
from kimcore.model.town import Town
from kimcore.records import frozen


@frozen(kw_only=True)
class PlainCases:
    """The cases of a town as plain values."""

    found: Sequence[tuple[Place, object]] | None = None
    """The cases with their places, or `None` if none were recorded."""
    problems: Sequence[Problem] = ()
    """What is known to be wrong with them already."""
    is_whole: bool = True
    """Whether all could be found; if not, nobody knows which keys lead nowhere."""


def town_of(town: Mapping[str, object], cases: PlainCases) -> Town:
    """Return the town in plain values.

    Args:
        town: the fields of the town without `cases`.
        cases: the cases.

    Raises:
        BundleError: if anything is wrong, with all that is.
    """
    problems = list(cases.problems)
    drawn = maker(Town)(town, Place(), problems)
    made = None if cases.found is None else tuple(_cases(cases.found, problems))
    if cases.is_whole:
        problems.extend(reference_problems(town, cases.found or ()))
        problems.extend(coherence_problems(town, cases.found or ()))
    if drawn is None or problems:
        raise BundleError(tuple(problems))
    return evolve(drawn, cases=made)


def _cases(found: Sequence[tuple[Place, object]], problems: list[Problem]) -> Iterator[Case]:
    """Yield the cases that can be read, and note why others cannot."""
    make = maker(Case)
    for place, value in found:
        case = make(value, place, problems)
        if case is not None:
            yield case
