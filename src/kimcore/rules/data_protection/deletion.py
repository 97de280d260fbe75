"""DS-10: a closed case has a day of deletion within the local period, and nothing is kept beyond it."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from kimcore.law import Binding, Grade, Law, shipped
from kimcore.law.deadlines import months_later
from kimcore.model import Case, CaseId, Town, in_force
from kimcore.rules.context import Context, MissingValueError
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.counting import count_up
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import DSGVO

_PERIOD = "ds.retention.case"


@frozen(kw_only=True)
class DeletionDay:
    """When a closed case has to be deleted (*Löschdatum*)."""

    case: CaseId
    closed_on: date
    recorded: date | None
    """The day on record."""
    latest: date | None
    """The last day within the town's own period; `None` where the town has set none."""

    @property
    def due(self) -> date | None:
        """The earlier of the two days; `None` where there is neither."""
        return min((day for day in (self.recorded, self.latest) if day is not None), default=None)

    def is_overdue(self, *, on: date) -> bool:
        """Return whether the case should be gone on a day."""
        return self.due is not None and self.due < on


def deletion_days(town: Town, *, on: date, law: Law | None = None) -> tuple[DeletionDay, ...]:
    """Return when each case that is closed on a day has to be deleted, the most urgent first (*Löschfristen*).

    The period is the longest that the town has set for itself and that is in force on the day, else the parameter
    ``ds.retention.case`` of the town. No period is assumed: the reference knows none.

    Args:
        town: the town.
        on: the day of the question.
        law: the dated values; the shipped ones by default, which hold no period.

    Example:
        >>> from kimcore.model import UNITS, Closing, Period, RetentionRule
        >>> rule = RetentionRule(months=12, reason="Dienstanweisung", during=Period())
        >>> case = Case(
        ...     id=CaseId("c-1"), municipality=UNITS[10].key, opened_on=date(2023, 1, 9), closing=Closing(on=date(2024, 2, 29))
        ... )
        >>> town = Town(municipality=UNITS[10], retention_rules=(rule,), cases=(case,))
        >>> [(day.latest, day.is_overdue(on=date(2025, 3, 1))) for day in deletion_days(town, on=date(2025, 3, 1))]
        [(datetime.date(2025, 2, 28), True)]
    """
    months = _months(Context(town=town, on=on, law=shipped() if law is None else law))
    found = [
        DeletionDay(
            case=case.id,
            closed_on=case.closing.on,
            recorded=case.closing.delete_on,
            latest=None if months is None else months_later(case.closing.on, months=months),
        )
        for case in town.cases or ()
        if case.closing is not None and case.closing.on <= on
    ]
    return tuple(sorted(found, key=lambda day: (day.due or date.max, day.case)))


def _check(context: Context) -> Iterator[Verdict]:
    months = _months(context)
    cases = context.town.cases or ()
    closings = ((case, case.closing.on) for case in cases if case.closing is not None and case.closing.on <= context.on)
    yield from count_up(context, (_judge(case, closed_on, months, context.on) for case, closed_on in closings))


def _months(context: Context) -> int | None:
    """Return the longest period that the town has set for itself; the parameter stands in where there is no rule."""
    rules = in_force(context.town.retention_rules or (), on=context.on)
    if rules:
        return max(rule.months for rule in rules)
    try:
        return context.value(_PERIOD).whole
    except MissingValueError:
        return None


def _judge(case: Case, closed_on: date, months: int | None, on: date) -> Verdict:
    delete_on = None if case.closing is None else case.closing.delete_on
    latest = None if months is None else months_later(closed_on, months=months)
    facts = {"closed": closed_on, "delete_on": delete_on, "latest": latest}
    due = min((day for day in (delete_on, latest) if day is not None), default=None)
    if due is not None and due < on:
        return failed(case.id, facts, since=due + DAY, variant="kept")
    if latest is None:
        return unknown(case.id, missing=(_PERIOD,))
    if delete_on is None:
        return failed(case.id, facts, since=closed_on, variant="none")
    return passed(case.id) if delete_on <= latest else failed(case.id, facts, since=closed_on, variant="late")


RULE = Rule(
    code="DS-10",
    slug="deletion",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO,),
    norm="Art. 5 Abs. 1 Buchst. e, Art. 17 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    # The parameter is not declared: a rule of the town stands in for it, and a day that has passed needs neither.
    also_reads=(_PERIOD,),
    facts={"closed": "date", "delete_on": "date", "latest": "date"},
    check=_check,
)
