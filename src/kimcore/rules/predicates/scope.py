"""What a reader of syntax trees knows at one place of a predicate, and what it has found so far."""

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeAlias

from attrs import Factory, define, evolve, field, frozen

from kimcore.rules.predicates.facts import NO_FACTS, Facts
from kimcore.rules.predicates.kinds import Kind
from kimcore.rules.predicates.nodes import UNREAD, Each, Node
from kimcore.rules.predicates.sources import Source, Written

Named: TypeAlias = Mapping[str, Node]
"""Keyword arguments that are handed on as they came."""


@frozen
class Scope:
    """One place in a function: its names, what is surely there, and the loop around it."""

    source: Source
    local: Mapping[str, Node | Named]
    facts: Facts = NO_FACTS
    outer: Each | None = None

    def knowing(self, facts: Facts | None) -> "Scope":
        """Return the place with more facts; a place that is never reached needs none."""
        return evolve(self, facts=self.facts | facts) if facts else self

    def naming(self, names: Mapping[str, Node | Named]) -> "Scope":
        """Return the place with further names."""
        return evolve(self, local={**self.local, **names})

    def kind(self, node: Node) -> Kind:
        """Return the kind of a tree at this place, where it may be known to be there."""
        return node.kind.sure if node in self.facts else node.kind


@define
class Notes:
    """What was found while reading: what is wrong, and what cannot be read."""

    problems: list[str] = Factory(list)
    unread: list[str] = Factory(list)

    def wrong(self, scope: Scope, at: ast.AST, message: str) -> None:
        """Note a mistake with file and line."""
        self._add(self.problems, scope, at, message)

    def cannot(self, scope: Scope, at: ast.AST, message: str) -> Node:
        """Note what only Python can evaluate, and return something of unknown kind in its place."""
        self._add(self.unread, scope, at, message)
        return UNREAD

    def _add(self, to: list[str], scope: Scope, at: ast.AST, message: str) -> None:
        line = f"{scope.source.file}:{getattr(at, 'lineno', 0)}: {message}"
        if line not in to:
            to.append(line)


class Reader(Protocol):
    """Reads expressions and calls of helpers; passed around, because trees are read in turns."""

    notes: Notes

    def read(self, expression: ast.expr, scope: Scope) -> Node:
        """Return the tree of an expression."""

    def inline(self, function: "Callable[..., object] | Closure", given: "Arguments", scope: Scope, at: ast.AST) -> Node:
        """Return the tree of a helper function with the arguments in their places."""


@frozen
class Closure:
    """A function that is written within a predicate, with the names around it."""

    tree: Written
    scope: Scope = field(eq=False)


@frozen
class Arguments:
    """The arguments of a call."""

    args: tuple[Node, ...] = ()
    named: Named = Factory(dict)

    def all(self) -> Iterable[Node]:
        """Return all arguments, those without a name first."""
        return (*self.args, *self.named.values())
