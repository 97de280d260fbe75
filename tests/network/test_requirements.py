"""Coordination requirements and congruence, against the matrices that Cataldo et al. print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network import congruence_share, coordination_requirements

ASSIGNMENTS = [[0, 1, 0], [0, 1, 1], [1, 1, 0]]
DEPENDENCIES = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]


def test_the_published_example() -> None:
    """Of the workers A, B and C in Cataldo et al. 2008 (CMU-ISR-08-104), C works with B three times and with A twice.

    The report's matrices are in its section on measuring congruence; worker B meets itself four times.
    """
    found = coordination_requirements(ASSIGNMENTS, DEPENDENCIES)
    assert found.tolist() == [[1, 2, 2], [2, 4, 3], [2, 3, 4]]


def test_congruence_is_the_share_of_requirements_met() -> None:
    """All three pairs of the example are required; if only A and B coordinate, a third is met."""
    required = coordination_requirements(ASSIGNMENTS, DEPENDENCIES).tolist()
    assert congruence_share(required, [[0, 1, 0], [1, 0, 0], [0, 0, 0]]) == pytest.approx(1 / 3)


def test_nothing_required_is_no_zero() -> None:
    """Where nobody has to coordinate there is no congruence."""
    assert congruence_share([[5, 0], [0, 5]], [[0, 1], [1, 0]]) is None


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.integers(0, 1), min_size=n, max_size=n), min_size=1, max_size=4)))
def test_those_who_share_a_task_have_to_coordinate(assignments: list[list[int]]) -> None:
    """Where tasks depend only on themselves, a requirement is the number of tasks two actors share."""
    tasks = len(assignments[0])
    alone = [[int(one == other) for other in range(tasks)] for one in range(tasks)]
    found = coordination_requirements(assignments, alone).tolist()
    for one, row in enumerate(assignments):
        for other, column in enumerate(assignments):
            assert found[one][other] == sum(left * right for left, right in zip(row, column, strict=True))


@pytest.mark.parametrize(
    ("assignments", "dependencies", "told"),
    [
        ([[1, 0]], [[1]], "dependencies: expected 2 rows and columns, one a task, found 1 and 1"),
        ([[1, -1]], [[1]], "assignments: expected numbers from 0 on"),
        ([[1, 0], [1]], [[1]], "assignments: expected rows of numbers, all of one length"),
        ([], [[1]], "assignments: expected rows and columns"),
    ],
)
def test_what_is_no_matrix_is_refused(assignments: list[list[int]], dependencies: list[list[int]], told: str) -> None:
    """Matrices that do not fit, or hold what is no amount, are refused by name."""
    with pytest.raises(NetworkError, match=told):
        coordination_requirements(assignments, dependencies)


def test_relations_of_different_size_are_refused() -> None:
    """Requirements of two actors cannot be held against ties of three."""
    with pytest.raises(NetworkError, match="actual: expected a square of 2 actors, found 3 and 3"):
        congruence_share([[0, 1], [1, 0]], [[0, 1, 0], [1, 0, 0], [0, 0, 0]])
