"""Whether an authority and the integration centre have shown not long ago that each works with the other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kimcore.model import Actor, ActorId, ActorKind
from kimcore.rules.context import Context
from kimcore.rules.cooperation.core import offices
from kimcore.rules.cooperation.records import Record, between, fresh_days, is_silent, records, unrecorded
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import TownCheck
from kimcore.text import Fact, FactKind

AXIS_DAYS = "nw.key_axis_age_days_max"
AXIS_FACTS: Mapping[str, FactKind] = {"authority": "text", "towards": "date", "back": "date", "days": "days"}
"""The facts found: when the centre's cooperation with the authority was last shown, and when that of the authority."""

_CENTRE = frozenset({ActorKind.INTEGRATION_CENTRE})


def axis_with(kind: ActorKind) -> TownCheck:
    """Return a check that asks about the axis between the integration centre and every authority of a kind."""

    def check(context: Context) -> Iterator[Verdict]:
        centres = frozenset(centre.id for centre in offices(context, _CENTRE))
        authorities = offices(context, frozenset({kind}))
        if not (authorities and centres):
            # Every unit has these offices; if one is not on record, its ties are not either.
            yield unknown(missing=("actors",))
            return
        known = records(context)
        for authority in authorities:
            # One office that is both has nobody to work with.
            is_both = authority.id in centres
            yield not_applicable(authority.id) if is_both else _judge(authority, centres, known, context)

    return check


def _judge(authority: Actor, centres: frozenset[ActorId], known: Sequence[Record], context: Context) -> Verdict:
    days = context.value(AXIS_DAYS).whole
    towards, back = between(known, centres, {authority.id}), between(known, {authority.id}, centres)
    facts: Mapping[str, Fact] = {
        "authority": authority.name,
        "towards": _last_shown(towards, context),
        "back": _last_shown(back, context),
        "days": days,
    }
    wanting = [direction for direction in (towards, back) if not _is_fresh(direction, days, context)]
    if not wanting:
        return passed(authority.id, facts)
    if any(_is_undated(direction, context) for direction in wanting):
        return unknown(authority.id, facts, missing=("reported_on",))
    missing = unrecorded(context)
    if back in wanting and is_silent(context, authority.id):
        missing += ("surveys",)
    if missing:
        return unknown(authority.id, facts, missing=missing)
    is_old = len(wanting) > 1 and any(context.on in record.during for record in (*towards, *back))
    return failed(
        authority.id,
        facts,
        since=_since(wanting, days, context),
        variant="one_sided" if len(wanting) == 1 else "old" if is_old else "none",
        # Where something still holds, only a proposed age is passed.
        severity=Severity.INFO if is_old else None,
    )


def _is_fresh(direction: Sequence[Record], days: int, context: Context) -> bool:
    return any(context.on in span for record in direction for span in fresh_days(record, days=days))


def _is_undated(direction: Sequence[Record], context: Context) -> bool:
    return any(record.shown_on is None and context.on in record.during for record in direction)


def _last_shown(direction: Sequence[Record], context: Context) -> date | None:
    held = (record.shown_on for record in direction if context.on in record.during)
    return max((day for day in held if day is not None), default=None)


def _since(wanting: Sequence[Sequence[Record]], days: int, context: Context) -> date | None:
    """Return the first day of the earliest gap, `None` where a direction was never shown."""
    gaps = [
        too_few_since(
            (span for record in direction for span in fresh_days(record, days=days)), least=1, begun=None, on=context.on
        )
        for direction in wanting
    ]
    known = [gap for gap in gaps if gap is not None]
    return min(known) if len(known) == len(gaps) else None
