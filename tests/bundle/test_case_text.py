"""A case by itself as text, as a service receives and sends it."""

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kimcore
from kimcore.errors import BundleError
from kimcore.model import Case, CaseId, MunicipalityKey
from kimcore.testing.strategies import cases

LINES = Path(__file__).parents[2] / "examples" / "musterkreis.cases.ndjson"
CASE = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 6, 2))


@given(case=cases(), indent=st.sampled_from([None, 2]), in_bytes=st.booleans())
def test_there_and_back(case: Case, indent: int | None, in_bytes: bool) -> None:  # noqa: FBT001 - drawn
    """Any case comes back from its text, also where that is laid out on several lines or comes as bytes."""
    text = json.dumps(json.loads(kimcore.dumps_case(case)), indent=indent)
    assert kimcore.loads_case(text.encode() if in_bytes else text) == case


def test_one_form() -> None:
    """A case has the text of its line in a file of cases."""
    lines = LINES.read_text(encoding="utf-8").splitlines()
    assert [kimcore.dumps_case(case) for case in kimcore.iter_cases(LINES)] == lines


def test_all_problems_at_once() -> None:
    """Everything that is wrong is named by where it stands, and nothing of a person is repeated."""
    text = '{"id": "Erika", "municipality": "05154", "opened_on": "Montag", "needs": [{"severity": "Erika"}]}'
    with pytest.raises(BundleError) as caught:
        kimcore.loads_case(text)
    assert {problem.path for problem in caught.value.problems} >= {"case.opened_on", "case.needs[0].id"}
    assert "Erika" not in str(caught.value)
    assert "Montag" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{", '{"id": "a"} {"id": "b"}', '{"id": "a", "id": "a"}', "\udc00", b"\xff", b"\xef\xbb\xbf{}", "[" * 100],
    ids=repr,
)
def test_no_case(text: str | bytes) -> None:
    """What is no case is refused, each problem with its place."""
    with pytest.raises(BundleError) as caught:
        kimcore.loads_case(text)
    assert all(problem.path.startswith("case") for problem in caught.value.problems)


def test_limits_hold_before_anything_is_read() -> None:
    """A text of too many bytes or levels is refused, though it would be a case."""
    text = kimcore.dumps_case(CASE)
    assert kimcore.loads_case(text, max_bytes=len(text)) == CASE
    for limits in ({"max_bytes": len(text) - 1}, {"max_depth": 0}):
        with pytest.raises(BundleError, match="at most"):
            kimcore.loads_case(text, **limits)


@pytest.mark.parametrize("wrong", [7, "Fall \udc00", None], ids=repr)
def test_a_case_that_could_not_be_read_again(wrong: object) -> None:
    """A case that holds what its types do not allow is not written."""
    with pytest.raises(BundleError):
        kimcore.dumps_case(evolve(CASE, municipality=wrong))  # type: ignore[arg-type]  # that is the question
