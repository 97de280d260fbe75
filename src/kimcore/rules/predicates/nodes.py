"""A predicate as a tree of few kinds of nodes: what is left of Python once names, helpers and statements are resolved.

Trees are compared by what they say, so that what two rules have in common is computed once.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import cache, lru_cache

from attrs import evolve, field, fields, frozen

from kimcore.rules.predicates.kinds import ANYTHING, BOOL, INT, Kind, kind_of_value


def _identity(value: object) -> object:
    """Return what a known value is compared by: type and value, or the object itself where it has no hash."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return type(value), value


@frozen(cache_hash=True)
class Node:
    """A part of a predicate (*Teil eines Prädikats*)."""

    kind: Kind = field(default=BOOL, eq=False, kw_only=True)


@frozen(cache_hash=True)
class Const(Node):
    """A value that is known when the rule is read."""

    value: object = field(eq=_identity)
    kind: Kind = field(eq=False, kw_only=True)

    @kind.default
    def _kind(self) -> Kind:
        return kind_of_value(self.value)


@frozen(cache_hash=True)
class Given(Node):
    """A value that is known when the rule runs: the day, or a limit."""

    name: str


@frozen(cache_hash=True)
class Unread(Node):
    """A part that only Python can evaluate."""


@frozen(cache_hash=True)
class TheCase(Node):
    """The case."""


@frozen(cache_hash=True)
class Each(Node):
    """One element of a list, in a loop inside another one or inside none."""

    source: Node
    outer: "Each | None" = None


@frozen(cache_hash=True)
class Attr(Node):
    """A field of a record."""

    of: Node
    name: str


@frozen(cache_hash=True)
class IsNone(Node):
    """Whether something is not there."""

    of: Node


@frozen(cache_hash=True)
class Truth(Node):
    """Whether something counts as true."""

    of: Node


@frozen(cache_hash=True)
class Not(Node):
    """The opposite."""

    of: Node


@frozen(cache_hash=True)
class And(Node):
    """Whether all hold, asked in order."""

    parts: tuple[Node, ...]


@frozen(cache_hash=True)
class Or(Node):
    """Whether one holds, asked in order."""

    parts: tuple[Node, ...]


@frozen(cache_hash=True)
class If(Node):
    """One thing or another."""

    test: Node
    then: Node
    other: Node


@frozen(cache_hash=True)
class Compare(Node):
    """A comparison by ``<``, ``<=``, ``>``, ``>=``, ``==`` or ``!=``."""

    sign: str
    left: Node
    right: Node


@frozen(cache_hash=True)
class Among(Node):
    """Whether something is in a list, a set or another collection."""

    item: Node
    container: Node


@frozen(cache_hash=True)
class Arith(Node):
    """A sum, a difference, a product, a quotient in whole numbers or a remainder."""

    sign: str
    left: Node
    right: Node


@frozen(cache_hash=True)
class Part(Node):
    """A number in a day or a span of days, or a day or span made from one."""

    of: Node
    name: str
    """``year``, ``month``, ``day``, ``days``, ``toordinal``, ``fromordinal`` or ``span``."""


@frozen(cache_hash=True)
class Apply(Node):
    """A function of values that are known when it runs, or of codes, so that it can be looked up in a table."""

    function: Node
    args: tuple[Node, ...]
    names: tuple[str, ...] = ()
    """The names of the last arguments, where they are given by name."""
    kind: Kind = field(default=ANYTHING, eq=False, kw_only=True)


@frozen(cache_hash=True)
class Item(Node):
    """An entry of a sequence by its place."""

    of: Node
    index: int


@frozen(cache_hash=True)
class Display(Node):
    """A list written out, each entry perhaps under a condition."""

    items: tuple[tuple[Node | None, Node], ...]


@frozen(cache_hash=True)
class Entries(Node):
    """A dictionary written out with known keys; only what is taken from it is evaluated."""

    keys: tuple[Const, ...]
    values: tuple[Node, ...]


@frozen(cache_hash=True)
class Loop(Node):
    """A loop of a comprehension with its conditions."""

    each: Each
    tests: tuple[Node, ...] = ()


@frozen(cache_hash=True)
class Comp(Node):
    """What loops inside one another give, in order."""

    loops: tuple[Loop, ...]
    element: Node


@frozen(cache_hash=True)
class Fold(Node):
    """One value from a list: ``any``, ``sum``, ``len``, ``min``, ``max``, ``next`` or ``last``."""

    how: str
    source: Node
    default: Node | None = None
    """What an empty list gives; without one, an empty list has no minimum, maximum or next."""
    key: Node | None = None
    kind: Kind = field(default=INT, eq=False, kw_only=True)


TRUE, FALSE, NONE = Const(value=True), Const(value=False), Const(None)
UNREAD = Unread(kind=ANYTHING)


def _kind(node: Node) -> Hashable:
    return type(node)  # type: ignore[return-value]  # a class has a hash, whatever its instances say


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """Return the names of the fields of a kind of node."""
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # a class, which has a hash


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node."""
    found: list[Node] = []
    for name in _names(_kind(node)):
        found += _nodes_in(getattr(node, name))
    return tuple(found)


def _nodes_in(value: object) -> list[Node]:
    if isinstance(value, Node):
        return [value]
    return [node for part in value for node in _nodes_in(part)] if isinstance(value, tuple) else []


def depends_on(node: Node, what: Node) -> bool:
    """Return whether a tree reads something; being nested in a loop does not count."""
    if node == what:
        return True
    below = (node.source,) if isinstance(node, Each) else parts_of(node)
    return any(depends_on(part, what) for part in below)


def innermost(node: Node) -> Each | None:
    """Return the innermost loop over records whose turns a tree looks at; `None` if it looks at the case alone."""
    return max(loops_of(node), key=_depth, default=None)


@lru_cache(maxsize=16_384)
def loops_of(node: Node) -> frozenset[Each]:
    """Return the loops over records around a tree whose turns it looks at."""
    if isinstance(node, Each):
        return frozenset[Each]() if is_known(node) else frozenset({node})
    found = frozenset[Each]().union(*map(loops_of, parts_of(node)))
    if isinstance(node, Comp):
        own = frozenset(loop.each for loop in node.loops)
        return (found | frozenset[Each]().union(*(loops_of(each.source) for each in own))) - own
    return found


def _depth(each: Each) -> int:
    return 0 if each.outer is None else 1 + _depth(each.outer)


@lru_cache(maxsize=16_384)
def is_known(node: Node) -> bool:
    """Return whether a tree reads nothing of a case, so that it has one value in a run."""
    if isinstance(node, Each):
        return is_known(node.source)
    return not isinstance(node, TheCase | Unread) and all(map(is_known, parts_of(node)))


def replaced(node: Node, old: Node, new: Node) -> Node:
    """Return a tree with another node in the place of one."""
    return all_replaced((node,), {old: new})[0]


def all_replaced(nodes: Iterable[Node], new: Mapping[Node, Node]) -> tuple[Node, ...]:
    """Return trees with other nodes in the places of some; what the trees have in common is walked once."""
    known = dict(new)
    return tuple(_replaced(node, known) for node in nodes)


def _replaced(node: Node, known: dict[Node, Node]) -> Node:
    found = known.get(node)
    if found is None:
        found = known[node] = _with_parts_replaced(node, known)
    return found


def _with_parts_replaced(node: Node, known: dict[Node, Node]) -> Node:
    changes: dict[str, object] = {}
    for name in _names(_kind(node)):
        value: object = getattr(node, name)
        changed = _replaced_in(value, known)
        if changed is not value:
            changes[name] = changed
    return evolve(node, **changes) if changes else node  # type: ignore[arg-type]  # each field keeps its type


def _replaced_in(value: object, known: dict[Node, Node]) -> object:
    if isinstance(value, Node):
        return _replaced(value, known)
    if isinstance(value, tuple) and value:
        parts = tuple(_replaced_in(part, known) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    return value


def rebased(comp: Comp, outer: Each | None) -> Comp:
    """Return a comprehension whose first loop stands inside another loop than before."""
    first = comp.loops[0].each
    moved = replaced(comp, first, evolve(first, outer=outer)) if first.outer != outer else comp
    return moved if isinstance(moved, Comp) else comp


def hoisted(comp: Comp) -> Comp:
    """Return a comprehension outside of the loops that it does not look at."""
    while (outer := comp.loops[0].each.outer) is not None and not depends_on(comp, outer):
        comp = rebased(comp, outer.outer)
    return comp
