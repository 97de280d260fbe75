"""What can be wrong with a synthetic case: each flaw is one that a case rule finds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from attrs import evolve

from kimcore.model.actors import LegalField
from kimcore.model.cases import Case, CaseLead, Closing, Contact, ContactKind, Phase, PhaseEntry, Plan, is_active
from kimcore.model.consent import Consent, ConsentKind, DataKind, DataTransfer, LegalBasis
from kimcore.model.keys import ActorId, ConsentId, StaffId
from kimcore.model.period import Period
from kimcore.model.situations import LegalFieldSpell, ResidenceSpell, ResidenceStatus, StayFacts
from kimcore.testing.synthetic.chance import Chance

Flaw: TypeAlias = Callable[[Case, date], Case | None]
"""Returns a case with something wrong in it by the day, or `None` if it cannot be wrong there."""

_YEAR = timedelta(days=365)
_WEEK = timedelta(days=7)
_QUARTER_YEAR = timedelta(days=91)
_HALF_YEAR = timedelta(days=182)
_LATE = timedelta(days=75)


def _no_notice(case: Case, _on: date) -> Case | None:
    return evolve(case, information=())


def _not_free(case: Case, _on: date) -> Case | None:
    return evolve(case, is_free_of_charge=False)


def _no_indication(case: Case, _on: date) -> Case | None:
    is_taken_in = not case.phases or len(case.phases) > 1
    return evolve(case, indication=None, closing=case.closing and evolve(case.closing, reason=None)) if is_taken_in else None


def _no_interpreter(case: Case, on: date) -> Case | None:
    return evolve(case, needs_interpreter=True, interpreter_found=False) if is_active(case, on=on) else None


def _long_here(case: Case, _on: date) -> Case | None:
    since = case.opened_on - 4 * _YEAR
    stay = evolve(case.stay or StayFacts(), in_germany_since=since, in_nrw_since=since)
    return evolve(case, stay=stay, exception_reason=None)


def _no_purpose(case: Case, on: date) -> Case | None:
    consent = Consent(id=ConsentId("e9"), kind=ConsentKind.DATA_PROTECTION, given_on=case.opened_on)
    is_new = all(other.id != consent.id for other in case.consents)
    return evolve(case, consents=(*case.consents, consent)) if is_new and case.opened_on <= on else None


def _no_basis(case: Case, on: date) -> Case | None:
    transfer = DataTransfer(on=case.opened_on + _WEEK, recipient=ActorId("jobcenter"), data_kinds=(DataKind.MASTER,))
    return evolve(case, transfers=(*case.transfers, transfer)) if transfer.on <= on else None


def _before_consent(case: Case, _on: date) -> Case | None:
    rests = [transfer for transfer in case.transfers if transfer.basis is LegalBasis.CONSENT]
    if not rests:
        return None
    transfers = tuple(evolve(transfer, on=case.opened_on - _WEEK) for transfer in case.transfers)
    return evolve(case, transfers=transfers)


def _special_data(case: Case, on: date) -> Case | None:
    transfer = DataTransfer(
        on=case.opened_on + _WEEK,
        recipient=ActorId("gesundheitsamt"),
        data_kinds=(DataKind.HEALTH,),
        basis=LegalBasis.STATUTE,
        norm="§ 69 SGB X",
    )
    return evolve(case, transfers=(*case.transfers, transfer)) if transfer.on <= on else None


def _bare_closing(case: Case, _on: date) -> Case | None:
    return None if case.closing is None else evolve(case, closing=Closing(on=case.closing.on))


def _two_leads(case: Case, on: date) -> Case | None:
    if not is_active(case, on=on):
        return None
    both = (StaffId(f"fk-{case.municipality}-{number}") for number in (21, 22))
    return evolve(case, leads=tuple(CaseLead(staff=staff, during=Period(first_day=case.opened_on)) for staff in both))


def _silence(case: Case, on: date) -> Case | None:
    if not is_active(case, on=on) or on - case.opened_on <= _QUARTER_YEAR:
        return None
    return evolve(case, contacts=(Contact(on=case.opened_on, kind=ContactKind.MEETING),))


def _late_assessment(case: Case, on: date) -> Case | None:
    day = case.opened_on + _LATE
    if day > (case.closing.on if case.closing is not None else on):
        return None
    assessed = PhaseEntry(phase=Phase.ASSESSMENT, on=day)
    return evolve(case, phases=(PhaseEntry(phase=Phase.INTAKE, on=case.opened_on), assessed))


def _not_reassessed(case: Case, on: date) -> Case | None:
    if not is_active(case, on=on) or on - case.opened_on <= _HALF_YEAR + _LATE:
        return None
    early = tuple(entry for entry in case.phases if entry.on <= case.opened_on + _LATE)
    return evolve(case, phases=early) if any(entry.phase is Phase.ASSESSMENT for entry in early) else None


def _skipped_phase(case: Case, _on: date) -> Case | None:
    phases = tuple(entry for entry in case.phases if entry.phase is not Phase.ASSESSMENT)
    return evolve(case, phases=phases) if any(entry.phase is Phase.PLANNING for entry in phases) else None


def _loose_plan(case: Case, on: date) -> Case | None:
    plan = case.plan or Plan(made_on=case.opened_on)
    return evolve(case, plan=evolve(plan, agreed_with_client=False)) if is_active(case, on=on) else None


def _gap(case: Case, on: date) -> Case | None:
    ended, begun = case.opened_on + _WEEK, case.opened_on + 6 * _WEEK
    spells = (
        LegalFieldSpell(field=LegalField.ASYLBLG, during=Period(last_day=ended)),
        LegalFieldSpell(field=LegalField.SGB_II, during=Period(first_day=begun)),
    )
    return evolve(case, legal_fields=spells) if begun <= on else None


def _outside_window(case: Case, _on: date) -> Case | None:
    granted_on = date(2022, 11, 15)
    spell = ResidenceSpell(status=ResidenceStatus.CHANCEN_AUFENTHALT, during=Period(first_day=granted_on), granted_on=granted_on)
    return evolve(case, residence=(spell,)) if case.opened_on > granted_on else None


FLAWS: tuple[Flaw, ...] = (
    _no_notice,
    _before_consent,
    _not_free,
    _no_indication,
    _bare_closing,
    _no_interpreter,
    _long_here,
    _two_leads,
    _no_purpose,
    _silence,
    _no_basis,
    _late_assessment,
    _not_reassessed,
    _special_data,
    _skipped_phase,
    _loose_plan,
    _gap,
    _outside_window,
)
"""Every flaw there is; the first fits every case."""


def flawed(case: Case, chance: Chance, on: date) -> Case:
    """Return a case with one to four flaws, each the next that fits after the one drawn."""
    for _ in range(chance.between(1, 4)):
        start = chance.below(len(FLAWS))
        case = next(filter(None, (flaw(case, on) for flaw in FLAWS[start:] + FLAWS[:start])))
    return case
