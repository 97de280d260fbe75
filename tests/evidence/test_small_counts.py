import pytest

from kimcore.disclosure import UNPROTECTED
from kimcore.evidence import AttemptCount
from kimcore.evidence.small_counts import shown_counts
from kimcore.model import CaseId


def _count(people: str) -> AttemptCount:
    return AttemptCount(len(people), frozenset(map(CaseId, people)))


def test_three_attempts_of_one_person_are_few() -> None:
    """One person asked for three times is not shown as three."""
    assert shown_counts([[_count("aaa"), _count("bcdefg")]])[0][0] is None


def test_without_protection_everything_is_shown() -> None:
    """Switched off by name, the counts are what they are."""
    assert shown_counts([[_count("a"), _count("bc")]], UNPROTECTED) == ((1, 2, 3), (1, 2, 3))


@pytest.mark.parametrize("people", ["", "abc"])
def test_nobody_and_three_are_shown(people: str) -> None:
    """Neither nobody nor three people need protection."""
    assert shown_counts([[_count(people)]])[0][0] == len(people)
