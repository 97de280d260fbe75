"""Judging one number about the whole network against a limit."""

from collections.abc import Callable, Iterator, Mapping

from kimcore.rules.context import Context
from kimcore.rules.cooperation.records import unrecorded
from kimcore.rules.outcome import Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import TownCheck
from kimcore.text import Fact, FactKind

SHARE_FACTS: Mapping[str, FactKind] = {"share": "share", "required": "share"}
"""The facts that `measured` finds."""


def measured(name: str, limit: str, is_right: Callable[[float, float], bool], *, missing: tuple[str, ...] = ()) -> TownCheck:
    """Return a check that compares a metric with a limit.

    From a part of the ties no share of all ties follows, so that it passes and fails only where all are on record.

    Args:
        name: the metric.
        limit: key of the limit.
        is_right: whether a value, given first, is as it should be by the limit.
        missing: what would have to be known where there are ties and still no value; nothing where it then does not apply.
    """

    def check(context: Context) -> Iterator[Verdict]:
        value, bound = context.metrics[name].value, context.value(limit).number
        wanting = unrecorded(context)
        if wanting:
            yield unknown(missing=wanting)
        elif value is None:
            yield unknown(missing=missing) if missing else not_applicable()
        else:
            facts: Mapping[str, Fact] = {"share": value, "required": bound}
            yield passed(facts=facts) if is_right(value, bound) else failed(facts=facts)

    return check
