"""CM-10: the number of active cases for a full post lies within the band."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Position, StaffId, is_active
from kimcore.rules.case_management.leads import case_management_posts, fillings_on, fte_by_staff, lead_on
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import COLOGNE_PRESS, GUETERSLOH_CONFERENCE

_BAND = "cm.caseload_band"


def _check(context: Context) -> Iterator[Verdict]:
    posts = case_management_posts(context)
    if not posts:
        yield not_applicable() if context.is_complete("positions") else unknown(missing=("positions",))
        return
    leads = [lead_on(case, on=context.on) for case in context.town.cases or () if is_active(case, on=context.on)]
    loads = {staff: leads.count(staff) / fte for staff, fte in fte_by_staff(context).items() if fte > 0}
    gaps = tuple(name for name, is_gap in (("cases", not context.is_complete("cases")), ("leads", None in leads)) if is_gap)
    for post in posts:
        yield _judge(post, loads, gaps, context)


def _judge(post: Position, loads: Mapping[StaffId, float], gaps: tuple[str, ...], context: Context) -> Verdict:
    held = fillings_on(post, on=context.on)
    if held is None:
        return unknown(post.id, missing=("fillings",))
    parts = [(filling.fte, loads[filling.staff]) for filling in held if filling.staff is not None and filling.staff in loads]
    if not parts:
        return not_applicable(post.id)
    fte = round(sum(share for share, _ in parts), 4)
    load = round(sum(share * one for share, one in parts) / fte, 2)
    least, most = context.value(_BAND).band
    facts = {"fte": fte, "load": load, "least": least, "most": most}
    if load > most:
        return failed(post.id, facts, variant="above")
    # Cases that are not on record, or not with anybody, might fill the band.
    if gaps:
        return unknown(post.id, facts, missing=gaps)
    return passed(post.id, facts) if load >= least else failed(post.id, facts, variant="below")


RULE = Rule(
    code="CM-10",
    slug="caseload",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(GUETERSLOH_CONFERENCE, COLOGNE_PRESS),
    needs=("positions", "cases"),
    parameters=(_BAND,),
    facts={"fte": "fte", "load": "people_per_fte", "least": "number", "most": "number"},
    check=_check,
)
