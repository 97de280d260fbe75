"""KO-03: where people change from one body of law to another, the interface is described with both actors."""

from collections.abc import Iterable, Iterator

from kimcore.law import Binding, Grade
from kimcore.model import Interface, in_force
from kimcore.rules.context import Context
from kimcore.rules.coordination.crossings import crossings
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict, failed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LIPPE_INTERFACES


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "interfaces", (*_described(context), *_forgotten(context)))


def _described(context: Context) -> Iterator[Verdict]:
    complete = context.is_complete("interfaces")
    for interface in in_force(context.town.interfaces or (), on=context.on):
        yield _judge(interface, complete=complete)


def _judge(interface: Interface, *, complete: bool) -> Verdict:
    parts = {
        "description": laid_down(interface.description, complete=complete),
        "from_actor": laid_down(interface.from_actor, complete=complete),
        "to_actor": laid_down(interface.to_actor, complete=complete),
    }
    return judge_parts(interface.id, parts, since=interface.during.first_day, variant="incomplete")


def _forgotten(context: Context) -> Iterator[Verdict]:
    """Yield what is to be said of the crossings that occur in cases and are no interface on record."""
    if context.town.cases is None:
        yield unknown(missing=("cases",))
        return
    recorded = {(known.from_field, known.to_field) for known in in_force(context.town.interfaces or (), on=context.on)}
    for before, after in crossings(context.town.cases, on=context.on):
        if (before, after) in recorded:
            continue
        facts = {"from_field": before.value, "to_field": after.value}
        if context.is_complete("interfaces"):
            yield failed(facts=facts, variant="missing")
        else:
            yield unknown(facts=facts, missing=("interfaces",))


RULE = Rule(
    code="KO-03",
    slug="no-orphan-interface",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LIPPE_INTERFACES,),
    needs=("interfaces",),
    facts={
        "description": "flag",
        "from_actor": "flag",
        "to_actor": "flag",
        "from_field": "LegalField",
        "to_field": "LegalField",
        "count": "count",
    },
    check=_check,
)
