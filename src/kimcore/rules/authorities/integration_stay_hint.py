"""B3-08: after a long stay a human has looked at the right to stay for lasting integration (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, ResidenceStatus
from kimcore.rules.authorities.residence import self_reliance
from kimcore.rules.authorities.reviews import review_due
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import WOTTKE, ZBS
from kimcore.rules.years import full_years

_LIMITS = {
    "years": "aufenthg.25b.stay_years",
    "years_with_child": "aufenthg.25b.stay_years_minor_child",
    "level": "aufenthg.25b.language_level",
}


def _needed(case: Case, on: date, *, years: int, years_with_child: int, **_limits: object) -> int | None:
    stay = case.stay
    if stay is None or stay.in_germany_since is None:
        return None
    stayed = full_years(stay.in_germany_since, on=on)
    if stayed >= years_with_child and stay.lives_with_minor_child:
        return years_with_child
    if stayed >= years:
        return years
    return None if stayed >= years_with_child and stay.lives_with_minor_child is None else 0


def _conditions(case: Case, on: date, *, level: str, **_limits: object) -> Mapping[str, bool | None]:
    return self_reliance(case, level, on=on)


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
    check=review_due(
        statuses=frozenset({ResidenceStatus.DULDUNG, ResidenceStatus.CHANCEN_AUFENTHALT}),
        title=ResidenceStatus.BLEIBERECHT_INTEGRATION,
        begun=lambda stay: stay.in_germany_since,
        needed=_needed,
        conditions=_conditions,
        limits=_LIMITS,
        missing=(
            "residence",
            "in_germany_since",
            "lives_with_minor_child",
            "secures_livelihood",
            "language",
            "knows_legal_order",
        ),
    ),
)
