"""Networks as UCINET's DL text: names and strengths."""

import re
from collections.abc import Iterator, Sequence

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.network.exchange import from_matrix, named_by_text, to_matrix

_TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^\s,=:"']+)|([=:]))[,]?""")
_MOST_UNNAMED = 1_000_000
"""So many actors may be announced without a word for each."""
_FORMATS = ("fullmatrix", "edgelist1", "nodelist1")
_QUOTED_OR_DATA = re.compile(r""""[^"]*"|'[^']*'|\bdata\s*:""", re.IGNORECASE)


def to_dl(graph: nx.Graph) -> str:
    """Write strengths as a full matrix with names; parallel ties add up.

    Raises:
        NetworkError: If a name is empty or holds a double quote or a control character, which DL cannot hold.

    Example:
        >>> print(to_dl(nx.DiGraph([("a", "b", {"weight": 2})])), end="")
        dl n=2 format=fullmatrix
        labels:
        "a"
        "b"
        data:
        0 2
        0 0
    """
    matrix = to_matrix(named_by_text(graph))
    unfit = next((actor for actor in matrix.actors if not _fits(str(actor))), None)
    if unfit is not None:
        raise NetworkError(f"dl: expected names without double quotes, line ends or control characters, found {unfit!r}")
    lines = [f"dl n={len(matrix.actors)} format=fullmatrix", "labels:", *(f'"{actor}"' for actor in matrix.actors), "data:"]
    lines += [" ".join(f"{int(cell)}" if cell.is_integer() else repr(cell) for cell in row) for row in matrix.rows]
    return "\n".join(lines) + "\n"


def from_dl(text: str) -> nx.Graph:
    r"""Read one matrix: in full, or as a list of ties (`edgelist1`) or of contacts (`nodelist1`).

    A full matrix is undirected if it is symmetric; lists are directed, as UCINET reads them.
    Names come after ``labels:`` or stand in the data (``labels embedded``); without them actors are numbers from 1.

    Raises:
        NetworkError: If it is no DL text, has two modes or several matrices, or another format.

    Example:
        >>> from_dl("dl n=2 format=edgelist1 labels embedded data:\n office school 3").edges(data="weight")
        OutMultiEdgeDataView([('office', 'school', 3.0)])
    """
    head, marker, data = _split(text)
    if not marker:
        raise NetworkError("dl: expected DL, a description and DATA:")
    said = _Header(head)
    if said.n > max(_MOST_UNNAMED, len(text)):
        raise NetworkError(f"dl: expected at most {_MOST_UNNAMED} actors in so short a text, found {said.n}")
    if said.format == "fullmatrix":
        return _from_cells(said, [list(_tokens(line)) for line in data.splitlines()])
    return _from_list(said, [list(_tokens(line)) for line in data.splitlines() if line.strip()])


class _Header:
    """What a DL text says about its data."""

    def __init__(self, head: str) -> None:
        words = list(_tokens(head))
        lower = [word.lower() for word in words]
        if not words or lower[0] != "dl":
            raise NetworkError("dl: expected DL first")
        given = {lower[k - 1]: lower[k + 1] for k, word in enumerate(words[:-1]) if word == "=" and k}
        for unfit in ("nr", "nc", "nm"):
            if given.get(unfit, "1") != "1":
                raise NetworkError(f"dl: expected one square matrix, found {unfit.upper()}={given[unfit]}")
        self.format = given.get("format", "fullmatrix")
        if self.format not in _FORMATS:
            raise NetworkError(f"dl: expected one of {', '.join(_FORMATS)}, found {self.format!r}")
        if not given.get("n", "").isdecimal():
            raise NetworkError("dl: expected N= and the number of actors")
        self.n = int(given["n"])
        self.without_diagonal = given.get("diagonal") == "absent"
        self.embedded = "embedded" in lower
        self.names = _labels(words, lower)
        if self.names is not None and (len(self.names) != self.n or len(set(self.names)) < self.n):
            raise NetworkError(f"dl: expected {self.n} different labels, found {len(set(self.names))}")


def _fits(name: str) -> bool:
    return bool(name) and name.isprintable() and '"' not in name


def _split(text: str) -> tuple[str, str, str]:
    """Cut at ``data:``, unless it stands in quotes."""
    for found in _QUOTED_OR_DATA.finditer(text):
        if found[0][0] not in "\"'":
            return text[: found.start()], found[0], text[found.end() :]
    return text, "", ""


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise NetworkError(f"dl: expected words, numbers and quoted names, found {text[at : at + 40]!r}")
        at = found.end()
        yield next(group for group in found.groups() if group is not None)


def _labels(words: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Give what stands after ``labels:``, up to the end or to the next keyword."""
    marks = [k for k, word in enumerate(lower[:-1]) if word == "labels" and words[k + 1] == ":"]
    if not marks:
        return None
    if len(marks) > 1:
        raise NetworkError("dl: expected one list of labels for one square matrix")
    names = list(words[marks[0] + 2 :])
    if "=" in names:
        names = names[: names.index("=") - 1]
    return names[: names.index("labels")] if names[-2:] == ["labels", "embedded"] else names


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise NetworkError(f"dl: expected a number, found {cell!r}") from error


def _from_cells(said: _Header, lines: list[list[str]]) -> nx.Graph:
    flat = [cell for line in lines for cell in line]
    names = said.names
    if said.embedded:
        names, flat = flat[: said.n], flat[said.n :]
        rows = flat[:: said.n + 1]
        if rows != names:
            raise NetworkError("dl: expected the same names for rows and columns")
        flat = [cell for place, cell in enumerate(flat) if place % (said.n + 1)]
    width = said.n - 1 if said.without_diagonal else said.n
    if len(flat) != said.n * width:
        raise NetworkError(f"dl: expected {said.n * width} cells for {said.n} actors, found {len(flat)}")
    table = [[_number(cell) for cell in flat[row * width : (row + 1) * width]] for row in range(said.n)]
    if said.without_diagonal:
        table = [[*row[:place], 0.0, *row[place:]] for place, row in enumerate(table)]
    return from_matrix(table, actors=names or [str(place) for place in range(1, said.n + 1)])


def _from_list(said: _Header, lines: list[list[str]]) -> nx.Graph:
    graph = nx.MultiDiGraph()
    names = None if said.embedded else said.names or [str(place) for place in range(1, said.n + 1)]
    graph.add_nodes_from(names or said.names or ())
    for line in lines:
        sender, *others = line
        if said.format == "nodelist1":
            ties = [(sender, other, 1.0) for other in others]
        elif len(others) in {1, 2}:
            ties = [(sender, others[0], _number(others[1]) if others[1:] else 1.0)]
        else:
            raise NetworkError(f"dl: expected two ends and perhaps a strength, found {' '.join(line)[:40]!r}")
        graph.add_weighted_edges_from((_actor(i, names), _actor(j, names), weight) for i, j, weight in ties)
    if len(graph) > said.n:
        raise NetworkError(f"dl: expected {said.n} actors, found {len(graph)}")
    return graph


def _actor(word: str, names: Sequence[str] | None) -> str:
    if names is None:
        return word
    if not word.isdecimal() or not 1 <= int(word) <= len(names):
        raise NetworkError(f"dl: expected a number from 1 to {len(names)}, found {word!r}")
    return names[int(word) - 1]
