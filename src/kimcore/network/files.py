"""Networks in and out as files that Gephi, Visone, Pajek, UCINET and R read; same network, same bytes."""

import csv
import io
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import TypeAlias

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.network.arrays import Graph, TieArrays
from kimcore.network.exchange import from_columns, from_matrix, named_by_text, ordered, simplified, to_columns, to_matrix
from kimcore.network.node_link import from_json, to_json
from kimcore.network.pajek import from_pajek, to_pajek
from kimcore.network.ucinet import from_dl, to_dl
from kimcore.network.xml_files import from_gexf, from_graphml, to_gexf, to_graphml

Format: TypeAlias = str
"""One of ``csv``, ``dl``, ``gexf``, ``graphml``, ``json``, ``matrix`` and ``pajek``."""

SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {".csv": "csv", ".dl": "dl", ".gexf": "gexf", ".graphml": "graphml", ".json": "json", ".net": "pajek"}
)
"""Which format a file name stands for; a matrix has to be asked for, since it is a `.csv` too."""

_UNREADABLE = (csv.Error, KeyError, TypeError, ValueError, IndexError, AttributeError, nx.NetworkXException)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def to_text(graph: Graph | TieArrays, file_format: Format) -> str:
    """Write a network as text.

    ``csv`` lists ties with their attributes, and actors without a tie with an empty target; ``matrix`` holds strengths only;
    ``pajek`` and ``dl`` (UCINET) hold names and strengths only; the others hold everything.

    Raises:
        NetworkError: If the graph cannot be written or the format is unknown.

    Example:
        >>> print(to_text(nx.DiGraph([("a", "b", {"weight": 2})]), "csv"), end="")
        source,target,weight
        a,b,2
    """
    return _known(file_format)[0](ordered(graph))


def from_text(text: str, file_format: Format, *, directed: bool = True) -> nx.Graph:
    r"""Read a network from text.

    Args:
        text: What `to_text` or another program wrote.
        file_format: One of ``csv``, ``dl``, ``gexf``, ``graphml``, ``json``, ``matrix`` and ``pajek``.
        directed: Whether the ties of a ``csv`` have a direction; the other formats say it themselves.

    Raises:
        NetworkError: If the text is not of that format, or the format is unknown.

    Example:
        >>> list(from_text("source,target\na,b\nc,\n", "csv"))
        ['a', 'b', 'c']
    """
    read = _known(file_format)[1]
    try:
        found = _from_csv(text, directed=directed) if file_format == "csv" else read(text)
    except NetworkError:
        raise
    except _UNREADABLE as error:
        raise NetworkError(f"{file_format}: expected a network in this format, found text that is not ({error})") from error
    return ordered(simplified(found))


def save_graph(graph: Graph | TieArrays, path: str | os.PathLike[str], file_format: Format | None = None) -> None:
    """Write a network to a file, all or nothing.

    Args:
        graph: The network.
        path: Where to; the ending names the format unless one is given.
        file_format: The format, as for `to_text`.

    Raises:
        NetworkError: If the graph cannot be written or the format is unknown.
        OSError: If the file cannot be written; then what was there before is still there.
    """
    target = Path(path)
    text = to_text(graph, file_format or _format_of(target))
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=target.parent, prefix=".", delete=False) as part:
        try:
            part.write(text)
            part.close()
            Path(part.name).replace(target)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def load_graph(path: str | os.PathLike[str], file_format: Format | None = None, *, directed: bool = True) -> nx.Graph:
    """Read a network from a file.

    Args:
        path: The file, in UTF-8; the ending names the format unless one is given.
        file_format: The format, as for `to_text`.
        directed: Whether the ties of a ``csv`` have a direction.

    Raises:
        NetworkError: If the file is not of that format, or the format is unknown.
        OSError: If the file cannot be read.
    """
    source = Path(path)
    chosen = file_format or _format_of(source)
    try:
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NetworkError(f"{source.name}: expected text in UTF-8, found another encoding") from error
    return from_text(text, chosen, directed=directed)


def _to_csv(graph: nx.Graph) -> str:
    columns = to_columns(named_by_text(graph))
    alone = [actor for actor in graph if not graph.degree(actor)]
    rows = [*zip(*columns.values(), strict=True), *((actor,) + (None,) * (len(columns) - 1) for actor in alone)]
    return _rows_to_csv([tuple(columns), *rows])


def _from_csv(text: str, *, directed: bool = True) -> nx.Graph:
    head, *rows = [row for row in csv.reader(io.StringIO(text)) if row] or [[]]
    if len(set(head)) < len(head):
        raise NetworkError("csv, row 1: expected columns with different names, found one twice")
    uneven = next((number for number, row in enumerate(rows, start=2) if len(row) != len(head)), None)
    if uneven is not None:
        raise NetworkError(f"csv, row {uneven}: expected {len(head)} fields as in the first row")
    columns = {name: [row[k] or None for row in rows] for k, name in enumerate(head)}
    typed = {name: column if name in {"source", "target"} else _numbers(column) for name, column in columns.items()}
    return from_columns(typed, directed=directed)


def _to_matrix_text(graph: nx.Graph) -> str:
    matrix = to_matrix(named_by_text(graph))
    return _rows_to_csv([("", *matrix.actors), *((actor, *row) for actor, row in zip(matrix.actors, matrix.rows, strict=True))])


def _from_matrix_text(text: str) -> nx.Graph:
    head, *rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if [row[0] for row in rows] != head[1:]:
        raise NetworkError("matrix: expected the same names in the first row and the first column")
    return from_matrix([[float(cell) for cell in row[1:]] for row in rows], actors=head[1:])


def _rows_to_csv(rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _numbers(column: list[str | None]) -> list[object]:
    """Read a column as numbers if all its values are written as such; keys with a leading zero stay texts."""
    for kind, written in ((int, _WHOLE), (float, _FRACTION)):
        if all(value is None or written.fullmatch(value) for value in column):
            return [None if value is None else kind(value) for value in column]
    return list(column)


def _format_of(path: Path) -> Format:
    if path.suffix.lower() not in SUFFIXES:
        raise NetworkError(f"{path.name}: expected a name that ends in {', '.join(SUFFIXES)}, or a format")
    return SUFFIXES[path.suffix.lower()]


def _known(file_format: Format) -> tuple[Callable[[nx.Graph], str], Callable[[str], nx.Graph]]:
    if file_format not in _FORMATS:
        raise NetworkError(f"format: expected one of {', '.join(_FORMATS)}, found {file_format!r}")
    return _FORMATS[file_format]


_FORMATS: Mapping[Format, tuple[Callable[[nx.Graph], str], Callable[[str], nx.Graph]]] = MappingProxyType(
    {
        "csv": (_to_csv, _from_csv),
        "dl": (to_dl, from_dl),
        "gexf": (to_gexf, from_gexf),
        "graphml": (to_graphml, from_graphml),
        "json": (to_json, from_json),
        "matrix": (_to_matrix_text, _from_matrix_text),
        "pajek": (to_pajek, from_pajek),
    }
)
