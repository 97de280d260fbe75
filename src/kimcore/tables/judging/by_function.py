"""Asking the predicates themselves, about cases that are rebuilt as objects."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kimcore.model.cases import Case
from kimcore.rules.engine import ask, things_of
from kimcore.rules.rule import CaseCheck
from kimcore.tables.judging.outcomes import CODES, NOT_ASKED, Outcomes

Limits = Mapping[str, object]


def said_about(check: CaseCheck, case: Case, *, on: date, limits: Limits) -> Iterator[int]:
    """Yield what the predicates say about each thing of a case, as a number."""
    if case.opened_on > on:
        yield from (NOT_ASKED for _ in things_of(case, check.over))
        return
    for thing in things_of(case, check.over):
        yield CODES[ask(check, thing, case, on, limits)]


def with_open_rows(
    found: Outcomes, check: CaseCheck, cases_at: Callable[[list[int]], Iterable[Case]], *, on: date, limits: Limits
) -> NDArray[np.int8]:
    """Return outcomes in which the predicates themselves have answered what columns could not tell."""
    if found.open_rows is None:
        return found.codes
    codes = found.codes.copy()
    open_rows = np.flatnonzero(found.open_rows)
    rows = open_rows if found.cases is None else np.unique(found.cases[open_rows])
    listed: list[int] = rows.tolist()
    for row, case in zip(listed, cases_at(listed), strict=True):
        first = row if found.starts is None else int(found.starts[row])
        said = list(said_about(check, case, on=on, limits=limits))
        codes[first : first + len(said)] = said
    return codes
