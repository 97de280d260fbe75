"""NW-05: beside the coordination, no single office holds parts of the network together."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ActorId, ActorKind, PositionKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.cooperation.core import offices
from kimcore.rules.cooperation.records import unrecorded
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL


def _check(context: Context) -> Iterator[Verdict]:
    wanting = unrecorded(context)
    if wanting:
        yield unknown(missing=wanting)
        return
    expected, actors = _coordinating(context), context.actors()
    cut = [(actor, parts) for actor, parts in context.metrics["cut_actors"].values.items() if parts and actor not in expected]
    for actor, parts in cut:
        office = actors[ActorId(str(actor))]
        yield failed(office.id, {"office": office.name, "parts": parts})
    if not cut:
        yield passed()


def _coordinating(context: Context) -> frozenset[ActorId | None]:
    """Return the offices whose task it is to hold the network together."""
    centres = (centre.id for centre in offices(context, frozenset({ActorKind.INTEGRATION_CENTRE})))
    posts = in_force(context.town.positions or (), on=context.on)
    return frozenset((*centres, *(post.host for post in posts if post.kind is PositionKind.COORDINATION)))


RULE = Rule(
    code="NW-05",
    slug="cut-actor",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    metrics=("cut_actors",),
    facts={"office": "text", "parts": "count"},
    check=_check,
)
