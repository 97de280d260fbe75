"""N1 to N5: network metrics side by side with what one would use instead.

Every candidate runs in a Python of its own on the same graph: who works with whom in 54 building blocks, directed and weighted.
Each first reads the graph from arrays in its own way, then computes; the answers are compared with those of kimcore.
Times are medians; quote the ratios, for the times are those of one machine. What is not installed is left out.
"report" is every metric above it from ties read once; "report, all" adds effective size. A starred time stands for a part
that was measured and scaled up.

    python benchmarks/network.py [--large] [ACTORS ...]     60, 2,000 and 10,000 actors if none are given; --large: 100,000 too
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from time import perf_counter
from typing import TypeAlias, cast

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from kimcore.network import Graph, TieArrays

Answer: TypeAlias = float | list[float]
Measures: TypeAlias = Mapping[str, Callable[[], Answer]]
OfTies: TypeAlias = Mapping[str, Callable[[TieArrays], Answer]]

TIES = {60: 400, 2_000: 20_000, 10_000: 150_000, 100_000: 1_500_000}
CANDIDATES = ("kimcore", "networkx", "rustworkx", "igraph", "networkit")
PATIENCE = 20.0
"""Seconds after which a metric is not repeated."""
SLOW = frozenset({"betweenness", "betweenness, lengths", "closeness", "report", "report, all"})
"""What is left out beyond 20,000 actors, where it takes everyone minutes."""
SLOW_FROM = 20_000
ROUNDS = 5
NEARBY = 0.7
UNBEARABLE = frozenset({"effective size", "closeness", "betweenness", "betweenness, lengths", "constraint"})
"""What networkx is spared beyond 2,000 actors."""
UNBEARABLE_FROM = 2_000
EXACT_UP_TO = 2_000
"""Beyond, a report estimates betweenness."""
PIVOTS = 256
BLOCKS = 7
ORDERS = 1_000
"""Orders of the actors that QAP tries."""
TRIED = 20
"""Orders that the plain loop tries instead."""


def drawn(actors: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Draw ties, 70 of 100 within a block: senders, receivers and weights."""
    chance = np.random.default_rng(1)
    size = max(actors // 54, 5)
    ties = TIES.get(actors, 10 * actors)
    senders = chance.integers(0, actors, 2 * ties)
    near = senders - senders % size + chance.integers(0, size, 2 * ties)
    receivers = np.where(chance.random(2 * ties) < NEARBY, np.minimum(near, actors - 1), chance.integers(0, actors, 2 * ties))
    keys = np.unique(senders * actors + receivers)
    keys = keys[keys // actors != keys % actors]
    keys = np.sort(chance.permutation(keys)[:ties])
    return keys // actors, keys % actors, chance.integers(1, 5, len(keys)).astype(float)


def _networkx_graph(actors: int) -> Graph:
    nx = import_module("networkx")
    senders, receivers, weights = drawn(actors)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(actors))
    graph.add_weighted_edges_from(zip(senders.tolist(), receivers.tolist(), weights.tolist(), strict=True))
    return cast("Graph", graph)


def with_kimcore(actors: int) -> Measures:
    """Measure with kimcore, from the ties each time, so that no metric gains from another."""
    network = import_module("kimcore.network")

    ties: TieArrays = network.tie_arrays(_networkx_graph(actors))
    blocks = {actor: actor % BLOCKS for actor in range(actors)}
    measures: OfTies = {
        "strong components": lambda ties: network.components(ties, kind="strong").value,
        "betweenness": lambda ties: list(network.betweenness(ties).values.values()),
        "closeness": lambda ties: list(network.closeness(ties, policy="harmonic", kind="in").values.values()),
        "triads": lambda ties: list(network.triad_census(ties).values.values()),
        "constraint": lambda ties: list(network.constraint(ties).values.values()),
        "pagerank": lambda ties: list(network.pagerank(ties).values.values()),
        "core number": lambda ties: list(network.core_number(ties).values.values()),
        "cut actors": lambda ties: network.cut_actors(ties).value,
    }
    alone: OfTies = {
        "effective size": lambda ties: list(network.effective_size(ties).values.values()),
        "betweenness, lengths": lambda ties: list(network.betweenness(ties, weights="distance").values.values()),
        "brokerage": lambda ties: list(network.brokerage(ties, blocks).totals.values()),
    }
    estimate: OfTies = {"betweenness": lambda ties: list(network.betweenness(ties, pivots=PIVOTS).values.values())}
    in_report = measures if actors <= EXACT_UP_TO else {**measures, **estimate}
    whole: OfTies = {
        "report": lambda ties: done([measure(ties) for measure in in_report.values()]),
        "report, all": lambda ties: done([measure(ties) for measure in (*in_report.values(), alone["effective size"])]),
    }
    timed = {name: partial(_fresh, measure, ties) for name, measure in {**measures, **alone, **whole}.items()}
    if actors > EXACT_UP_TO:
        return timed
    other = ties.reversed
    return {**timed, "qap": lambda: network.qap(ties, other, permutations=ORDERS).value}


def _fresh(measure: Callable[[TieArrays], Answer], ties: TieArrays) -> Answer:
    return measure(evolve(ties))


def done(answers: Sequence[Answer]) -> float:
    """Return how many answers there are: what a report of all of them has to show for itself."""
    return float(len(answers))


def with_networkx(actors: int) -> Measures:
    """Measure with networkx."""
    nx = import_module("networkx")

    graph = nx.DiGraph(_networkx_graph(actors))
    both = graph.to_undirected()
    others = actors - 1
    measures: Measures = {
        "strong components": lambda: nx.number_strongly_connected_components(graph),
        "betweenness": lambda: list(nx.betweenness_centrality(graph, normalized=False).values()),
        "closeness": lambda: [value / others for value in nx.harmonic_centrality(graph).values()],
        "triads": lambda: list(nx.triadic_census(graph).values()),
        "constraint": lambda: list(nx.constraint(graph, weight="weight").values()),
        "pagerank": lambda: list(nx.pagerank(graph, tol=1e-10, max_iter=1_000).values()),
        "core number": lambda: list(nx.core_number(both).values()),
        "cut actors": lambda: sum(1 for _ in nx.articulation_points(both)),
    }
    alone: Measures = {
        # Of all nodes at once networkx takes another way, which is wrong for directed graphs.
        "effective size": lambda: list(nx.effective_size(graph, nodes=list(graph), weight="weight").values()),
        "betweenness, lengths": lambda: list(nx.betweenness_centrality(graph, normalized=False, weight="weight").values()),
    }
    if actors > UNBEARABLE_FROM:
        return {**measures, **alone}
    return {
        **measures,
        **alone,
        "report": lambda: done([measure() for measure in measures.values()]),
        "report, all": lambda: done([measure() for measure in (*measures.values(), alone["effective size"])]),
        "qap*": partial(_qap_by_loop, nx.to_numpy_array(graph)),
    }


def _qap_by_loop(x: NDArray[np.float64]) -> float:
    """Correlate with some permuted matrices, as one would without a library."""
    chance = np.random.default_rng(0)
    cells = ~np.eye(len(x), dtype=bool)
    y, fixed = x.T, x[cells]
    for _ in range(TRIED):
        order = chance.permutation(len(x))
        np.corrcoef(fixed, y[np.ix_(order, order)][cells])
    return float(np.corrcoef(fixed, y[cells])[0, 1])


def with_rustworkx(actors: int) -> Measures:
    """Measure with rustworkx, as far as it goes."""
    rx = import_module("rustworkx")

    senders, receivers, weights = drawn(actors)
    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(actors))
    graph.add_edges_from(list(zip(senders.tolist(), receivers.tolist(), weights.tolist(), strict=True)))
    both = graph.to_undirected(multigraph=False)
    return {
        "strong components": lambda: len(rx.strongly_connected_components(graph)),
        "betweenness": lambda: list(rx.digraph_betweenness_centrality(graph, normalized=False).values()),
        "pagerank": lambda: list(rx.pagerank(graph, weight_fn=float, tol=1e-10, max_iter=1_000).values()),
        "core number": lambda: [number for _, number in sorted(rx.core_number(both).items())],
        "cut actors": lambda: len(rx.articulation_points(both)),
    }


def with_igraph(actors: int) -> Measures:
    """Measure with igraph, as far as it goes."""
    igraph = import_module("igraph")

    senders, receivers, weights = drawn(actors)
    graph = igraph.Graph(n=actors, edges=np.column_stack((senders, receivers)), directed=True)
    graph.es["weight"] = weights
    both = graph.as_undirected()
    census = ("003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C")
    names = [f"t{name}" for name in (*census, "210", "300")]
    return {
        "strong components": lambda: len(graph.connected_components(mode="strong")),
        "betweenness": graph.betweenness,
        "closeness": lambda: graph.harmonic_centrality(mode="in"),
        "triads": lambda: [getattr(graph.triad_census(), name) for name in names],
        "constraint": lambda: graph.constraint(weights="weight"),
        "pagerank": lambda: graph.pagerank(weights="weight"),
        "core number": both.coreness,
        "cut actors": lambda: len(both.articulation_points()),
    }


def with_networkit(actors: int) -> Measures:
    """Measure with networkit, as far as it goes, in one thread like the others."""
    nk = import_module("networkit")

    nk.setNumberOfThreads(1)
    senders, receivers, _ = drawn(actors)
    graph = nk.GraphFromCoo((senders, receivers), n=actors, directed=True)
    both = nk.graphtools.toUndirected(graph)
    return {
        "strong components": lambda: nk.components.StronglyConnectedComponents(graph).run().numberOfComponents(),
        "betweenness": lambda: nk.centrality.Betweenness(graph).run().scores(),
        "core number": lambda: [int(score) for score in nk.centrality.CoreDecomposition(both).run().scores()],
    }


def run(candidate: str, actors: int) -> dict[str, tuple[float, Answer]]:
    """Time one candidate and keep its answers, in this Python."""
    measures = globals()[f"with_{candidate}"](actors)
    found = {}
    for name, measure in measures.items():
        if (actors > SLOW_FROM and name in SLOW) or (candidate == "networkx" and actors > UNBEARABLE_FROM and name in UNBEARABLE):
            continue
        times: list[float] = []
        answer: Answer = 0
        while len(times) < ROUNDS and sum(times) < PATIENCE:
            start = perf_counter()
            answer = measure()
            times.append(perf_counter() - start)
        scale = ORDERS / TRIED if name.endswith("*") else 1
        found[name.removesuffix("*")] = (median(times) * scale, answer)
    return found


def agrees(ours: Answer, theirs: Answer) -> bool:
    """Tell whether two answers are the same up to rounding, and None and NaN alike."""
    one, other = (np.nan_to_num(np.array(answer, dtype=float)) for answer in (ours, theirs))
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6))


def main(sizes: list[int]) -> int:
    """Run all candidates on all sizes, print times, ratios and whether answers agree."""
    candidates = [name for name in CANDIDATES if find_spec(name)]
    for actors in sizes:
        found = {}
        for candidate in candidates:
            command = [sys.executable, __file__, "--run", candidate, str(actors)]
            found[candidate] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print(f"\n{actors:,} actors, {TIES.get(actors, 10 * actors):,} ties; milliseconds, and times slower than kimcore")
        print(f"{'':<20}" + "".join(f"{candidate:>24}" for candidate in candidates))
        for name, (ours, answer) in found["kimcore"].items():
            cells = [f"{1000 * ours:.2f}"]
            for candidate in candidates[1:]:
                theirs = found[candidate].get(name)
                if theirs is None:
                    cells.append("-")
                    continue
                mark = "" if agrees(answer, theirs[1]) else " differs"
                cells.append(f"{1000 * theirs[0]:.2f} ({theirs[0] / ours:.1f}x){mark}")
            print(f"{name:<20}" + "".join(f"{cell:>24}" for cell in cells))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], int(sys.argv[3]))))
        sys.exit()
    given = [int(size) for size in sys.argv[1:] if size != "--large"] or [60, 2_000, 10_000]
    sys.exit(main([*given, *([100_000] if "--large" in sys.argv else [])]))
