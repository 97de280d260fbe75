"""DS-13: records on structures hold nothing that points to one person."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.free_text import FIELDS, free_texts
from kimcore.rules.data_protection.identifying import identifying
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import DSGVO


def _check(context: Context) -> Iterator[Verdict]:
    clean = 0
    for found in free_texts(context.town, on=context.on):
        kinds = tuple(kind.value for kind in identifying(found.text))
        if kinds:
            # The text itself never becomes a fact: a report must not spread what should not be there.
            yield failed(found.subject, {"place": found.place, "kinds": kinds}, since=found.since)
        else:
            clean += 1
    absent = tuple(name for name in FIELDS if getattr(context.town, name) is None)
    if absent:
        yield unknown(missing=absent)
    elif clean:
        yield passed(facts={"count": clean})
    else:
        yield not_applicable()


RULE = Rule(
    code="DS-13",
    slug="no-identity",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO,),
    norm="Art. 5 Abs. 1 DSGVO",
    in_force=DSGVO_APPLIES,
    facts={"place": "key", "kinds": "IdentifyingKind"},
    check=_check,
)
