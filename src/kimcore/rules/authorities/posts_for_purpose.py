"""B3-04: posts in the authorities work on what they are funded for."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import AuthorityTask, Position, PositionKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import BLOCKS_PAGE, FUNDING_PAGE, KLEVE_AUTHORITIES

_FIELD = {
    PositionKind.FOREIGNERS_AUTHORITY: frozenset({AuthorityTask.STAY_RIGHTS}),
    PositionKind.NATURALISATION_AUTHORITY: frozenset({AuthorityTask.NATURALISATION}),
    PositionKind.AUTHORITIES_UNSPECIFIED: frozenset({AuthorityTask.STAY_RIGHTS, AuthorityTask.NATURALISATION}),
}
"""The work in its own field that each kind of post is for; one of them is enough."""


def _check(context: Context) -> Iterator[Verdict]:
    posts = [post for post in in_force(context.town.positions or (), on=context.on) if post.kind in _FIELD]
    for post in posts:
        yield _ask(post)
    if not posts:
        yield not_applicable() if context.is_complete("positions") else unknown(missing=("positions",))


def _ask(post: Position) -> Verdict:
    if post.tasks is None:
        return unknown(post.id, missing=("tasks",))
    own_field = _FIELD[post.kind]
    lacking = () if own_field & set(post.tasks) else tuple(task.value for task in AuthorityTask if task in own_field)
    lacking += () if AuthorityTask.COOPERATION in post.tasks else (AuthorityTask.COOPERATION.value,)
    return failed(post.id, {"lacking": lacking}, since=post.during.first_day) if lacking else passed(post.id)


RULE = Rule(
    code="B3-04",
    slug="posts-for-purpose",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(BLOCKS_PAGE, FUNDING_PAGE, KLEVE_AUTHORITIES),
    norm="Förderrichtlinie KIM, Baustein 3",
    needs=("positions",),
    facts={"lacking": "AuthorityTask"},
    check=_check,
)
