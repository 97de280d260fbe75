"""Reading the body of a function: assignments, early returns, loops that search, and generators."""

import ast
from collections.abc import Sequence

from attrs import evolve, frozen

from kimcore.rules.predicates.expressions import choice
from kimcore.rules.predicates.facts import when_false, when_true
from kimcore.rules.predicates.kinds import ANYTHING, Kind, Many
from kimcore.rules.predicates.lists import bound, fold, inside, looped, truth
from kimcore.rules.predicates.nodes import NONE, TRUE, Comp, Const, Display, Loop, Node, Not
from kimcore.rules.predicates.scope import Closure, Reader, Scope

_MOST_PATHS = 64
"""How often a body may fork before it is left to Python."""


@frozen
class _Way:
    """A way through the body of a loop that returns: under which condition, and what."""

    tests: tuple[Node, ...]
    value: Node


def body(reader: Reader, statements: Sequence[ast.stmt], scope: Scope) -> Node:
    """Return what a function gives back, as one tree."""
    return _rest(reader, list(statements), scope, [_MOST_PATHS])


def _rest(reader: Reader, statements: list[ast.stmt], scope: Scope, left: list[int]) -> Node:
    """Read statements up to the end; each fork reads what follows it on both ways."""
    for place, statement in enumerate(statements):
        following = statements[place + 1 :]
        match statement:
            case ast.Return(value=value):
                return NONE if value is None else reader.read(value, scope)
            case ast.If(test=test, body=then, orelse=other):
                left[0] -= 1
                if left[0] < 0:
                    return reader.notes.cannot(scope, statement, "forks too often")
                return _fork(reader, test, ([*then, *following], [*other, *following]), scope, left)
            case ast.For():
                return _search(reader, statement, following, scope, left)
            case _:
                moved = assigned(reader, statement, scope)
        if moved is None:
            return reader.notes.cannot(scope, statement, f"{type(statement).__name__} statements are evaluated by Python alone")
        scope = moved
    return NONE


def _fork(reader: Reader, test: ast.expr, ways: tuple[list[ast.stmt], list[ast.stmt]], scope: Scope, left: list[int]) -> Node:
    asked = truth(reader.read(test, scope))
    yes, no = scope.knowing(when_true(asked)), scope.knowing(when_false(asked))
    then, other = _rest(reader, ways[0], yes, left), _rest(reader, ways[1], no, left)
    return choice(reader, asked, (then, other), (yes, no), test)


def assigned(reader: Reader, statement: ast.stmt, scope: Scope) -> Scope | None:
    """Return the place after a statement that only gives names; `None` for any other statement."""
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return scope
        case ast.Assign(targets=[target], value=value):
            names = bound(target, reader.read(value, scope))
        case ast.AnnAssign(target=target, value=value) if value is not None:
            names = bound(target, reader.read(value, scope))
        case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
            whole = ast.BinOp(left=ast.Name(id=name, ctx=ast.Load()), op=op, right=value)
            names = {name: reader.read(ast.copy_location(whole, statement), scope)}
        case ast.FunctionDef(name=name):
            names = {name: Const(Closure(statement, scope), kind=ANYTHING)}
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value])):
            names = _appended(reader, name, value, scope)
        case _:
            return None
    return None if names is None else scope.naming(names)


def _appended(reader: Reader, name: str, value: ast.expr, scope: Scope) -> dict[str, Node] | None:
    """Return a list that is written out with one entry more."""
    known = scope.local.get(name)
    if isinstance(known, Const) and known.value == ():
        known = Display((), kind=Kind(Many(ANYTHING)))
    if not isinstance(known, Display):
        return None
    item = reader.read(value, scope)
    kind = scope.kind(item)
    item = item if item.kind == kind else evolve(item, kind=kind)
    many = known.kind if known.items else Kind(Many(kind))
    return {name: Display((*known.items, (None, item)), kind=many)}


def _search(reader: Reader, loop: ast.For, following: list[ast.stmt], scope: Scope, left: list[int]) -> Node:
    """Read a loop that returns at the first element that fits; what follows it holds where none does."""
    source = reader.read(loop.iter, scope)
    found = looped(source, scope)
    names = None if found is None else bound(loop.target, found[1])
    if found is None or names is None:
        return reader.notes.cannot(scope, loop, f"loops over {ast.unparse(loop.iter)}")
    ways = _ways(reader, loop.body, inside(found[0], scope).naming(names), ())
    if ways is None:
        return reader.notes.cannot(scope, loop, "a loop that does more than search is evaluated by Python alone")
    rest = _rest(reader, [*loop.orelse, *following], scope, left)
    for way in reversed(ways):
        fitting = (*found[0][:-1], evolve(found[0][-1], tests=(*found[0][-1].tests, *way.tests)))
        many = Kind(Many(way.value.kind))
        there = fold("any", Comp(fitting, TRUE, kind=many))
        value = way.value if isinstance(way.value, Const) else fold("next", Comp(fitting, way.value, kind=many))
        rest = choice(reader, there, (value, rest), (scope, scope), loop)
    # Ways of different values can come in any order of elements, which only Python follows.
    if len({way.value for way in ways}) > 1:
        return reader.notes.cannot(scope, loop, "a loop that returns different values is evaluated by Python alone")
    return rest


def _ways(reader: Reader, statements: Sequence[ast.stmt], scope: Scope, under: tuple[Node, ...]) -> list[_Way] | None:
    """Return the ways through the body of a loop that return; `None` if it does anything else."""
    found: list[_Way] = []
    for place, statement in enumerate(statements):
        match statement:
            case ast.Return(value=value):
                return [*found, _Way(under, NONE if value is None else reader.read(value, scope))]
            case ast.Continue():
                return found
            case ast.If(test=test, body=then, orelse=other):
                asked = truth(reader.read(test, scope))
                following = statements[place + 1 :]
                yes = _ways(reader, [*then, *following], scope.knowing(when_true(asked)), (*under, asked))
                no = _ways(reader, [*other, *following], scope.knowing(when_false(asked)), (*under, Not(asked)))
                return None if yes is None or no is None else [*found, *yes, *no]
            case _:
                moved = assigned(reader, statement, scope)
        if moved is None:
            return None
        scope = moved
    return found


def generated(reader: Reader, statements: Sequence[ast.stmt], scope: Scope, at: ast.AST) -> Node:
    """Return what a generator yields, as a list."""
    found: list[Comp] = []
    if not _yields(reader, statements, scope, (), found) or len(found) != 1:
        return reader.notes.cannot(scope, at, "a generator that yields in more than one place is evaluated by Python alone")
    return found[0]


def _yields(reader: Reader, statements: Sequence[ast.stmt], scope: Scope, loops: tuple[Loop, ...], found: list[Comp]) -> bool:
    for statement in statements:
        match statement:
            case ast.For(target=target, iter=iterated, body=inner, orelse=[]):
                within = looped(reader.read(iterated, scope), scope)
                names = None if within is None else bound(target, within[1])
                if within is None or names is None:
                    return False
                place = inside(within[0], scope).naming(names)
                if not _yields(reader, inner, place, (*loops, *within[0]), found):
                    return False
            case ast.If(test=test, body=inner, orelse=[]) if loops:
                asked = truth(reader.read(test, scope))
                tested = (*loops[:-1], evolve(loops[-1], tests=(*loops[-1].tests, asked)))
                if not _yields(reader, inner, scope.knowing(when_true(asked)), tested, found):
                    return False
            case ast.Expr(value=ast.Yield(value=value)) if loops and value is not None:
                element = reader.read(value, scope)
                found.append(Comp(loops, element, kind=Kind(Many(scope.kind(element)))))
            case _:
                moved = assigned(reader, statement, scope)
                if moved is None:
                    return False
                scope = moved
    return True


def is_generator(function: ast.FunctionDef) -> bool:
    """Return whether a function yields."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))
