"""What a log or a notebook shows of records about people."""

from hypothesis import given

from kimcore.model import Case
from kimcore.testing import musterkreis, strategies

TOWN = musterkreis.musterkreis()


@given(strategies.cases())
def test_a_case_shows_three_things(case: Case) -> None:
    """A case on record shows its pseudonym, its municipality and its first day, whatever else is known of it."""
    assert repr(case) == f"<Case {case.id} in {case.municipality}, opened on {case.opened_on}>"


def test_a_town_shows_no_case() -> None:
    """A town shows its name, its key and how many actors it has."""
    assert repr(TOWN) == f"<Town Musterkreis 05998 with {len(TOWN.actors)} actors>"
