"""ST-09: funded posts were created on top of those that existed before."""

from kimcore.law import Binding, Grade
from kimcore.model import Position
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE
from kimcore.rules.structure.posts import each_post


def _ask(post: Position, _context: Context) -> Verdict:
    facts = {"kind": post.kind.value}
    if post.is_additional is None:
        return unknown(post.id, facts, missing=("is_additional",))
    return passed(post.id, facts) if post.is_additional else failed(post.id, facts, since=post.during.first_day)


RULE = Rule(
    code="ST-09",
    slug="posts-additional",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(FUNDING_PAGE,),
    norm="Förderrichtlinie KIM",
    needs=("positions",),
    facts={"kind": "PositionKind"},
    check=each_post(_ask),
)
