"""Reading calls: what Python brings for lists, functions of codes and known values, and helpers."""

import ast
import operator
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from types import FunctionType, MethodType
from typing import TypeGuard

from kimcore.rules.predicates.expressions import attribute
from kimcore.rules.predicates.kinds import ANYTHING, BOOL, DAY, INT, SPAN, TEXT, Kind, Many, is_codes, is_record
from kimcore.rules.predicates.lists import as_list, common, fold, inside, looped, truth, written_out
from kimcore.rules.predicates.nodes import (
    UNREAD,
    Apply,
    Comp,
    Const,
    Display,
    Entries,
    Node,
    Not,
    Part,
    is_known,
)
from kimcore.rules.predicates.scope import Arguments, Closure, Reader, Scope

_PURE: frozenset[object] = frozenset(
    {abs, bool, date, enumerate, float, frozenset, int, len, list, max, min, pairwise, range, reversed, set, sorted}
    | {str, sum, timedelta, tuple, zip, operator.getitem, getattr}
)
"""Functions that give the same for the same, and so may be asked once for each code."""
_PURE_OWNERS = (str, tuple, list, dict, frozenset, set, range, date, timedelta)
_TEXT_METHODS = frozenset({"strip", "lower", "upper", "casefold", "startswith", "endswith", "isdigit", "removeprefix"})
_LISTS: frozenset[object] = frozenset({tuple, list, iter})


def call(reader: Reader, node: ast.Call, scope: Scope) -> Node:
    """Return the tree of a call."""
    given = arguments(reader, node, scope)
    if given is None:
        return reader.notes.cannot(scope, node, f"{ast.unparse(node)}: hands over a list of arguments")
    if isinstance(node.func, ast.Attribute):
        of = reader.read(node.func.value, scope)
        if isinstance(of, Entries) and node.func.attr == "values" and not node.args:
            return Display(
                tuple((None, value) for value in of.values), kind=Kind(Many(common(value.kind for value in of.values)))
            )
        if not isinstance(of, Const):
            return _method(reader, of, node.func, given, scope)
        callee = attribute(reader, of, node.func.attr, scope, node.func)
    else:
        callee = reader.read(node.func, scope)
    if callee == UNREAD:
        return callee
    if not is_function(callee):
        return reader.notes.cannot(scope, node, f"{ast.unparse(node.func)} is not known before the rule runs")
    return called(reader, callee.value, given, scope, node)


def is_function(node: Node) -> TypeGuard[Const]:
    """Return whether a tree is a function that is known when the rule is read."""
    return isinstance(node, Const) and (callable(node.value) or isinstance(node.value, Closure))


def called(reader: Reader, function: object, given: Arguments, scope: Scope, at: ast.AST) -> Node:
    """Return the tree of a call of a known function."""
    special = _of_lists(reader, function, given, scope, at) if given.args else None
    if special is not None:
        return special
    if isinstance(function, MethodType):
        return called(reader, function.__func__, Arguments((Const(function.__self__), *given.args), given.named), scope, at)
    if isinstance(function, FunctionType | Closure):
        return reader.inline(function, given, scope, at)
    if function is timedelta and not given.args and set(given.named) == {"days"}:
        days = given.named["days"]
        return Apply(Const(timedelta), (days,), kind=SPAN) if is_known(days) else Part(days, "span", kind=SPAN)
    if function == date.fromordinal and len(given.args) == 1:
        return Part(given.args[0], "fromordinal", kind=DAY)
    return _looked_up(reader, function, given, scope, at)


def _looked_up(reader: Reader, function: object, given: Arguments, scope: Scope, at: ast.AST) -> Node:
    """Return a call that is made once for each code, or once in a run."""
    owner: object = getattr(function, "__self__", None)
    is_pure = isinstance(owner, _PURE_OWNERS) or is_codes(function) or _is_listed(function)
    open_arguments = [argument for argument in given.all() if not is_known(argument)]
    is_coded = len(open_arguments) <= 1 and all(_has_few_values(argument) for argument in open_arguments)
    if not is_pure or not is_coded:
        name = getattr(function, "__qualname__", str(function))
        return reader.notes.cannot(scope, at, f"calls {name} with more than one code and known values")
    kinds = {len: INT, bool: BOOL, timedelta: SPAN, date: DAY, str: TEXT, int: INT}
    kind = next((kind for known, kind in kinds.items() if function is known), ANYTHING)
    return Apply(Const(function), (*given.args, *given.named.values()), tuple(given.named), kind=kind)


def _is_listed(function: object) -> bool:
    try:
        return function in _PURE
    except TypeError:
        return False


def _has_few_values(node: Node) -> bool:
    """Return whether something has only so many values that a function can be asked for each."""
    return is_codes(node.kind.of) or node.kind.of in (str, object)


def arguments(reader: Reader, node: ast.Call, scope: Scope) -> Arguments | None:
    """Return the arguments of a call; `None` where a list is spread over them."""
    named: dict[str, Node] = {}
    for keyword in node.keywords:
        if keyword.arg is not None:
            named[keyword.arg] = reader.read(keyword.value, scope)
            continue
        handed_on = scope.local.get(keyword.value.id) if isinstance(keyword.value, ast.Name) else None
        if handed_on is None or isinstance(handed_on, Node):
            return None
        named.update(handed_on)
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    return Arguments(tuple(reader.read(argument, scope) for argument in node.args), named)


def _method(reader: Reader, of: Node, func: ast.Attribute, given: Arguments, scope: Scope) -> Node:
    """Return a call of a method of something that is not known before the rule runs."""
    kind, name = scope.kind(of), func.attr
    if kind.optional:
        reader.notes.wrong(scope, func, f"{ast.unparse(func)}: {ast.unparse(func.value)} may be None here")
    if is_record(kind.of):
        found: object = getattr(kind.of, name, None)
        if isinstance(found, FunctionType):
            return reader.inline(found, Arguments((of, *given.args), given.named), scope, func)
        reader.notes.wrong(scope, func, f"{ast.unparse(func)}: {kind} has no method {name!r}")
        return reader.notes.cannot(scope, func, f"{ast.unparse(func)} leads nowhere")
    if kind.of is date and name == "toordinal":
        return Part(of, "toordinal", kind=INT)
    is_text = kind.of is str and name in _TEXT_METHODS
    if (is_text or kind.of is object) and all(map(is_known, given.all())):
        method = Apply(Const(getattr), (of, Const(name)))
        result = BOOL if name.endswith("with") or name == "isdigit" else TEXT
        return Apply(Const(_call), (method, *given.all()), kind=result if is_text else ANYTHING)
    return reader.notes.cannot(scope, func, f"calls {ast.unparse(func)}")


def _call(method: Callable[..., object], *args: object) -> object:
    return method(*args)


def _of_lists(reader: Reader, function: object, given: Arguments, scope: Scope, at: ast.AST) -> Node | None:
    """Return what Python's functions for lists make of one; `None` if this is no such call."""
    if function is bool and len(given.args) == 1:
        return truth(given.args[0])
    if function in (map, filter) and len(given.args) == 2:  # noqa: PLR2004  a function and a list
        return _mapped(reader, given, scope, at, keeps=function is filter)
    if function in (min, max) and len(given.args) > 1:
        source: Node = Display(tuple((None, part) for part in given.args), kind=written_out(given.args[0]).kind)
    else:
        source = as_list(given.args[0], scope)
    if not isinstance(source, Comp | Display):
        if function in (any, all) and is_known(source):
            return truth(Apply(Const(function), (source,)))
        return None
    return _folded(reader, function, source, given, scope, at)


def _folded(reader: Reader, function: object, source: Comp | Display, given: Arguments, scope: Scope, at: ast.AST) -> Node | None:
    is_set = isinstance(source.kind.of, Many) and source.kind.of.is_set
    if is_set and function in (sum, len):
        return reader.notes.cannot(scope, at, "counts in a set")
    if function is any:
        return fold("any", _each_as(source, truth))
    if function is all:
        return Not(fold("any", _each_as(source, lambda element: Not(truth(element)))))
    if function is sum and len(given.args) == 1 and not given.named:
        return _total(reader, source, scope, at)
    if function is len:
        return fold("len", source)
    if function in (min, max, next):
        how = "next" if function is next else "min" if function is min else "max"
        default = given.args[1] if function is next and len(given.args) > 1 else given.named.get("default")
        if len(given.args) > 1 and function is not next and isinstance(source, Display):
            default = None
        return _chosen(reader, how, source, default, given.named.get("key"), scope, at)
    return source if function in _LISTS else None


def _total(reader: Reader, source: Comp | Display, scope: Scope, at: ast.AST) -> Node:
    held = source.kind.of.of if isinstance(source.kind.of, Many) else ANYTHING
    if held.optional:
        reader.notes.wrong(scope, at, "sum: an element may be None")
    if held.of not in (int, bool):
        return reader.notes.cannot(scope, at, "sums up what are no whole numbers")
    return fold("sum", source)


def _each_as(source: Comp | Display, change: Callable[[Node], Node]) -> Comp | Display:
    """Return a list with something else made of each element."""
    kind = source.kind
    if isinstance(source, Comp):
        return Comp(source.loops, change(source.element), kind=kind)
    return Display(tuple((under, change(item)) for under, item in source.items), kind=kind)


def _chosen(
    reader: Reader, how: str, source: Comp | Display, default: Node | None, key: Node | None, scope: Scope, at: ast.AST
) -> Node:
    """Return the least, the greatest or the next element."""
    by: Node | None = None
    if key is not None:
        if not is_function(key) or not isinstance(source, Comp):
            return reader.notes.cannot(scope, at, f"{how} by a key that is not known before the rule runs")
        by = called(reader, key.value, Arguments((source.element,)), inside(source.loops, scope), at)
    place = inside(source.loops, scope) if isinstance(source, Comp) else scope
    measured = [source.element if by is None else by] if isinstance(source, Comp) else [item for _, item in source.items]
    for node in measured if how != "next" else ():
        if place.kind(node).optional:
            reader.notes.wrong(scope, at, f"{how}: an element may be None")
        elif place.kind(node).of not in (int, bool, date, timedelta, object):
            return reader.notes.cannot(scope, at, f"{how} of what are no numbers and no days")
    return fold(how, source, default, by)


def _mapped(reader: Reader, given: Arguments, scope: Scope, at: ast.AST, *, keeps: bool) -> Node:
    function, source = given.args
    found = looped(source, scope)
    if not is_function(function) or found is None:
        return reader.notes.cannot(scope, at, "maps a function that is not known before the rule runs")
    loops, element = found
    place = inside(loops, scope)
    made = called(reader, function.value, Arguments((element,)), place, at)
    if not keeps:
        return Comp(loops, made, kind=_many(made))
    last = loops[-1]
    return Comp((*loops[:-1], type(last)(last.each, (*last.tests, truth(made)))), element, kind=_many(element))


def _many(node: Node) -> Kind:
    return Kind(Many(node.kind))
