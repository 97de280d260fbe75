"""ST-23: for everybody in coordination and case management a qualification and the basic training are on record."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Filling, Position, PositionKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict, not_applicable, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import BLOCKS_PAGE, HEINSBERG_PAPER
from kimcore.rules.structure.posts import each_post

_KINDS = frozenset({PositionKind.COORDINATION, PositionKind.CASE_MANAGEMENT})


def _ask(post: Position, context: Context) -> Verdict:
    if post.fillings is None:
        return unknown(post.id, missing=("fillings",))
    people = in_force(post.fillings, on=context.on)
    if not people:
        return not_applicable(post.id)
    is_complete = context.is_complete("positions")
    parts = {
        "qualification": _all(laid_down(person.qualification, complete=is_complete) for person in people),
        "basic_training_on": _all(_trained(person, context, is_complete=is_complete) for person in people),
    }
    starts = [person.during.first_day for person in people if person.during.first_day is not None]
    return judge_parts(post.id, parts, since=max(starts, default=None))


def _trained(person: Filling, context: Context, *, is_complete: bool) -> bool | None:
    day = person.basic_training_on
    return False if day is not None and day > context.on else laid_down(day, complete=is_complete)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Return whether all answers are yes; one no decides."""
    listed = tuple(answers)
    return None if None in listed and False not in listed else all(listed)


RULE = Rule(
    code="ST-23",
    slug="qualification",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(HEINSBERG_PAPER, BLOCKS_PAGE),
    needs=("positions",),
    facts={"qualification": "flag", "basic_training_on": "flag"},
    check=each_post(_ask, _KINDS),
)
