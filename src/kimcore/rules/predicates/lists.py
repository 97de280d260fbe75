"""Reading lists: comprehensions, and what is made of a list."""

import ast
from collections.abc import Iterable

from attrs import evolve

from kimcore.rules.predicates.facts import when_true
from kimcore.rules.predicates.kinds import ANYTHING, BOOL, INT, Kind, Many, joined, kind_of_value, kinds_within
from kimcore.rules.predicates.nodes import (
    FALSE,
    NONE,
    TRUE,
    UNREAD,
    Among,
    And,
    Comp,
    Compare,
    Const,
    Display,
    Each,
    Fold,
    If,
    IsNone,
    Item,
    Loop,
    Node,
    Or,
    Truth,
    hoisted,
    innermost,
    is_known,
    rebased,
)
from kimcore.rules.predicates.scope import Reader, Scope


def truth(node: Node) -> Node:
    """Return whether a tree counts as true, as a tree."""
    if isinstance(node, Const):
        return TRUE if node.value else FALSE
    if isinstance(node, Display):
        return TRUE if any(under is None for under, _ in node.items) else fold("any", evolve(node, items=_all_true(node)))
    if isinstance(node, Comp):
        return fold("any", evolve(node, element=TRUE))
    if isinstance(node.kind.of, Many) and not is_known(node):
        return fold("any", _elements(node, innermost(node), TRUE))
    return node if node.kind == BOOL else Truth(node)


def _all_true(display: Display) -> tuple[tuple[Node | None, Node], ...]:
    return tuple((under, TRUE) for under, _ in display.items)


def as_list(node: Node, scope: Scope) -> Node:
    """Return a list of a record as a loop over it; any other list stays as it is."""
    if isinstance(node.kind.of, Many) and not isinstance(node, Comp | Display) and not is_known(node):
        return _elements(node, scope.outer)
    return node


def _elements(node: Node, outer: Each | None, element: Node | None = None) -> Comp:
    held = node.kind.of.of if isinstance(node.kind.of, Many) else ANYTHING
    each = Each(node, outer, kind=held)
    return Comp((Loop(each),), each if element is None else element, kind=node.kind)


def written_out(node: Node) -> Node:
    """Return a known tuple or list as one that is written out entry by entry."""
    if isinstance(node, Const) and isinstance(node.value, tuple | list):
        items = tuple((None, Const(value)) for value in node.value)
        return Display(items, kind=Kind(Many(common([kind_of_value(value) for value in node.value]))))
    return node


def common(kinds: Iterable[Kind]) -> Kind:
    """Return the kind of what is of any of some kinds."""
    first, *others = tuple(kinds) or (ANYTHING,)
    for other in others:
        first = joined(first, other)
    return first


def fold(how: str, source: Node, default: Node | None = None, key: Node | None = None) -> Fold:
    """Return one value from a list, outside of the loops it does not look at."""
    moved = source
    if isinstance(source, Comp) and key is None:
        moved = hoisted(source)
    held = source.kind.of.of if isinstance(source.kind.of, Many) else ANYTHING
    kind = BOOL if how == "any" else INT if how in ("sum", "len") else held if how == "next" else held.sure
    if default is not None:
        kind = joined(kind, default.kind)
    return Fold(how, moved, default, key, kind=kind)


def bound(target: ast.expr, value: Node) -> dict[str, Node] | None:
    """Return what the names of a target stand for; `None` if it is no name and no tuple of names."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple):
        return None
    names: dict[str, Node] = {}
    for place, part in enumerate(target.elts):
        inner = bound(part, entry_of(value, place))
        if inner is None:
            return None
        names.update(inner)
    return names


def entry_of(of: Node, index: int) -> Node:
    """Return an entry of a list or a tuple by its place."""
    if isinstance(of, Const) and isinstance(of.value, tuple | list) and -len(of.value) <= index < len(of.value):
        return Const(of.value[index])
    if isinstance(of, Display) and all(under is None for under, _ in of.items) and -len(of.items) <= index < len(of.items):
        return of.items[index][1]
    if isinstance(of, If):
        then, other = entry_of(of.then, index), entry_of(of.other, index)
        return If(of.test, then, other, kind=joined(then.kind, other.kind))
    return Item(of, index, kind=of.kind.of.of if isinstance(of.kind.of, Many) else ANYTHING)


def is_in(item: Node, container: Node, scope: Scope) -> Node:
    """Return whether something is in a list, as a tree."""
    if isinstance(container, Comp):
        moved = rebased(container, scope.outer)
        return fold("any", evolve(moved, element=same(moved.element, item)))
    if isinstance(container, Display):
        parts = [(under, same(entry, item)) for under, entry in container.items]
        return Or(tuple(equal if under is None else And((under, equal)) for under, equal in parts))
    return Among(item, container)


def same(one: Node, other: Node) -> Node:
    """Return whether two things are equal, as a tree."""
    if NONE in (one, other):
        return IsNone(other if one == NONE else one)
    return Compare("==", one, other)


def looped(source: Node, scope: Scope) -> tuple[tuple[Loop, ...], Node] | None:
    """Return the loops over a list and what each element is; `None` where it is written out or no list."""
    source = as_list(source, scope)
    if isinstance(source, Comp):
        moved = rebased(source, scope.outer)
        return moved.loops, moved.element
    if not is_known(source) or isinstance(source, Display):
        return None
    kind = ANYTHING
    if isinstance(source, Const) and isinstance(source.value, tuple | list | set | frozenset):
        kind = common(kinds_within(list(source.value)))
    each = Each(source, kind=source.kind.of.of if isinstance(source.kind.of, Many) else kind)
    return (Loop(each),), each


def comprehension(reader: Reader, node: ast.GeneratorExp | ast.ListComp | ast.SetComp, scope: Scope) -> Node:
    """Return the tree of a comprehension."""
    loops: tuple[Loop, ...] = ()
    for generator in node.generators:
        source = reader.read(generator.iter, scope)
        if source == UNREAD:
            return source
        if isinstance(source, Display) and len(node.generators) == 1:
            return _unrolled(reader, node, source, scope)
        found = looped(source, scope)
        names = None if found is None else bound(generator.target, found[1])
        if scope.kind(source).optional:
            reader.notes.wrong(scope, generator.iter, f"{ast.unparse(generator.iter)} may be None here")
        if found is None or names is None or generator.is_async:
            return reader.notes.cannot(scope, node, f"loops over {ast.unparse(generator.iter)}")
        scope = inside(found[0], scope).naming(names)
        loops, scope = with_tests(reader, (*loops, *found[0]), generator.ifs, scope)
    element = reader.read(node.elt, scope)
    kind = scope.kind(element)
    many = Many(kind, is_set=isinstance(node, ast.SetComp))
    return Comp(loops, element if element.kind == kind else evolve(element, kind=kind), kind=Kind(many))


def inside(loops: tuple[Loop, ...], scope: Scope) -> Scope:
    """Return the place inside some loops, knowing what their conditions make sure."""
    for loop in loops:
        if not is_known(loop.each):
            scope = evolve(scope, outer=loop.each)
        for test in loop.tests:
            scope = scope.knowing(when_true(test))
    return scope


def with_tests(reader: Reader, loops: tuple[Loop, ...], tests: list[ast.expr], scope: Scope) -> tuple[tuple[Loop, ...], Scope]:
    """Return loops with further conditions on the last of them, and the place behind the conditions."""
    for expression in tests:
        test = truth(reader.read(expression, scope))
        loops = (*loops[:-1], evolve(loops[-1], tests=(*loops[-1].tests, test)))
        scope = scope.knowing(when_true(test))
    return loops, scope


def _unrolled(reader: Reader, node: ast.GeneratorExp | ast.ListComp | ast.SetComp, source: Display, scope: Scope) -> Node:
    """Read a comprehension over a list that is written out, entry by entry."""
    items: list[tuple[Node | None, Node]] = []
    kinds: list[Kind] = []
    (generator,) = node.generators
    for under, item in source.items:
        names = bound(generator.target, item)
        if names is None:
            return reader.notes.cannot(scope, node, f"loops over {ast.unparse(generator.iter)}")
        place = scope.naming(names)
        tests = [] if under is None else [under]
        for expression in generator.ifs:
            tests.append(truth(reader.read(expression, place)))
            place = place.knowing(when_true(tests[-1]))
        element = reader.read(node.elt, place)
        kinds.append(place.kind(element))
        items.append((And(tuple(tests)) if tests else None, evolve(element, kind=kinds[-1])))
    many = Many(common(kinds), is_set=isinstance(node, ast.SetComp))
    return Display(tuple(items), kind=Kind(many))
