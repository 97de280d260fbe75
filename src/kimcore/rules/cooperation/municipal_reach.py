"""NW-13: in a Kreis, every municipality works with the integration centre directly."""

from collections.abc import Iterable, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import MemberMunicipality, MunicipalityKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.cooperation.records import is_nothing_recorded, is_silent, unrecorded
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE
from kimcore.text import Fact

_MOST = "nw.municipal_reach_steps_max"
_WITH_MUNICIPALITIES = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})


def _check(context: Context) -> Iterable[Verdict]:
    if context.town.municipality.kind not in _WITH_MUNICIPALITIES:
        return (not_applicable(),)
    if is_nothing_recorded(context):
        return (unknown(missing=unrecorded(context)),)
    members = in_force(context.town.members or (), on=context.on)
    return gather(context, "members", (_judge(member, context) for member in members))


def _judge(member: MemberMunicipality, context: Context) -> Verdict:
    steps, most = context.metrics["steps_to_coordination"].values.get(member.key), context.value(_MOST).whole
    facts: Mapping[str, Fact] = {"municipality": member.name, "steps": steps, "most": most}
    if steps is not None and steps <= most:
        return passed(member.key)
    if member.contact is None:
        return unknown(member.key, facts, missing=("contact",))
    missing = unrecorded(context)
    if context.metrics["steps_to_coordination"].reasons.get(member.key) == "actor_missing":
        missing += ("actors",)
    if is_silent(context, member.contact):
        missing += ("surveys",)
    if missing:
        return unknown(member.key, facts, missing=missing)
    return failed(member.key, facts, variant="no_path" if steps is None else "far")


RULE = Rule(
    code="NW-13",
    slug="municipal-reach",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STRUCTURE_PAGE),
    needs=("members",),
    parameters=(_MOST,),
    metrics=("steps_to_coordination",),
    facts={"municipality": "text", "steps": "count", "most": "count", "count": "count"},
    check=_check,
)
