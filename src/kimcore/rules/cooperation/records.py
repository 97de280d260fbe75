"""What is on record about who works with whom."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import permutations

from attrs import frozen

from kimcore.model import ActorId, AgreementKind, CooperationStrength, Period, Survey, Tie
from kimcore.rules.context import Context

_AGREED = frozenset({AgreementKind.COOPERATION, AgreementKind.FORWARDING})


@frozen(kw_only=True)
class Record:
    """Something that shows that one office works with another (*Beleg einer Zusammenarbeit*)."""

    source: ActorId
    target: ActorId
    during: Period
    shown_on: date | None
    """The day it was said, asked or signed; `None` where that is not known."""


def records(context: Context) -> tuple[Record, ...]:
    """Return what shows cooperation, past or present, as far as it was known on the day."""
    found = (*_declared(context), *_agreed(context))
    return tuple(record for record in found if record.shown_on is None or record.shown_on <= context.on)


def between(known: Collection[Record], sources: Collection[ActorId], targets: Collection[ActorId]) -> tuple[Record, ...]:
    """Return the records of one direction: any of the first offices works with any of the others."""
    return tuple(record for record in known if record.source in sources and record.target in targets)


def fresh_days(record: Record, *, days: int) -> Iterator[Period]:
    """Yield the days on which a record still shows something: from when it was said, as long as it holds, but not longer."""
    if record.shown_on is None:
        return
    first = max(record.shown_on, record.during.first_day or record.shown_on)
    oldest = record.shown_on + timedelta(days=days)
    last = min(oldest, record.during.last_day or oldest)
    if first <= last:
        yield Period(first_day=first, last_day=last)


def unrecorded(context: Context) -> tuple[str, ...]:
    """Return the collections that may lack cooperation which exists on the day."""
    return tuple(
        name
        for name in ("ties", "agreements")
        if not context.is_complete(name) or (name == "ties" and _begins_later(context.town.ties or (), context.on))
    )


def is_nothing_recorded(context: Context) -> bool:
    """Return whether a town has recorded no cooperation of any sort, so that one answer does for all its offices."""
    return context.town.ties is None and context.town.agreements is None


def is_silent(context: Context, actor: ActorId) -> bool:
    """Return whether an office was asked in the latest survey and did not answer, so that its own ties are not known."""
    held = [survey for survey in context.town.surveys or () if survey.on <= context.on]
    latest = max(held, key=lambda survey: (survey.on, survey.id), default=None)
    return latest is not None and actor in latest.asked and actor not in latest.answered


def said_on(tie: Tie, surveys: Collection[Survey]) -> date | None:
    """Return the day on which a tie was reported, or else that of the survey it comes from."""
    if tie.reported_on is not None:
        return tie.reported_on
    return next((survey.on for survey in surveys if survey.id == tie.survey), None)


def _begins_later(ties: Collection[Tie], on: date) -> bool:
    """Return whether all ties begin after the day, so that nobody had asked for them yet."""
    begun = [tie.during.first_day or tie.reported_on for tie in ties]
    return bool(begun) and all(day is not None and day > on for day in begun)


def _declared(context: Context) -> Iterator[Record]:
    surveys = context.town.surveys or ()
    for tie in context.town.ties or ():
        if tie.strength in {CooperationStrength.NONE, CooperationStrength.KNOWN}:
            continue
        ends = (tie.source, tie.target)
        for source, target in (ends, ends[::-1]) if tie.is_mutual else (ends,):
            yield Record(source=source, target=target, during=tie.during, shown_on=said_on(tie, surveys))


def _agreed(context: Context) -> Iterator[Record]:
    for agreement in context.town.agreements or ():
        if agreement.kind not in _AGREED:
            continue
        signed = agreement.signed_on or agreement.during.first_day
        for source, target in permutations(agreement.parties, 2):
            yield Record(source=source, target=target, during=agreement.during, shown_on=signed)
