"""From plain JSON values to a town, with everything that is wrong with them at once."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from kimcore.bundle.coherence import coherence_problems
from kimcore.bundle.converter import record_hook
from kimcore.bundle.place import Place
from kimcore.bundle.problems import problems_of
from kimcore.bundle.references import reference_problems
from kimcore.errors import BundleError, Problem
from kimcore.model.cases import Case
from kimcore.model.town import Town

Placed = Sequence[tuple[Place, object]]
"""Plain values, each with the place where it stands."""


def town_of(town: Mapping[str, object], cases: Placed | None, *, noticed: Sequence[Problem] = ()) -> Town:
    """Return the town in plain values, its cases apart.

    Args:
        town: the fields of the town without `cases`.
        cases: the cases, or `None` if none were recorded.
        noticed: problems that are known already.

    Raises:
        BundleError: if anything is wrong, with all that is.
    """
    problems = list(noticed)
    drawn = _drawn(town, problems)
    made = None if cases is None else tuple(_cases(cases, problems))
    problems.extend(reference_problems(town, cases or ()))
    problems.extend(coherence_problems(town, cases or ()))
    if drawn is None or problems:
        raise BundleError(tuple(problems))
    return evolve(drawn, cases=made)


def _drawn(plain: Mapping[str, object], problems: list[Problem]) -> Town | None:
    """Return the town without its cases, or note why there is none."""
    try:
        return record_hook(Town)(plain)
    except Exception as error:  # noqa: BLE001 - `problems_of` raises again what no value can cause
        problems.extend(problems_of(error, Place()))
        return None


def _cases(plain: Placed, problems: list[Problem]) -> Iterator[Case]:
    """Yield the cases that can be read, and note why others cannot."""
    case_of = record_hook(Case)
    for place, value in plain:
        try:
            yield case_of(value)
        except Exception as error:  # noqa: BLE001 - as above
            problems.extend(problems_of(error, place))
