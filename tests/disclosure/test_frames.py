"""Real frames: pandas and polars are tables like others, and what they hide is not taken for a count."""

import numpy as np
import pytest

from kimcore.disclosure import audit, protect
from kimcore.errors import DisclosureError

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

COLUMNS = {"Arbeit": [20, 8, 17], "Wohnen": [50, 1, 32], "Sprache": [10, 22, 12]}
EXPECTED = ((20, 50, 10), (None, None, 22), (None, None, 12))


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(COLUMNS),
        pd.DataFrame(COLUMNS, index=["Nord", "Mitte", "Süd"]),
        pd.DataFrame(COLUMNS, dtype="Int64"),
        pd.DataFrame(COLUMNS, dtype="uint8"),
        pd.DataFrame(COLUMNS, dtype=float),
        pl.DataFrame(COLUMNS),
        pl.DataFrame(COLUMNS, schema=dict.fromkeys(COLUMNS, pl.UInt8)),
    ],
)
def test_frame_is_a_table(frame: object) -> None:
    """Whatever library and type of number, the table is the same, and so is its protection."""
    found = protect(frame)
    assert found.published() == EXPECTED
    assert found.mask.shape == (3, 3)
    assert found.intervals()[1, 1].high == 9


@pytest.mark.parametrize("series", [pd.Series([1, 5, 9, 7]), pl.Series([1, 5, 9, 7])])
def test_series_is_a_list_of_counts(series: object) -> None:
    """A series has one total, as a list has."""
    assert protect(series).published() == ((None, None, 9, 7),)


def test_small_numbers_do_not_overflow() -> None:
    """Sums of unsigned bytes are not cut at 255."""
    found = protect(np.array([[1, 200], [200, 200]], dtype=np.uint8))
    assert found.intervals()[0, 0].high == 201


def test_messages_name_rows_and_columns_of_the_frame() -> None:
    """A fault is named as the frame names its lines."""
    with pytest.raises(DisclosureError, match="row Mitte, column Wohnen"):
        protect(pd.DataFrame({"Arbeit": [3, 4], "Wohnen": [3, -4]}, index=["Nord", "Mitte"]))


@pytest.mark.parametrize(
    "mask", [pd.DataFrame([[True, True], [True, True]]), pl.DataFrame({"a": [True, True], "b": [True, True]})]
)
def test_mask_may_be_a_frame(mask: object) -> None:
    """A mask is read as the table is."""
    assert len(audit([[1, 9], [9, 9]], mask)) == 4


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1, None]}),
        pd.DataFrame({"a": pd.array([1, None], dtype="Int64")}),
        pl.DataFrame({"a": [1, None]}),
        pd.DataFrame({"town": ["A", "B"], "a": [1, 9]}),
        pl.DataFrame({"town": ["A", "B"], "a": [1, 9]}),
        pd.DataFrame({"a": ["1", "9"]}),
        pd.DataFrame({"a": [1.5, 9.0]}),
        pd.DataFrame({"a": pd.to_datetime(["2025-01-01"])}),
        pd.DataFrame({"a": [True, False]}),
        pd.DataFrame(),
        pl.DataFrame(),
        np.ma.masked_array([[1, 2], [3, 4]], mask=[[True, False], [False, False]]),
        np.array([[float(2**60), 1.0]]),
    ],
)
def test_what_is_no_table_of_counts_is_refused(frame: object) -> None:
    """Gaps, labels, texts, days, flags, masked cells and floats that stand for several numbers are no counts."""
    with pytest.raises(DisclosureError, match="expected"):
        protect(frame)
