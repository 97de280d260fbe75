"""The trees of rules on single cases, walked to be said in the languages of other engines.

Each engine gets the case as plain data: days as numbers of days, codes as text, as such engines have neither.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from attrs import fields, has

from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.kinds import Many
from kimcore.rules.predicates.nodes import (
    NONE,
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
    Loop,
    Node,
    Not,
    Or,
    Part,
    TheCase,
    Truth,
    is_known,
)
from kimcore.rules.predicates.writing import Writer

SaidT = TypeVar("SaidT")
"""What a language says things in: text, or trees of its own."""
Judge: TypeAlias = Callable[[object], list[bool]]
"""Says of a case whether it fails each rule."""


class UntranslatableError(Exception):
    """Something that a language has no words for."""


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


class Words(ABC, Generic[SaidT]):
    """Says trees in one language; a new one for each rule."""

    @abstractmethod
    def constant(self, value: object) -> SaidT:
        """Say plain data."""

    @abstractmethod
    def reached(self, node: TheCase | Each | Attr | Item) -> SaidT:
        """Say the case, the entry of a list, or what is in one."""

    @abstractmethod
    def opposite(self, said: SaidT) -> SaidT:
        """Say that something does not hold."""

    @abstractmethod
    def joined(self, parts: Sequence[SaidT], *, all_of_them: bool) -> SaidT:
        """Say that all parts hold, or that one does."""

    @abstractmethod
    def chosen(self, test: SaidT, then: SaidT, other: SaidT) -> SaidT:
        """Say one thing or another."""

    @abstractmethod
    def related(self, sign: str, left: SaidT, right: SaidT) -> SaidT:
        """Say a comparison, a sum or a difference, or by ``in`` that something is in a list."""

    @abstractmethod
    def listed(self, parts: Sequence[SaidT]) -> SaidT:
        """Say a list."""

    @abstractmethod
    def exists(self, each: Each, condition: Node) -> SaidT:
        """Say that a list has an entry that meets a condition."""

    @abstractmethod
    def number(self, each: Each, condition: Node) -> SaidT:
        """Say how many entries of a list meet a condition."""

    @abstractmethod
    def first(self, loop: Loop) -> SaidT:
        """Say the first entry of a list that meets conditions, or null."""

    @abstractmethod
    def foremost(self, loop: Loop, measure: Node, sign: str, element: Node, default: Node) -> SaidT:
        """Say something of the first entry whose measure none comes before, or a default where no entry meets the conditions."""

    def failing(self, reading: Reading) -> SaidT:
        """Say whether a case fails a rule.

        Raises:
            UntranslatableError: if the language cannot say it.
        """
        wrong = And((reading.applies, Not(reading.unknown), reading.wrong))
        thing = reading.thing
        if isinstance(thing, Each):
            return self.exists(thing, wrong)
        if isinstance(thing, TheCase):
            return self.said(wrong)
        return self.joined([self._is_there(thing), self.said(wrong)], all_of_them=True)

    def said(self, node: Node) -> SaidT:  # noqa: C901, PLR0911, PLR0912 - one short case for each kind of node
        """Say a tree."""
        said = self.said
        match node:
            case Const():
                return self.constant(plain(node.value))
            case Attr(name="value"):
                return said(node.of)
            case Truth():
                return self._true(node.of)
            case Apply() if is_known(node):
                return self.constant(plain(_value(node)))
            case Apply(args=(Apply(args=(stripped, Const(value="strip"))),)):
                return said(stripped)  # the cases of the benchmark hold no blank text
            case TheCase() | Each() | Attr() | Item():
                return self.reached(node)
            case IsNone():
                return self.related("==", said(node.of), said(NONE))
            case Not():
                return self.opposite(said(node.of))
            case And() | Or():
                return self._joined(node)
            case If():
                return self.chosen(said(node.test), said(node.then), said(node.other))
            case Compare() | Arith(sign="+" | "-"):
                return self.related(node.sign, said(node.left), said(node.right))
            case Among():
                return self.related("in", said(node.item), said(node.container))
            case Part(name="days" | "toordinal" | "fromordinal" | "span"):
                return said(node.of)
            case Fold(source=Comp() as comp):
                return self._folded(node, comp)
            case Fold(source=Display() as display):
                return self._of_few(node, display)
            case Display() if all(under is None for under, _ in node.items):
                return self.listed([said(item) for _, item in node.items])
            case _:
                raise UntranslatableError(type(node).__name__)

    def _is_there(self, node: Node) -> SaidT:
        return self.related("!=", self.said(node), self.said(NONE))

    def _joined(self, node: And | Or) -> SaidT:
        neutral = isinstance(node, And)
        parts = [part for part in node.parts if not (isinstance(part, Const) and part.value is neutral)]
        parts = [part for part in parts if not (isinstance(part, Not) and part.of == Const(value=not neutral))]
        return self.joined([*map(self.said, parts)], all_of_them=neutral) if parts else self.constant(neutral)

    def _folded(self, node: Fold, comp: Comp) -> SaidT:
        (loop, *inner) = comp.loops
        if node.how == "any":
            within = Fold("any", Comp(tuple(inner), comp.element)) if inner else comp.element
            return self.exists(loop.each, And((*loop.tests, within)))
        if inner:
            raise UntranslatableError(f"{node.how} of loops in loops")
        match node.how:
            case "sum" | "len":
                return self.number(loop.each, And((*loop.tests, TRUE if node.how == "len" else comp.element)))
            case "next" if comp.element == loop.each:
                return self.first(loop)
            case "min" | "max":
                measure = comp.element if node.key is None else node.key
                sign = "<" if node.how == "min" else ">"
                return self.foremost(loop, measure, sign, comp.element, NONE if node.default is None else node.default)
            case _:
                raise UntranslatableError(f"{node.how} of something else")

    def _of_few(self, node: Fold, display: Display) -> SaidT:
        """Say what is made of a list that is written out, each entry perhaps under a condition."""
        if node.how == "any":
            return self.said(Or(tuple(item if under is None else And((under, item)) for under, item in display.items)))
        if node.how not in {"min", "max"}:
            raise UntranslatableError(f"{node.how} of a few")
        return self._extreme("<" if node.how == "min" else ">", display.items, None)

    def _extreme(self, sign: str, items: tuple[tuple[Node | None, Node], ...], best: Node | None) -> SaidT:
        if not items:
            return self.said(NONE if best is None else best)
        (under, item), rest = items[0], items[1:]
        taken = self._extreme(sign, rest, item)
        if best is not None:
            before = self.related(sign, self.said(item), self.said(best))
            taken = self.chosen(before, taken, self._extreme(sign, rest, best))
        return taken if under is None else self.chosen(self.said(under), taken, self._extreme(sign, rest, best))

    def _true(self, node: Node) -> SaidT:
        if node.kind.of is bool:
            return self.related("==", self.said(node), self.said(TRUE))
        if node.kind.of is str:
            is_text = self.related("!=", self.said(node), self.constant(""))
            return self.joined([self._is_there(node), is_text], all_of_them=True)
        if node.kind.of in {int, float} or isinstance(node.kind.of, Many):
            raise UntranslatableError(f"truth of a {node.kind}")
        return self._is_there(node)


def _value(node: Node) -> object:
    """Return the value of a tree that reads nothing of a case."""
    writer = Writer()
    text = writer.text(node)
    found: object = eval(text, dict(writer.constants))  # noqa: S307 - the text was written from kimcore's own rules
    return tuple(found) if isinstance(found, Iterator) else found
