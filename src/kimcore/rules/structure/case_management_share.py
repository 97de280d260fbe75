"""ST-13: no funded share of a case management post is smaller than the least that is funded."""

from kimcore.law import Binding, Grade
from kimcore.model import Position, PositionKind
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KAMEN_PAPER
from kimcore.rules.structure.posts import each_post

_LEAST = "b2.share_min_fte"


def _ask(post: Position, context: Context) -> Verdict:
    if post.fte_granted is None:
        return unknown(post.id, missing=("fte_granted",))
    least = context.value(_LEAST).number
    facts = {"share": post.fte_granted, "least": least}
    return passed(post.id, facts) if post.fte_granted >= least else failed(post.id, facts, since=post.during.first_day)


RULE = Rule(
    code="ST-13",
    slug="case-management-share",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(KAMEN_PAPER,),
    norm="Fachbezogene Pauschale KIM, Baustein 2",
    needs=("positions",),
    parameters=(_LEAST,),
    facts={"share": "fte", "least": "fte"},
    check=each_post(_ask, frozenset({PositionKind.CASE_MANAGEMENT})),
)
