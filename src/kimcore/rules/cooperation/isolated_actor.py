"""NW-04: no core office is without any cooperation on record."""

from collections.abc import Iterable, Sequence

from kimcore.law import Binding, Grade
from kimcore.model import Actor
from kimcore.rules.context import Context
from kimcore.rules.cooperation.core import CORE, core_offices
from kimcore.rules.cooperation.records import Record, is_nothing_recorded, is_silent, records, unrecorded
from kimcore.rules.gathering import gather, too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    if is_nothing_recorded(context):
        return (unknown(missing=unrecorded(context)),)
    known = records(context)
    return gather(context, "actors", (_judge(office, known, context) for office in core_offices(context)))


def _judge(office: Actor, known: Sequence[Record], context: Context) -> Verdict:
    if context.metrics["isolates"].values.get(office.id) == 0:
        return passed(office.id)
    missing = unrecorded(context)
    if is_silent(context, office.id):
        missing += ("surveys",)
    if missing:
        return unknown(office.id, {"office": office.name}, missing=missing)
    spans = (record.during for record in known if office.id in {record.source, record.target})
    since = too_few_since(spans, least=1, begun=office.during.first_day, on=context.on)
    return failed(office.id, {"office": office.name}, since=since)


RULE = Rule(
    code="NW-04",
    slug="isolated-actor",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STRUCTURE_PAGE),
    parameters=(CORE,),
    metrics=("isolates",),
    facts={"office": "text", "count": "count"},
    check=_check,
)
