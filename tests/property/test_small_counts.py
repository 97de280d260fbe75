from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.disclosure import audit
from kimcore.evidence import AttemptCount
from kimcore.evidence.small_counts import added, shown_counts
from kimcore.model import CaseId


def _count(people: str) -> AttemptCount:
    return AttemptCount(len(people), frozenset(map(CaseId, people)))


counts = st.text("abcdefgh", max_size=9).map(_count)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(tables)
@settings(max_examples=60, deadline=None)
def test_no_count_of_few_people_is_shown(rows: list[list[AttemptCount]]) -> None:
    """Whatever is shown stands for nobody, or for three people and more."""
    shown = shown_counts(rows)
    for row, cells in zip(rows, shown, strict=False):
        for count, cell in zip((*row, added(row)), cells, strict=True):
            assert cell is None or (cell == count.attempts and count.cases not in {1, 2})


@given(tables)
@settings(max_examples=60, deadline=None)
def test_no_small_count_can_be_worked_out(rows: list[list[AttemptCount]]) -> None:
    """For readers who know what is shown, totals included, a count of one or two is not the only one possible."""
    shown = shown_counts(rows)
    with_totals = [[*row, added(row)] for row in rows]
    table = [*with_totals, [added(column) for column in zip(*with_totals, strict=True)]]
    attempts = [[cell.attempts for cell in row] for row in table]
    mask = [[cell is None for cell in row] for row in shown]
    if not any(map(any, mask)):
        return
    for (row, column), interval in audit(attempts, mask, has_totals=True).items():
        if 0 < attempts[row][column] < 3:
            assert interval.high is None or interval.low < interval.high
