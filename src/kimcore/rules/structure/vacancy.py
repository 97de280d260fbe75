"""ST-18: no granted post stands vacant for too long."""

from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Position, filled_fte, vacant_since
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, NEUSS_PAPER
from kimcore.rules.structure.posts import each_post

_DAYS = "st.vacancy_days_max"


def _ask(post: Position, context: Context) -> Verdict:
    filled = filled_fte(post, on=context.on)
    if filled is None:
        return unknown(post.id, {"kind": post.kind.value}, missing=("fillings",))
    if filled:
        return passed(post.id, {"kind": post.kind.value})
    begun, longest = vacant_since(post, on=context.on), context.value(_DAYS).whole
    if begun is None:
        return unknown(post.id, {"kind": post.kind.value}, missing=("during",))
    facts = {"kind": post.kind.value, "vacant": begun, "days": longest}
    too_long_on = begun + timedelta(days=longest + 1)
    return failed(post.id, facts, since=too_long_on) if too_long_on <= context.on else passed(post.id, facts)


RULE = Rule(
    code="ST-18",
    slug="vacancy",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(NEUSS_PAPER, KIMCORE_PROPOSAL),
    needs=("positions",),
    parameters=(_DAYS,),
    facts={"kind": "PositionKind", "vacant": "date", "days": "days"},
    check=each_post(_ask),
)
