"""Who has to coordinate with whom, by the tasks they share and the tasks that depend on one another."""

from collections.abc import Sequence

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Floats

Matrix = Sequence[Sequence[float]]


def coordination_requirements(assignments: Matrix, dependencies: Matrix) -> Floats:
    """Return how much each pair of actors has to coordinate.

    With a row of tasks for each actor (TA) and a row of dependencies for each task (TD), the requirements are TA TD TAᵀ:
    how often a task of the one depends on a task of the other. A task depends on itself, so those who share one have to
    coordinate too. What an actor has to coordinate with itself stands on the diagonal and is no requirement.

    Args:
        assignments: shape (actors, tasks); 0 where an actor has no part in a task.
        dependencies: shape (tasks, tasks); 0 where a task does not depend on another.

    Returns:
        An array of shape (actors, actors).

    Raises:
        NetworkError: If the shapes do not fit, or an entry is no number from 0 on.

    Source:
        Cataldo, Wagstrom, Herbsleb & Carley 2006, Identification of coordination requirements, Proceedings of CSCW 2006,
        353-362, doi:10.1145/1180875.1180929

    Example:
        >>> coordination_requirements([[1, 0], [0, 1]], [[1, 1], [1, 1]]).tolist()
        [[1.0, 1.0], [1.0, 1.0]]
    """
    tasks_of = _matrix("assignments", assignments)
    depends = _matrix("dependencies", dependencies)
    if depends.shape != (tasks_of.shape[1],) * 2:
        wanted = f"{tasks_of.shape[1]} rows and columns, one a task"
        raise NetworkError(f"dependencies: expected {wanted}, found {depends.shape[0]} and {depends.shape[1]}")
    required: Floats = tasks_of @ depends @ tasks_of.T
    return required


def congruence_share(required: Matrix, actual: Matrix) -> float | None:
    """Return the share of required pairs that coordinate; `None` where nothing is required.

    Pairs count with their direction, whatever the size of their entries, and the diagonal does not.

    Args:
        required: shape (actors, actors); 0 where nothing is required.
        actual: shape (actors, actors); 0 where two do not coordinate.

    Raises:
        NetworkError: If the shapes differ or are not square, or an entry is no number from 0 on.

    Source:
        Cataldo, Herbsleb & Carley 2008, Socio-technical congruence: a framework for assessing the impact of technical and
        work dependencies on software development productivity, Proceedings of ESEM 2008, 2-11, doi:10.1145/1414004.1414008

    Example:
        >>> congruence_share([[0, 1, 2], [1, 0, 0], [2, 0, 0]], [[0, 1, 0], [1, 0, 1], [0, 1, 0]])
        0.5
    """
    wanted, found = _matrix("required", required), _matrix("actual", actual)
    if wanted.shape != found.shape or wanted.shape[0] != wanted.shape[1]:
        raise NetworkError(f"actual: expected a square of {wanted.shape[0]} actors, found {found.shape[0]} and {found.shape[1]}")
    off = ~np.eye(wanted.shape[0], dtype=bool)
    needed = (wanted > 0) & off
    return float((needed & (found > 0)).sum() / needed.sum()) if needed.any() else None


def _matrix(name: str, rows: Matrix) -> Floats:
    try:
        made = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise NetworkError(f"{name}: expected rows of numbers, all of one length, found something else") from error
    if made.ndim != 2 or not made.size:  # noqa: PLR2004 - rows and columns
        raise NetworkError(f"{name}: expected rows and columns, found {made.ndim} dimensions and {made.size} entries")
    if not (np.isfinite(made) & (made >= 0)).all():
        raise NetworkError(f"{name}: expected numbers from 0 on, found others")
    return made
