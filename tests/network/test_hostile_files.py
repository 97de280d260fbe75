"""Files that anybody may have written: refused whole or read whole, never in part."""

import networkx as nx
import pytest

from kimcore.errors import NetworkError
from kimcore.network.exchange import actor_columns
from kimcore.network.files import from_text, to_text

GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}</graphml>'
GRAPH = '<graph edgedefault="directed">{}</graph>'
GEXF = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">{}</gexf>'
BOMB = (
    '<!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
DIRECTED = '{{"directed": true, "nodes": {}, "edges": {}}}'


@pytest.mark.parametrize("file_format", ["graphml", "gexf"])
@pytest.mark.parametrize("prologue", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_are_refused(file_format: str, prologue: str) -> None:
    """Entities that grow, and entities that read other files, are refused unread."""
    with pytest.raises(NetworkError, match=f"{file_format}: expected no document type"):
        from_text(f'{prologue}<graphml><graph edgedefault="directed"><node id="&a9;"/></graph></graphml>', file_format)


@pytest.mark.parametrize(
    ("text", "file_format", "message"),
    [
        ("[" * 100_000 + "]" * 100_000, "json", r"expected JSON, found text that is not \(RecursionError\)"),
        (f'{{"a": {"9" * 5_000}}}', "json", r"expected JSON, found text that is not \(ValueError\)"),
        (DIRECTED.format('[{"id": "a"}, {"id": "a"}]', "[]"), "json", "expected every id once"),
        (DIRECTED.format('[{"id": ["a"]}]', "[]"), "json", r"nodes\[0\]\.id: expected a text or a whole number"),
        (DIRECTED.format('[{"id": true}]', "[]"), "json", r"nodes\[0\]\.id: expected a text or a whole number"),
        (DIRECTED.format('["a"]', "[]"), "json", r"nodes\[0\]: expected an object, found str"),
        (DIRECTED.format('[{"id": "a"}]', '[{"source": "a", "target": "b"}]'), "json", r"edges\[0\]: .* found 'b'"),
        ('{"directed": "false", "nodes": [], "edges": []}', "json", "directed: expected true or false, found 'false'"),
        (DIRECTED.format('[{"id": "a", "x": NaN}]', "[]"), "json", "actor 'a', x: expected a finite number"),
    ],
    ids=["deep", "long", "twice", "list", "truth", "text", "stranger", "false", "NaN"],
)
def test_json(text: str, file_format: str, message: str) -> None:
    """JSON that is deep, long, doubled, or says something else than it seems is refused."""
    with pytest.raises(NetworkError, match=message):
        from_text(text, file_format)


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (GRAPH.format('<node id="a"/>') + GRAPH.format('<node id="b"/>'), "expected one graph of pairs, found 2"),
        (GRAPH.format(f'<node id="a">{GRAPH.format("")}</node>'), "expected one graph of pairs, found 2"),
        (GRAPH.format('<node id="a"/><hyperedge/>'), "expected one graph of pairs"),
        (GRAPH.format('<node id="a"/><node id="a"/>'), "expected every node with an id of its own"),
        (GRAPH.format("<node/>"), "expected every node with an id of its own"),
        (GRAPH.format('<node id="a"/><edge source="a" target="b"/>'), "between nodes of the file, found an end 'b'"),
        (GRAPH.format('<node id="a"/><edge source="a"/>'), "between nodes of the file, found an end None"),
        (GRAPH.format('<node id="a">' * 20_000 + "</node>" * 20_000), "expected every node with an id of its own"),
    ],
    ids=["two", "nested", "hyperedge", "twice", "nameless", "stranger", "endless", "deep"],
)
@pytest.mark.parametrize(("file_format", "around"), [("graphml", GRAPHML), ("gexf", GEXF)])
def test_xml(inside: str, message: str, file_format: str, around: str) -> None:
    """XML of which a reader would take a part, or invent one, is refused."""
    with pytest.raises(NetworkError, match=message):
        from_text(around.format(inside), file_format)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"expected \*Vertices and the number of actors first"),
        ("1 2\n", r"expected \*Vertices"),
        ("*Vertices many\n", r"expected \*Vertices and one number"),
        ("*Vertices 5 2\n", r"expected \*Vertices and one number"),
        ("*Vertices 1000000000\n", "expected at most 1000000 actors in so short a file"),
        ('*Vertices 2\n1 "a"\n2 "a"\n', "expected different names, found 'a' twice"),
        ('*Vertices 1\n7 "a"\n', r"line 2: expected a number from 1 to 1"),
        ("*Vertices 2\n*Arcs\n1 3\n", r"line 3: expected \*arcs between actors 1 to 2"),
        ("*Vertices 2\n*Arcs\n1\n", r"line 3: expected \*arcs"),
        ("*Vertices 2\n*Arcs\n1 2 nan\n", r"line 3: expected \*arcs"),
        ("*Vertices 2\n*Matrix\n0 1\n", "expected a matrix of 2 rows, found 1"),
        ("*Vertices 2\n*Matrix\n0 1\n0 0 1\n", r"line 4: expected \*matrix"),
        ("*Vertices 2\n*Partition\n1\n2\n", r"expected sections \*arcs, .* found '\*Partition'"),
    ],
)
def test_pajek(text: str, message: str) -> None:
    """Pajek's files are refused where they contradict themselves or announce more than they bring."""
    with pytest.raises(NetworkError, match=message):
        from_text(text, "pajek")


def test_pajek_with_a_long_name() -> None:
    """A name of a million characters is read; a reader that splits it letter by letter would take half an hour."""
    assert len(from_text(f'*Vertices 1\n1 "{"a" * 1_000_000}"\n', "pajek")) == 1


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ('% made by hand\n*Network x\n*Vertices 3\n1 "a b" 0.1 0.2\n3 c\n*Arcs\n1 3 2.5\n', [("a b", "c", 2.5)]),
        ('*Vertices 2\n*Arcs :1 "money"\n1 2\n*Edges\n1 2 4\n', [("1", "2", 1.0), ("1", "2", 4.0), ("2", "1", 4.0)]),
        ("*Vertices 3\n*Arcslist\n1 2 3\n", [("1", "2", 1.0), ("1", "3", 1.0)]),
        ("*Vertices 2\n*Matrix\n0 2\n0 0\n", [("1", "2", 2.0)]),
        ("*Vertices 3\n*Edgeslist\n1 2 3\n", [("1", "2", 1.0), ("1", "3", 1.0)]),
    ],
    ids=["arcs", "both", "arcslist", "matrix", "edgeslist"],
)
def test_pajek_of_other_programs(text: str, ties: list[tuple[str, str, float]]) -> None:
    """Arcs, edges, lists and matrices are read as Pajek means them; actors without a line are named by their number."""
    assert sorted(from_text(text, "pajek").edges(data="weight")) == ties


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected DL, a description and DATA"),
        ("n=2 data:\n0 1 0 0", "expected DL first"),
        ("dl data:\n0 1 0 0", "expected N="),
        ("dl nr=2 nc=3 data:\n0 1 0 0 1 1", "expected one square matrix, found NR=2"),
        ("dl n=2 nm=2 data:\n0 1 0 0 0 0 0 0", "expected one square matrix, found NM=2"),
        ("dl n=2 format=upperhalf data:\n1", "expected one of fullmatrix, edgelist1, nodelist1, found 'upperhalf'"),
        ("dl n=2 data:\n0 1 0", "expected 4 cells for 2 actors, found 3"),
        ("dl n=2 data:\n0 1 0 x", "expected a number, found 'x'"),
        ("dl n=2 labels: a a data:\n0 1 0 0", "expected 2 different labels, found 1"),
        ("dl n=2 row labels: a b column labels: a b data:\n0 1 0 0", "expected one list of labels"),
        ("dl n=2 labels embedded data:\na b\nb 0 1\na 0 0", "expected the same names for rows and columns"),
        ("dl n=1000000000 format=edgelist1 data:\n1 2", "expected at most 1000000 actors in so short a text"),
        ("dl n=2 format=edgelist1 data:\n1 3", "expected a number from 1 to 2, found '3'"),
        ("dl n=2 format=edgelist1 data:\n1 2 3 4", "expected two ends and perhaps a strength"),
        ("dl n=1 format=edgelist1 labels embedded data:\na b", "expected 1 actors, found 2"),
        ('dl n=1 data:\n"0', "expected words, numbers and quoted names"),
    ],
)
def test_dl(text: str, message: str) -> None:
    """UCINET's text is refused where it contradicts itself, has two modes or announces more than it brings."""
    with pytest.raises(NetworkError, match=message):
        from_text(text, "dl")


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("DL N=3 FORMAT=FULLMATRIX DIAGONAL=ABSENT LABELS:\na,b,'c d'\nDATA:\n1 0\n0 2\n0 0", [("a", "b", 1), ("b", "c d", 2)]),
        ("dl n=2 labels embedded\ndata:\na b\na 0 1\nb 0 0", [("a", "b", 1)]),
        ("dl n=2, labels: a, b labels embedded\ndata:\na b\na 0 1\nb 0 0", [("a", "b", 1)]),
        ("dl n=3 format=edgelist1\nlabels: a b c\ndata:\n1 2\n2 3 5", [("a", "b", 1), ("b", "c", 5)]),
        ("dl n=3 format=nodelist1\ndata:\n1 2 3", [("1", "2", 1), ("1", "3", 1)]),
        ('dl n=2 labels: "the data: all" b data:\n0 1\n0 0', [("the data: all", "b", 1)]),
    ],
    ids=["no diagonal", "embedded", "labels twice", "edgelist", "nodelist", "quoted"],
)
def test_dl_of_other_programs(text: str, ties: list[tuple[str, str, float]]) -> None:
    """Full matrices and lists are read as UCINET writes them."""
    assert sorted(from_text(text, "dl").edges(data="weight")) == ties


def test_dl_is_undirected_if_the_matrix_is() -> None:
    """A symmetric full matrix is an undirected network."""
    assert not from_text("dl n=2 data:\n0 1 1 0", "dl").is_directed()


def test_columns_of_one_name() -> None:
    """A csv with two columns of one name leaves open which of them holds."""
    with pytest.raises(NetworkError, match="csv, row 1: expected columns with different names"):
        from_text("source,target,target\na,b,c\n", "csv")


def test_endless_fields() -> None:
    """A field longer than the reader takes is refused."""
    with pytest.raises(NetworkError, match="csv: expected a network in this format"):
        from_text("source,target\n" + "a" * 200_000 + ",b\n", "csv")


@pytest.mark.parametrize("key", ["05315000", "1_000", " 1", "+1", "nan", "inf", "1."])
def test_keys_are_no_numbers(key: str) -> None:
    """A municipality's key keeps its zero, and what merely looks like a number stays the text it is."""
    assert from_text(f"source,target,key\na,b,{key}\n", "csv").edges["a", "b"]["key"] == key


@pytest.mark.parametrize(("written", "read"), [("7", 7), ("-7", -7), ("0", 0), ("0.5", 0.5), ("1e3", 1000.0)])
def test_numbers_are_numbers(written: str, read: float) -> None:
    """A column of numbers is read as numbers."""
    assert from_text(f"source,target,weight\na,b,{written}\n", "csv").edges["a", "b"]["weight"] == read


@pytest.mark.parametrize("file_format", ["csv", "dl", "gexf", "graphml", "json", "matrix", "pajek"])
@pytest.mark.parametrize("name", ["O'Neill", "Träger <&> e. V.", "Wohnen, Bauen", "a\\b", "=1+1", "*Arcs", "%", "1", " lead"])
def test_strange_names_come_back(file_format: str, name: str) -> None:
    """Names that mean something to a format come back as names."""
    graph = nx.DiGraph([(name, "z", {"weight": 1.0})])
    again = from_text(to_text(graph, file_format), file_format)
    assert sorted(again.edges) == [(name, "z")]


@pytest.mark.parametrize("file_format", ["dl", "gexf", "graphml", "pajek"])
@pytest.mark.parametrize("name", ["a\x01b", "\ud800"])
def test_what_a_format_cannot_hold_is_not_written(file_format: str, name: str) -> None:
    """A name that would make a file unreadable is refused before there is a file."""
    with pytest.raises(NetworkError, match=f"{file_format}: expected (names|text) without"):
        to_text(nx.DiGraph([(name, "z")]), file_format)


@pytest.mark.parametrize("file_format", ["gexf", "graphml"])
def test_attributes_are_held_to_the_same(file_format: str) -> None:
    """What is known of actors and ties is looked at too."""
    for graph in (nx.Graph([("a", "b", {"via": "\x02"})]), nx.Graph()):
        graph.add_node("c", kind="\x03")
        with pytest.raises(NetworkError, match="expected text without control characters"):
            to_text(graph, file_format)


def test_links_are_edges() -> None:
    """Node-link JSON of D3 and of older networkx calls ties links."""
    text = '{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b", "weight": 2}]}'
    assert list(from_text(text, "json").edges(data="weight")) == [("a", "b", 2)]


@pytest.mark.parametrize(
    ("graph", "file_format", "message"),
    [
        (nx.Graph([("a", "b", {"source": "survey"})]), "csv", "ties: .* other names than source, target, found 'source'"),
        (nx.Graph([("a", "b", {"target": "youth"})]), "json", "json, ties: .* found 'target'"),
        (nx.MultiGraph([("a", "b", {"key": "7"})]), "json", "json, ties: .* found 'key'"),
    ],
)
def test_attributes_do_not_hide_ends(graph: nx.Graph, file_format: str, message: str) -> None:
    """An attribute that is called like an end of the tie is refused, since one would overwrite the other."""
    with pytest.raises(NetworkError, match=message):
        to_text(graph, file_format)


def test_attributes_do_not_hide_actors() -> None:
    """An attribute called id has no place in node-link JSON, one called actor none in columns of actors."""
    graph = nx.Graph()
    graph.add_node("a", id="7", actor="x")
    with pytest.raises(NetworkError, match=r"json, actors: .* found 'id'"):
        to_text(graph, "json")
    with pytest.raises(NetworkError, match=r"actors: .* found 'actor'"):
        actor_columns(graph)
