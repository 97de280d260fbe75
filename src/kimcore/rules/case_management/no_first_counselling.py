"""CM-14: a post in case management does not mostly give first counselling."""

from kimcore.law import Binding, Grade
from kimcore.model import Case, Position
from kimcore.rules.case_management.leads import closed_by, each_post
from kimcore.rules.context import Context
from kimcore.rules.gathering import YEAR
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LIPPE_START

_SHARE = "cm.first_counselling_share_max"
_DAYS = "cm.first_counselling_days_max"
_CONTACTS = "cm.first_counselling_contacts_max"
_LEAST = "cm.first_counselling_cases_min"


def _ask(post: Position, context: Context) -> Verdict:
    closed = closed_by(post, context, after=context.on - YEAR)
    if closed is None:
        return unknown(post.id, missing=("fillings",))
    if len(closed) < context.value(_LEAST).whole:
        return not_applicable(post.id)
    short = sum(_is_short(case, context) for case in closed)
    most = context.value(_SHARE).number
    facts = {"short": short, "closed": len(closed), "share": round(short / len(closed), 4), "most": most}
    if not context.is_complete("cases"):
        # A share of a part says nothing about the share of the whole.
        return unknown(post.id, facts, missing=("cases",))
    return passed(post.id, facts) if short / len(closed) <= most else failed(post.id, facts)


def _is_short(case: Case, context: Context) -> bool:
    """Return whether a case ended soon after few contacts."""
    if case.closing is None or (case.closing.on - case.opened_on).days > context.value(_DAYS).whole:
        return False
    return sum(contact.on <= case.closing.on for contact in case.contacts) <= context.value(_CONTACTS).whole


RULE = Rule(
    code="CM-14",
    slug="no-first-counselling",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LIPPE_START,),
    needs=("positions", "cases"),
    parameters=(_SHARE, _DAYS, _CONTACTS, _LEAST),
    facts={"short": "people", "closed": "people", "share": "people_share", "most": "share"},
    check=each_post(_ask),
)
