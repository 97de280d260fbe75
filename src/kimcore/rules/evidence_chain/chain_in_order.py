"""EV-07: what follows is dated after what it follows from, and nothing leads back to itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.links import Link, circles, links, own_days
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE

_WITHOUT_ORDER = frozenset({"merged"})
"""Steps that may go to an older record: a theme may be taken into one that was there before."""


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "themes", _verdicts(context))


def _verdicts(context: Context) -> Iterator[Verdict]:
    steps = [link for link in links(context.town) if _has_come(link, context)]
    for around in circles(steps):
        yield failed(around[0][1], {"around": tuple(key for _, key in around)}, variant="circle")
    for link in (*steps, *(link for link in own_days(context.town) if _has_come(link, context))):
        if link.before is None or link.after is None or link.step in _WITHOUT_ORDER:
            continue
        yield passed() if link.before <= link.after else _out_of_order(link, link.before, link.after)


def _out_of_order(link: Link, before: date, after: date) -> Verdict:
    if link.step == "case":
        # The day on which a case began can point to a person, and so is not said.
        return failed(link.effect[1], {"after": after}, variant=link.step)
    return failed(link.effect[1], {"before": before, "after": after}, since=before, variant=link.step)


def _has_come(link: Link, context: Context) -> bool:
    """Return whether both records exist on the day, as far as their days are known."""
    return all(day is None or day <= context.on for day in (link.before, link.after))


RULE = Rule(
    code="EV-07",
    slug="chain-in-order",
    binding=Binding.STANDARD,
    grade=Grade.INFERRED,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE, KIMCORE_PROPOSAL),
    facts={"before": "date", "after": "date", "around": "text", "count": "count"},
    check=_check,
)
