"""The ends of many cells at once: what one flow shows about others, and flows by SciPy, against a flow for each end."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kimcore.disclosure import Interval, audit
from kimcore.disclosure.ends import network_ends
from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.grids import grid_of
from kimcore.disclosure.systems import System, network_of, system_of
from kimcore.disclosure.wide_networks import wide_network

Table = NDArray[np.int64]
SEEDS = st.integers(0, 2**32 - 1)
SIDES = st.integers(1, 12)
LARGEST = st.sampled_from([1, 5, 10**4, 10**12])


def reach_of(counts: Table, *, has_totals: bool) -> FlowReach:
    """Return the network of a table, its totals added as cells if asked for."""
    if has_totals:
        counts = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
        counts = np.vstack([counts, counts.sum(axis=0, keepdims=True)])
    system = system_of(grid_of(counts), has_totals=has_totals)
    network = network_of(system)
    assert network is not None
    return FlowReach(system=system, network=network)


def drawn(seed: int, rows: int, columns: int, largest: int, *, has_totals: bool) -> tuple[FlowReach, frozenset[int]]:
    """Draw a table and what is hidden of it."""
    rng = np.random.default_rng(seed)
    reach = reach_of(rng.integers(0, largest, (rows, columns), endpoint=True), has_totals=has_totals)
    share = rng.random()
    return reach, frozenset(place for place in range(len(reach.system.values)) if rng.random() < share)


def one_by_one(reach: FlowReach, hidden: frozenset[int]) -> dict[int, Interval]:
    """Return the ends of each cell by two flows of its own."""
    found = {}
    for place in sorted(hidden):
        value, up = reach.system.values[place], reach.shift(hidden, place, 1).amount
        found[place] = Interval(value - (reach.shift(hidden, place, -1).amount or 0), None if up is None else value + up)
    return found


@given(SEEDS, SIDES, SIDES, LARGEST, st.booleans())
@settings(max_examples=80, deadline=None)
def test_ends_together_are_the_ends_one_by_one(
    seed: int,
    rows: int,
    columns: int,
    largest: int,
    has_totals: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    """What a flow shows about other cells is never more and never less than their own flows show, totals hidden or not."""
    reach, hidden = drawn(seed, rows, columns, largest, has_totals=has_totals)
    assert network_ends(reach, hidden) == one_by_one(reach, hidden)


@given(SEEDS, SIDES, SIDES, LARGEST, st.booleans())
@settings(max_examples=80, deadline=None)
def test_scipy_moves_cells_as_far_and_to_true_tables(
    seed: int,
    rows: int,
    columns: int,
    largest: int,
    has_totals: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    """Flows of 32 bits, where they are taken, reach the same ends, and the tables they end in keep every sum."""
    reach, hidden = drawn(seed, rows, columns, largest, has_totals=has_totals)
    wide = wide_network(reach, hidden)
    for place in sorted(hidden) if wide is not None else ():
        for direction in (-1, 1):
            assert wide is not None
            shift = wide.shift(place, direction)
            assert shift.amount == reach.shift(hidden, place, direction).amount
            moved = {**shift.moves, place: direction * (shift.amount or 0)}
            assert all(reach.system.values[cell] + step >= 0 for cell, step in moved.items())
            assert all(not sum(sign * moved.get(cell, 0) for cell, sign in line) for line in reach.system.equations)


def test_counts_beyond_32_bits_are_not_left_to_scipy() -> None:
    """Where a flow could exceed what SciPy holds, kimcore's own whole numbers are taken, and the ends stay exact."""
    counts = np.full((12, 12), 10**15)
    reach = reach_of(counts, has_totals=False)
    assert wide_network(reach, frozenset(range(144))) is None
    assert set(audit(counts, np.ones((12, 12), dtype=bool)).values()) == {Interval(0, 12 * 10**15)}


def test_cells_without_end_are_not_left_to_scipy() -> None:
    """In a table whose totals are all hidden nothing ends, and a flow of 32 bits would say that it does."""
    reach = reach_of(np.full((11, 11), 4), has_totals=True)
    hidden = frozenset(range(144))
    assert wide_network(reach, hidden) is None
    assert set(network_ends(reach, hidden).values()) == {Interval(0, None)}


@pytest.mark.parametrize("count", [30, 150])
def test_bounds_of_cells_hold_for_all_at_once(count: int) -> None:
    """Cells that readers know to be small stay in their bounds, with few cells and with many."""
    values = tuple([1] * count + [5])
    line = tuple((place, 1) for place in range(count + 1))
    system = System(values=values, equations=(line,), bounds={place: Interval(1, 2) for place in range(count)})
    network = network_of(system)
    assert network is not None
    found = network_ends(FlowReach(system=system, network=network), frozenset(range(count + 1)))
    assert found[0] == Interval(1, 2)
    assert found[count] == Interval(0, 5)
