"""B3-10: after long lawful residence a human has looked at naturalisation (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve

from kimcore.law import Binding, Grade
from kimcore.model import Case, ResidenceStatus
from kimcore.rules.authorities.residence import has_level, self_reliance
from kimcore.rules.authorities.reviews import review_due
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import ASYL_NET_2025, BUZER_STARMODG, HIB_2025
from kimcore.rules.years import full_years

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


def _needed(case: Case, on: date, *, years: int, special_years: int, special_level: str, **_limits: object) -> int | None:
    if case.stay is None or case.stay.lawful_since is None:
        return None
    stayed = full_years(case.stay.lawful_since, on=on)
    if stayed >= years or stayed < special_years:
        return years if stayed >= years else 0
    is_special = has_level(case, special_level, on=on)
    if is_special is None:
        return None
    return special_years if is_special else 0


def _conditions(case: Case, on: date, *, level: str, **_limits: object) -> Mapping[str, bool | None]:
    return self_reliance(case, level, on=on)


def _variant(case: Case, _case: Case, on: date, *, years: int, **_limits: object) -> str:
    since = None if case.stay is None else case.stay.lawful_since
    return "general" if since is not None and full_years(since, on=on) >= years else "shortened"


_CHECK = review_due(
    statuses=_STATUSES,
    title=ResidenceStatus.EINGEBUERGERT,
    begun=lambda stay: stay.lawful_since,
    needed=_needed,
    conditions=_conditions,
    limits=_LIMITS,
    missing=("residence", "lawful_since", "secures_livelihood", "language", "knows_legal_order"),
)

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
    check=evolve(_CHECK, variant=_variant),
)
