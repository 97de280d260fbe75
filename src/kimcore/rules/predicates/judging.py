"""One function for all case rules of a day: what their predicates say, without calling them one by one."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeAlias

from kimcore.model import Case
from kimcore.rules.predicates.nodes import FALSE, TRUE, Each, TheCase
from kimcore.rules.predicates.reading import Reading
from kimcore.rules.predicates.writing import UnwrittenError, Writer

Failing: TypeAlias = Callable[[Case], list[tuple[int, object]]]
"""Returns what is wrong with a case: the place of each rule that fails, and the thing that it is about."""

Asking: TypeAlias = Callable[[Case], list[object]]
"""Returns the things of a case that fail one rule, by asking its predicates."""

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
    writer.line("return found")
    names: dict[str, object] = dict(writer.constants)
    exec("\n".join(("def failing(case):", *writer.lines)), names)  # noqa: S102 - written above, from functions that run anyway
    made: object = names["failing"]
    assert callable(made)  # noqa: S101
    return made


def _is_written(writer: Writer, place: int, reading: Reading) -> bool:
    """Write the lines of one rule, or none if that cannot be done."""
    before = len(writer.lines)
    try:
        _write(writer, place, reading)
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
