"""LG-04: most members of the steering group can decide for their own organisation."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import DECISION_RANKS, Membership
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE, STRUCTURE_PAGE
from kimcore.rules.steering.bodies import seats, steering_bodies
from kimcore.text import Fact

_SHARE = "lg.decision_rank_share_min"


def _check(context: Context) -> Iterator[Verdict]:
    for body in steering_bodies(context):
        members = seats(context, body.id)
        if not members:
            yield not_applicable(body.id)
            continue
        least = context.value(_SHARE).number
        can = sum(_can_decide(member) is True for member in members)
        open_ranks = sum(_can_decide(member) is None for member in members)
        facts: Mapping[str, Fact] = {"members": len(members), "deciding": can, "required": least}
        if can >= least * len(members):
            yield passed(body.id, facts)
        elif can + open_ranks >= least * len(members) or not context.is_complete("memberships"):
            yield unknown(body.id, facts, missing=("rank", "may_decide"))
        else:
            yield failed(body.id, facts)


def _can_decide(member: Membership) -> bool | None:
    """Return whether a member can decide; `None` if neither rank nor authority is known."""
    if member.may_decide is not None:
        return member.may_decide
    return None if member.rank is None else member.rank in DECISION_RANKS


RULE = Rule(
    code="LG-04",
    slug="decision-rank",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE, STRUCTURE_PAGE),
    needs=("steering_groups", "memberships"),
    parameters=(_SHARE,),
    facts={"members": "count", "deciding": "count", "required": "share"},
    check=_check,
)
