"""NW-03: all core offices lie in one connected network."""

from collections import Counter
from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.cooperation.core import CORE, core_offices
from kimcore.rules.cooperation.records import is_silent, unrecorded
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE


def _check(context: Context) -> Iterator[Verdict]:
    core, parts = core_offices(context), context.metrics["components"].values
    if not core:
        yield not_applicable() if context.is_complete("actors") else unknown(missing=("actors",))
        return
    sizes = Counter(parts.get(office.id) for office in core)
    # Among parts of one size the one with the first office counts as the main one.
    main = sizes.most_common(1)[0][0]
    outside = [office for office in core if parts.get(office.id) != main]
    wanting = unrecorded(context)
    if main is not None and not outside:
        yield passed(facts={"count": len(core)})
    elif wanting:
        yield unknown(missing=wanting)
    elif all(is_silent(context, office.id) for office in outside):
        yield unknown(missing=("surveys",))
    else:
        yield failed(facts={"outside": tuple(sorted(office.name for office in outside)), "count": len(core)})


RULE = Rule(
    code="NW-03",
    slug="connected-core",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STRUCTURE_PAGE),
    parameters=(CORE,),
    metrics=("components",),
    facts={"outside": "text", "count": "count"},
    check=_check,
)
