"""Reading comparisons, and refusing those that can never hold."""

import ast

from kimcore.rules.predicates.facts import when_true
from kimcore.rules.predicates.kinds import (
    Many,
    is_codes,
    is_record,
    kinds_within,
    may_equal,
    may_order,
)
from kimcore.rules.predicates.lists import as_list, is_in
from kimcore.rules.predicates.nodes import NONE, And, Attr, Compare, Const, Display, IsNone, Node, Not, Or
from kimcore.rules.predicates.scope import Arguments, Reader, Scope

_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Is: "==", ast.IsNot: "!="}


def comparison(reader: Reader, node: ast.Compare, scope: Scope) -> Node:
    """Return the tree of a comparison, which may be a chain."""
    parts: list[Node] = []
    left = reader.read(node.left, scope)
    for op, expression in zip(node.ops, node.comparators, strict=True):
        right = reader.read(expression, scope)
        parts.append(_compared(reader, op, left, right, scope, node))
        scope, left = scope.knowing(when_true(parts[-1])), right
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _compared(reader: Reader, op: ast.cmpop, left: Node, right: Node, scope: Scope, at: ast.Compare) -> Node:
    if isinstance(op, ast.In | ast.NotIn):
        among = _among(reader, left, right, scope, at)
        return Not(among) if isinstance(op, ast.NotIn) else among
    sign = _SIGNS[type(op)]
    if NONE in (left, right) and sign in ("==", "!="):
        there = IsNone(right if left == NONE else left)
        return there if sign == "==" else Not(there)
    kinds = scope.kind(left), scope.kind(right)
    if isinstance(op, ast.Is | ast.IsNot) and not any(kind.of is bool or is_codes(kind.of) for kind in kinds):
        return reader.notes.cannot(scope, at, f"{ast.unparse(at)}: only codes, flags and None can be compared by 'is'")
    if sign in ("==", "!="):
        _check_codes(reader, (left, right), scope, at)
        if isinstance(left, Display) and isinstance(right, Display):
            return _tuples(reader, sign, (left, right), scope, at)
        if not may_equal(*kinds):
            reader.notes.wrong(scope, at, f"{ast.unparse(at)}: a {kinds[0]} is never the same as a {kinds[1]}")
        return Compare(sign, left, right)
    if isinstance(left, Display) and isinstance(right, Display):
        return _tuples(reader, sign, (left, right), scope, at)
    for kind in kinds:
        if kind.optional or kind.of is type(None):
            reader.notes.wrong(scope, at, f"{ast.unparse(at)}: what is compared may be None here")
            return Compare(sign, left, right)
    if not may_order(*kinds):
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: a {kinds[0]} cannot be compared with a {kinds[1]} by {sign}")
    return Compare(sign, left, right)


def _tuples(reader: Reader, sign: str, both: tuple[Display, Display], scope: Scope, at: ast.Compare) -> Node:
    """Read a comparison of two tuples of the same length, entry by entry."""
    one, other = ([item for _, item in display.items] for display in both)
    if len(one) != len(other) or any(under is not None for display in both for under, _ in display.items):
        return reader.notes.cannot(scope, at, f"{ast.unparse(at)}: only tuples of the same length can be compared")
    pairs = list(zip(one, other, strict=True))
    if any(scope.kind(part).optional for pair in pairs for part in pair) and sign not in ("==", "!="):
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: what is compared may be None here")
    if sign in ("==", "!="):
        equal = And(tuple(Compare("==", *pair) for pair in pairs))
        return equal if sign == "==" else Not(equal)
    result: Node = Compare(sign, *pairs[-1])
    for pair in reversed(pairs[:-1]):
        result = Or((Compare(sign[0], *pair), And((Compare("==", *pair), result))))
    return result


def _among(reader: Reader, item: Node, container: Node, scope: Scope, at: ast.Compare) -> Node:
    kind = scope.kind(container)
    if kind.optional:
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {spelt(at.comparators[-1])} may be None here")
    if is_record(kind.of):
        contains: object = getattr(kind.of, "__contains__", None)
        if callable(contains):
            return reader.inline(contains, Arguments((container, item)), scope, at)
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: nothing can be in a {kind}")
    held = kind.of.of if isinstance(kind.of, Many) else None
    if isinstance(container, Const) and isinstance(container.value, tuple | list | set | frozenset | dict | range):
        _check_codes(reader, (item, container), scope, at)
        kinds = kinds_within(list(container.value))
        if kinds and not any(may_equal(scope.kind(item), other) for other in kinds):
            reader.notes.wrong(scope, at, f"{ast.unparse(at)}: a {scope.kind(item)} is never in there")
    elif held is not None and not may_equal(scope.kind(item), held):
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: a {scope.kind(item)} is never in {kind}")
    return is_in(item, as_list(container, scope), scope)


def _check_codes(reader: Reader, both: tuple[Node, Node], scope: Scope, at: ast.AST) -> None:
    """Note codes as text that their closed list does not have."""
    for coded, other in (both, both[::-1]):
        if not (isinstance(coded, Attr) and coded.name in ("value", "name") and is_codes(coded.of.kind.of)):
            continue
        known = [getattr(member, coded.name) for member in coded.of.kind.of]
        values = other.value if isinstance(other, Const) else ()
        texts = values if isinstance(values, tuple | list | set | frozenset | dict) else (values,)
        for text in texts:
            if isinstance(text, str) and text not in known:
                reader.notes.wrong(scope, at, f"no code {text!r} in {coded.of.kind.sure}")


def spelt(at: ast.expr) -> str:
    """Return what an attribute or an entry is taken from, as it is written."""
    return ast.unparse(at.value if isinstance(at, ast.Attribute | ast.Subscript) else at)
