"""Rules as expressions for Rust CEL and zen-engine, whose languages are written alike."""

import json
from collections.abc import Callable, Sequence
from importlib import import_module

from attrs import frozen

from engines.walking import Judge, Words
from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.nodes import TRUE, And, Attr, Each, Item, Loop, Node, TheCase


@frozen(kw_only=True)
class Dialect:
    """How a language writes what the trees say."""

    conjunction: str
    disjunction: str
    negation: str
    exists: Callable[[str, str, str], str]
    """From a list, the name of an entry and a condition."""
    filtered: Callable[[str, str, str], str]
    """The entries of a list that meet a condition."""
    size: Callable[[str], str]


CEL = Dialect(
    conjunction=" && ",
    disjunction=" || ",
    negation="!",
    exists=lambda listed, name, condition: f"{listed}.exists({name}, {condition})",
    filtered=lambda listed, name, condition: f"{listed}.filter({name}, {condition})",
    size=lambda listed: f"size({listed})",
)
ZEN = Dialect(
    conjunction=" and ",
    disjunction=" or ",
    negation="not ",
    exists=lambda listed, name, condition: f"some({listed} as {name}, {condition})",
    filtered=lambda listed, name, condition: f"filter({listed} as {name}, {condition})",
    size=lambda listed: f"len({listed})",
)


def expression(reading: Reading, dialect: Dialect) -> str:
    """Return the expression that says whether a case fails a rule.

    Raises:
        UntranslatableError: if the language cannot say it.
    """
    return _Expressions(dialect).failing(reading)


def with_cel(readings: Sequence[Reading]) -> Judge:
    """Return a function that asks Rust CEL, all rules in one program."""
    program = import_module("cel").compile(f"[{', '.join(expression(reading, CEL) for reading in readings)}]")
    execute: Judge = program.execute
    return lambda flat: execute({"kase": flat})


def with_zen(readings: Sequence[Reading]) -> Judge:
    """Return a function that asks zen-engine, all rules in one expression."""
    program = import_module("zen").compile_expression(f"[{', '.join(expression(reading, ZEN) for reading in readings)}]")
    evaluate: Judge = program.evaluate
    return lambda flat: evaluate({"kase": flat})


class _Expressions(Words[str]):
    """Writes trees in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.names: dict[Each, str] = {}

    def constant(self, value: object) -> str:
        return json.dumps(value)

    def reached(self, node: TheCase | Each | Attr | Item) -> str:
        match node:
            case TheCase():
                return "kase"
            case Each():
                return self.names[node]
            case Attr():
                return f"{self.said(node.of)}.{node.name}"
            case Item():
                return f"{self.said(node.of)}[{node.index}]"

    def opposite(self, said: str) -> str:
        return f"({self.dialect.negation}({said}))"

    def joined(self, parts: Sequence[str], *, all_of_them: bool) -> str:
        word = self.dialect.conjunction if all_of_them else self.dialect.disjunction
        return f"({word.join(parts)})"

    def chosen(self, test: str, then: str, other: str) -> str:
        return f"({test} ? {then} : {other})"

    def related(self, sign: str, left: str, right: str) -> str:
        return f"({left} {sign} {right})"

    def listed(self, parts: Sequence[str]) -> str:
        return f"[{', '.join(parts)}]"

    def exists(self, each: Each, condition: Node) -> str:
        return self.dialect.exists(self.said(each.source), self._name(each), self.said(condition))

    def number(self, each: Each, condition: Node) -> str:
        return self.dialect.size(self._filtered(each, condition))

    def first(self, loop: Loop) -> str:
        found = self._filtered(loop.each, And(loop.tests))
        return f"({self.dialect.size(found)} > 0 ? {found}[0] : null)"

    def foremost(self, loop: Loop, measure: Node, sign: str, element: Node, default: Node) -> str:
        """Write the entry that no other one comes before, since CEL has no other word for it."""
        dialect, each, tests = self.dialect, loop.each, And((*loop.tests, TRUE))
        listed, name, other = self.said(each.source), self._name(each), f"o{len(self.names)}"
        comes_before = self.related(sign, self._as(other, each, measure), self.said(measure))
        before = dialect.exists(listed, other, self.joined([self._as(other, each, tests), comes_before], all_of_them=True))
        none_before = f"({self.said(tests)}{dialect.conjunction}{dialect.negation}({before}))"
        found = dialect.filtered(listed, name, none_before)
        return f"({dialect.size(found)} > 0 ? {self._as(f'{found}[0]', each, element)} : {self.said(default)})"

    def _filtered(self, each: Each, condition: Node) -> str:
        return self.dialect.filtered(self.said(each.source), self._name(each), self.said(condition))

    def _name(self, each: Each) -> str:
        """Name the entry of a list."""
        return self.names.setdefault(each, f"e{len(self.names)}")

    def _as(self, name: str, each: Each, tree: Node) -> str:
        """Write a tree with another name for an entry."""
        own, self.names[each] = self.names[each], name
        try:
            return self.said(tree)
        finally:
            self.names[each] = own
