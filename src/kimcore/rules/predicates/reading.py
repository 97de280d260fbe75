"""Reading the predicates of a case rule as trees, and checking them against the model on the way."""

import ast
from collections.abc import Callable, Mapping
from threading import RLock
from typing import get_type_hints
from weakref import WeakKeyDictionary

from attrs import Factory, define, evolve, frozen

from kimcore.model import Case
from kimcore.rules.predicates.calls import call
from kimcore.rules.predicates.expressions import expression
from kimcore.rules.predicates.facts import NO_FACTS, when_false, when_true
from kimcore.rules.predicates.kinds import ANYTHING, DAY, Kind, kind_of
from kimcore.rules.predicates.lists import truth
from kimcore.rules.predicates.nodes import FALSE, TRUE, UNREAD, Attr, Const, Each, Given, Node, TheCase, all_replaced
from kimcore.rules.predicates.scope import Arguments, Closure, Named, Notes, Scope
from kimcore.rules.predicates.sources import Source, source_of
from kimcore.rules.predicates.statements import body, generated, is_generator
from kimcore.rules.rule import CaseCheck, Over

THE_CASE = TheCase(kind=Kind(Case))
ON = Given("on", kind=DAY)

_FIELDS: Mapping[Over, str] = {
    Over.NEED: "needs",
    Over.PLAN: "plan",
    Over.REFERRAL: "referrals",
    Over.CONSENT: "consents",
    Over.TRANSFER: "transfers",
    Over.LEGAL_FIELD: "legal_fields",
    Over.RESIDENCE: "residence",
}
_DEEPEST = 12
"""How many helpers may call one another."""


@frozen
class Reading:
    """What became of reading a case rule (*Lesung einer Fallregel*)."""

    thing: Node
    """What the rule asks about, as a tree."""
    applies: Node
    unknown: Node
    wrong: Node
    problems: tuple[str, ...] = ()
    """What is wrong with the predicates, each with file and line; such a rule is refused."""
    unread: tuple[str, ...] = ()
    """What can only be run as the function it is; nothing is wrong with it."""

    @property
    def is_whole(self) -> bool:
        """Whether the trees say all that the predicates say."""
        return not self.problems and not self.unread

    def on_values(self, values: Mapping[str, object]) -> "Reading":
        """Return the trees with the day, under ``on``, and the limits in their places."""
        known: dict[Node, Node] = {Given(name): Const(value) for name, value in values.items()}
        applies, unknown, wrong = all_replaced((self.applies, self.unknown, self.wrong), known)
        return evolve(self, applies=applies, unknown=unknown, wrong=wrong)


_READ: WeakKeyDictionary[CaseCheck, Reading] = WeakKeyDictionary()
"""What was read before, for as long as somebody holds the rule."""
_READING = RLock()
"""Held while a rule is read: threads that come to it at once wait, and Python's cache of source lines is not made for threads."""


def read_check(check: CaseCheck) -> Reading:
    """Return the predicates of a case rule as trees, and everything that is wrong with them.

    They are read once, for as long as the check is held by anybody.

    Args:
        check: the check; each of its predicates is read with what the ones before it have made sure.

    Example:
        >>> from kimcore.rules import rule
        >>> check = rule("CM-09").check
        >>> isinstance(check, CaseCheck) and read_check(check).is_whole
        True
    """
    known = _READ.get(check)
    if known is not None:
        return known
    with _READING:
        known = _READ.get(check)
        if known is None:  # otherwise another thread was faster
            known = _READ[check] = _read(check)
    return known


def _read(check: CaseCheck) -> Reading:
    reader = _Reader()
    thing = thing_of(check.over)
    trees: dict[str, Node] = {"applies": TRUE, "unknown": FALSE, "wrong": FALSE}
    facts = frozenset({thing})
    for name in trees:
        predicate: Callable[..., bool] | None = getattr(check, name)
        if predicate is None:
            continue
        tree = truth(reader.predicate(predicate, thing, check.limits, facts))
        trees[name] = tree
        facts |= (when_true(tree) if name == "applies" else when_false(tree)) or NO_FACTS
    return Reading(thing, **trees, problems=tuple(reader.notes.problems), unread=tuple(reader.notes.unread))


def thing_of(over: Over) -> Node:
    """Return what a predicate is asked about, as a tree."""
    if over is Over.CASE:
        return THE_CASE
    field = _field(_FIELDS[over])
    many = field.kind.of
    return field if over is Over.PLAN else Each(field, kind=getattr(many, "of", ANYTHING))


def _field(name: str) -> Attr:
    return Attr(THE_CASE, name, kind=kind_of(get_type_hints(Case)[name]))


@define
class _Reader:
    """Reads trees in turns: an expression, a helper that it calls, an expression in there."""

    notes: Notes = Factory(Notes)
    _within: list[object] = Factory(list)
    """The helpers that are being read, outermost first."""

    def read(self, node: ast.expr, scope: Scope) -> Node:
        """Return the tree of an expression."""
        if isinstance(node, ast.Call):
            return call(self, node, scope)
        if isinstance(node, ast.Lambda):
            return Const(Closure(node, scope), kind=ANYTHING)
        tree = expression(self, node, scope)
        return self.notes.cannot(scope, node, f"{ast.unparse(node)} is evaluated by Python alone") if tree is None else tree

    def predicate(self, function: Callable[..., bool], thing: Node, limits: Mapping[str, str], facts: frozenset[Node]) -> Node:
        """Return the tree of a predicate, called as the engine calls it."""
        source = source_of(function)
        if source is None:
            self.notes.unread.append(f"{getattr(function, '__qualname__', function)}: no source at hand")
            return UNREAD
        kinds = _kinds_of_limits(function)
        named = {name: Given(name, kind=kinds.get(name, ANYTHING)) for name in limits}
        around = Scope(source, {}, facts, thing if isinstance(thing, Each) else None)
        return self._apply(source, source.tree, Arguments((thing, THE_CASE, ON), named), around, source.tree)

    def inline(self, function: Callable[..., object] | Closure, given: Arguments, scope: Scope, at: ast.AST) -> Node:
        """Return the tree of a helper with the arguments in their places."""
        if len(self._within) >= _DEEPEST:
            return self.notes.cannot(scope, at, "helpers call one another too deeply")
        self._within.append(function)
        try:
            if isinstance(function, Closure):
                around = evolve(scope, source=function.scope.source, local=function.scope.local)
                return self._apply(function.scope.source, function.tree, given, around, at)
            source = source_of(function)
            if source is None:
                return self.notes.cannot(scope, at, f"no source at hand of {function.__qualname__}")
            return self._apply(source, source.tree, given, evolve(scope, source=source, local={}), at)
        finally:
            self._within.pop()

    def _apply(self, source: Source, tree: ast.FunctionDef | ast.Lambda, given: Arguments, around: Scope, at: ast.AST) -> Node:
        names = self._bound(source, tree, given, around)
        if names is None:
            return self.notes.cannot(around, at, "a helper is called with arguments that do not fit")
        scope = around.naming(names)
        if isinstance(tree, ast.Lambda):
            return self.read(tree.body, scope)
        if is_generator(tree):
            return generated(self, tree.body, scope, tree)
        return body(self, tree.body, scope)

    def _bound(
        self, source: Source, tree: ast.FunctionDef | ast.Lambda, given: Arguments, around: Scope
    ) -> dict[str, Node | Named] | None:
        """Return the parameters of a function by name; `None` if the arguments do not fit."""
        wanted = tree.args
        positional = [*wanted.posonlyargs, *wanted.args]
        if wanted.vararg is not None or len(given.args) > len(positional):
            return None
        names: dict[str, Node | Named] = {
            parameter.arg: argument for parameter, argument in zip(positional, given.args, strict=False)
        }
        known = {parameter.arg for parameter in (*positional, *wanted.kwonlyargs)}
        names.update({name: node for name, node in given.named.items() if name in known})
        rest = {name: node for name, node in given.named.items() if name not in known}
        if wanted.kwarg is not None:
            names[wanted.kwarg.arg] = rest
        elif rest:
            return None
        defaults = [
            *zip(positional[len(positional) - len(wanted.defaults) :], wanted.defaults, strict=True),
            *((parameter, default) for parameter, default in zip(wanted.kwonlyargs, wanted.kw_defaults, strict=True)),
        ]
        for parameter, default in defaults:
            if parameter.arg not in names and default is not None:
                names[parameter.arg] = self.read(default, evolve(around, source=source))
        return names if known <= set(names) else None


def _kinds_of_limits(function: Callable[..., bool]) -> Mapping[str, Kind]:
    """Return the kinds of a predicate's limits, as far as it is annotated with plain ones."""
    try:
        hints = get_type_hints(function)
    except (NameError, TypeError):
        return {}
    return {name: kind_of(hint) for name, hint in hints.items()}
