"""What is known not to be `None` once a test has come out one way: narrowing, as a type checker does it.

Trees are pure, so a fact is about a tree, whatever name it has in the source.
"""

from types import NoneType
from typing import TypeAlias

from kimcore.rules.predicates.nodes import Among, And, Attr, Compare, Const, If, IsNone, Node, Not, Or, Truth

Facts: TypeAlias = frozenset[Node]
"""Trees that are not `None`."""

NO_FACTS: Facts = frozenset()


def when_true(node: Node) -> Facts | None:
    """Return what is there if a tree counts as true; `None` if it never does."""
    match node:
        case Const(value=value):
            return NO_FACTS if value else None
        case Not(of=of):
            return when_false(of)
        case And(parts=parts):
            return _all_of([when_true(part) for part in parts])
        case Or(parts=parts):
            return _one_of([when_true(part) for part in parts])
        case If(test=test, then=then, other=other):
            return _one_of([_all_of([when_true(test), when_true(then)]), _all_of([when_false(test), when_true(other)])])
        case Truth(of=of):
            return _all_of([_there(of), when_true(of) if isinstance(of, And | Or | Not | If | Const) else NO_FACTS])
        case Compare(sign="==", left=left, right=right):
            return _equal(left, right) | _equal(right, left)
        case Compare(sign="!=", left=left, right=Const(value=None)):
            return _there(left)
        case Compare(sign=sign, left=left, right=right) if sign != "!=":
            return _all_of([_there(left), _there(right)])
        case Among(item=item, container=Const(value=values)) if not _holds_none(values):
            return _there(item)
        case _:
            return NO_FACTS


def when_false(node: Node) -> Facts | None:
    """Return what is there if a tree counts as false; `None` if it never does."""
    match node:
        case Const(value=value):
            return None if value else NO_FACTS
        case Not(of=of):
            return when_true(of)
        case And(parts=parts):
            return _one_of([when_false(part) for part in parts])
        case Or(parts=parts):
            return _all_of([when_false(part) for part in parts])
        case If(test=test, then=then, other=other):
            return _one_of([_all_of([when_true(test), when_false(then)]), _all_of([when_false(test), when_false(other)])])
        case IsNone(of=of):
            return _there(of)
        case Compare(sign="!=", left=left, right=right):
            return _equal(left, right) | _equal(right, left)
        case Truth(of=of) if isinstance(of, And | Or | Not | If | Const):
            return when_false(of)
        case _:
            return NO_FACTS


def _there(node: Node) -> Facts | None:
    """Return what is there if a tree is not `None`."""
    match node:
        case Const(value=None):
            return None
        case Attr(of=of):
            return frozenset({node, of})
        case If(test=test, then=then, other=other):
            ways = [_all_of([when_true(test), _there(then)]), _all_of([when_false(test), _there(other)])]
            below = _one_of(ways)
            return None if below is None else below | {node}
        case _:
            return frozenset({node})


def _equal(node: Node, other: Node) -> Facts:
    """Return what is there if a tree equals another that is surely there."""
    is_there = not other.kind.optional and other.kind.of not in (NoneType, object)
    return _there(node) or NO_FACTS if is_there else NO_FACTS


def _holds_none(values: object) -> bool:
    return not isinstance(values, tuple | list | set | frozenset | dict) or None in values


def _all_of(facts: list[Facts | None]) -> Facts | None:
    return None if None in facts else frozenset().union(*(fact for fact in facts if fact is not None))


def _one_of(facts: list[Facts | None]) -> Facts | None:
    possible = [fact for fact in facts if fact is not None]
    return frozenset.intersection(*possible) if possible else None
