"""ST-02: grants go to municipalities that may apply; others take part only through their Kreis or with an own authority."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, BuildingBlock, Grant, MunicipalityKey, MunicipalityKind, Period, unit
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import BLOCKS_PAGE, FUNDING_PAGE, TINTG_9
from kimcore.rules.structure.funded import known_grants

_KINDS = "tintg.s9_1.applicant_kinds"


def _check(context: Context) -> Iterator[Verdict]:
    grants = known_grants(context)
    for grant in grants:
        yield _ask(grant, context)
    if not grants:
        yield not_applicable() if context.is_complete("grants") else unknown(missing=("grants",))


def _ask(grant: Grant, context: Context) -> Verdict:
    if grant.recipient_municipality is None:
        return unknown(grant.id, missing=("recipient_municipality",))
    kind = _kind(grant.recipient_municipality, context)
    if kind is None:
        return unknown(grant.id, missing=("members",))
    if kind.value in context.value(_KINDS).codes:
        return passed(grant.id)
    return _as_member(grant, grant.recipient_municipality, kind, context)


def _as_member(grant: Grant, key: MunicipalityKey, kind: MunicipalityKind, context: Context) -> Verdict:
    """Judge a grant to a municipality that may not apply for all building blocks."""
    facts = {"kind": kind.value, "block": grant.building_block.value}
    if grant.building_block is not BuildingBlock.AUTHORITIES:
        return failed(grant.id, facts, since=grant.notice_on, variant="through_kreis")
    has_authority = _has_authority(key, context)
    if has_authority is None:
        return unknown(grant.id, facts, missing=("has_foreigners_authority",))
    return passed(grant.id, facts) if has_authority else failed(grant.id, facts, since=grant.notice_on, variant="no_authority")


def _kind(key: MunicipalityKey, context: Context) -> MunicipalityKind | None:
    registered = unit(key)
    known = {member.key: member.kind for member in context.town.members or ()}
    if registered is not None:
        known[key] = registered.kind
    known[context.town.municipality.key] = context.town.municipality.kind
    return known.get(key)


def _has_authority(key: MunicipalityKey, context: Context) -> bool | None:
    """Return whether a member municipality has its own foreigners' or naturalisation authority."""
    wanted = {ActorKind.FOREIGNERS_AUTHORITY, ActorKind.NATURALISATION_AUTHORITY}
    members = [member for member in context.town.members or () if member.key == key and context.on in member.during]
    if any(member.has_foreigners_authority for member in members):
        return True
    if any(actor.seat == key and wanted & set(actor.kinds) for actor in context.actors().values()):
        return True
    is_denied = any(member.has_foreigners_authority is False for member in members)
    return False if is_denied and context.is_complete("actors") else None


RULE = Rule(
    code="ST-02",
    slug="eligible-recipient",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(TINTG_9, FUNDING_PAGE, BLOCKS_PAGE),
    norm="§ 9 Abs. 1 TIntG",
    in_force=Period(first_day=date(2022, 1, 1)),
    needs=("grants",),
    parameters=(_KINDS,),
    facts={"kind": "MunicipalityKind", "block": "BuildingBlock"},
    check=_check,
)
