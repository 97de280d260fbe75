"""The cases of Musterkreis, put together from their parts."""

from collections.abc import Mapping
from datetime import date

from kimcore.model import (
    AccessRoute,
    ActorId,
    Barrier,
    Case,
    Indication,
    IndicationReason,
    InformationGiven,
    LanguageAttained,
    LanguageLevel,
)
from kimcore.testing.musterkreis.casework import closing, contacts, needs, phases, plan
from kimcore.testing.musterkreis.draw import chance, later, pick
from kimcore.testing.musterkreis.handovers import consents, referrals, transfers
from kimcore.testing.musterkreis.residence import SETTLED, legal_fields, residence, stay_facts
from kimcore.testing.musterkreis.skeletons import Skeleton, skeletons

_ROUTES: tuple[tuple[AccessRoute, str | None], ...] = (
    (AccessRoute.REFERRED_BY_COUNSELLING, "migrationsberatung"),
    (AccessRoute.REFERRED_BY_COUNSELLING, "fluechtlingsberatung"),
    (AccessRoute.REFERRED_BY_OFFICE, "jobcenter"),
    (AccessRoute.REFERRED_BY_OFFICE, "abh"),
    (AccessRoute.CONSULTATION_HOUR, None),
    (AccessRoute.OUTREACH, None),
    (AccessRoute.SELF, None),
)

_REASONS = (
    (IndicationReason.COMPLEX_NEEDS, IndicationReason.MANY_ACTORS),
    (IndicationReason.NO_ACCESS,),
    (IndicationReason.COMPLEX_NEEDS, IndicationReason.NO_ACCESS),
    (IndicationReason.MANY_ACTORS, IndicationReason.SYSTEM_BLOCKS),
)

_EXCEPTION = "Lebt länger als drei Jahre hier, hatte aber bisher keinen Zugang zum Hilfesystem."


def cases(seen: Mapping[int, tuple[Barrier, ...]]) -> tuple[Case, ...]:
    """Return every case, by key, with the barriers that were seen in it."""
    return tuple(case_of(skeleton, seen.get(skeleton.number, ())) for skeleton in skeletons())


def case_of(case: Skeleton, seen: tuple[Barrier, ...]) -> Case:
    """Return one case with the barriers that were seen in it."""
    settled = SETTLED.get(case.number)
    age = settled.age if settled else pick(f"{case.key}/age", case.profile.ages)
    home = pick(f"{case.key}/home", case.profile.homes)
    access, referred_by = pick(f"{case.key}/access", _ROUTES)
    wanted = needs(case, seen)
    made = referrals(case, wanted)
    language = _language(case)
    needs_interpreter = language[0].level in {LanguageLevel.NONE, LanguageLevel.A1}
    return Case(
        id=case.key,
        municipality=case.municipality,
        opened_on=case.opened_on,
        host=case.host,
        access=access,
        referred_by=None if referred_by is None else ActorId(referred_by),
        indication=Indication(on=case.opened_on, reasons=pick(f"{case.key}/why", _REASONS), has_other_case_management=False),
        is_voluntary=True,
        is_free_of_charge=True,
        target_groups=case.profile.groups,
        exception_reason=_EXCEPTION if settled else None,
        age_group=age,
        household=home,
        needs_interpreter=needs_interpreter,
        interpreter_found=True if needs_interpreter else None,
        stay=stay_facts(case, home),
        legal_fields=legal_fields(case, home),
        residence=residence(case, home),
        language=language,
        phases=phases(case),
        needs=wanted,
        plan=plan(case, wanted),
        contacts=contacts(case),
        referrals=made,
        consents=consents(case, age, wanted, made),
        information=(
            InformationGiven(on=case.opened_on, language=pick(f"{case.key}/language", ("ar", "de", "en", "fa", "tr", "uk"))),
        ),
        transfers=transfers(case, wanted, made),
        leads=case.leads,
        barriers=tuple(sorted(barrier.id for barrier in seen)),
        closing=closing(case, seen),
    )


def _language(case: Skeleton) -> tuple[LanguageAttained, ...]:
    """Return the command of German at the first assessment, and what was reached later."""
    if case.number in SETTLED:
        return (LanguageAttained(level=SETTLED[case.number].level, on=case.assessed_on, has_certificate=True),)
    start = pick(
        f"{case.key}/level", (LanguageLevel.NONE, LanguageLevel.A1, LanguageLevel.A1, LanguageLevel.A2, LanguageLevel.B1)
    )
    first = LanguageAttained(level=start, on=case.assessed_on, has_certificate=chance(f"{case.key}/certificate", 30))
    reached_on: date = later(case.assessed_on, f"{case.key}/reached", least=180, most=330)
    levels = tuple(LanguageLevel)
    following = levels[min(levels.index(start) + 1, len(levels) - 1)]
    if reached_on > case.last_day or chance(f"{case.key}/no progress", 35):
        return (first,)
    return (first, LanguageAttained(level=following, on=reached_on, has_certificate=True))
