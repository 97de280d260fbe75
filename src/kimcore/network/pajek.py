"""Networks as Pajek's `.net` files: names and strengths."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.network.exchange import named_by_text

_VERTEX = re.compile(r'\s*(\d+)(?:\s+(?:"([^"]*)"|(\S+)))?')
_VERTICES = re.compile(r"\*vertices\s+(\d+)\s*$", re.IGNORECASE)
_SECTIONS = ("*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix")
_MOST_UNNAMED = 1_000_000
"""So many actors may be announced without a line for each."""


def to_pajek(graph: nx.Graph) -> str:
    """Write names and strengths.

    Raises:
        NetworkError: If a name is empty or holds a double quote or a control character, which Pajek cannot hold.

    Example:
        >>> print(to_pajek(nx.DiGraph([("a", "b", {"weight": 2})])), end="")
        *Vertices 2
        1 "a"
        2 "b"
        *Arcs
        1 2 2
    """
    graph = named_by_text(graph)
    place = {actor: number for number, actor in enumerate(graph, start=1)}
    unfit = next((actor for actor in place if not _fits(actor)), None)
    if unfit is not None:
        raise NetworkError(f"pajek: expected names without double quotes, line ends or control characters, found {unfit!r}")
    lines = [f"*Vertices {len(place)}", *(f'{number} "{actor}"' for actor, number in place.items())]
    lines.append("*Arcs" if graph.is_directed() else "*Edges")
    lines += [f"{place[i]} {place[j]} {1 if weight is None else weight}" for i, j, weight in graph.edges(data="weight")]
    return "\n".join(lines) + "\n"


def from_pajek(text: str) -> nx.Graph:
    r"""Read names and strengths; directed if there is an arc or a matrix, and then an edge is two arcs.

    Raises:
        NetworkError: If it is no `.net` file, a name comes twice, or a tie has an end that is not there.

    Example:
        >>> from_pajek('*Vertices 2\n1 "office"\n2 school\n*Edges\n1 2\n').edges(data="weight")
        MultiEdgeDataView([('office', 'school', 1.0)])
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip() and line.lstrip()[0] != "%"]
    sections = list(_sections(lines))
    if not sections or not sections[0][0].lower().startswith("*vertices"):
        raise NetworkError("pajek: expected *Vertices and the number of actors first")
    names = _names(*sections[0], most=max(_MOST_UNNAMED, len(lines)))
    ties = [(kind, tie) for head, rows in sections[1:] for kind in [_kind(head)] for tie in _ties(kind, rows, len(names))]
    directed = any(not kind.startswith("*edges") for kind in map(_kind, (head for head, _ in sections[1:])))
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_nodes_from(names)
    for kind, (i, j, weight) in ties:
        graph.add_edge(names[i], names[j], weight=weight)
        if directed and kind.startswith("*edges"):
            graph.add_edge(names[j], names[i], weight=weight)
    return graph


def _fits(name: str) -> bool:
    return bool(name) and name.isprintable() and '"' not in name


def _sections(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Give each line that begins with a star, and the lines below it; `*Network` only names the whole."""
    head, rows = "", list[tuple[int, str]]()
    for number, line in lines:
        if not line.lstrip().startswith("*"):
            rows.append((number, line))
            continue
        if head or rows:
            yield head, rows
        head, rows = "" if line.strip().lower().startswith("*network") else line.strip(), []
    if head or rows:
        yield head, rows


def _names(head: str, rows: list[tuple[int, str]], *, most: int) -> list[str]:
    announced = _VERTICES.match(head)
    if not announced:
        raise NetworkError(f"pajek: expected *Vertices and one number of actors, found {head!r}")
    count = int(announced[1])
    if count > most:
        raise NetworkError(f"pajek: expected at most {most} actors in so short a file, found {count}")
    names = [str(place) for place in range(1, count + 1)]
    for number, line in rows:
        found = _VERTEX.match(line)
        if not found or not 1 <= int(found[1]) <= count:
            raise NetworkError(f"pajek, line {number}: expected a number from 1 to {count} and a name, found {line[:40]!r}")
        names[int(found[1]) - 1] = found[2] or found[3] or found[1]
    if len(set(names)) < count:
        twice = Counter(names).most_common(1)[0][0]
        raise NetworkError(f"pajek: expected different names, found {twice!r} twice")
    return names


def _kind(head: str) -> str:
    """Name the section by its first word; `*Arcs :2 "money"` is one of arcs."""
    kind = head.lower().replace(":", " ").split()[0] if head else ""
    if kind not in _SECTIONS:
        raise NetworkError(f"pajek: expected sections {', '.join(_SECTIONS)}, found {head!r}")
    return kind


def _ties(kind: str, rows: list[tuple[int, str]], count: int) -> Iterator[tuple[int, int, float]]:
    if kind == "*matrix" and len(rows) != count:
        raise NetworkError(f"pajek: expected a matrix of {count} rows, found {len(rows)}")
    for place, (number, line) in enumerate(rows):
        try:
            yield from _of_line(kind, line.split(), place, count)
        except (ValueError, IndexError) as error:
            raise NetworkError(
                f"pajek, line {number}: expected {kind} between actors 1 to {count}, found {line[:40]!r}"
            ) from error


def _of_line(kind: str, fields: list[str], place: int, count: int) -> Iterator[tuple[int, int, float]]:
    if kind == "*matrix":
        cells = [float(field) for field in fields]
        if len(cells) != count or not all(map(isfinite, cells)):
            raise ValueError
        yield from ((place, column, cell) for column, cell in enumerate(cells) if cell)
        return
    if kind.endswith("list"):
        sender, *receivers = (_row(field, count) for field in fields)
        yield from ((sender, receiver, 1.0) for receiver in receivers)
        return
    weight = float(fields[2]) if len(fields) > 2 else 1.0  # noqa: PLR2004 - after both ends
    if not isfinite(weight):
        raise ValueError
    yield _row(fields[0], count), _row(fields[1], count), weight


def _row(field: str, count: int) -> int:
    place = int(field)
    if not 1 <= place <= count:
        raise ValueError
    return place - 1
