"""Evaluating trees over columns: each part once a run, whatever rules have it in common."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cache

import numpy as np
from attrs import define, evolve, field

from kimcore.rules.predicates.kinds import Many, is_codes, is_record
from kimcore.rules.predicates.nodes import (
    Among,
    And,
    Apply,
    Arith,
    Attr,
    Compare,
    Const,
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
    loops_of,
    replaced,
)
from kimcore.tables.columns import Column, Columns
from kimcore.tables.judging.folds import folded
from kimcore.tables.judging.frames import Frame, Index, Mask, expanded
from kimcore.tables.judging.operations import (
    among,
    compared,
    flags,
    frame_of,
    is_none,
    known_result,
    negated,
    on_frame,
    part,
    reckoned,
    truth,
)
from kimcore.tables.judging.values import CannotEvaluateError, Known, Refs, Value, Vector, applied, both, chosen_or_open, either
from kimcore.tables.schema import CASES, VALUE


@cache
def _members(kind: type[Enum]) -> tuple[Enum, ...]:
    """Return the members of a closed list; always the same tuple, so that columns of one list compare."""
    return tuple(kind)


def _as_claim(node: If) -> Node | None:
    """Return a choice with a certain end as a plain claim, of which less has to be computed."""
    match node:
        case If(test=test, then=Const(value=True), other=other):
            return Or((test, other))
        case If(test=test, then=Const(value=False), other=other):
            return And((Not(test), other))
        case If(test=test, then=then, other=Const(value=True)):
            return Or((Not(test), then))
        case If(test=test, then=then, other=Const(value=False)):
            return And((test, then))
        case _:
            return None


def _absent(node: Node) -> Node:
    return Const(node.value is None) if isinstance(node, Const) else IsNone(node)


@define(eq=False)
class Evaluation:
    """Values of trees over the columns of some cases (*Auswertung*).

    It holds what was computed, so that rules share it; make one for each run.
    """

    columns: Columns
    _values: dict[Node, Value] = field(init=False, factory=dict)
    _frames: dict[Each, tuple[Frame, Value]] = field(init=False, factory=dict)
    root: Frame = field(init=False)

    @root.default
    def _root(self) -> Frame:
        return Frame(self.columns.rows(CASES))

    def value(self, node: Node) -> Value:
        """Return what a tree comes to; rows that come to what columns cannot tell are left to the function itself."""
        found = self._values.get(node)
        if found is None:
            try:
                found = self._from_table(node) or self._compute(node)
            except CannotEvaluateError:
                found = self._open()
            self._values[node] = found
        return found

    def _from_table(self, node: Node) -> Value | None:
        """Return what looks at one turn of an inner loop alone: computed once for each row of its table, then looked up."""
        if isinstance(node, Each | Fold | Const) or (isinstance(node, Attr) and not isinstance(node.of, Each)):
            return None
        loops = loops_of(node)
        each = next(iter(loops), None)
        if len(loops) != 1 or each is None or each.outer is None or loops_of(each.source):
            return None
        turns = self._turns(each)[1]
        if not isinstance(turns, Refs) or turns.index is None:
            return None
        rows = turns.index
        alone = evolve(each, outer=None)
        found = self.value(replaced(node, each, alone))
        if not isinstance(found, Vector) or found.is_open or found.frame is not self.frame(alone):
            return None
        valid = None if found.valid is None else found.valid[rows]
        fails = None if found.fails is None else found.fails[rows]
        return evolve(found, frame=turns.frame, values=found.values[rows], valid=valid, fails=fails)

    def _open(self) -> Vector:
        nothing = np.zeros(self.root.rows, np.bool_)
        return Vector(frame=self.root, values=nothing, unit=bool, fails=~nothing, is_open=True)  # type: ignore[arg-type]

    def frame(self, each: Each | None) -> Frame:
        """Return the frame of a loop; that of the cases where there is none.

        Raises:
            CannotEvaluateError: if only the function itself can loop over this.
        """
        return self.root if each is None else self._turns(each)[0]

    def _compute(self, node: Node) -> Value:
        match node:
            case Const(value=value):
                return Known(value)
            case TheCase():
                return Refs(frame=self.root, table=CASES)
            case Each():
                return self._turns(node)[1]
            case Attr():
                return self._attribute(node)
            case IsNone(of=If(test=test, then=then, other=other)):
                # Whether a choice is there needs only whether its ways are, not what they are.
                return self.value(If(test, _absent(then), _absent(other)))
            case IsNone(of=of):
                return is_none(self.value(of))
            case Truth(of=of):
                return truth(self.value(of))
            case Not(of=of):
                return negated(self.value(of))
            case And(parts=parts):
                return self._all(parts, stop=False)
            case Or(parts=parts):
                return self._all(parts, stop=True)
            case If():
                return self._choice(node)
            case Compare(sign=sign, left=left, right=right):
                may_be_none = object in (left.kind.of, right.kind.of)
                return compared(sign, self.value(left), self.value(right), may_be_none=may_be_none)
            case Arith(sign=sign, left=left, right=right):
                may_be_none = object in (left.kind.of, right.kind.of)
                return reckoned(sign, self.value(left), self.value(right), may_be_none=may_be_none)
            case Part(of=of, name=name):
                return part(name, self.value(of))
            case Among(item=item, container=container):
                return among(self.value(item), self.value(container))
            case Apply():
                return self._applied(node)
            case Item():
                return self._item(node)
            case Fold():
                return folded(self, node)
            case _:
                raise CannotEvaluateError(f"no value of {type(node).__name__}")

    def _all(self, parts: tuple[Node, ...], *, stop: bool) -> Value:
        """Return ``and`` or ``or`` of truth values; what comes after a certain end is not computed."""
        so_far: Vector | None = None
        for each in parts:
            value = self.value(each)
            if isinstance(value, Known):
                if bool(value.value) is not stop:
                    continue
                if so_far is None or so_far.fails is None:
                    return Known(stop)
            frame = frame_of(value) if so_far is None else frame_of(so_far, value)
            mask = flags(value, frame)
            fails = None if isinstance(value, Known) else self._fails(value, frame)
            if so_far is not None:
                before = flags(so_far, frame)
                open_rows = ~before if stop else before
                fails = either(self._fails(so_far, frame), None if fails is None else fails & open_rows)
                mask = before | mask if stop else before & mask
            so_far = Vector(frame=frame, values=mask, unit=bool, fails=fails)  # type: ignore[arg-type]  # truth values by their unit
            if fails is None and (mask.all() if stop else not mask.any()):
                return so_far
        return Known(not stop) if so_far is None else so_far

    def _fails(self, value: Vector | Refs, frame: Frame) -> Mask | None:
        return None if value.fails is None else value.fails if value.frame is frame else value.fails[frame.up(value.frame)]

    def _choice(self, node: If) -> Value:
        test = self.value(node.test)
        if isinstance(test, Known):
            return self.value(node.then if test.value else node.other)
        plain = _as_claim(node)
        if plain is not None:
            return self.value(plain)
        then, other = self.value(node.then), self.value(node.other)
        frame = frame_of(test, then, other)
        found = chosen_or_open(flags(test, frame), frame, then, other)
        if test.fails is None or isinstance(found, Known):
            return found
        return evolve(found, fails=either(found.fails, self._fails(test, frame)))

    def _attribute(self, node: Attr) -> Value:
        of = self.value(node.of)
        if isinstance(of, Known):
            return known_result(getattr, of.value, node.name)
        if isinstance(of, Vector):
            return applied(of, lambda one: getattr(one, node.name))
        path = f"{of.prefix}.{node.name}" if of.prefix else node.name
        if not is_record(node.kind.of):
            return self._column(of, path, node.kind.of)
        if not node.kind.optional:
            return evolve(of, prefix=path)
        there = self._column(of, path, bool)
        return evolve(of, prefix=path, valid=both(of.valid, flags(there, of.frame)))

    def _column(self, of: Refs, path: str, kind: object) -> Vector:
        """Return a column, for each row the value of the record it is about."""
        column: Column = self.columns.column(of.table, path)
        values: Index = column.values  # type: ignore[assignment]  # numbers of any width
        valid = column.valid
        if of.index is not None:
            index = of.index
            values = values[index] if len(values) else np.zeros(of.frame.rows, values.dtype)
            valid = None if valid is None else valid[index] if len(valid) else np.zeros(of.frame.rows, np.bool_)
        valid = both(valid, of.valid)
        if is_codes(kind) or kind is str:
            # Where no row holds a text, something must lie beneath the nulls.
            pool: Sequence[object] = _members(kind) if is_codes(kind) else column.pool or ("",)
            return Vector(frame=of.frame, values=values, unit=object, pool=pool, is_distinct=True, valid=valid, fails=of.fails)
        if kind not in (bool, int, date):
            raise CannotEvaluateError(f"a column of {kind}")
        return Vector(frame=of.frame, values=values, unit=kind, valid=valid, fails=of.fails)

    def _turns(self, each: Each) -> tuple[Frame, Value]:
        """Return the frame of a loop over a list of a record, and what each turn is about."""
        if each not in self._frames:
            self._frames[each] = self._expanded(each)
        return self._frames[each]

    def _expanded(self, each: Each) -> tuple[Frame, Value]:
        of, table = self._list(each.source)
        outer = on_frame(of, self.frame(each.outer))
        assert isinstance(outer, Refs)  # noqa: S101  a record stays one
        frame, index = expanded(outer.frame, self.columns.offsets(table), outer.index, outer.valid)
        refs = Refs(frame=frame, table=table, index=index, fails=self._fails(outer, frame))
        return frame, refs if is_record(each.kind.of) else self._column(refs, VALUE, each.kind.of)

    def _list(self, source: Node) -> tuple[Refs, str]:
        """Return the records that a list belongs to, and the table of its entries."""
        of = self.value(source.of) if isinstance(source, Attr) else None
        if not isinstance(source, Attr) or not isinstance(of, Refs) or not isinstance(source.kind.of, Many):
            raise CannotEvaluateError("loops over what is no list of a record")
        path = f"{of.prefix}.{source.name}" if of.prefix else source.name
        return of, path if of.table == CASES else f"{of.table}.{path}"

    def _applied(self, node: Apply) -> Value:
        function = self.value(node.function)
        values = [self.value(argument) for argument in node.args]
        open_at = [place for place, value in enumerate(values) if not isinstance(value, Known)]
        if not isinstance(function, Known) or len(open_at) > 1:
            raise CannotEvaluateError("calls a function with more than one value that differs from row to row")
        known = [value.value if isinstance(value, Known) else None for value in values]
        plain = len(known) - len(node.names)

        def call(*changed: object) -> object:
            args = list(known)
            for place, one in zip(open_at, changed, strict=True):
                args[place] = one
            return function.value(*args[:plain], **dict(zip(node.names, args[plain:], strict=True)))  # type: ignore[operator]

        if not open_at:
            return known_result(call)
        vector = values[open_at[0]]
        if not isinstance(vector, Vector):
            raise CannotEvaluateError("calls a function with a record")
        return applied(vector, call)

    def _item(self, node: Item) -> Value:
        """Return an entry of a list by its place; where there is none, the function itself raises."""
        if not isinstance(node.of, Attr) or not isinstance(node.of.kind.of, Many):
            of = self.value(node.of)
            if isinstance(of, Known):
                return known_result(lambda one: one[node.index], of.value)
            if isinstance(of, Vector):
                return applied(of, lambda one: one[node.index])  # type: ignore[index]  # as Python does
            raise CannotEvaluateError("an entry of a record")
        of, table = self._list(node.of)
        offsets = self.columns.offsets(table)
        starts, ends = offsets[:-1], offsets[1:]
        if of.index is not None:
            starts, ends = (side[of.index] if len(side) else np.zeros(of.frame.rows, np.int64) for side in (starts, ends))
        row = starts + node.index if node.index >= 0 else ends + node.index
        there = (row >= starts) & (row < ends)
        fails = either(of.fails, both(~there, of.valid))
        refs = Refs(frame=of.frame, table=table, index=np.where(there, row, 0), valid=both(there, of.valid), fails=fails)
        return refs if is_record(node.kind.of) else self._column(refs, VALUE, node.kind.of)
