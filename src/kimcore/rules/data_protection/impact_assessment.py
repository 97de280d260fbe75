"""DS-18: it was decided whether the case software needs a data protection impact assessment."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ArrangementKind
from kimcore.rules.context import Context
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.arrangements import has_arrangement
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import DSGVO


def _check(context: Context) -> Iterator[Verdict]:
    decided = has_arrangement(context, ArrangementKind.IMPACT_ASSESSMENT)
    if decided is None:
        yield unknown(missing=("privacy_arrangements",))
    else:
        yield passed() if decided else failed()


RULE = Rule(
    code="DS-18",
    slug="impact-assessment",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(DSGVO,),
    norm="Art. 35 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("privacy_arrangements",),
    check=_check,
)
