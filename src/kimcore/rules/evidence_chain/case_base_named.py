"""EV-09: a report to the council or to the ministry says which period, how many cases and how many barriers it rests on."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Addressee, PublishedReport
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import HEINSBERG_RESOLUTION, KIMCORE_PROPOSAL

_ADDRESSEES = frozenset({Addressee.COUNCIL, Addressee.MINISTRY})


def _check(context: Context) -> Iterable[Verdict]:
    given = (report for report in context.town.reports or () if report.on <= context.on and report.addressee in _ADDRESSEES)
    complete = context.is_complete("reports")
    return gather(context, "reports", (_judge(report, complete=complete) for report in given))


def _judge(report: PublishedReport, *, complete: bool) -> Verdict:
    period = report.period
    is_bounded = period is not None and period.first_day is not None and period.last_day is not None
    parts = {
        "period": is_bounded or laid_down(None, complete=complete),
        "cases": laid_down(report.cases, complete=complete),
        "barriers": laid_down(report.barriers, complete=complete),
    }
    return judge_parts(report.id, parts, since=report.on)


RULE = Rule(
    code="EV-09",
    slug="case-base-named",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, HEINSBERG_RESOLUTION),
    needs=("reports",),
    facts={"period": "flag", "cases": "flag", "barriers": "flag", "count": "count"},
    check=_check,
)
