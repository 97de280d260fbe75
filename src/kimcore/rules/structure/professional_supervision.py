"""ST-22: professional supervision over case management that is passed on lies with the integration centre."""

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, Position, PositionKind
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import COESFELD_MINUTES
from kimcore.rules.structure.posts import each_post, kinds_around


def _ask(post: Position, context: Context) -> Verdict:
    if post.passed_on is None:
        return unknown(post.id, missing=("passed_on",))
    supervisor = context.actors().get(post.supervised_by) if post.supervised_by is not None else None
    if supervisor is None:
        return unknown(post.id, missing=("supervised_by",))
    facts = {"supervisor": supervisor.name}
    if ActorKind.INTEGRATION_CENTRE in kinds_around(context, supervisor.id):
        return passed(post.id, facts)
    return failed(post.id, facts, since=post.during.first_day)


RULE = Rule(
    code="ST-22",
    slug="professional-supervision",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(COESFELD_MINUTES,),
    needs=("positions",),
    facts={"supervisor": "text"},
    check=each_post(_ask, frozenset({PositionKind.CASE_MANAGEMENT}), concerns=lambda post: post.passed_on is not False),
)
