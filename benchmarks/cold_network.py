"""N1, cold: how long a new Python takes from a file of ties to every metric of a town's network report but effective size.

All candidates read the same file, 60 actors and 400 ties, and compute the same eight metrics; the answers are compared.
The second kimcore is given a networkx graph, as by someone who has one already, and so pays for importing networkx too.
Time on the clock is a median, time of the processor the least of all rounds; quote the ratios.

    python benchmarks/cold_network.py [--record] [ROUNDS]
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TypeAlias

from recording import Target, printed, record, timing

Answers: TypeAlias = dict[str, list[float]]

ACTORS, TIES = 60, 400
MOST = 0.6
"""Target N1: the most of networkx's time that a cold process may take."""

READ = """
import json, sys
rows = json.load(open(sys.argv[1]))
"""
GRAPH = """
import networkx as nx
graph = nx.DiGraph()
graph.add_weighted_edges_from(rows)
"""
COLUMNS = """
from kimcore import network
ties = network.read_ties(dict(zip(("source", "target", "weight"), zip(*rows))))
"""
OF_GRAPH = """
from kimcore import network
ties = network.tie_arrays(graph)
"""
BY_KIMCORE = """
def told(metric):
    return [metric.values[actor] for actor in sorted(metric.values)]
print(json.dumps({
    "strong components": [network.components(ties, kind="strong").value],
    "betweenness": told(network.betweenness(ties)),
    "closeness": told(network.closeness(ties, policy="harmonic", kind="in")),
    "triads": told(network.triad_census(ties)),
    "constraint": told(network.constraint(ties)),
    "pagerank": told(network.pagerank(ties)),
    "core number": told(network.core_number(ties)),
    "cut actors": [network.cut_actors(ties).value],
}))
"""
BY_NETWORKX = """
def told(values):
    return [values[actor] for actor in sorted(values)]
both, others = graph.to_undirected(), len(graph) - 1
print(json.dumps({
    "strong components": [nx.number_strongly_connected_components(graph)],
    "betweenness": told(nx.betweenness_centrality(graph, normalized=False)),
    "closeness": [value / others for value in told(nx.harmonic_centrality(graph))],
    "triads": told(nx.triadic_census(graph)),
    "constraint": told(nx.constraint(graph, weight="weight")),
    "pagerank": told(nx.pagerank(graph, tol=1e-10, max_iter=1_000)),
    "core number": told(nx.core_number(both)),
    "cut actors": [sum(1 for _ in nx.articulation_points(both))],
}))
"""
CANDIDATES = {
    "networkx": READ + GRAPH + BY_NETWORKX,
    "kimcore": READ + COLUMNS + BY_KIMCORE,
    "kimcore, graph": READ + GRAPH + OF_GRAPH + BY_KIMCORE,
}


def drawn(chance: Random) -> list[tuple[str, str, int]]:
    """Draw ties between actors, each with a strength."""
    actors = [f"actor-{number:02}" for number in range(ACTORS)]
    ends = sorted((one, other) for one in actors for other in actors if one != other)
    return [(*pair, chance.randint(1, 4)) for pair in sorted(chance.sample(ends, TIES))]


def run(statement: str, ties: Path) -> tuple[float, float, Answers]:
    """Return the milliseconds of a new Python, on the clock and of the processor, and its answers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    told = subprocess.run([sys.executable, "-I", "-c", statement, str(ties)], check=True, capture_output=True).stdout
    clock = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers: Answers = json.loads(told)
    return 1000 * clock, 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), answers


def agrees(ours: Answers, theirs: Answers) -> bool:
    """Tell whether two candidates found the same, up to rounding."""
    same_shape = {name: len(found) for name, found in ours.items()} == {name: len(found) for name, found in theirs.items()}
    pairs = [pair for name in ours for pair in zip(ours[name], theirs[name], strict=False)]
    return same_shape and all(abs(one - other) <= 1e-6 + 1e-4 * abs(other) for one, other in pairs)


def main(rounds: int, *, keep: bool) -> int:
    """Run the candidates in turn, print the figures, and return 1 where the target is missed or answers differ."""
    with tempfile.TemporaryDirectory() as folder:
        ties = Path(folder) / "ties.json"
        ties.write_text(json.dumps(drawn(Random(1))), encoding="utf-8")
        answers = {name: run(statement, ties)[2] for name, statement in CANDIDATES.items()}  # this also writes the byte code
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in CANDIDATES}
        order = Random(1)
        for _ in range(rounds):
            for name in order.sample(sorted(CANDIDATES), k=len(CANDIDATES)):
                runs[name].append(run(CANDIDATES[name], ties)[:2])
    clock = {name: median(clock for clock, _ in found) for name, found in runs.items()}
    processor = {name: min(processor for _, processor in found) for name, found in runs.items()}
    print(f"{'from file to report':<20}{'ms':>8}{'x':>7}{'CPU ms':>9}{'x':>7}{'at most':>9}")
    for name in CANDIDATES:
        shares = clock[name] / clock["networkx"], processor[name] / processor["networkx"]
        limit = f"{MOST:>9.2f}" if name == "kimcore" else ""
        mark = "" if agrees(answers[name], answers["networkx"]) else "  differs"
        print(f"{name:<20}{clock[name]:>8.1f}{shares[0]:>7.2f}{processor[name]:>9.1f}{shares[1]:>7.2f}{limit}{mark}")
    all_agree = all(agrees(found, answers["networkx"]) for found in answers.values())
    reached = processor["kimcore"] / processor["networkx"]
    says = "cold process from a file of ties to a report, of networkx's time of the processor"
    target = Target(id="N1", says=says, reached=reached, limit=MOST, at_most=True)
    print(printed(target))
    if keep:
        rows = [
            timing("from file to report, cold", name, [one / 1000 for one, _ in found], agrees=_agreement(name, answers))
            for name, found in sorted(runs.items(), key=lambda one: one[0] != "kimcore")
        ]
        record("cold_network", rows, [target], packages=("networkx", "numpy"))
    return int(not (all_agree and target.is_met))


def _agreement(name: str, answers: dict[str, Answers]) -> bool | None:
    return None if name == "kimcore" else agrees(answers["kimcore"], answers[name])


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(given[0] if given else 11, keep="--record" in sys.argv))
