"""A post whose seat was not published, which a sheet cannot write, as it knows no empty value."""

from datetime import date

from attrs import evolve

import kimcore.law
from kimcore.model import UNITS, Position, PositionId, PositionKind, Town
from kimcore.rules import Context, Outcome, judge_one, rule


def test_unpublished_seat_leaves_the_question_open() -> None:
    """Where it is not known whether a post sits in the foreigners' authority, nothing can be said."""
    post = Position(id=PositionId("cm-1"), kind=PositionKind.CASE_MANAGEMENT, host=None)
    town = evolve(Town(municipality=UNITS[10]), positions=(post,))
    (finding,) = judge_one(rule("DS-15"), Context(town=town, on=date(2025, 6, 30), law=kimcore.law.shipped()))
    assert (finding.outcome, finding.missing) == (Outcome.UNKNOWN, ("host",))
