"""The rules on single cases in the languages of other engines, translated from the trees that kimcore reads.

Each engine gets the case as plain data: days as numbers of days, codes as text, as such engines have neither.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum

from attrs import fields, frozen, has

from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.kinds import Many
from kimcore.rules.predicates.nodes import (
    TRUE,
    Among,
    And,
    Apply,
    Arith,
    Attr,
    Comp,
    Compare,
    Const,
    Display,
    Each,
    Fold,
    If,
    IsNone,
    Item,
    Node,
    Not,
    Or,
    Part,
    TheCase,
    Truth,
    is_known,
)
from kimcore.rules.predicates.writing import Writer


class UntranslatableError(Exception):
    """Something that a language has no words for."""


@frozen(kw_only=True)
class Dialect:
    """How a language writes what the trees say."""

    conjunction: str
    disjunction: str
    negation: str
    exists: Callable[[str, str, str], str]
    """From a list, the name of an entry and a condition."""
    chosen: Callable[[str, str, str], str]
    """The entries of a list that meet a condition."""
    size: Callable[[str], str]


CEL = Dialect(
    conjunction=" && ",
    disjunction=" || ",
    negation="!",
    exists=lambda listed, name, condition: f"{listed}.exists({name}, {condition})",
    chosen=lambda listed, name, condition: f"{listed}.filter({name}, {condition})",
    size=lambda listed: f"size({listed})",
)
ZEN = Dialect(
    conjunction=" and ",
    disjunction=" or ",
    negation="not ",
    exists=lambda listed, name, condition: f"some({listed} as {name}, {condition})",
    chosen=lambda listed, name, condition: f"filter({listed} as {name}, {condition})",
    size=lambda listed: f"len({listed})",
)


def plain(value: object) -> object:
    """Return a record as plain data."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, timedelta):
        return value.days
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(part) for part in value]
    kind = type(value)
    return {field.name: plain(getattr(value, field.name)) for field in fields(kind)} if has(kind) else value


def failing(reading: Reading, dialect: Dialect) -> str:
    """Return the expression that says whether a case fails a rule.

    Raises:
        UntranslatableError: if the language cannot say it.
    """
    words = _Words(dialect)
    thing = reading.thing
    if isinstance(thing, Each):
        listed, name = words.text(thing.source), words.name(thing)
        return dialect.exists(listed, name, words.wrong(reading))
    if isinstance(thing, TheCase):
        return words.wrong(reading)
    return f"({words.text(thing)} != null{dialect.conjunction}{words.wrong(reading)})"


class _Words:
    """Writes trees in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.names: dict[Each, str] = {}

    def name(self, each: Each) -> str:
        """Name the entry of a list."""
        return self.names.setdefault(each, f"e{len(self.names)}")

    def wrong(self, reading: Reading) -> str:
        """Write whether the thing that a rule asks about is wrong."""
        return self.text(And((reading.applies, Not(reading.unknown), reading.wrong)))

    def text(self, node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 - one short case for each kind of node
        """Write a tree."""
        dialect, text = self.dialect, self.text
        match node:
            case Const():
                return json.dumps(plain(node.value))
            case TheCase():
                return "kase"
            case Each():
                return self.names[node]
            case Attr():
                return text(node.of) if node.name == "value" else f"{text(node.of)}.{node.name}"
            case Truth():
                return self._true(node.of)
            case Apply() if is_known(node):
                return json.dumps(plain(_value(node)))
            case Apply(args=(Apply(args=(stripped, Const(value="strip"))),)):
                return text(stripped)  # the cases of the benchmark hold no blank text
            case Item():
                return f"{text(node.of)}[{node.index}]"
            case IsNone():
                return f"({text(node.of)} == null)"
            case Not():
                return f"({dialect.negation}({text(node.of)}))"
            case And() | Or():
                return self._joined(node)
            case If():
                return f"({text(node.test)} ? {text(node.then)} : {text(node.other)})"
            case Compare():
                return f"({text(node.left)} {node.sign} {text(node.right)})"
            case Among():
                return f"({text(node.item)} in {text(node.container)})"
            case Arith(sign="+" | "-"):
                return f"({text(node.left)} {node.sign} {text(node.right)})"
            case Part(name="days" | "toordinal" | "fromordinal" | "span"):
                return text(node.of)
            case Fold(source=Comp() as comp):
                return self._folded(node, comp)
            case Fold(source=Display() as display):
                return self._of_few(node, display)
            case Display() if all(under is None for under, _ in node.items):
                return f"[{', '.join(text(item) for _, item in node.items)}]"
            case _:
                raise UntranslatableError(type(node).__name__)

    def _joined(self, node: And | Or) -> str:
        neutral = isinstance(node, And)
        parts = [part for part in node.parts if not (isinstance(part, Const) and part.value is neutral)]
        parts = [part for part in parts if not (isinstance(part, Not) and part.of == Const(value=not neutral))]
        if not parts:
            return json.dumps(neutral)
        word = self.dialect.conjunction if neutral else self.dialect.disjunction
        return f"({word.join(map(self.text, parts))})"

    def _folded(self, node: Fold, comp: Comp) -> str:
        match node.how:
            case "any":
                return self._exists(comp, comp.element)
            case "sum" | "len":
                (loop,) = comp.loops
                counted = And((*loop.tests, TRUE if node.how == "len" else comp.element))
                return self.dialect.size(
                    self.dialect.chosen(self.text(loop.each.source), self.name(loop.each), self.text(counted))
                )
            case "next":
                (loop,) = comp.loops
                found = self.dialect.chosen(self.text(loop.each.source), self.name(loop.each), self.text(And(loop.tests)))
                if comp.element != loop.each:
                    raise UntranslatableError("next of something else")
                return f"({self.dialect.size(found)} > 0 ? {found}[0] : null)"
            case _:
                return self._foremost(node, comp)

    def _foremost(self, node: Fold, comp: Comp) -> str:
        """Write the smallest or largest as the entry that no other one comes before, since CEL has no other word for it."""
        (loop,) = comp.loops
        sign = "<" if node.how == "min" else ">"
        listed, name, other = self.text(loop.each.source), self.name(loop.each), f"o{len(self.names)}"
        measure = comp.element if node.key is None else node.key
        mine, its = self.text(measure), self._as(other, loop.each, measure)
        before = self.dialect.exists(
            listed,
            other,
            f"({self._as(other, loop.each, And((*loop.tests, TRUE)))}{self.dialect.conjunction}{its} {sign} {mine})",
        )
        first = self.dialect.chosen(
            listed, name, f"({self.text(And((*loop.tests, TRUE)))}{self.dialect.conjunction}{self.dialect.negation}({before}))"
        )
        default = "null" if node.default is None else self.text(node.default)
        return f"({self.dialect.size(first)} > 0 ? {self._as(f'{first}[0]', loop.each, comp.element)} : {default})"

    def _as(self, name: str, each: Each, tree: Node) -> str:
        """Write a tree with another name for an entry."""
        own, self.names[each] = self.names[each], name
        try:
            return self.text(tree)
        finally:
            self.names[each] = own

    def _of_few(self, node: Fold, display: Display) -> str:
        """Write what is made of a list that is written out, each entry perhaps under a condition."""
        if node.how == "any":
            return self.text(Or(tuple(item if under is None else And((under, item)) for under, item in display.items)))
        if node.how not in {"min", "max"}:
            raise UntranslatableError(f"{node.how} of a few")
        return self._extreme("<" if node.how == "min" else ">", display.items, None)

    def _extreme(self, sign: str, items: tuple[tuple[Node | None, Node], ...], best: Node | None) -> str:
        if not items:
            return "null" if best is None else self.text(best)
        (under, item), rest = items[0], items[1:]
        taken = self._extreme(sign, rest, item)
        if best is not None:
            taken = f"({self.text(item)} {sign} {self.text(best)} ? {taken} : {self._extreme(sign, rest, best)})"
        return taken if under is None else f"({self.text(under)} ? {taken} : {self._extreme(sign, rest, best)})"

    def _true(self, node: Node) -> str:
        if node.kind.of is bool:
            return f"({self.text(node)} == true)"
        if node.kind.of is str:
            return f'({self.text(node)} != null{self.dialect.conjunction}{self.text(node)} != "")'
        if node.kind.of in {int, float} or isinstance(node.kind.of, Many):
            raise UntranslatableError(f"truth of a {node.kind}")
        return f"({self.text(node)} != null)"

    def _exists(self, comp: Comp, element: Node) -> str:
        (loop, *inner) = comp.loops
        source, name = self.text(loop.each.source), self.name(loop.each)
        within = self._exists(Comp(tuple(inner), element), element) if inner else self.text(element)
        tests = [self.text(test) for test in loop.tests]
        condition = self.dialect.conjunction.join([*tests, within])
        return self.dialect.exists(source, name, f"({condition})")


def _value(node: Node) -> object:
    """Return the value of a tree that reads nothing of a case."""
    writer = Writer()
    text = writer.text(node)
    found: object = eval(text, dict(writer.constants))  # noqa: S307 - the text was written from kimcore's own rules
    return tuple(found) if isinstance(found, Iterator) else found
