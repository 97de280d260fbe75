"""DS-16: carriers of church welfare are recorded with the data protection law of their church."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kimcore.law import Binding, Grade
from kimcore.model import Actor, ControllerRegime, WelfareUmbrella
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import CHURCH_DATA_LAW

_LAW_OF: Mapping[WelfareUmbrella, ControllerRegime] = MappingProxyType(
    {WelfareUmbrella.CARITAS: ControllerRegime.KDG, WelfareUmbrella.DIAKONIE: ControllerRegime.DSG_EKD}
)


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "actors", (_judge(actor) for actor in context.actors().values()))


def _judge(actor: Actor) -> Verdict:
    expected = None if actor.umbrella is None else _LAW_OF.get(actor.umbrella)
    if expected is None:
        return not_applicable(actor.id)
    if actor.regime is None:
        return unknown(actor.id, missing=("regime",))
    if actor.regime is expected:
        return passed(actor.id)
    return failed(actor.id, {"regime": actor.regime.value, "expected": expected.value})


RULE = Rule(
    code="DS-16",
    slug="church-carriers",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(CHURCH_DATA_LAW,),
    norm="KDG, DSG-EKD",
    facts={"regime": "ControllerRegime", "expected": "ControllerRegime"},
    check=_check,
)
