"""Putting together verdicts on things in cases: failures one by one, the rest as counts."""

from collections.abc import Iterable, Iterator

from kimcore.rules.context import Context
from kimcore.rules.outcome import Outcome, Verdict, not_applicable, passed, unknown


def count_up(context: Context, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield what is wrong one by one, and what is right or cannot be judged as counts."""
    listed = tuple(verdicts)
    yield from (verdict for verdict in listed if verdict.outcome is Outcome.FAIL)
    open_ones = [verdict for verdict in listed if verdict.outcome is Outcome.UNKNOWN]
    if open_ones:
        missing = tuple(dict.fromkeys(name for verdict in open_ones for name in verdict.missing))
        yield unknown(facts={"count": len(open_ones)}, missing=missing)
    right = sum(verdict.outcome is Outcome.PASS for verdict in listed)
    if right:
        yield passed(facts={"count": right})
    if all(verdict.outcome is Outcome.NOT_APPLICABLE for verdict in listed):
        yield not_applicable() if context.is_complete("cases") else unknown(missing=("cases",))
