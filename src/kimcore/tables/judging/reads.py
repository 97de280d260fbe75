"""Which columns trees read, so that a file of columns need not give up the others."""

from collections.abc import Iterable, Iterator

from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.kinds import Many, is_record
from kimcore.rules.predicates.nodes import Attr, Comp, Each, Fold, If, Item, Node, TheCase, parts_of
from kimcore.tables.schema import CASES, case_schema

_ALWAYS = frozenset({"id", "municipality", "opened_on", "leads.staff", "leads.during.first_day", "leads.during.last_day"})
"""What summaries read: whose case it is, where, and since when."""


def columns_read(readings: Iterable[Reading]) -> frozenset[str] | None:
    """Return the dotted paths of the columns that trees read; `None` where a part can only be run as a function.

    Example:
        >>> from kimcore.rules import rule
        >>> from kimcore.rules.predicates import read_check
        >>> sorted(columns_read([read_check(rule("DS-01").check)]) - {"id", "municipality", "opened_on"})[:1]
        ['information.on']
    """
    found, seen = set(_ALWAYS), set[Node]()
    for reading in readings:
        if not reading.is_whole:
            return None
        for tree in (reading.thing, reading.applies, reading.unknown, reading.wrong):
            found.update(_leaves(tree, seen))
    return frozenset(found)


def _leaves(node: Node, seen: set[Node]) -> Iterator[str]:
    if node in seen:
        return
    seen.add(node)
    if isinstance(node, Attr | Each):
        for path in _paths(node):
            yield from _columns_at(path, node)
    for part in parts_of(node):
        yield from _leaves(part, seen)


def _columns_at(path: str, node: Node) -> Iterator[str]:
    """Yield the columns that a field or a list needs: its own, or one that tells whether it is there."""
    if isinstance(node.kind.of, Many) or (isinstance(node, Each) and is_record(node.kind.of)):
        table = case_schema()[path]
        yield table.columns[0].name if table.columns else path
    elif is_record(node.kind.of):
        below = [column for column in case_schema()[_table_of(path)].columns if column.name.startswith(f"{path}.")]
        yield from (column.name for column in below if not column.is_presence)
    else:
        yield path


def _table_of(path: str) -> str:
    tables = [name for name in case_schema() if name == CASES or path.startswith(f"{name}.")]
    return max(tables, key=lambda name: 0 if name == CASES else len(name))


def _paths(node: Node) -> frozenset[str]:
    """Return the dotted paths from the case that a tree may stand for."""
    match node:
        case TheCase():
            return frozenset({""})
        case Each(source=source) | Fold(source=source):
            return _paths(source)
        case Comp(element=element):
            return _paths(element)
        case Item(of=of):
            return _paths(of)
        case If(then=then, other=other):
            return _paths(then) | _paths(other)
        case Attr(of=of, name=name) if is_record(of.kind.of):
            return frozenset(f"{above}.{name}" if above else name for above in _paths(of))
        case _:
            return frozenset()
