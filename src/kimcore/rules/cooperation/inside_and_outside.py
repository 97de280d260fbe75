"""NW-10: every core office outside the administration works with at least one inside it."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Actor, is_internal
from kimcore.rules.context import Context
from kimcore.rules.cooperation.core import CORE, core_offices
from kimcore.rules.cooperation.records import is_nothing_recorded, is_silent, unrecorded
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    if is_nothing_recorded(context):
        return (unknown(missing=unrecorded(context)),)
    return gather(context, "actors", (_judge(office, context) for office in core_offices(context)))


def _judge(office: Actor, context: Context) -> Verdict:
    facts = {"office": office.name}
    side = _side(office, context)
    if side is None:
        return unknown(office.id, facts, missing=("affiliations",))
    if side:
        return not_applicable(office.id)
    if context.metrics["internal_ties"].values.get(office.id):
        return passed(office.id)
    missing = unrecorded(context)
    if is_silent(context, office.id):
        missing += ("surveys",)
    if any(_side(other, context) is None for other in context.actors().values()):
        # One of its partners may be part of the administration.
        missing += ("affiliations",)
    return unknown(office.id, facts, missing=missing) if missing else failed(office.id, facts)


def _side(office: Actor, context: Context) -> bool | None:
    return is_internal(office, municipality=context.town.municipality.key, on=context.on)


RULE = Rule(
    code="NW-10",
    slug="inside-and-outside",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STRUCTURE_PAGE),
    parameters=(CORE,),
    metrics=("internal_ties",),
    facts={"office": "text", "count": "count"},
    check=_check,
)
