"""DS-08: who is bound by professional secrecy passes something on only with a release that covers it."""

from collections.abc import Iterator, Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, DataTransfer, Filling, LegalBasis, StaffId
from kimcore.rules.case_management.leads import lead_on
from kimcore.rules.context import Context
from kimcore.rules.data_protection.counting import count_up
from kimcore.rules.data_protection.transfers import covers, lapsed_on, release_of, transfer_facts
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import RELEASE_GUIDE, STGB_203


def _check(context: Context) -> Iterator[Verdict]:
    held: dict[StaffId, list[Filling]] = {}
    for position in context.town.positions or ():
        for filling in position.fillings or ():
            if filling.staff is not None:
                held.setdefault(filling.staff, []).append(filling)
    yield from count_up(context, _verdicts(context, held))


def _verdicts(context: Context, held: Mapping[StaffId, list[Filling]]) -> Iterator[Verdict]:
    for case in context.town.cases or ():
        for transfer in case.transfers:
            if transfer.on <= context.on and transfer.basis is not LegalBasis.STATUTE:
                yield _judge(transfer, case, context.on, held)


def _judge(transfer: DataTransfer, case: Case, on: date, held: Mapping[StaffId, list[Filling]]) -> Verdict:
    lead = lead_on(case, on=transfer.on)
    if lead is None:
        return unknown(case.id, missing=("leads",))
    bound = {filling.has_professional_secrecy for filling in held.get(lead, ()) if transfer.on in filling.during}
    if True not in bound:
        is_free = bound == {False}
        return not_applicable(case.id) if is_free else unknown(case.id, missing=("has_professional_secrecy",))
    variant = _fault(transfer, case)
    if variant is None:
        return passed(case.id)
    return failed(case.id, transfer_facts(transfer, case, on), since=transfer.on, variant=variant)


def _fault(transfer: DataTransfer, case: Case) -> str | None:
    """Return what is wrong with the release, or `None` if nothing is."""
    release = release_of(transfer, case)
    if release is None:
        return "none"
    end = lapsed_on(release)
    if release.given_on > transfer.on or (end is not None and end <= transfer.on) or not covers(release, transfer):
        return "beyond"
    return "direction" if release.direction is None else None


RULE = Rule(
    code="DS-08",
    slug="confidentiality-release",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(STGB_203, RELEASE_GUIDE),
    norm="§ 203 StGB",
    needs=("cases", "positions"),
    facts={"transferred": "date", "recipient": "key"},
    check=_check,
)
