"""ST-01: a municipality that is funded for integration management has an integration centre."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, Period
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE, TINTG_9
from kimcore.rules.structure.funded import is_funded

_FIRST_DAY = date(2022, 1, 1)


def _check(context: Context) -> Iterator[Verdict]:
    centres = [actor for actor in context.town.actors if ActorKind.INTEGRATION_CENTRE in actor.kinds]
    here = [centre for centre in centres if context.on in centre.during]
    funded = is_funded(context)
    if funded is False:
        yield not_applicable()
    elif here:
        yield passed(here[0].id)
    elif not context.is_complete("actors"):
        yield unknown(missing=("actors",))
    elif funded is None:
        yield unknown(missing=("receives_kim_funding",))
    else:
        since = too_few_since((centre.during for centre in centres), least=1, begun=_FIRST_DAY, on=context.on)
        yield failed(since=max(since, _FIRST_DAY) if since is not None else None)


RULE = Rule(
    code="ST-01",
    slug="integration-centre",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(TINTG_9, FUNDING_PAGE),
    norm="§ 9 Abs. 1 TIntG",
    in_force=Period(first_day=_FIRST_DAY),
    check=_check,
)
