"""ST-19: each of the three building blocks has a filled post."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import BLOCK_OF, BuildingBlock, Position, filled_fte
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import BLOCKS_PAGE
from kimcore.text import Fact

_LEAST = "st.building_block_posts_min"


def _check(context: Context) -> Iterator[Verdict]:
    for block in BuildingBlock:
        yield _ask(block, [post for post in context.town.positions or () if BLOCK_OF[post.kind] is block], context)


def _ask(block: BuildingBlock, ever: list[Position], context: Context) -> Verdict:
    shares = [filled_fte(post, on=context.on) for post in ever if context.on in post.during]
    filled = sum(1 for share in shares if share)
    least = context.value(_LEAST).whole
    facts: Mapping[str, Fact] = {"block": block.value, "filled": filled, "required": least}
    if filled >= least:
        return passed(facts=facts)
    if filled + shares.count(None) >= least:
        return unknown(facts=facts, missing=("fillings",))
    if not context.is_complete("positions"):
        return unknown(facts=facts, missing=("positions",))
    periods = [filling.during for post in ever for filling in post.fillings or ()]
    return failed(facts=facts, since=too_few_since(periods, least=least, begun=None, on=context.on))


RULE = Rule(
    code="ST-19",
    slug="three-blocks",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(BLOCKS_PAGE,),
    needs=("positions",),
    parameters=(_LEAST,),
    facts={"block": "BuildingBlock", "filled": "count", "required": "count"},
    check=_check,
)
