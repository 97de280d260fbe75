"""Laws of tables whose rows lie inside those of another: what both tell together gives no small count away."""

from collections.abc import Hashable

from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.disclosure import UNPROTECTED, Interval, Sum, Sums, audit_sums
from kimcore.evidence import AttemptCount
from kimcore.evidence.nested_counts import NestedCounts, nested_counts
from kimcore.evidence.small_counts import added
from kimcore.model import CaseId

PEOPLE = "abcdefghijkl"


def _count(size: int) -> AttemptCount:
    return AttemptCount(size, frozenset(map(CaseId, PEOPLE[:size])))


counts = st.integers(0, 9).map(_count)
Rows = dict[Hashable, list[AttemptCount]]
Told = dict[Hashable, tuple[int, Interval]]
names: st.SearchStrategy[Hashable] = st.sampled_from([f"{one}-{other}" for one in "pqrs" for other in "xyz"])
tables = st.integers(1, 3).flatmap(
    lambda width: st.dictionaries(names, st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=8)
)


def office(way: Hashable) -> str:
    """Return where a way leads."""
    return str(way)[-1]


def audited(rows: Rows, found: NestedCounts) -> Told:
    """Return each protected count and what it can be, for readers of both tables and of the totals of the columns."""
    cells: dict[Hashable, int] = {}
    sums: list[Sum] = []
    hidden: list[Hashable] = []
    offices = sorted(set(map(office, rows)))
    width = len(next(iter(rows.values())))
    for way, row in rows.items():
        cells |= {(way, n): count.attempts for n, count in enumerate([*row, added(row)])}
        sums.append(Sum(total=(way, width), parts=tuple((way, n) for n in range(width))))
        hidden += [(way, n) for n, shown in enumerate(found.inner[way]) if shown is None]
    for n in range(width + 1):
        for one in offices:
            parts = tuple((way, n) for way in rows if office(way) == one)
            cells[one, n] = sum(cells[part] for part in parts)
            sums.append(Sum(total=(one, n), parts=parts))
        cells["", n] = sum(cells[one, n] for one in offices)
        sums.append(Sum(total=("", n), parts=tuple((one, n) for one in offices)))
    hidden += [(one, n) for one in offices for n, shown in enumerate(found.outer[one]) if shown is None]
    return {key: (cells[key], interval) for key, interval in audit_sums(Sums(cells=cells, sums=tuple(sums)), hidden).items()}


@given(tables)
@settings(max_examples=40, deadline=None)
def test_neither_table_gives_a_count_of_the_other_away(rows: Rows) -> None:
    """For readers of both, a small count can be nothing, and can be enough to be shown, as far as the totals leave that open."""
    found = nested_counts(rows, {way: office(way) for way in rows}, {})
    everything = [added(column) for column in zip(*rows.values(), strict=True)]
    for count, interval in audited(rows, found).values():
        if 0 < count < 3 and all(total.attempts >= 3 for total in everything):
            assert interval.covers(Interval(0, 3))


@given(tables)
@settings(max_examples=40, deadline=None)
def test_what_is_shown_is_true_and_of_nobody_or_enough(rows: Rows) -> None:
    """Every count that is shown is the count itself, and small only if readers know the total of its column anyway."""
    found = nested_counts(rows, {way: office(way) for way in rows}, {})
    for way, row in rows.items():
        for count, shown in zip([*row, added(row)], found.inner[way], strict=True):
            assert shown is None or (shown == count.attempts and count.cases not in {1, 2})


@given(tables)
@settings(max_examples=20, deadline=None)
def test_unprotected_tables_are_told_in_full(rows: Rows) -> None:
    """Switched off, both tables say everything, and the outer one is the sum of the inner."""
    found = nested_counts(rows, {way: office(way) for way in rows}, {}, UNPROTECTED)
    for one, shown in found.outer.items():
        inner = [[count or 0 for count in found.inner[way]] for way in rows if office(way) == one]
        assert shown == tuple(map(sum, zip(*inner, strict=True)))
