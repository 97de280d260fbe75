"""LG-20: each institution in the steering group has staff in a working or project group, or says why not."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ActorId, GroupKind, Participation, SteeringGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import seats

_KINDS = frozenset({GroupKind.WORKING_GROUP, GroupKind.PROJECT_GROUP})


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    groups = [group for group in in_force(context.town.work_groups or (), on=context.on) if group.kind in _KINDS]
    groups_known = context.is_complete("work_groups") and all(group.participations is not None for group in groups)
    taking_part = [part for group in groups for part in in_force(group.participations or (), on=context.on)]
    members = sorted({member.actor for member in seats(context, body.id)})
    answers = {actor: _takes_part(actor, taking_part, context) for actor in members}
    if groups_known and not groups:
        yield not_applicable(body.id)
        return
    if groups_known:
        yield from (failed(actor, {"groups": len(groups)}) for actor, answer in answers.items() if answer is False)
    if not context.is_complete("memberships"):
        yield unknown(body.id, missing=("memberships",))
    elif not members:
        yield not_applicable(body.id)
    elif not groups_known and not all(answers.values()):
        yield unknown(body.id, missing=("participations",))
    elif None in answers.values():
        yield unknown(body.id, missing=("names_staff",))
    elif all(answers.values()):
        yield passed(body.id, {"count": len(members)})


def _takes_part(actor: ActorId, taking_part: list[Participation], context: Context) -> bool | None:
    """Return whether an actor or one of its parts has named staff or a reason; `None` if it takes part without saying by whom."""
    own = [part for part in taking_part if _belongs_to(part.actor, actor, context)]
    if any(part.names_staff or part.reason_for_absence for part in own):
        return True
    return None if any(part.names_staff is None for part in own) else False


def _belongs_to(part: ActorId, whole: ActorId, context: Context) -> bool:
    """Return whether an actor is another one or a part of it."""
    actors = context.actors()
    chain: list[ActorId] = []
    place: ActorId | None = part
    while place is not None and place not in chain:
        chain.append(place)
        place = actors[place].parent if place in actors else None
    return whole in chain


RULE = Rule(
    code="LG-20",
    slug="participation-duty",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "memberships", "work_groups"),
    facts={"groups": "count", "count": "count"},
    check=each_body(_ask),
)
