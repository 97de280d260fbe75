"""Lists as loops: those over known values are taken turn by turn, those over records become frames."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import evolve, frozen

from kimcore.rules.predicates.nodes import TRUE, And, Comp, Const, Display, Each, Node, is_known, replaced
from kimcore.tables.judging.frames import Frame, Mask
from kimcore.tables.judging.values import CannotEvaluateError, Known, Value, either, lifted

_MOST_TURNS = 10_000
"""How many turns a loop over known values may have."""


class Evaluates(Protocol):
    """What evaluates the parts of a list."""

    root: Frame

    def value(self, node: Node) -> Value:
        """Return what a tree comes to."""

    def frame(self, each: Each | None) -> Frame:
        """Return the frame of a loop."""


@frozen(eq=False)
class Entry:
    """An entry that is written out, under a condition."""

    test: Node
    element: Node


def parts_of_list(run: Evaluates, source: Node, *, in_order: bool) -> Iterator[Comp | Entry]:
    """Yield a list as loops over records alone, and as single entries.

    Raises:
        CannotEvaluateError: if only the function itself can loop over this, or in this order.
    """
    if isinstance(source, Display):
        for under, item in source.items:
            yield Entry(TRUE if under is None else under, item)
    elif isinstance(source, Comp):
        yield from _turned(run, source, in_order=in_order)
    else:
        raise CannotEvaluateError("makes one value of what is no list of a record")


def _turned(run: Evaluates, comp: Comp, *, in_order: bool) -> Iterator[Comp | Entry]:
    """Yield a comprehension once for each turn of its loops over known values."""
    at = next((place for place, loop in enumerate(comp.loops) if is_known(loop.each)), None)
    if at is None:
        yield comp
        return
    if at and in_order:
        raise CannotEvaluateError("the order of a loop over known values within another")
    source = run.value(comp.loops[at].each.source)
    if not isinstance(source, Known) or not isinstance(source.value, Iterable):
        raise CannotEvaluateError("loops over what is no known list")
    for turn, value in enumerate(source.value):
        if turn == _MOST_TURNS:
            raise CannotEvaluateError("loops over too many known values")
        one = _one_turn(comp, at, Const(value))
        if isinstance(one, Entry):
            yield one
        else:
            yield from _turned(run, one, in_order=in_order)


def _one_turn(comp: Comp, at: int, value: Const) -> Comp | Entry:
    """Return a comprehension with a known value in the place of a loop; the loop's conditions move to its neighbour."""
    each, tests = comp.loops[at].each, comp.loops[at].tests
    rest = [*comp.loops[:at], *comp.loops[at + 1 :]]
    if not rest:
        return Entry(replaced(And(tests), each, value), replaced(comp.element, each, value))
    if at:
        rest[at - 1] = evolve(rest[at - 1], tests=(*rest[at - 1].tests, *tests))
    else:
        rest[0] = evolve(rest[0], tests=(*tests, *rest[0].tests))
    turned = replaced(Comp(tuple(rest), comp.element, kind=comp.kind), each, value)
    assert isinstance(turned, Comp)  # noqa: S101  only what is below it was replaced
    return turned


def all_tests(comp: Comp) -> Node:
    """Return whether an element is in the list at all."""
    return And(tuple(test for loop in comp.loops for test in loop.tests))


def failing(value: Value, frame: Frame) -> Mask | None:
    """Return the rows of a frame in which a value cannot be told."""
    return None if isinstance(value, Known) or value.fails is None else lifted(value, frame).fails


def failing_where(test: Value, held: Mask, value: Value, frame: Frame) -> Mask | None:
    """Return the rows in which a condition cannot be told, or a value where the condition holds."""
    below = failing(value, frame)
    return either(failing(test, frame), None if below is None else below & held)
