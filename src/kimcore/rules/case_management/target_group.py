"""CM-02: a person belongs to the local target group, or the record says why there is an exception."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Period
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CENTRES_PORTAL
from kimcore.rules.years import full_years
from kimcore.text import Fact

_YEARS = "cm.target.years_in_nrw"


def _unknown(case: Case, _case: Case, _on: date, *, years: int) -> bool:
    """Return whether the stay in the state is not known and the stay in the country does not answer it either."""
    if case.exception_reason or (case.stay is not None and case.stay.in_nrw_since is not None):
        return False
    return case.stay is None or case.stay.in_germany_since is None or _is_longer(case.stay.in_germany_since, case, years)


def _wrong(case: Case, _case: Case, _on: date, *, years: int) -> bool:
    return (
        not case.exception_reason
        and case.stay is not None
        and case.stay.in_nrw_since is not None
        and _is_longer(case.stay.in_nrw_since, case, years)
    )


def _is_longer(since: date, case: Case, years: int) -> bool:
    return since < case.opened_on and full_years(since, on=case.opened_on - DAY) >= years


def _facts(_thing: Case, _case: Case, _on: date, *, years: int) -> Mapping[str, Fact]:
    return {"years": years}


RULE = Rule(
    code="CM-02",
    slug="target-group",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(CENTRES_PORTAL,),
    in_force=Period(first_day=date(2020, 11, 30)),
    needs=("cases",),
    parameters=(_YEARS,),
    facts={"years": "years"},
    check=CaseCheck(
        over=Over.CASE,
        unknown=_unknown,
        missing=("in_nrw_since",),
        wrong=_wrong,
        limits={"years": _YEARS},
        facts=_facts,
    ),
)
