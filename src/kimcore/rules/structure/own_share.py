"""ST-17: it is on record who pays what the funding of a post does not cover."""

from kimcore.law import Binding, Grade
from kimcore.model import Payer, Position
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GELSENKIRCHEN_PRESS, LEVERKUSEN_PAPER
from kimcore.rules.structure.posts import each_post

_OWN = frozenset({Payer.MUNICIPALITY, Payer.CARRIER})


def _ask(post: Position, context: Context) -> Verdict:
    lines = context.town.funding_lines or ()
    is_paid = any(line.position == post.id and line.payer in _OWN and context.on in line.period for line in lines)
    facts = {"kind": post.kind.value}
    if post.gap_paid_by is not None or is_paid:
        return passed(post.id, facts)
    if context.is_complete("positions") and context.is_complete("funding_lines"):
        return failed(post.id, facts, since=post.during.first_day)
    return unknown(post.id, facts, missing=("gap_paid_by",))


RULE = Rule(
    code="ST-17",
    slug="own-share",
    binding=Binding.PRACTICE,
    grade=Grade.SECONDARY,
    severity=Severity.INFO,
    sources=(LEVERKUSEN_PAPER, GELSENKIRCHEN_PRESS),
    needs=("positions",),
    facts={"kind": "PositionKind"},
    check=each_post(_ask),
)
