from pathlib import Path

import pytest

from kimcore.errors import EvidenceError
from kimcore.evidence import Assumption, AssumptionKey, read_assumptions

GOOD = '[hours_per_procedure]\nlow = 2\nhigh = 5\nsource = "Zeitaufschreibung, Mai 2025"\n'


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "assumptions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    """A range with its source is an assumption."""
    (found,) = read_assumptions(_file(tmp_path, f'{GOOD}note = "nur Erstanträge"\n'))
    assert found == Assumption(
        key=AssumptionKey.HOURS_PER_PROCEDURE,
        low=2.0,
        high=5.0,
        source="Zeitaufschreibung, Mai 2025",
        note="nur Erstanträge",
    )


def test_an_empty_file_assumes_nothing(tmp_path: Path) -> None:
    """Nothing has a default: a file that says nothing assumes nothing."""
    assert read_assumptions(_file(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[cost_per_minute]\nlow = 1", "'cost_per_minute': expected one of duplicate_share, hours_per_procedure"),
        ("cost_per_hour = 57", "cost_per_hour: expected a table with low, high and source, found a int"),
        ("[cost_per_hour]\nlow = 1", "cost_per_hour.high: expected a value, found nothing"),
        ('[cost_per_hour]\nlow = true\nhigh = 2\nsource = "x"', "cost_per_hour.low: expected a number, found a bool"),
        ('[cost_per_hour]\nlow = "1"\nhigh = 2\nsource = "x"', "cost_per_hour.low: expected a number, found a str"),
        ('[cost_per_hour]\nlow = nan\nhigh = 2\nsource = "x"', "cost_per_hour.low: expected a number from 0 on, found nan"),
        ('[cost_per_hour]\nlow = -1\nhigh = 2\nsource = "x"', "cost_per_hour.low: expected a number from 0 on, found -1"),
        ('[cost_per_hour]\nlow = 1\nhigh = inf\nsource = "x"', "cost_per_hour.high: expected a number from 0 on, found inf"),
        (
            '[duplicate_share]\nlow = 0\nhigh = 1.5\nsource = "x"',
            "duplicate_share.high: expected a number from 0 to 1,",
        ),
        ('[cost_per_hour]\nlow = 3\nhigh = 2\nsource = "x"', "cost_per_hour.high: expected at least the low end 3, found 2"),
        ('[cost_per_hour]\nlow = 1\nhigh = 2\nsource = " "', "cost_per_hour.source: expected some words, found an empty text"),
        ("[cost_per_hour]\nlow = 1\nhigh = 2\nsource = 7", "cost_per_hour.source: expected some words, found a int"),
        (
            '[cost_per_hour]\nlow = 1\nhigh = 2\nsource = "x"\nmean = 1',
            "cost_per_hour.'mean': expected one of low, high",
        ),
        ("low = ", "assumptions: expected TOML in UTF-8, found none"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """Whatever is wrong in a file is named with its place, what belongs there and what was found."""
    with pytest.raises(EvidenceError) as caught:
        read_assumptions(_file(tmp_path, text))
    assert told in str(caught.value)


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    """Four mistakes are four lines."""
    with pytest.raises(EvidenceError, match="4 problems"):
        read_assumptions(_file(tmp_path, "[cost_per_hour]\nlow = -1\n[wages]\n"))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are refused, and so is a file too large to be one of assumptions."""
    path = tmp_path / "assumptions.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(EvidenceError, match="expected TOML in UTF-8"):
        read_assumptions(path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(EvidenceError, match="at most 1000000 bytes"):
        read_assumptions(path)


def test_deep_nesting_is_no_crash(tmp_path: Path) -> None:
    """A file nested as deep as it goes is refused as any other that is no table of assumptions."""
    with pytest.raises(EvidenceError):
        read_assumptions(_file(tmp_path, f"a = {'[' * 5000}{']' * 5000}"))


def test_an_assumption_made_in_python_is_checked_too() -> None:
    """Nobody can assume without a source."""
    with pytest.raises(EvidenceError, match=r"cost_per_hour\.source: expected some words"):
        Assumption(key=AssumptionKey.COST_PER_HOUR, low=1, high=2, source="")
