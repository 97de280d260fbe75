"""Putting together what a rule says about many records, or about the parts of one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from kimcore.model import Period
from kimcore.rules.context import Context
from kimcore.rules.outcome import Outcome, Verdict, failed, not_applicable, passed, unknown

DAY = timedelta(days=1)
YEAR = timedelta(days=365)
"""How far back rules look that ask about the last twelve months."""

_ONE_BY_ONE = frozenset({Outcome.FAIL, Outcome.UNKNOWN})


def gather(context: Context, collection: str, verdicts: Iterable[Verdict], subject: str | None = None) -> Iterator[Verdict]:
    """Yield what is wrong or unknown one by one, and what is right as a count.

    Where nothing was there to judge, the rule does not apply, or it is unknown because the collection holds only a part.

    Args:
        context: what the rule was given.
        collection: the town's collection that the records are from.
        verdicts: one for each record.
        subject: the record that the count is about.
    """
    listed = tuple(verdicts)
    yield from (verdict for verdict in listed if verdict.outcome in _ONE_BY_ONE)
    right = sum(verdict.outcome is Outcome.PASS for verdict in listed)
    if right:
        yield passed(subject, {"count": right})
    if any(verdict.outcome is not Outcome.NOT_APPLICABLE for verdict in listed):
        return
    if context.is_complete(collection):
        yield not_applicable(subject)
    else:
        yield unknown(subject, missing=(collection,))


def laid_down(value: object, *, complete: bool) -> bool | None:
    """Return whether something is on record; `None` where the record may be known only in part.

    For rules that ask whether a thing was written down at all: in a town's own full record, what is not there is not laid down.

    Example:
        >>> laid_down("ki", complete=False), laid_down(None, complete=True), laid_down(None, complete=False)
        (True, False, None)
    """
    if value not in (None, "", ()):
        return True
    return False if complete else None


def judge_parts(
    subject: str, parts: Mapping[str, bool | None], *, since: date | None = None, variant: str | None = None
) -> Verdict:
    """Return whether everything that belongs to a record is there; each part becomes a fact.

    Example:
        >>> judge_parts("ziel", {"owner": True, "target": None}).missing
        ('target',)
    """
    if False in parts.values():
        return failed(subject, parts, since=since, variant=variant)
    missing = tuple(name for name, there in parts.items() if there is None)
    return unknown(subject, parts, missing=missing) if missing else passed(subject, parts)


def too_few_since(periods: Iterable[Period], *, least: int, begun: date | None, on: date) -> date | None:
    """Return the first day since which fewer periods hold than needed, without a break until the day.

    Args:
        periods: the days on which each of the things is there.
        least: how many are needed.
        begun: the day from which they are needed, where that is known; returned if there never were enough.
        on: the day of the question, on which there are too few.

    Example:
        >>> first_half = Period(last_day=date(2024, 6, 30))
        >>> too_few_since([first_half], least=1, begun=None, on=date(2025, 1, 1))
        datetime.date(2024, 7, 1)
    """
    spans = tuple(periods)
    last_days = (span.last_day for span in spans if span.last_day is not None and span.last_day < on)
    return max((day + DAY for day in last_days if sum(day in span for span in spans) >= least), default=begun)
