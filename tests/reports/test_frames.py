"""Results as data frames, with the real pandas and the real polars."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from kimcore import load
from kimcore.disclosure import UNPROTECTED
from kimcore.evidence import gaps, referral_flow
from kimcore.model import Town
from kimcore.reports import check
from kimcore.reports.columns import gap_columns
from kimcore.reports.frames import finding_frame, gap_frame, metric_frame, referral_frame
from kimcore.reports.referrals_view import referral_view

DAY = date(2025, 12, 31)
TOWN = load(Path(__file__).parents[2] / "examples" / "musterkreis.json")
REPORT = check(TOWN, on=DAY)
GAPS = gaps(TOWN, on=DAY)
Make = type[Any]  # a class of frame: the tests call what only one of the two libraries has
each_library = pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])


@each_library
def test_every_result_is_a_frame_of_the_class_asked_for(make: Make) -> None:
    """Findings, metrics, gaps and referrals become frames of the library asked for, and none is empty."""
    view = referral_view(TOWN, referral_flow(TOWN, on=DAY), (), since=date(2025, 1, 1), protection=UNPROTECTED)
    frames = (
        finding_frame(REPORT, make),
        metric_frame(REPORT.metrics, make),
        gap_frame(TOWN, GAPS, make),
        referral_frame(view, make),
    )
    assert [type(frame) for frame in frames] == [make] * 4
    assert all(len(frame) > 5 for frame in frames)


def test_days_are_days_in_polars() -> None:
    """Columns of days have the type for days, with nothing where no day is known."""
    frame = finding_frame(REPORT, pl.DataFrame)
    assert frame.schema["on"] == frame.schema["since"] == pl.Date
    assert frame["since"].null_count() > 0


def test_days_are_moments_in_pandas() -> None:
    """Pandas gets its own type for time, so that its calendar functions work, and `NaT` where no day is known."""
    frame = finding_frame(REPORT, pd.DataFrame)
    assert str(frame["since"].dtype).startswith("datetime64")
    assert frame["on"].iloc[0] == datetime(2025, 12, 31)  # noqa: DTZ001 - pandas has no zone here either
    assert frame["since"].isna().any()


@each_library
def test_frames_name_no_case(make: Make) -> None:
    """No cell of a protected frame holds the pseudonym of a case."""
    cases = {case.id for case in TOWN.cases or ()}
    for frame in (finding_frame(REPORT, make), gap_frame(TOWN, GAPS, make)):
        rows = frame.rows() if make is pl.DataFrame else frame.itertuples()
        assert not {str(cell) for row in rows for cell in row} & cases


def test_few_people_are_not_counted_out() -> None:
    """The needs that were left alone are one row that says only that they are of one or two people."""
    columns = gap_columns(TOWN, GAPS)
    row = columns["lack"].index("need_left_alone")
    assert [columns[name][row] for name in ("record", "people_least", "people_most", "since")] == [None, 1, 2, None]


def test_protection_switched_off_is_written_into_every_row() -> None:
    """Who may see the cases gets each need by its key, and every row says that nobody is protected."""
    columns = gap_columns(TOWN, GAPS, protection=UNPROTECTED)
    row = columns["lack"].index("need_left_alone")
    assert str(columns["record"][row]).startswith("fall-")
    assert set(columns["is_protected"]) == {False}


def test_empty_columns_have_their_kind() -> None:
    """A column has the same type for every town, also where nothing is known, so that tables can be put together."""
    bare = Town(municipality=TOWN.municipality)
    frames = [finding_frame(check(town, on=DAY, select=["ST-04"]), pl.DataFrame) for town in (bare, TOWN)]
    assert frames[0].schema == frames[1].schema
    assert len(pl.concat(frames)) == 2
