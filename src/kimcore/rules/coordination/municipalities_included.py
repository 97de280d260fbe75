"""KO-10: in a Kreis, every municipality has an office that speaks for it in integration management."""

from collections.abc import Iterator, Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import MunicipalityKind, Period, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, TINTG_9
from kimcore.text import Fact

_SHARE = "ko.municipality_contact_share_min"
_WITH_MUNICIPALITIES = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})


def _check(context: Context) -> Iterator[Verdict]:
    if context.town.municipality.kind not in _WITH_MUNICIPALITIES:
        yield not_applicable()
        return
    members = in_force(context.town.members or (), on=context.on)
    without = tuple(sorted(member.name for member in members if member.contact is None))
    if not members or not context.is_complete("members"):
        yield unknown(missing=("members",))
        return
    named, least = len(members) - len(without), context.value(_SHARE).number
    facts: Mapping[str, Fact] = {"named": named, "members": len(members), "required": least, "without": without}
    yield passed(facts=facts) if named / len(members) >= least else failed(facts=facts)


RULE = Rule(
    code="KO-10",
    slug="municipalities-included",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, TINTG_9),
    in_force=Period(first_day=date(2022, 1, 1)),
    needs=("members",),
    parameters=(_SHARE,),
    facts={"named": "count", "members": "count", "required": "share", "without": "text"},
    check=_check,
)
