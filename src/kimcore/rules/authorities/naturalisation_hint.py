"""B3-10: after long lawful residence a human has looked at naturalisation (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, ResidenceStatus
from kimcore.rules.authorities.residence import concerns, conditions, has_level, is_looked_after, status_known
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import ASYL_NET_2025, BUZER_STARMODG, HIB_2025
from kimcore.rules.years import full_years
from kimcore.text import Fact

_LIMITS = {
    "years": "stag.10.stay_years",
    "level": "stag.10.language_level",
    "special_years": "stag.10_3.shortest_stay_years",
    "special_level": "stag.10_3.shortest_stay_level",
}
_STATUSES = frozenset(
    {
        ResidenceStatus.AUFENTHALTSERLAUBNIS,
        ResidenceStatus.BLEIBERECHT_JUGEND,
        ResidenceStatus.BLEIBERECHT_INTEGRATION,
        ResidenceStatus.NIEDERLASSUNGSERLAUBNIS,
        ResidenceStatus.FREIZUEGIGKEIT,
    }
)
_TITLES = frozenset({ResidenceStatus.EINGEBUERGERT})


def _applies(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return concerns(case, _STATUSES, on=on)


def _unknown(case: Case, _case: Case, on: date, *, years: int, level: str, special_years: int, special_level: str) -> bool:
    needed = _needed(case, on, years=years, special_years=special_years, special_level=special_level)
    if needed == 0 or (needed is not None and _looked_after(case, on, needed=needed)):
        return False
    return needed is None or not status_known(case, on=on) or None in conditions(case, level, on=on).values()


def _wrong(case: Case, _case: Case, on: date, *, years: int, special_years: int, special_level: str, **_limits: object) -> bool:
    needed = _needed(case, on, years=years, special_years=special_years, special_level=special_level)
    return needed is not None and needed > 0 and not _looked_after(case, on, needed=needed)


def _needed(case: Case, on: date, *, years: int, special_years: int, special_level: str) -> int | None:
    """Return the length of stay in years that the case has reached, 0 if none, `None` if that is not on record."""
    since = None if case.stay is None else case.stay.lawful_since
    if since is None:
        return None
    stayed = full_years(since, on=on)
    if stayed >= years:
        return years
    if stayed < special_years:
        return 0
    is_special = has_level(case, special_level, on=on)
    if is_special is None:
        return None
    return special_years if is_special else 0


def _looked_after(case: Case, on: date, *, needed: int) -> bool:
    since = None if case.stay is None else case.stay.lawful_since
    return is_looked_after(case, _TITLES, since=since, years=needed, on=on)


def _facts(
    case: Case, _case: Case, on: date, *, years: int, level: str, special_years: int, special_level: str
) -> Mapping[str, Fact]:
    needed = _needed(case, on, years=years, special_years=special_years, special_level=special_level)
    return {"years": needed, **conditions(case, level, on=on)}


def _variant(case: Case, _case: Case, on: date, *, years: int, special_years: int, special_level: str, **_limits: object) -> str:
    needed = _needed(case, on, years=years, special_years=special_years, special_level=special_level)
    return "general" if needed == years else "shortened"


RULE = Rule(
    code="B3-10",
    slug="naturalisation-hint",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(BUZER_STARMODG, HIB_2025, ASYL_NET_2025),
    norm="§ 10 StAG",
    needs=("cases",),
    parameters=tuple(_LIMITS.values()),
    facts={"years": "years", "livelihood": "flag", "language": "flag", "legal_order": "flag"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        wrong=_wrong,
        missing=("residence", "lawful_since", "secures_livelihood", "language", "knows_legal_order"),
        limits=_LIMITS,
        facts=_facts,
        variant=_variant,
    ),
)
