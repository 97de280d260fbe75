"""Suppressed counts, which a sheet cannot write, as it knows no empty value."""

from datetime import date

import pytest
from attrs import evolve

import kimcore.law
from kimcore.model import UNITS, Addressee, PublishedCount, PublishedReport, ReportId, Town
from kimcore.rules import Context, Finding, Outcome, judge_one, rule


def _judged(*counts: int | None, cases: int | None) -> Finding:
    cells = tuple(PublishedCount(label=f"group {place}", count=count) for place, count in enumerate(counts))
    report = PublishedReport(id=ReportId("r1"), on=date(2025, 3, 1), addressee=Addressee.COUNCIL, cases=cases, counts=cells)
    town = evolve(Town(municipality=UNITS[10]), reports=(report,))
    (finding,) = judge_one(rule("DS-14"), Context(town=town, on=date(2025, 6, 30), law=kimcore.law.shipped()))
    return finding


def test_single_suppressed_count_can_be_worked_out() -> None:
    """Where only one part of a whole is hidden, the rest gives it away."""
    finding = _judged(12, None, 30, cases=45)
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "worked_out")


@pytest.mark.parametrize(
    ("counts", "cases"),
    [
        pytest.param((12, None, None), 20, id="a second count is suppressed"),
        pytest.param((12, None, 30), None, id="the whole is not published"),
        pytest.param((12, None, 30), 47, id="what is left is not small"),
        pytest.param((40, None, 30), 45, id="the counts are no parts of the whole"),
        pytest.param((12, None, 30), 42, id="nothing is left"),
    ],
)
def test_suppressed_count_stays_hidden(counts: tuple[int | None, ...], cases: int | None) -> None:
    """A suppressed count is safe where the others do not give it away."""
    assert _judged(*counts, cases=cases).outcome is Outcome.PASS
