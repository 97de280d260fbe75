"""What takes long can be stopped with Ctrl+C, by a real signal, and leaves nothing half done behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kimcore import network
from kimcore.network.arrays import TieArrays

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal for one's own process")

GRAPH = nx.gnp_random_graph(40, 0.1, seed=1, directed=True)
GROUPS = {actor: "abc"[actor % 3] for actor in GRAPH}
Compute = Callable[[TieArrays, network.Progress], object]

COMPUTATIONS: dict[str, Compute] = {
    "betweenness": lambda ties, tell: network.betweenness(ties, progress=tell).values,
    "betweenness by length": lambda ties, tell: network.betweenness(ties, weights="distance", progress=tell).values,
    "pivots": lambda ties, tell: network.betweenness(ties, pivots=39, progress=tell).values,
    "closeness": lambda ties, tell: network.closeness(ties, progress=tell).values,
    "mean distance": lambda ties, tell: network.mean_distance(ties, progress=tell).value,
    "diameter": lambda ties, tell: network.diameter(ties, progress=tell).value,
    "compactness": lambda ties, tell: network.compactness(ties, progress=tell).value,
    "distance-weighted": lambda ties, tell: network.distance_weighted_fragmentation(ties, progress=tell).value,
    "centralization of closeness": lambda ties, tell: network.centralization(ties, "closeness", progress=tell).value,
    "centralization of betweenness": lambda ties, tell: network.centralization(ties, "betweenness", progress=tell).value,
    "E-I": lambda ties, tell: network.ei_index(ties, GROUPS, permutations=200, progress=tell).values,
    "communities": lambda ties, tell: network.communities(ties, runs=4, progress=tell).values,
    "core": lambda ties, tell: network.core_periphery(ties, starts=4, progress=tell).core,
    "QAP": lambda ties, tell: network.qap(ties, ties.reversed, permutations=200, progress=tell).p,
    "MRQAP": lambda ties, tell: network.mrqap(ties, [ties.reversed], permutations=200, progress=tell).p,
    "bootstrap": lambda ties, tell: network.bootstrap_difference(ties, ties.reversed, samples=200, progress=tell).z,
    "helpful ties": lambda ties, tell: [tie.gain for tie in network.helpful_ties(ties, progress=tell)],
}


def press_ctrl_c(_done: int, _total: int) -> None:
    """Send the signal of Ctrl+C to this very process."""
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def _as_large_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute as for large graphs, the ones that take long, and in blocks small enough for more than one."""
    monkeypatch.setattr("kimcore.network.arrays.DENSE_UP_TO", 0)
    monkeypatch.setattr("kimcore.network.external._BLOCK", 500)


@pytest.mark.parametrize("compute", COMPUTATIONS.values(), ids=COMPUTATIONS)
def test_a_signal_stops_it(compute: Compute) -> None:
    """The first step told after Ctrl+C is the last."""
    with pytest.raises(KeyboardInterrupt):
        compute(network.tie_arrays(GRAPH), press_ctrl_c)


@pytest.mark.parametrize("compute", COMPUTATIONS.values(), ids=COMPUTATIONS)
def test_nothing_half_done_is_kept(compute: Compute) -> None:
    """The same ties give the number of fresh ties after a computation was stopped on them."""
    ties = network.tie_arrays(GRAPH)
    with pytest.raises(KeyboardInterrupt):
        compute(ties, press_ctrl_c)
    assert compute(ties, quiet) == compute(network.tie_arrays(GRAPH), quiet)


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


@pytest.mark.parametrize("compute", COMPUTATIONS.values(), ids=COMPUTATIONS)
def test_steps_end_where_they_should(compute: Compute) -> None:
    """Steps only rise, and the last one is all of them."""
    told: list[tuple[int, int]] = []
    compute(network.tie_arrays(GRAPH), lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


PRESS_WITHIN = """
import os, signal, sys

def press(frame, event, _):
    if event == "call" and frame.f_code.co_name == "core_periphery":
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)

sys.setprofile(press)
from kimcore.cli import main
sys.exit(main(["network", sys.argv[1], "--on", "2025-12-31", "--language", "en"]))
"""


def test_the_command_is_stopped_cleanly() -> None:
    """Ctrl+C in the midst of a report ends with 130 and one line, with no half a report and no traceback."""
    town = Path(__file__).parents[2] / "examples" / "musterkreis.json"
    ended = subprocess.run([sys.executable, "-c", PRESS_WITHIN, str(town)], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (130, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr
