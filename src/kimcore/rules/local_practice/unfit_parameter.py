"""LO-02: every local parameter has a known key and a value that fits it."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import LocalParameter, in_force
from kimcore.rules.context import Context, fits
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
    facts = {"parameter": parameter.key}
    if entry is None:
        return failed(parameter.key, facts, variant="unknown_key", since=parameter.during.first_day)
    if not fits(parameter, entry):
        return failed(parameter.key, {**facts, "unit": entry.unit.value}, variant="unfit", since=parameter.during.first_day)
    return passed(parameter.key)


RULE = Rule(
    code="LO-02",
    slug="local-parameter-fits",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LOCAL_PRACTICE,),
    facts={"parameter": "key", "unit": "Unit"},
    check=_check,
)
