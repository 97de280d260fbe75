"""The footer of a Parquet file is read without Arrow, and whatever stands in it ends no process."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimcore.tables import CaseTables
from kimcore.tables.footers import FooterError, most_values
from kimcore.testing import synthetic


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of a few cases."""
    path = tmp_path_factory.mktemp("footers") / "cases.parquet"
    CaseTables.from_cases(synthetic.cases(30, on=date(2026, 1, 31))).to_parquet(path)
    return path


def test_claims_are_those_that_arrow_reads(written: Path) -> None:
    """Of a whole file the claims are those that Arrow finds."""
    told = pq.ParquetFile(written).metadata
    assert most_values(written) == max(told.row_group(0).column(at).num_values for at in range(told.num_columns))


def test_file_without_rows_claims_nothing(tmp_path: Path) -> None:
    """A file without row groups has no values."""
    CaseTables.from_cases([]).to_parquet(tmp_path / "none.parquet")
    assert most_values(tmp_path / "none.parquet") == 0


def test_every_end_that_is_cut_off_is_noticed(written: Path, tmp_path: Path) -> None:
    """A file that breaks off anywhere has no footer, or one that breaks off."""
    whole = written.read_bytes()
    for length in range(0, len(whole), 97):
        (tmp_path / "cut").write_bytes(whole[:length])
        with pytest.raises(FooterError):
            most_values(tmp_path / "cut")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(footer=st.binary(max_size=200))
def test_any_bytes_are_a_footer_or_none(tmp_path: Path, footer: bytes) -> None:
    """Whatever bytes stand where the footer should, they say a number or are refused."""
    (tmp_path / "odd").write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    try:
        claimed = most_values(tmp_path / "odd")
    except FooterError:
        return
    assert isinstance(claimed, int)


def test_lists_in_lists_without_end_are_refused(tmp_path: Path) -> None:
    """A footer that is nested too deeply ends in an error and not in the depths of Python."""
    footer = b"\x49" + b"\x19" * 100_000
    (tmp_path / "deep").write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(ValueError, match="too deep"):
        most_values(tmp_path / "deep")
