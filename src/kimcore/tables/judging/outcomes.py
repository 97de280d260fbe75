"""What a case rule says about every thing of every case in columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kimcore.errors import RuleError
from kimcore.rules.outcome import Outcome
from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.judging import OUTCOMES
from kimcore.rules.predicates.kinds import DAY
from kimcore.rules.predicates.nodes import Attr, Compare, Const, Each, Node
from kimcore.rules.predicates.reading import THE_CASE
from kimcore.rules.rule import CaseCheck
from kimcore.tables.judging.evaluation import Evaluation
from kimcore.tables.judging.frames import Frame, Index, Mask
from kimcore.tables.judging.operations import flags
from kimcore.tables.judging.turns import failing
from kimcore.tables.judging.values import Known, either

Claim: TypeAlias = tuple[Mask | bool, Mask | None]
"""Where something holds, or whether it does everywhere, and the rows in which only the function itself can tell."""

CODES: Mapping[Outcome, int] = MappingProxyType({outcome: code for code, outcome in enumerate(OUTCOMES)})
"""The number that stands for each outcome in a column."""
_FAIL, _UNKNOWN, _NOT_APPLICABLE, NOT_ASKED = range(1, 5)
"""What passes is 0. The last is for things that are not asked about: those of cases opened after the day, and absent plans."""


@frozen(kw_only=True, eq=False)
class Outcomes:
    """What a rule says about each thing, in the order of cases and of the things in a case (*Ergebnisse*)."""

    codes: NDArray[np.int8] = field(repr=False)
    """Places in `OUTCOMES`, or `NOT_ASKED`."""
    cases: Index | None = field(repr=False)
    """The row of the case of each thing; `None` where each case is one thing."""
    starts: Index | None = field(repr=False)
    """Where the things of each case begin; `None` where each case is one thing."""
    open_rows: Mask | None = field(repr=False)
    """Things that only the predicates themselves can answer; `None` is no thing."""


def outcomes(reading: Reading, run: Evaluation, *, on: date) -> Outcomes:
    """Return what a rule that was read whole says about the cases in columns.

    Args:
        reading: the trees, with the day and the limits in their places.
        run: the columns, and what was computed of them so far.
        on: the day of the question.

    Raises:
        CannotEvaluateError: if only the function itself can answer.
    """
    frame = run.frame(reading.thing if isinstance(reading.thing, Each) else None)
    claims: list[Claim] = []
    for tree in (reading.applies, reading.unknown, reading.wrong):
        value = run.value(tree)
        claims.append((bool(value.value), None) if isinstance(value, Known) else (flags(value, frame), failing(value, frame)))
    return _outcomes(reading.thing, run, claims, on=on)


def outcomes_of_form(check: CaseCheck, thing: Node, run: Evaluation, *, on: date, limits: Mapping[str, object]) -> Outcomes:
    """Return what the column form that a rule brings says.

    Raises:
        RuleError: if it does not give three arrays with an entry for each thing.
    """
    frame = run.frame(thing if isinstance(thing, Each) else None)
    given = () if check.columns is None else tuple(check.columns(run.columns, on, **limits))
    arrays = [np.asarray(array) for array in given]
    if [(array.dtype, array.shape) for array in arrays] != [(np.dtype(np.bool_), (frame.rows,))] * 3:
        raise RuleError("a column form gives three arrays of truth values, with an entry for each thing")
    return _outcomes(thing, run, [(array, None) for array in arrays], on=on)


def _outcomes(thing: Node, run: Evaluation, claims: Sequence[Claim], *, on: date) -> Outcomes:
    """Return outcomes from what applies, is unknown and is wrong, asked in this order."""
    frame = run.frame(thing if isinstance(thing, Each) else None)
    open_rows: Mask | None = None
    left = asked_about(thing, run, frame, on=on)
    # Codes are summed up, since an assignment where a mask holds takes far longer than sums of all rows.
    codes: NDArray[np.int8] = np.int8(NOT_ASKED) * ~left
    for (claim, fails), ends_when, code in zip(claims, (False, True, True), (_NOT_APPLICABLE, _UNKNOWN, _FAIL), strict=True):
        open_rows = either(open_rows, None if fails is None else fails & left)
        if isinstance(claim, bool) and claim is not ends_when:
            continue
        ends = left & claim if ends_when else left & np.logical_not(claim)
        codes += np.int8(code) * ends
        left = left ^ ends
    is_nested = isinstance(thing, Each)
    return Outcomes(
        codes=codes,
        cases=frame.up(run.root) if is_nested else None,
        starts=frame.offsets if is_nested else None,
        open_rows=open_rows if open_rows is not None and open_rows.any() else None,
    )


def asked_about(thing: Node, run: Evaluation, frame: Frame, *, on: date) -> Mask:
    """Return which things are asked about: those of cases opened by the day."""
    asked = flags(run.value(Compare("<=", Attr(THE_CASE, "opened_on", kind=DAY), Const(on))), frame)
    return asked & flags(run.value(thing), frame) if isinstance(thing, Attr) else asked
