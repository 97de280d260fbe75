"""DS-14: published counts are not so small that they show single people."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import PublishedReport
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed
from kimcore.rules.rule import Rule
from kimcore.rules.sources import EMPLOYMENT_AGENCY_STATISTICS, KIMCORE_PROPOSAL

_SMALLEST = "ds.small_cells.k"
_FLOOR = "ds.small_cells.k_min"


def _check(context: Context) -> Iterable[Verdict]:
    # A town may ask for more than the floor, not for less.
    least = max(context.value(_SMALLEST).whole, context.value(_FLOOR).whole)
    published = (report for report in context.town.reports or () if report.on <= context.on)
    return gather(context, "reports", (_judge(report, least) for report in published))


def _judge(report: PublishedReport, least: int) -> Verdict:
    shown = [cell.count for cell in report.counts if cell.count is not None]
    small = sum(0 < count < least for count in shown)
    facts = {"small": small, "least": least}
    if small:
        return failed(report.id, facts, since=report.on, variant="shown")
    if _can_be_worked_out(report, shown, least):
        return failed(report.id, facts, since=report.on, variant="worked_out")
    return passed(report.id) if report.counts else not_applicable(report.id)


def _can_be_worked_out(report: PublishedReport, shown: list[int], least: int) -> bool:
    """Return whether the only suppressed count is what the others leave of the cases.

    Where the rest is no small number, the counts are no parts of the whole, or nothing small is to be hidden.
    """
    is_alone = len(report.counts) - len(shown) == 1
    return is_alone and report.cases is not None and 0 < report.cases - sum(shown) < least


RULE = Rule(
    code="DS-14",
    slug="small-cells",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, EMPLOYMENT_AGENCY_STATISTICS),
    needs=("reports",),
    parameters=(_SMALLEST, _FLOOR),
    facts={"small": "count", "least": "count"},
    check=_check,
)
