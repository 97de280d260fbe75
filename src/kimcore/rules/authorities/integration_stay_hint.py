"""B3-08: after a long stay a human has looked at the right to stay for lasting integration (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, ResidenceStatus
from kimcore.rules.authorities.residence import concerns, conditions, is_looked_after, status_known
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import WOTTKE, ZBS
from kimcore.rules.years import full_years
from kimcore.text import Fact

_LIMITS = {
    "years": "aufenthg.25b.stay_years",
    "years_with_child": "aufenthg.25b.stay_years_minor_child",
    "level": "aufenthg.25b.language_level",
}
_STATUSES = frozenset({ResidenceStatus.DULDUNG, ResidenceStatus.CHANCEN_AUFENTHALT})
_TITLES = frozenset({ResidenceStatus.BLEIBERECHT_INTEGRATION})


def _applies(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return concerns(case, _STATUSES, on=on)


def _unknown(case: Case, _case: Case, on: date, *, years: int, years_with_child: int, level: str) -> bool:
    long_enough = _long_enough(case, on, years=years, years_with_child=years_with_child)
    if long_enough is False or _looked_after(case, on, years=years, years_with_child=years_with_child):
        return False
    return long_enough is None or not status_known(case, on=on) or None in conditions(case, level, on=on).values()


def _wrong(case: Case, _case: Case, on: date, *, years: int, years_with_child: int, **_limits: object) -> bool:
    long_enough = _long_enough(case, on, years=years, years_with_child=years_with_child)
    return long_enough is True and not _looked_after(case, on, years=years, years_with_child=years_with_child)


def _long_enough(case: Case, on: date, *, years: int, years_with_child: int) -> bool | None:
    """Return whether the stay is long enough; `None` if that is not on record."""
    since = None if case.stay is None else case.stay.in_germany_since
    if case.stay is None or since is None:
        return None
    stayed = full_years(since, on=on)
    return case.stay.lives_with_minor_child if years_with_child <= stayed < years else stayed >= years


def _looked_after(case: Case, on: date, *, years: int, years_with_child: int) -> bool:
    stay = case.stay
    needed = years_with_child if stay is not None and stay.lives_with_minor_child else years
    return is_looked_after(case, _TITLES, since=None if stay is None else stay.in_germany_since, years=needed, on=on)


def _facts(case: Case, _case: Case, on: date, *, years: int, years_with_child: int, level: str) -> Mapping[str, Fact]:
    has_child = case.stay is not None and case.stay.lives_with_minor_child is True
    return {"years": years_with_child if has_child else years, **conditions(case, level, on=on)}


RULE = Rule(
    code="B3-08",
    slug="integration-stay-hint",
    binding=Binding.PRACTICE,
    grade=Grade.SECONDARY,
    severity=Severity.INFO,
    sources=(WOTTKE, ZBS),
    norm="§ 25b AufenthG",
    needs=("cases",),
    parameters=tuple(_LIMITS.values()),
    facts={"years": "years", "livelihood": "flag", "language": "flag", "legal_order": "flag"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        wrong=_wrong,
        missing=(
            "residence",
            "in_germany_since",
            "lives_with_minor_child",
            "secures_livelihood",
            "language",
            "knows_legal_order",
        ),
        limits=_LIMITS,
        facts=_facts,
    ),
)
