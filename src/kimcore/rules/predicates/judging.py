"""One function for all case rules of a day: what their predicates say, without calling them one by one."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeAlias

from kimcore.model import Case
from kimcore.rules.outcome import Outcome
from kimcore.rules.predicates.nodes import FALSE, TRUE, Each, Node, TheCase
from kimcore.rules.predicates.reading import Reading
from kimcore.rules.predicates.writing import UnwrittenError, Writer

Failing: TypeAlias = Callable[[Case], list[tuple[int, object]]]
"""Returns what is wrong with a case: the place of each rule that fails, and the thing that it is about."""

Asking: TypeAlias = Callable[[Case], list[object]]
"""Returns the things of a case that fail one rule, by asking its predicates."""

Tallying: TypeAlias = Callable[[Case, list[int]], list[tuple[int, int]]]
"""Adds what rules say about the things of a case to their counts, an entry for each rule and outcome, and returns what is wrong:
the place of each rule that fails, and that of the thing among those of its kind in the case."""

Saying: TypeAlias = Callable[[Case], Iterable[int]]
"""Returns what one rule says about each thing of a case, as places in `OUTCOMES`, by asking its predicates."""

OUTCOMES: tuple[Outcome, ...] = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
"""Outcomes in the order of counts."""
_PASS, _FAIL, _UNKNOWN, _NOT_APPLICABLE = range(len(OUTCOMES))

NEVER = Reading(TheCase(), FALSE, FALSE, FALSE)
"""The trees of a rule that concerns no case."""


def written(rules: Iterable[tuple[Reading, Asking]]) -> Failing:
    """Return a function that says which rules a case fails.

    Args:
        rules: for each rule its trees, with the day and the limits in their places, and the function that is called where
            the trees do not say everything.
    """
    writer = Writer()
    writer.line("found = []")
    for place, (reading, asking) in enumerate(rules):
        if not (reading.is_whole and _is_written(writer, place, reading)):
            with writer.block(f"for thing in {writer.constant(asking)}(case):"):
                writer.line(f"found.append(({place}, thing))")
    made: Failing = _made(writer, "case")  # type: ignore[assignment]  # as its lines say
    return made


def tallying(rules: Iterable[tuple[Reading, Saying]]) -> Tallying:
    """Return a function that counts what rules say about a case.

    Args:
        rules: as for `written`, with a function that says everything about a case.
    """
    writer = Writer()
    writer.line("found = []")
    for place, (reading, saying) in enumerate(rules):
        if not (reading.is_whole and _is_written(writer, place, reading, tallied=True)):
            with writer.block(f"for index, said in enumerate({writer.constant(saying)}(case)):"):
                writer.line(f"counts[{place * len(OUTCOMES)} + said] += 1")
                with writer.block(f"if said == {_FAIL}:"):
                    writer.line(f"found.append(({place}, index))")
    made: Tallying = _made(writer, "case, counts")  # type: ignore[assignment]  # as its lines say
    return made


def _made(writer: Writer, arguments: str) -> Callable[..., object]:
    """Return the function whose lines were written."""
    writer.line("return found")
    names: dict[str, object] = dict(writer.constants)
    lines = (f"def judged({arguments}):", *writer.lines)
    exec("\n".join(lines), names)  # noqa: S102 - written above, from functions that run anyway
    made: object = names["judged"]
    assert callable(made)  # noqa: S101
    return made


def _is_written(writer: Writer, place: int, reading: Reading, *, tallied: bool = False) -> bool:
    """Write the lines of one rule, or none if that cannot be done."""
    before = len(writer.lines)
    try:
        (_write_tally if tallied else _write)(writer, place, reading)
    except UnwrittenError:
        del writer.lines[before:]
        return False
    return True


def _write(writer: Writer, place: int, reading: Reading) -> None:
    thing = reading.thing
    with ExitStack() as blocks:
        if isinstance(thing, Each):
            blocks.enter_context(writer.block(f"for thing in {writer.text(thing.source)}:", thing=thing))
        elif not isinstance(thing, TheCase):
            blocks.enter_context(writer.block(f"if {writer.text(thing)} is not None:"))
        if reading.applies != TRUE:
            blocks.enter_context(writer.block(f"if {writer.text(reading.applies)}:"))
        if reading.unknown != FALSE:
            blocks.enter_context(writer.block(f"if not {writer.text(reading.unknown)}:"))
        with writer.block(f"if {writer.text(reading.wrong)}:"):
            writer.line(f"found.append(({place}, {writer.text(thing)}))")


def _write_tally(writer: Writer, place: int, reading: Reading) -> None:
    thing, index = reading.thing, "0"
    with ExitStack() as blocks:
        if isinstance(thing, Each):
            index = "index"
            things = writer.text(thing.source)
            blocks.enter_context(writer.block(f"for index, thing in enumerate({things}):", thing=thing))
        elif not isinstance(thing, TheCase):
            blocks.enter_context(writer.block(f"if {writer.text(thing)} is not None:"))
        _settled(writer, place, reading.applies, _NOT_APPLICABLE, blocks, ends_when=False)
        _settled(writer, place, reading.unknown, _UNKNOWN, blocks, ends_when=True)
        with writer.block(f"if {writer.text(reading.wrong)}:"):
            writer.line(_counted(place, _FAIL))
            writer.line(f"found.append(({place}, {index}))")
        with writer.block("else:"):
            writer.line(_counted(place, _PASS))


def _settled(writer: Writer, place: int, claim: Node, outcome: int, blocks: ExitStack, *, ends_when: bool) -> None:
    """Write the count of an outcome where a claim settles it, and open the block of what is left."""
    if claim == (FALSE if ends_when else TRUE):
        return
    with writer.block(f"if {'' if ends_when else 'not '}{writer.text(claim)}:"):
        writer.line(_counted(place, outcome))
    blocks.enter_context(writer.block("else:"))


def _counted(place: int, outcome: int) -> str:
    return f"counts[{place * len(OUTCOMES) + outcome}] += 1"
