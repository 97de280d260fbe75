"""Networks as GraphML and GEXF, read as files that anybody may have written."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.network.exchange import named_by_text

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_graphml(graph: nx.Graph) -> str:
    """Write actors, ties and what is known of them.

    Raises:
        NetworkError: If a text holds a character that XML cannot hold.
    """
    return "\n".join(nx.generate_graphml(_fit(named_by_text(graph), "graphml"))) + "\n"


def from_graphml(text: str) -> nx.Graph:
    """Read actors, ties and what is known of them.

    Raises:
        NetworkError: If the text brings entities, holds no or several graphs, or a tie has an end that is not there.
    """
    _check(text, "graphml")
    return nx.parse_graphml(text)


def to_gexf(graph: nx.Graph) -> str:
    """Write actors, ties and what is known of them, without the day and the version of networkx.

    Raises:
        NetworkError: If a text holds a character that XML cannot hold.
    """
    text = "\n".join(nx.generate_gexf(_fit(named_by_text(graph), "gexf")))
    return re.sub(r"\s*<meta\b.*?</meta>", "", text, flags=re.DOTALL) + "\n"


def from_gexf(text: str) -> nx.Graph:
    """Read actors, ties and what is known of them; a label that only repeats the name is left out.

    Raises:
        NetworkError: If the text brings entities, holds no or several graphs, or a tie has an end that is not there.
    """
    _check(text, "gexf")
    graph = nx.read_gexf(io.BytesIO(text.encode()))
    for actor, attributes in graph.nodes(data=True):
        if attributes.get("label") == actor:
            del attributes["label"]
    for *_, attributes in graph.edges(data=True):
        attributes.pop("id", None)
    return graph


def _fit(graph: nx.Graph, file_format: str) -> nx.Graph:
    """Refuse what XML cannot hold before it becomes a file that nobody can read."""
    for text in _texts(graph):
        if _NO_XML.search(text):
            raise NetworkError(f"{file_format}: expected text without control characters, found {text!r}")
    return graph


def _texts(graph: nx.Graph) -> Iterator[str]:
    for actor, data in graph.nodes(data=True):
        yield actor
        yield from (text for pair in data.items() for text in pair if isinstance(text, str))
    for *_, data in graph.edges(data=True):
        yield from (text for pair in data.items() for text in pair if isinstance(text, str))


def _check(text: str, file_format: str) -> None:
    """Refuse entities, and files of which networkx would read a part and say nothing."""
    if "<!DOCTYPE" in text:
        raise NetworkError(f"{file_format}: expected no document type; entities can make a small file huge")
    try:
        root = ET.fromstring(text)  # noqa: S314 - without a document type there are no entities
    except ET.ParseError as error:
        raise NetworkError(f"{file_format}: expected XML, found text that is not ({error})") from error
    parts: dict[str, list[ET.Element]] = {"graph": [], "node": [], "edge": [], "hyperedge": []}
    for element in root.iter():
        parts.get(element.tag.rpartition("}")[2], []).append(element)
    if len(parts["graph"]) != 1 or parts["hyperedge"]:
        raise NetworkError(f"{file_format}: expected one graph of pairs, found {len(parts['graph'])} graphs")
    actors = [node.get("id") for node in parts["node"]]
    if None in actors or len(set(actors)) < len(actors):
        raise NetworkError(f"{file_format}: expected every node with an id of its own")
    known = set(actors)
    for edge in parts["edge"]:
        strange = next((end for end in (edge.get("source"), edge.get("target")) if end not in known), "")
        if strange != "":
            raise NetworkError(f"{file_format}: expected ties between nodes of the file, found an end {strange!r}")
