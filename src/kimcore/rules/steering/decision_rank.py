"""LG-04: most members of the steering group can decide for their own organisation."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE, STRUCTURE_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import can_decide, seats
from kimcore.text import Fact

_SHARE = "lg.decision_rank_share_min"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    answers = [can_decide(member) for member in seats(context, body.id)]
    if not context.is_complete("memberships"):
        # A share of a part says nothing about the share of the whole.
        yield unknown(body.id, _facts(answers, context), missing=("memberships",))
        return
    if not answers:
        yield not_applicable(body.id)
        return
    facts, least = _facts(answers, context), context.value(_SHARE).number
    if answers.count(True) / len(answers) >= least:
        yield passed(body.id, facts)
    elif (answers.count(True) + answers.count(None)) / len(answers) >= least:
        yield unknown(body.id, facts, missing=("rank", "may_decide"))
    else:
        yield failed(body.id, facts)


def _facts(answers: list[bool | None], context: Context) -> Mapping[str, Fact]:
    return {"members": len(answers), "deciding": answers.count(True), "required": context.value(_SHARE).number}


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
    check=each_body(_ask),
)
