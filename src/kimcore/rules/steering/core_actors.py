"""LG-08: the actors that the guidance names sit in the steering group, or it is on record why not."""

from collections.abc import Iterator

from kimcore.law import Binding, DatedValue, Grade
from kimcore.model import ActorId, ActorKind, SteeringGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE, STRUCTURE_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import ever_seated, kinds_of, seats

_CORE = "lg.core_actors"
_PRESSING = frozenset({ActorKind.FOREIGNERS_AUTHORITY, ActorKind.NATURALISATION_AUTHORITY, ActorKind.JOBCENTER})


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    speaks_for = kinds_of(context)
    seated = {kind for member in seats(context, body.id) for kind in speaks_for.get(member.actor, ())}
    excused = {empty.kind for empty in in_force(body.empty_seats, on=context.on)}
    core = _core(context.value(_CORE))
    gaps = [kind for kind in core if kind not in seated | excused]
    known = {kind for kinds in speaks_for.values() for kind in kinds}
    for kind in gaps:
        if not context.is_complete("memberships"):
            yield unknown(body.id, {"kind": kind.value}, missing=("memberships",))
        elif kind not in known and not context.is_complete("actors"):
            # An office that is not on record may be part of one that has a seat.
            yield unknown(body.id, {"kind": kind.value}, missing=("actors",))
        else:
            yield _gap(body, kind, {actor for actor, kinds in speaks_for.items() if kind in kinds}, context)
    if not core:
        yield unknown(body.id, missing=(_CORE,))
    elif not gaps:
        yield passed(body.id, {"count": len(core)})


def _core(value: DatedValue) -> tuple[ActorKind, ...]:
    """Return the kinds that are expected; a town writes a list of its own as one text with commas."""
    codes = value.text.replace(",", " ").split() if isinstance(value.value, str) else value.codes
    return tuple(kind for kind in ActorKind if kind.value in codes)


def _gap(body: SteeringGroup, kind: ActorKind, speakers: set[ActorId], context: Context) -> Verdict:
    periods = (member.during for member in ever_seated(context, body.id) if member.actor in speakers)
    return failed(
        body.id,
        {"kind": kind.value},
        since=too_few_since(periods, least=1, begun=body.during.first_day, on=context.on),
        severity=Severity.WARNING if kind in _PRESSING else Severity.INFO,
    )


RULE = Rule(
    code="LG-08",
    slug="core-actors",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE, STRUCTURE_PAGE),
    needs=("steering_groups", "memberships"),
    parameters=(_CORE,),
    facts={"kind": "ActorKind", "count": "count"},
    check=each_body(_ask),
)
