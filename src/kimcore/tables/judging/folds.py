"""One value from a list, for each row of the frame around it."""

import numpy as np

from kimcore.rules.predicates.nodes import TRUE, And, Arith, Comp, Const, Fold, If, Loop, Node, Truth
from kimcore.tables.judging.choices import choice
from kimcore.tables.judging.frames import Index
from kimcore.tables.judging.operations import flags, frame_of, on_frame, reckoned
from kimcore.tables.judging.turns import Entry, Evaluates, all_tests, failing, failing_where, parts_of_list
from kimcore.tables.judging.values import CannotEvaluateError, Known, Value, Vector, either

_LARGEST = 2**62


def folded(run: Evaluates, node: Fold) -> Value:
    """Return one value from a list.

    Raises:
        CannotEvaluateError: if only the function itself can answer.
    """
    parts = list(parts_of_list(run, node.source, in_order=node.how in ("next", "last") or node.key is not None))
    if node.how == "any":
        return _one_holds([_any(run, part) for part in parts])
    if node.how not in ("sum", "len"):
        return choice(run, node, parts)
    total: Value = Known(0)
    for part in parts:
        total = reckoned("+", total, _counted(run, node.how, part) if isinstance(part, Entry) else _sum(run, node.how, part))
    return total


def _any(run: Evaluates, part: Comp | Entry) -> Value:
    """Return whether an element counts as true, from the innermost loop outwards."""
    if isinstance(part, Entry):
        return run.value(And((part.test, _truth(part.element))))
    found = run.value(_truth(part.element))
    for loop in reversed(part.loops):
        found = _tested(run, loop, found)
        if isinstance(found, Known) and not found.value:
            return found
        frame = run.frame(loop.each)
        fails = failing(found, frame)
        found = Vector(
            frame=frame.parent or run.root,
            values=frame.any_below(flags(found, frame)),  # type: ignore[arg-type]  # truth values by their unit
            unit=bool,
            fails=None if fails is None else frame.any_below(fails),
        )
    return found


def _truth(element: Node) -> Node:
    return element if element.kind.of is bool and not element.kind.optional else Truth(element)


def _tested(run: Evaluates, loop: Loop, found: Value) -> Value:
    """Return what was found, where the conditions of a loop hold."""
    tests = run.value(And(loop.tests))
    if isinstance(tests, Known):
        return found if tests.value else Known(value=False)
    if isinstance(found, Known):
        return tests if found.value else found
    frame = frame_of(tests, found)
    held = flags(tests, frame)
    fails = failing_where(tests, held, found, frame)
    return Vector(frame=frame, values=held & flags(found, frame), unit=bool, fails=fails)  # type: ignore[arg-type]


def _one_holds(values: list[Value]) -> Value:
    """Return whether one of some truth values holds."""
    if any(isinstance(value, Known) and value.value for value in values):
        return Known(value=True)
    open_values = [value for value in values if not isinstance(value, Known)]
    if not open_values:
        return Known(value=False)
    frame = frame_of(*open_values)
    found, fails = np.zeros(frame.rows, np.bool_), None
    for value in open_values:
        found |= flags(value, frame)
        fails = either(fails, failing(value, frame))
    return Vector(frame=frame, values=found, unit=bool, fails=fails)  # type: ignore[arg-type]  # truth values by their unit


def _counted(run: Evaluates, how: str, entry: Entry) -> Value:
    one = TRUE if how == "len" else entry.element
    return run.value(If(entry.test, Arith("+", one, Const(0)), Const(0)))


def _sum(run: Evaluates, how: str, comp: Comp) -> Value:
    """Return the sum over loops, from the innermost outwards."""
    frames = [run.frame(loop.each) for loop in comp.loops]
    inner = frames[-1]
    test, value = run.value(all_tests(comp)), run.value(Const(1) if how == "len" else comp.element)
    held = flags(test, inner)
    numbers = np.where(held, _numbers(value, inner.rows) if isinstance(value, Known) else _of(on_frame(value, inner)), 0)
    numbers = numbers.astype(np.int64)
    if int(np.abs(numbers).max(initial=0)) * inner.rows >= _LARGEST:
        raise CannotEvaluateError("numbers that are too large")
    fails = failing_where(test, held, value, inner)
    for frame in reversed(frames):
        numbers = frame.sum_below(numbers)
        fails = None if fails is None else frame.any_below(fails)
    return Vector(frame=frames[0].parent or run.root, values=numbers, unit=int, fails=fails)


def _numbers(value: Known, rows: int) -> Index:
    if not isinstance(value.value, int):
        raise CannotEvaluateError("sums up what are no whole numbers")
    return np.full(rows, int(value.value), np.int64)


def _of(value: Value) -> Index:
    if not isinstance(value, Vector) or value.unit not in (bool, int):
        raise CannotEvaluateError("sums up what are no whole numbers")
    return value.values
