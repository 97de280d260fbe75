"""LO-01: no local parameter tries to change a value that binds."""

from collections.abc import Iterator

from kimcore.law import Binding, DatedValue, Grade
from kimcore.model import LocalParameter, in_force
from kimcore.rules.context import Context
from kimcore.rules.local_practice.keys import entry_for
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LOCAL_PRACTICE


def _check(context: Context) -> Iterator[Verdict]:
    own = in_force(context.town.parameters, on=context.on)
    if not own:
        yield not_applicable()
    for parameter in own:
        yield _verdict(parameter, context)


def _verdict(parameter: LocalParameter, context: Context) -> Verdict:
    entry = entry_for(parameter.key, context)
    if isinstance(entry, DatedValue) and entry.binding is Binding.BINDING:
        return failed(parameter.key, {"parameter": parameter.key}, since=parameter.during.first_day)
    return passed(parameter.key)


RULE = Rule(
    code="LO-01",
    slug="local-parameter-on-binding-value",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(LOCAL_PRACTICE,),
    facts={"parameter": "key"},
    check=_check,
)
