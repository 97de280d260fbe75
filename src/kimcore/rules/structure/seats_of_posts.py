"""ST-20: posts sit where the guidance places them."""

from kimcore.law import Binding, Grade
from kimcore.model import BLOCK_OF, BuildingBlock, Position, is_internal
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import BLOCKS_PAGE
from kimcore.rules.structure.posts import each_post, kinds_around

_SEATS = {
    BuildingBlock.COORDINATION: "st.seats.coordination",
    BuildingBlock.CASE_MANAGEMENT: "st.seats.case_management",
    BuildingBlock.AUTHORITIES: "st.seats.authorities",
}


def _ask(post: Position, context: Context) -> Verdict:
    host = context.actors().get(post.host) if post.host is not None else None
    if host is None:
        return unknown(post.id, {"kind": post.kind.value}, missing=("host",))
    block = BLOCK_OF[post.kind]
    seats = context.value(_SEATS[block]).codes
    facts = {"kind": post.kind.value, "seats": seats}
    if any(kind.value in seats for kind in kinds_around(context, host.id)):
        return passed(post.id, facts)
    if block is BuildingBlock.CASE_MANAGEMENT:
        inside = is_internal(host, municipality=context.town.municipality.key, on=context.on)
        if inside:
            return passed(post.id, facts)
        if inside is None:
            return unknown(post.id, facts, missing=("affiliations",))
    return failed(post.id, facts, since=post.during.first_day)


RULE = Rule(
    code="ST-20",
    slug="seats-of-posts",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(BLOCKS_PAGE,),
    needs=("positions",),
    parameters=tuple(_SEATS.values()),
    facts={"kind": "PositionKind", "seats": "ActorKind"},
    check=each_post(_ask, concerns=lambda post: not post.is_extra_post),  # that one sits in the municipality it is for
)
