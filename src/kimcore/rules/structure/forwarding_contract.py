"""ST-21: a post that is passed on rests on a forwarding contract that covers the time of funding."""

from kimcore.law import Binding, Grade
from kimcore.model import Agreement, AgreementKind, Period, Position
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import HEINSBERG_PAPER, KAMEN_PAPER, LEVERKUSEN_PAPER
from kimcore.rules.structure.posts import each_post


def _ask(post: Position, context: Context) -> Verdict:
    if post.passed_on is None:
        return unknown(post.id, missing=("passed_on",))
    contract = next((known for known in context.town.agreements or () if known.id == post.forwarding_contract), None)
    if contract is not None:
        return _judge(contract, post, context)
    if context.is_complete("positions"):
        return failed(post.id, since=post.during.first_day, variant="none")
    return unknown(post.id, missing=("forwarding_contract",))


def _judge(contract: Agreement, post: Position, context: Context) -> Verdict:
    facts = {"contract": contract.title, "first": contract.during.first_day, "last": contract.during.last_day}
    if contract.kind is not AgreementKind.FORWARDING:
        return failed(post.id, facts, since=post.during.first_day, variant="other_kind")
    if context.on not in contract.during or (contract.signed_on is not None and contract.signed_on > context.on):
        ended = contract.during.last_day
        since = ended + DAY if ended is not None and ended < context.on else post.during.first_day
        return failed(post.id, facts, since=since, variant="not_valid")
    funded = _funded_days(post, context)
    if funded is not None and not contract.during.covers(funded):
        return failed(post.id, facts, variant="gap")
    return passed(post.id, facts)


def _funded_days(post: Position, context: Context) -> Period | None:
    """Return the days of the grant in which the post exists; `None` where they are not known."""
    grant = next((grant for grant in context.town.grants or () if grant.id == post.grant), None)
    if grant is None or grant.period is None or not grant.period.overlaps(post.during):
        return None
    first_days = [day for day in (grant.period.first_day, post.during.first_day) if day is not None]
    last_days = [day for day in (grant.period.last_day, post.during.last_day) if day is not None]
    return Period(first_day=max(first_days, default=None), last_day=min(last_days, default=None))


RULE = Rule(
    code="ST-21",
    slug="forwarding-contract",
    binding=Binding.BINDING,
    grade=Grade.INFERRED,  # contracts were seen in three towns; the provision of grant law that asks for them was not read
    severity=Severity.WARNING,
    sources=(HEINSBERG_PAPER, LEVERKUSEN_PAPER, KAMEN_PAPER),
    needs=("positions", "agreements"),
    facts={"contract": "text", "first": "date", "last": "date"},
    check=each_post(_ask, concerns=lambda post: post.passed_on is not False),
)
