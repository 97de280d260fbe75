"""N1 to N5: network metrics side by side with what one would use instead.

Every candidate runs in a Python of its own, with one thread, on the same graph: who works with whom in 54 building blocks,
directed and weighted. Each first reads the graph from arrays in its own way, then computes each metric in a process of its
own, which ends at a limit; the answers are compared with those of kimcore.
Times are medians of processor time; quote the ratios, for the times are those of one machine. What is not installed is left
out. "report" is every metric above it from ties read once; "report, all" adds effective size. "graph" is the reading itself,
"memory" what it takes at most, in megabytes. A starred time stands for a part that was measured and scaled up.

    python benchmarks/network.py [--record] [--large] [--limit SECONDS] [ACTORS ...]

60, 2,000 and 10,000 actors if none are given; --large: 100,000 too. The limit is 60 seconds a metric unless given.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np
import recording
from attrs import evolve
from numpy.typing import NDArray

from kimcore.network import TieArrays

Answer: TypeAlias = float | list[float]
Measures: TypeAlias = Mapping[str, Callable[[], Answer]]
Found: TypeAlias = tuple[float, Answer] | None
"""The time and the answer, or nothing where the limit came first."""
OfTies: TypeAlias = Mapping[str, Callable[[TieArrays], Answer]]

TIES = {60: 400, 2_000: 20_000, 10_000: 150_000, 100_000: 1_500_000}
CANDIDATES = ("kimcore", "networkx", "rustworkx", "igraph", "networkit")
PATIENCE = 10.0
"""Seconds after which a metric is not repeated."""
NO_CLOSENESS_FROM = 20_000
"""Beyond, a report leaves out exact closeness, which takes everyone minutes."""
ROUNDS = 5
NEARBY = 0.7
EXACT_UP_TO = 2_000
"""Beyond, a report estimates betweenness."""
PIVOTS = 256
BLOCKS = 7
ORDERS = 1_000
"""Orders of the actors that QAP tries."""
TRIED = 20
"""Orders that the plain loop tries instead."""
SEED = 1
MEMORY_FROM = 10_000
"""Below, a graph is lost in what Python takes anyway."""
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

Columns: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
Build: TypeAlias = Callable[[int, Columns], object]


class Target(NamedTuple):
    """What performance asks of kimcore: at least so many times as fast as another, or at most so many times its share."""

    code: str
    actors: int
    metric: str
    other: str
    ratio: float
    """How many times slower the other must be at least; below 1 where kimcore may be slower."""


TARGETS = (
    Target("N1", 60, "report", "networkx", 8),
    Target("N1", 60, "report, all", "networkx", 50),
    Target("N2", 2_000, "report", "networkx", 30),
    Target("N2", 2_000, "closeness", "networkx", 100),
    Target("N2", 2_000, "triads", "networkx", 100),
    Target("N2", 2_000, "effective size", "networkx", 1_000),
    Target("N2", 2_000, "betweenness", "networkx", 15),
    Target("N3", 10_000, "betweenness", "igraph", 1 / 1.2),
    Target("N3", 10_000, "closeness", "igraph", 1 / 0.2),
    Target("N3", 10_000, "triads", "igraph", 1 / 0.3),
    Target("N4", 100_000, "memory", "networkx", 1 / 0.15),
    Target("N5", 60, "qap", "networkx", 15),
    Target("N5", 2_000, "qap", "networkx", 500),
)


def drawn(actors: int) -> Columns:
    """Draw ties, 70 of 100 within a block: senders, receivers and weights."""
    chance = np.random.default_rng(SEED)
    size = max(actors // 54, 5)
    ties = TIES.get(actors, 10 * actors)
    senders = chance.integers(0, actors, 2 * ties)
    near = senders - senders % size + chance.integers(0, size, 2 * ties)
    receivers = np.where(chance.random(2 * ties) < NEARBY, np.minimum(near, actors - 1), chance.integers(0, actors, 2 * ties))
    keys = np.unique(senders * actors + receivers)
    keys = keys[keys // actors != keys % actors]
    keys = np.sort(chance.permutation(keys)[:ties])
    return keys // actors, keys % actors, chance.integers(1, 5, len(keys)).astype(float)


def kimcore_graph(actors: int, columns: Columns) -> TieArrays:
    """Read the ties with kimcore."""
    network = import_module("kimcore.network")
    ties: TieArrays = network.read_ties(dict(zip(("source", "target", "weight"), columns, strict=True)), actors=range(actors))
    return ties


def networkx_graph(actors: int, columns: Columns) -> object:
    """Read the ties with networkx."""
    graph = import_module("networkx").DiGraph()
    graph.add_nodes_from(range(actors))
    graph.add_weighted_edges_from(zip(*(column.tolist() for column in columns), strict=True))
    return graph


def rustworkx_graph(actors: int, columns: Columns) -> object:
    """Read the ties with rustworkx."""
    graph = import_module("rustworkx").PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(actors))
    graph.add_edges_from(list(zip(*(column.tolist() for column in columns), strict=True)))
    return graph


def igraph_graph(actors: int, columns: Columns) -> object:
    """Read the ties with igraph."""
    graph = import_module("igraph").Graph(n=actors, edges=np.column_stack(columns[:2]), directed=True)
    graph.es["weight"] = columns[2]
    return graph


def networkit_graph(actors: int, columns: Columns) -> object:
    """Read the ties with networkit, in one thread like the others."""
    nk = import_module("networkit")
    nk.setNumberOfThreads(1)
    return nk.GraphFromCoo(columns[:2], n=actors, directed=True)


def with_kimcore(actors: int, ties: TieArrays) -> Measures:
    """Measure with kimcore, from the ties each time, so that no metric gains from another."""
    network = import_module("kimcore.network")

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
    if actors > NO_CLOSENESS_FROM:
        in_report = {name: measure for name, measure in in_report.items() if name != "closeness"}
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


def with_networkx(actors: int, graph: Any) -> Measures:  # noqa: ANN401 - networkx has no types
    """Measure with networkx."""
    nx = import_module("networkx")
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
    if actors > EXACT_UP_TO:
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


def with_rustworkx(_: int, graph: Any) -> Measures:  # noqa: ANN401 - of a library that need not be there
    """Measure with rustworkx, as far as it goes."""
    rx = import_module("rustworkx")
    both = graph.to_undirected(multigraph=False)
    return {
        "strong components": lambda: len(rx.strongly_connected_components(graph)),
        "betweenness": lambda: list(rx.digraph_betweenness_centrality(graph, normalized=False).values()),
        "pagerank": lambda: list(rx.pagerank(graph, weight_fn=float, tol=1e-10, max_iter=1_000).values()),
        "core number": lambda: [number for _, number in sorted(rx.core_number(both).items())],
        "cut actors": lambda: len(rx.articulation_points(both)),
    }


def with_igraph(_: int, graph: Any) -> Measures:  # noqa: ANN401 - of a library that need not be there
    """Measure with igraph, as far as it goes."""
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


def with_networkit(_: int, graph: Any) -> Measures:  # noqa: ANN401 - of a library that need not be there
    """Measure with networkit, as far as it goes."""
    nk = import_module("networkit")
    both = nk.graphtools.toUndirected(graph)
    return {
        "strong components": lambda: nk.components.StronglyConnectedComponents(graph).run().numberOfComponents(),
        "betweenness": lambda: nk.centrality.Betweenness(graph).run().scores(),
        "core number": lambda: [int(score) for score in nk.centrality.CoreDecomposition(both).run().scores()],
    }


def run(candidate: str, actors: int, columns: Columns, limit: float) -> dict[str, Found]:
    """Build the graph of one candidate in this Python, and time each metric in a fork of it."""
    build: Build = globals()[f"{candidate}_graph"]
    build(10, (columns[0][:0], columns[1][:0], columns[2][:0]))  # what is imported is not what is built
    gc.collect()
    _forget_the_most()
    before, start = _megabytes(), process_time()
    graph = build(actors, columns)
    found: dict[str, Found] = {"graph": (process_time() - start, 0.0)}
    if actors >= MEMORY_FROM:
        found["memory"] = (_most_megabytes() - before, 0.0)
    for name, measure in globals()[f"with_{candidate}"](actors, graph).items():
        answered = _within(limit, measure)
        scale = ORDERS / TRIED if name.endswith("*") else 1
        found[name.removesuffix("*")] = None if answered is None else (answered[0] * scale, answered[1])
    return found


def _megabytes() -> float:
    """Return the memory this process has now; where the system does not tell, the most it has had."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * resource.getpagesize() / 1e6 if told.exists() else _most_megabytes()


def _forget_the_most() -> None:
    """Let the most memory be counted anew, where the system can."""
    count = Path("/proc/self/clear_refs")
    if count.exists():
        count.write_text("5")


def _most_megabytes() -> float:
    """Return the most memory this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1_024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _within(limit: float, measure: Callable[[], Answer]) -> Found:
    """Time a metric in a fork that is ended at the limit; what has been built is shared with it."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_timed, args=(measure, sender))
    process.start()
    sender.close()
    told: list[tuple[float, Answer]] = []
    start = perf_counter()
    try:
        while told or _seconds_of(process.pid, start) < limit:
            if receiver.poll(0.1):
                told.append(cast("tuple[float, Answer]", receiver.recv()))
    except EOFError:  # all rounds are done
        pass
    finally:
        process.kill()
        process.join()
    return (median(taken for taken, _ in told), told[0][1]) if told else None


def _seconds_of(process: int | None, start: float) -> float:
    """Return the processor time of a process; where the system does not tell, the time since its start."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return perf_counter() - start
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _timed(measure: Callable[[], Answer], sender: Connection) -> None:
    used = 0.0
    for round_number in range(ROUNDS):
        start = process_time()
        answer = measure()
        taken = process_time() - start
        sender.send((taken, 0.0 if round_number else answer))
        used += taken
        if used > PATIENCE:
            return


def agrees(ours: Answer, theirs: Answer) -> bool:
    """Tell whether two answers are the same up to rounding, and None and NaN alike."""
    one, other = (np.nan_to_num(np.array(answer, dtype=float)) for answer in (ours, theirs))
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6))


def compare(actors: int, limit: float) -> dict[str, dict[str, Found]]:
    """Run all candidates on one graph, and print times, ratios and whether answers agree."""
    candidates = [name for name in CANDIDATES if find_spec(name)]
    found: dict[str, dict[str, Found]] = {}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ties.npz"
        np.savez(file, *drawn(actors))
        for candidate in candidates:
            command = [sys.executable, __file__, "--run", candidate, "--ties", str(file), "--limit", str(limit), str(actors)]
            told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **ALONE}).stdout
            found[candidate] = json.loads(told)
    print(f"\n{actors:,} actors, {TIES.get(actors, 10 * actors):,} ties; milliseconds (memory: MB), and times kimcore's")
    print(f"{'':<20}" + "".join(f"{candidate:>24}" for candidate in candidates))
    for name, ours in found["kimcore"].items():
        cells = [_cell(found[candidate].get(name, 0), ours, name, limit) for candidate in candidates]
        print(f"{name:<20}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
    return found


def _cell(theirs: Found | int, ours: Found, name: str, limit: float) -> str:
    if isinstance(theirs, int):
        return "-"
    if theirs is None:
        return f"> {limit:.0f} s" + (f" (> {limit / ours[0]:.0f}x)" if ours else "")
    number = f"{theirs[0]:.1f}" if name == "memory" else f"{1000 * theirs[0]:.2f}"
    if ours is None or theirs is ours:
        return number
    return f"{number} ({theirs[0] / ours[0]:.2g}x)" + ("" if agrees(ours[1], theirs[1]) else " differs")


def judge(found: Mapping[int, Mapping[str, Mapping[str, Found]]], limit: float) -> None:
    """Print which targets are met, as far as the sizes and candidates were run."""
    print("\ntargets: times kimcore's at least")
    for target in TARGETS:
        run_of = found.get(target.actors, {})
        ours, theirs = (run_of.get(name, {}).get(target.metric) for name in ("kimcore", target.other))
        if target.metric not in run_of.get(target.other, {}) or ours is None:
            continue
        ratio = (limit if theirs is None else theirs[0]) / ours[0]
        met = "met" if ratio >= target.ratio else "not shown within the limit" if theirs is None else "MISSED"
        seen = f"{'> ' if theirs is None else ''}{ratio:.4g}"
        what = f"{target.code} {target.actors:>7,} {target.metric:<16}{target.other:<10}"
        print(f"{what}{target.ratio:>9.3g}{seen:>12} {met}")


def keep(found: Mapping[int, Mapping[str, Mapping[str, Found]]], limit: float) -> None:
    """Record times and targets for the page of measurements; memory is in the targets only."""
    timings: list[recording.Timing] = []
    for actors, by_candidate in found.items():
        for metric, ours in by_candidate["kimcore"].items():
            for candidate, answers in by_candidate.items() if metric != "memory" else ():
                theirs = answers.get(metric, 0)
                row = f"{metric}, {actors:,} actors"
                if theirs is None:
                    timings.append(recording.Timing(row=row, candidate=candidate, seconds=limit, note="ended at the limit"))
                elif not isinstance(theirs, int):
                    same = None if candidate == "kimcore" or ours is None else agrees(ours[1], theirs[1])
                    timings.append(recording.Timing(row=row, candidate=candidate, seconds=theirs[0], agrees=same))
    targets: list[recording.Target] = []
    for target in TARGETS:
        ours, theirs = (found.get(target.actors, {}).get(name, {}).get(target.metric) for name in ("kimcore", target.other))
        if ours is not None and theirs is not None:
            says = f"{target.metric}, {target.actors:,} actors: {target.other} over kimcore"
            ratio = theirs[0] / ours[0]
            targets.append(recording.Target(id=target.code, says=says, reached=ratio, limit=target.ratio, at_most=False))
    note = f"Processor time; a metric ends at {limit:.0f} seconds. igraph is under the GPL and serves for figures alone."
    recording.record("network", timings, targets, packages=(*CANDIDATES, "numpy", "scipy"), note=note)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", metavar="ACTORS", nargs="*", type=int)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--run", choices=CANDIDATES, help=argparse.SUPPRESS)
    parser.add_argument("--ties", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        with np.load(arguments.ties) as file:
            columns = (file["arr_0"], file["arr_1"], file["arr_2"])
        print(json.dumps(run(arguments.run, arguments.sizes[0], columns, arguments.limit)))
        return 0
    sizes = [*(arguments.sizes or (60, 2_000, 10_000)), *([100_000] if arguments.large else [])]
    found = {size: compare(size, arguments.limit) for size in sizes}
    judge(found, arguments.limit)
    if arguments.record:
        keep(found, arguments.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
