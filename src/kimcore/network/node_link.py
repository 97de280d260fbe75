"""Networks as node-link JSON: everything, as networkx and D3 write it."""

import json
from collections.abc import Mapping

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.network.exchange import free_names


def to_json(graph: nx.Graph) -> str:
    """Write actors, ties and what is known of them.

    Raises:
        NetworkError: If an actor is neither a text nor a whole number, or an attribute has a name the format needs.

    Example:
        >>> from_json(to_json(nx.DiGraph([("a", "b")]))).edges
        OutEdgeView([('a', 'b')])
    """
    strange = next((actor for actor in graph if not _is_name(actor)), None)
    if strange is not None:
        raise NetworkError(f"json: expected actors to be texts or whole numbers, found {strange!r}")
    free_names((data for _, data in graph.nodes(data=True)), "json, actors", {"id"})
    free_names((data for *_, data in graph.edges(data=True)), "json, ties", {"source", "target", "key"})
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str) -> nx.Graph:
    """Read actors, ties and what is known of them; ties may be called ``edges`` or ``links``.

    Raises:
        NetworkError: If it is no node-link JSON, an actor comes twice, or a tie has an end that is not there.

    Example:
        >>> from_json('{"directed": false, "nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}').edges
        EdgeView([('a', 'b')])
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NetworkError(f"json: expected JSON, found text that is not ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise NetworkError(f"json: expected an object with nodes and edges, found {type(data).__name__}")
    ties = "links" if "links" in data and "edges" not in data else "edges"
    directed, multi = (_truth(data, key) for key in ("directed", "multigraph"))
    actors = [_record(entry, f"nodes[{place}]", ("id",)) for place, entry in enumerate(_list(data, "nodes"))]
    known = {actor["id"] for actor in actors}
    if len(known) < len(actors):
        raise NetworkError("nodes: expected every id once, found one twice")
    for place, entry in enumerate(_list(data, ties)):
        tie = _record(entry, f"{ties}[{place}]", ("source", "target"))
        strange = next((tie[end] for end in ("source", "target") if tie[end] not in known), None)
        if strange is not None:
            raise NetworkError(f"{ties}[{place}]: expected ids of nodes, found {strange!r}")
    return nx.node_link_graph({**data, "directed": directed, "multigraph": multi, "graph": {}}, edges=ties)


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _truth(data: Mapping[str, object], key: str) -> bool:
    found = data.get(key, False)
    if not isinstance(found, bool):
        raise NetworkError(f"{key}: expected true or false, found {found!r}")
    return found


def _list(data: Mapping[str, object], key: str) -> list[object]:
    found = data.get(key)
    if not isinstance(found, list):
        raise NetworkError(f"{key}: expected a list, found {type(found).__name__}")
    return found


def _record(entry: object, where: str, names: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(entry, dict):
        raise NetworkError(f"{where}: expected an object, found {type(entry).__name__}")
    for name in names:
        if not _is_name(entry.get(name)):
            raise NetworkError(f"{where}.{name}: expected a text or a whole number, found {entry.get(name)!r}")
    return entry
