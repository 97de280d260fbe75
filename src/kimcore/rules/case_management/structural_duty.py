"""CM-12: whoever closes several cases reports what they show about structures, or that they show nothing."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.law.deadlines import months_later
from kimcore.model import Barrier, Case, Position
from kimcore.rules.case_management.leads import closed_by, each_post
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE

_LEAST = "cm.nil_report_closed_cases_min"
_MONTHS = "cm.nil_report_months"


def _ask(post: Position, context: Context) -> Verdict:
    months = context.value(_MONTHS).whole
    start = months_later(context.on, months=-months)
    closed = closed_by(post, context, after=start)
    if closed is None:
        return unknown(post.id, missing=("fillings",))
    least = context.value(_LEAST).whole
    if len(closed) < least:
        return not_applicable(post.id)
    facts = {"closed": len(closed), "months": months}
    if any(case.closing is not None and case.closing.structural_findings is not None for case in closed):
        return passed(post.id, facts)
    if any(_is_theirs(barrier, post, closed, start, context.on) for barrier in context.town.barriers or ()):
        return passed(post.id, facts)
    if not context.is_complete("barriers"):
        return unknown(post.id, facts, missing=("barriers",))
    return failed(post.id, facts)


def _is_theirs(barrier: Barrier, post: Position, closed: tuple[Case, ...], start: date, on: date) -> bool:
    """Return whether a barrier was seen in the time by those who fill a post, or in a case they closed."""
    staff = {filling.staff for filling in post.fillings or () if filling.staff is not None}
    is_near = barrier.reported_by in staff or barrier.case in {case.id for case in closed}
    return is_near and start < barrier.seen_on <= on


RULE = Rule(
    code="CM-12",
    slug="structural-duty",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STRUCTURE_PAGE,),
    needs=("positions", "cases"),
    parameters=(_LEAST, _MONTHS),
    facts={"closed": "people", "months": "months"},
    check=each_post(_ask),
)
