import json
import traceback
from collections.abc import Callable

import pytest

from kimcore.bundle import loads
from kimcore.errors import BundleError

Read = Callable[..., list[tuple[str, str, str]]]

CASE = {"id": "case-1", "municipality": "05154", "opened_on": "2024-01-01"}
NAME = "mustermann"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": NAME},
        {"host": NAME},
        {"barriers": [NAME]},
        {"access": NAME},
        {"opened_on": NAME},
        {"is_voluntary": NAME},
        {"needs": NAME},
        {NAME: NAME},
        {"closing": {"on": "2024-01-01", NAME: 1}},
        {"leads": [{"staff": f"{NAME} ", "during": {}}]},
    ],
    ids=str,
)
def test_nothing_in_a_case_is_repeated(read_with: Read, changed: dict[str, object]) -> None:
    """A problem in a case says nothing of what stands there, even where it looks like a key."""
    assert NAME not in str(read_with(cases=[{**CASE, **changed}]))


def test_key_twice_in_a_case_is_not_repeated(read: Read, kleve: str) -> None:
    """A key that stands twice in a case is not repeated either."""
    case = json.dumps({**CASE, NAME: 1})[:-1] + f', "{NAME}": 1}}'
    problems = read(f'{kleve[:-1]}, "cases": [{case}]}}')
    assert problems[0] == ("cases[0]", "each key once", "text of 10 characters more than once")
    assert NAME not in str(problems)


def test_words_are_not_repeated(read_with: Read) -> None:
    """Words outside cases are not repeated, for a person's name may be among them."""
    assert "Erika" not in str(read_with(actors=["Erika Mustermann"], waivers=[{"Erika Mustermann": "Erika"}]))


def test_large_numbers_are_not_repeated(read_with: Read) -> None:
    """A number that could be a telephone's is not repeated."""
    assert "2821850" not in str(read_with(actors=[{"id": "ki", "name": 2_821_850, "kinds": ["ki"]}]))


def test_case_that_a_barrier_names_is_not_repeated(read_with: Read) -> None:
    """The pseudonym of a case is not repeated outside cases either."""
    barrier = {"id": "b", "kind": "long_wait", "field": "work", "seen_on": "2024-01-01", "case": f"{NAME}-1"}
    assert read_with(barriers=[barrier]) == [("barriers[0].case", "the key of a record in cases", "text of 12 characters")]


@pytest.mark.parametrize("text", ['{"format": "kimcore", "name": "Mustermann"', '"Mustermann\udcff"', '["Mustermann"]'])
def test_traceback_carries_no_text(text: str) -> None:
    """No error that led to a refusal travels along: it would hold the whole text."""
    with pytest.raises(BundleError) as refusal:
        loads(text)
    assert refusal.value.__context__ is None
    assert refusal.value.__cause__ is None
    assert "Mustermann" not in str(refusal.value)
    assert "Mustermann" not in "".join(traceback.format_exception_only(refusal.value))
