"""Rules in JsonLogic, for datalogic: the json-logic of PyPI runs on Python 2 only.

JsonLogic as first written shows nothing but the entry while it goes through a list, so an entry can be compared neither with
the case nor with an entry of another list. datalogic has a word for looking further out, `{"val": [[2], "opened_on"]}`,
where a number in a list says how far: two for each list that is being gone through.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TypeAlias

from attrs import evolve, frozen

from engines.walking import Judge, UntranslatableError, Words
from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.nodes import And, Attr, Each, Item, Loop, Node, TheCase

Logic: TypeAlias = object
"""JsonLogic: an operator with its arguments as a dictionary, or plain data."""

_OUT = 2
"""What datalogic counts for each list on the way out."""
_NAMES = {"==": "===", "!=": "!=="}
"""JsonLogic takes 0 and "" for the same, unless it is asked with another word."""


@frozen
class Place:
    """Where something is: how many lists were gone into, and the way on from there."""

    depth: int
    way: tuple[str | int, ...] = ()


def logic(reading: Reading) -> Logic:
    """Return the JsonLogic that says whether a case fails a rule.

    Raises:
        UntranslatableError: if it cannot be said.
    """
    return _JsonLogic().failing(reading)


def with_json_logic(readings: Sequence[Reading]) -> Judge:
    """Return a function that asks datalogic, all rules in one, in a session that keeps its memory."""
    engine = import_module("datalogic_py").Engine()
    rule, session = engine.compile([*map(logic, readings)]), engine.session()
    return lambda flat: session.evaluate(rule, flat)


class _JsonLogic(Words[Logic]):
    def __init__(self) -> None:
        self.depth = 0
        self.places: dict[Each, Place] = {}

    def constant(self, value: object) -> Logic:
        return value

    def reached(self, node: TheCase | Each | Attr | Item) -> Logic:
        place = self._place(node)
        if place is not None:
            hops = self.depth - place.depth
            return {"val": [[_OUT * hops], *place.way] if hops else [*place.way]}
        around = self.said(node.of) if isinstance(node, Attr | Item) else None
        if isinstance(node, Attr):
            return {"reduce": [[around], {"val": ["current", node.name]}, None]}
        if isinstance(node, Item) and isinstance(around, list):
            return around[node.index]
        raise UntranslatableError("an entry of what is worked out")

    def opposite(self, said: Logic) -> Logic:
        return {"!": [said]}

    def joined(self, parts: Sequence[Logic], *, all_of_them: bool) -> Logic:
        return {"and" if all_of_them else "or": [*parts]}

    def chosen(self, test: Logic, then: Logic, other: Logic) -> Logic:
        return {"if": [test, then, other]}

    def related(self, sign: str, left: Logic, right: Logic) -> Logic:
        return {_NAMES.get(sign, sign): [left, right]}

    def listed(self, parts: Sequence[Logic]) -> Logic:
        return [*parts]

    def exists(self, each: Each, condition: Node) -> Logic:
        return {"some": self._each(each, condition)}

    def number(self, each: Each, condition: Node) -> Logic:
        return {"length": {"filter": self._each(each, condition)}}

    def first(self, loop: Loop) -> Logic:
        kept = {"if": [{"===": [_SO_FAR, None]}, _THIS, _SO_FAR]}
        return {"reduce": [{"filter": self._each(loop.each, And(loop.tests))}, kept, None]}

    def foremost(self, loop: Loop, measure: Node, sign: str, element: Node, default: Node) -> Logic:
        entries = {"filter": self._each(loop.each, And(loop.tests))}
        with self._inside(loop.each, "current"):
            this, taken = self.said(measure), self.said(element)
        with self._inside(loop.each, "accumulator"):
            so_far = self.said(measure)
        comes_first = {"or": [{"===": [_SO_FAR, None]}, {sign: [this, so_far]}]}
        found = {"reduce": [entries, {"if": [comes_first, _THIS, _SO_FAR]}, None]}
        with self._inside(loop.each, "current"):
            otherwise = self.said(default)
        return {"reduce": [[found], {"if": [{"===": [_THIS, None]}, otherwise, taken]}, None]}

    def _each(self, each: Each, condition: Node) -> list[Logic]:
        listed = self.said(each.source)
        with self._inside(each):
            return [listed, self.said(condition)]

    @contextmanager
    def _inside(self, each: Each, *way: str) -> Iterator[None]:
        """Say what follows while a list is gone through."""
        outside = self.places
        self.depth += 1
        self.places = {**outside, each: Place(self.depth, way)}
        try:
            yield
        finally:
            self.depth -= 1
            self.places = outside

    def _place(self, node: Node) -> Place | None:
        match node:
            case TheCase():
                return Place(0)
            case Each():
                return self.places[node]
            case Attr(name="value"):
                return self._place(node.of)
            case Attr() | Item():
                around = self._place(node.of)
                step = node.name if isinstance(node, Attr) else node.index
                return None if around is None else evolve(around, way=(*around.way, step))
            case _:
                return None


_THIS: Logic = {"val": ["current"]}
_SO_FAR: Logic = {"val": ["accumulator"]}
