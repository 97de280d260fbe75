"""DS-15: case management at the foreigners' authority has a role concept and knows its duties to report."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, ArrangementKind, Position
from kimcore.rules.case_management.leads import case_management_posts
from kimcore.rules.context import Context
from kimcore.rules.data_protection.arrangements import has_arrangement
from kimcore.rules.gathering import gather, judge_parts
from kimcore.rules.outcome import Severity, Verdict, not_applicable, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import AUFENTHG_87, HILDEN_PAPER


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "positions", (_judge(post, context) for post in case_management_posts(context)))


def _judge(post: Position, context: Context) -> Verdict:
    host = None if post.host is None else context.actors().get(post.host)
    if host is None and not post.has_abh_access:
        return unknown(post.id, missing=("host",))
    sits_there = host is not None and ActorKind.FOREIGNERS_AUTHORITY in host.kinds
    if not sits_there and not post.has_abh_access:
        return not_applicable(post.id)
    own = None if host is None else host.has_abh_role_concept
    concept = has_arrangement(context, ArrangementKind.ROLE_CONCEPT, party=post.host) if own is None else own
    return judge_parts(post.id, {"concept": concept, "duties_to_report": post.knows_duties_to_report})


RULE = Rule(
    code="DS-15",
    slug="role-separation",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(AUFENTHG_87, HILDEN_PAPER),
    norm="§§ 87, 88 AufenthG",
    needs=("positions",),
    facts={"concept": "flag", "duties_to_report": "flag"},
    check=_check,
)
