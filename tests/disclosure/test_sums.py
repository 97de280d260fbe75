from collections.abc import Hashable

import pytest

from kimcore.disclosure import (
    Interval,
    Release,
    Sum,
    Sums,
    audit_sums,
    cross_table,
    differences,
    grouped,
    linked,
    protect_release,
    protect_sums,
    revealing,
)
from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.programs import ProgramReach
from kimcore.disclosure.reaches import reach_of
from kimcore.disclosure.systems import System
from kimcore.errors import DisclosureError

TOWNS = ("town", ["A", "B"])
NEEDS = cross_table([[1, 9], [9, 9]], TOWNS, ("need", ["x", "y"]))


def test_cross_table_brings_its_totals() -> None:
    """Rows, columns and everybody have their counts."""
    assert (NEEDS.cells[(("town", "A"),)], NEEDS.cells[(("need", "y"),)], NEEDS.cells[()]) == (10, 18, 28)


def test_shared_margin_is_one_count() -> None:
    """Two tables by town have the counts of the towns in common, and everybody."""
    ages = cross_table([[4, 6], [9, 9]], TOWNS, ("age", ["young", "old"]))
    assert len(linked([NEEDS, ages]).cells) == 9 + 9 - 3


def test_shared_margin_must_agree() -> None:
    """Tables that give a town different counts do not belong together."""
    ages = cross_table([[4, 7], [9, 9]], TOWNS, ("age", ["young", "old"]))
    with pytest.raises(DisclosureError, match="same count in every table"):
        linked([NEEDS, ages])


def test_total_suppressed_in_one_table_is_suppressed_in_the_other() -> None:
    """A small town is not to be had from the second table."""
    needs = cross_table([[1, 1], [9, 9]], TOWNS, ("need", ["x", "y"]))
    ages = cross_table([[0, 2], [9, 9]], TOWNS, ("age", ["young", "old"]))
    found = protect_sums(linked([needs, ages]))
    assert (("town", "A"),) in found.suppressed
    assert found.published()[(("town", "A"),)] is None
    assert all(found.intervals()[key].covers(Interval(0, 3)) for key in found.primary)


def test_alone_each_table_is_safe_but_not_together() -> None:
    """Where two tables share hidden counts, an audit of both finds what an audit of one does not."""
    cells: dict[Hashable, int] = {"a": 1, "b": 8, "ab": 9, "c": 7, "ac": 8}
    first = Sums(cells=cells, sums=(Sum(total="ab", parts=("a", "b")),))
    both = Sums(cells=cells, sums=(*first.sums, Sum(total="ac", parts=("a", "c"))))
    assert audit_sums(first, ["a", "b"])["a"] == Interval(0, 9)
    assert audit_sums(both, ["a", "b"])["a"] == Interval(1, 1)


def test_district_of_towns_stays_exact() -> None:
    """Towns in districts by need are a network, so whole numbers do, however large."""
    towns = cross_table([[1, 10**15], [10**15, 9], [8, 7]], ("town", ["A", "B", "C"]), ("need", ["x", "y"]))
    both = grouped(towns, "town", {"A": "n", "B": "n", "C": "s"}, into="district")
    found = protect_sums(both)
    assert found.is_least
    assert all(found.intervals()[key].covers(Interval(0, 3)) for key in found.primary)


def test_large_linked_tables_keep_the_promise() -> None:
    """Where tables are linked, large counts do not blur small ones."""
    needs = cross_table([[1, 10**15], [10**15, 10**14]], TOWNS, ("need", ["x", "y"]))
    ages = cross_table([[10**15, 1], [10**15, 10**14]], TOWNS, ("age", ["young", "old"]))
    found = protect_sums(linked([needs, ages]))
    assert found.exposed == ()
    assert all(found.intervals()[key].covers(Interval(0, 3)) for key in found.primary)


def test_cube_is_no_network() -> None:
    """A count that stands in three sums needs programs; one in two does not."""
    two = System(values=(1, 1), equations=(((0, 1), (1, 1)), ((0, 1), (1, 1))))
    three = System(values=(1,), equations=(((0, 1),),) * 3)
    odd = System(values=(1, 1, 1), equations=(((0, 1), (1, 1)), ((1, 1), (2, 1)), ((2, 1), (0, 1))))
    assert [type(reach_of(system)) for system in (two, three, odd)] == [FlowReach, ProgramReach, ProgramReach]


def test_group_must_be_known() -> None:
    """A town without a district is named."""
    with pytest.raises(DisclosureError, match="town B: expected a group"):
        grouped(NEEDS, "town", {"A": "n"}, into="district")


def test_sums_must_add_up() -> None:
    """A total that is not the sum of its parts is named."""
    with pytest.raises(DisclosureError, match="t: expected the sum of its parts"):
        protect_sums(Sums(cells={"t": 3, "a": 1}, sums=(Sum(total="t", parts=("a",)),)))


def test_parts_must_be_there() -> None:
    """A sum of a count that nobody gave is named."""
    with pytest.raises(DisclosureError, match="found none for b"):
        protect_sums(Sums(cells={"t": 3}, sums=(Sum(total="t", parts=("b",)),)))


def test_unknown_key_is_named() -> None:
    """A count to suppress that is none of the table is named."""
    with pytest.raises(DisclosureError, match="z: expected one of the counts"):
        protect_sums(NEEDS, suppressed=["z"])


def test_categories_stand_once() -> None:
    """A category that stands twice would be two counts with one key."""
    with pytest.raises(DisclosureError, match="each once"):
        cross_table([[1], [2]], ("town", ["A", "A"]), ("need", ["x"]))


def test_known_counts_can_expose() -> None:
    """Where everything around a small count is known, it is exposed and nothing is published."""
    found = protect_sums(NEEDS, known=[key for key, count in NEEDS.cells.items() if count > 1])
    assert found.exposed
    with pytest.raises(DisclosureError, match="given away"):
        found.published()


def test_one_who_came_is_seen_by_subtraction() -> None:
    """Two tables without any small count give away the person who came between them."""
    earlier, later = Release(counts=[[5, 9], [7, 8]]), Release(counts=[[6, 9], [7, 12]])
    assert differences(earlier, later)[0, 0] == Interval(1, 1)
    assert set(revealing(earlier, later)) == {(0, 0)}


def test_later_release_is_protected_against_the_earlier() -> None:
    """Protected with the earlier release in mind, the later one does not tell."""
    earlier = Release(counts=[[5, 9, 9], [7, 8, 9], [9, 9, 9]])
    counts = [[6, 14, 9], [17, 18, 9], [9, 9, 9]]
    found = protect_release(counts, earlier)
    hidden = [[("later", 3 * row + column) in found.suppressed for column in range(3)] for row in range(3)]
    assert found.exposed == ()
    assert not revealing(earlier, Release(counts=counts, mask=hidden))


def test_list_can_be_released_again() -> None:
    """Lists of counts have releases as tables have."""
    assert differences(Release(counts=[5, 9]), Release(counts=[6, 9]))[0,] == Interval(1, 1)


@pytest.mark.parametrize(
    ("later", "message"), [([[5], [7]], "tables of one shape"), ([[5, 8]], "row 0, column 1: expected at least")]
)
def test_releases_must_go_together(later: object, message: str) -> None:
    """Releases of different shapes, or counts that fell, cannot be compared."""
    with pytest.raises(DisclosureError, match=message):
        differences(Release(counts=[[5, 9]]), Release(counts=later))


def test_release_shows_no_count() -> None:
    """What ends up in a log names no number of a release."""
    assert repr(Release(counts=[[4711]])) == "Release()"
