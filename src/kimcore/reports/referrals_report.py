"""How referrals fare and how full offices are, for readers and for programs."""

from collections.abc import Hashable
from datetime import date

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import ReferralFlow, ReferralsBy
from kimcore.model import RefusalReason, Town
from kimcore.network.loads import Bottleneck
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import json_page
from kimcore.reports.loop_words import LoopWords, page_of_town, words_of
from kimcore.reports.page import Block, Lines, Page
from kimcore.reports.referrals_view import PARTS, REST, ReferralRow, ReferralView, referral_view
from kimcore.text import Language

FORMAT = "kimcore-referrals"
VERSION = 1

_GROUPS = 8
_LOADS = 5
"""So many groups, and so many offices by load, are listed; the JSON form has them all."""


def referrals_page(
    town: Town,
    found: ReferralFlow,
    loads: tuple[Bottleneck, ...],
    *,
    since: date,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> Page:
    """Return how referrals fare as a page, with people only as protected counts.

    Args:
        town: the town.
        found: how its referrals fare.
        loads: how full its offices are, from `since` to the day of the referrals.
        since: the first day of the window of the loads.
        language: the language to speak.
        protection: how people are protected.
    """
    words = words_of(town, "referrals", language, protection)
    view = referral_view(town, found, loads, since=since, protection=protection)
    return page_of_town(
        town,
        found.on,
        words,
        lines=[_rates(found, view, words)],
        sections=(
            words.section(f"by_{found.by.value}", *_table(found, view, words)),
            words.section("reasons", *_reasons(view, words)),
            words.section("waits", *_waits(found, view, words)),
            words.section("trouble", *_trouble(view, words)),
            words.section("loads", *_loads(view, since, found.on, words)),
        ),
    )


def referrals_json(
    town: Town, found: ReferralFlow, loads: tuple[Bottleneck, ...], *, since: date, protection: Protection = PROTECTED
) -> str:
    """Return how referrals fare as JSON text, with people only as protected counts; single cases only without protection."""
    view = referral_view(town, found, loads, since=since, protection=protection)
    waits = {"median": found.first_contact_median, "p90": found.first_contact_p90}
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "by": found.by.value,
            "protection": protection_json(protection),
            "rates": {metric.name: metric.value if view.shows_rates else None for metric in found.metrics},
            "groups": [
                {"group": _group_json(row.group), **_counts_json(row.counts), "wait_median": row.wait} for row in view.rows
            ],
            "totals": _counts_json(view.totals),
            "reasons": None if view.reasons is None else {_code(reason): count for reason, count in view.reasons},
            "first_contact": {name: metric.value if view.shows_waits else None for name, metric in waits.items()},
            "people": None
            if view.people is None
            else {name: amount_json(protection.shown(count)) for name, count in view.people.items()},
            "cases": None if protection.is_on else _cases_json(found),
            "loads": {
                "first_day": since.isoformat(),
                "last_day": found.on.isoformat(),
                "offices": [_load_json(one, protection) for one in view.loads],
            },
        }
    )


def _rates(found: ReferralFlow, view: ReferralView, words: LoopWords) -> str:
    if found.metrics[0].value is None:
        return words.said("no_rates", reason=words.why(found.metrics[0].reason))
    if not view.shows_rates:
        return words.said("rates_hidden")
    accepted, refused, silent = (words.shown(metric.value, "share") for metric in found.metrics)
    return words.said("rates", sent=str(view.totals[-1]), accepted=accepted, refused=refused, silent=silent)


def _table(found: ReferralFlow, view: ReferralView, words: LoopWords) -> tuple[Block, ...]:
    rows = [_row(row, found.by, words) for row in view.rows]
    return words.grid((found.by.value, *PARTS, "sent", "wait"), rows, many=_GROUPS) if rows else ()


def _row(row: ReferralRow, by: ReferralsBy, words: LoopWords) -> tuple[str, ...]:
    return (_called(row.group, by, words), *map(words.counted, row.counts), words.shown(row.wait))


def _called(group: Hashable, by: ReferralsBy, words: LoopWords) -> str:
    if group == REST:
        return words.said("rest")
    if isinstance(group, tuple):
        return " → ".join(map(words.called, group))
    if by is ReferralsBy.FIELD and group != "unknown":
        return words.shown(str(group), "FieldOfAction")
    if by is ReferralsBy.QUARTER:
        year, _, quarter = str(group).partition("-Q")
        return words.said("quarter", quarter=quarter, year=year)
    return words.said("unknown_field") if by is ReferralsBy.FIELD else words.called(group)


def _reasons(view: ReferralView, words: LoopWords) -> tuple[Block, ...]:
    if view.reasons is None:
        return (words.said("reasons_hidden"),)
    lines = tuple(f"{_reason(reason, words)}: {words.counted(count)}" for reason, count in view.reasons)
    return (Lines(lines),) if lines else ()


def _reason(reason: RefusalReason | None, words: LoopWords) -> str:
    return words.said("no_reason") if reason is None else words.shown(reason.value, "RefusalReason")


def _waits(found: ReferralFlow, view: ReferralView, words: LoopWords) -> tuple[Block, ...]:
    if not found.attempts:
        return ()
    if not view.shows_waits:
        return (words.said("waits_hidden"),)
    median, longest = (words.number(metric, "days") for metric in (found.first_contact_median, found.first_contact_p90))
    return (Lines((words.said("median", days=median), words.said("p90", days=longest), words.said("waits_note"))),)


def _trouble(view: ReferralView, words: LoopWords) -> tuple[Block, ...]:
    if view.people is None:
        return ()
    return (Lines(tuple(words.said(key, people=words.people(count)) for key, count in view.people.items())),)


def _loads(view: ReferralView, since: date, on: date, words: LoopWords) -> tuple[Block, ...]:
    if not view.loads:
        return (words.said("loads_hidden"),)
    rows = [
        (
            words.called(one.actor),
            words.shown(one.arrivals, "count"),
            words.people(one.open),
            words.shown(one.capacity),
            words.shown(None if words.protection.is_few(one.open) else one.load, "share"),
            words.shown(one.mean_stay),
            words.shown(one.steadiness, "share"),
        )
        for one in view.loads
    ]
    columns = ("receiver", "arrivals", "open", "capacity", "load", "stay", "steadiness")
    window = words.said("window", first=words.shown(since, "date"), last=words.shown(on, "date"))
    return (window, *words.grid(columns, rows, many=_LOADS), words.said("little"))


def _code(reason: RefusalReason | None) -> str:
    return "none" if reason is None else reason.value


def _group_json(group: Hashable) -> object:
    return list(group) if isinstance(group, tuple) else group


def _counts_json(counts: tuple[int | None, ...]) -> dict[str, int | None]:
    return dict(zip((*PARTS, "sent"), counts, strict=True))


def _cases_json(found: ReferralFlow) -> dict[str, object]:
    return {
        "ping_pong": [{"case": one.case, "referral": one.referral, "offices": list(one.offices)} for one in found.ping_pong],
        "lost": [
            {"case": one.case, "referral": one.referral, "receiver": one.receiver, "sent_on": one.sent_on.isoformat()}
            for one in found.lost
        ],
        "overlapping": [{"case": one.case, "referral": one.referral} for one in found.overlapping],
        "misdated": [{"case": one.case, "referral": one.referral, "receiver": one.receiver} for one in found.misdated],
    }


def _load_json(one: Bottleneck, protection: Protection) -> dict[str, object]:
    is_few = protection.is_few(one.open)
    return {
        "actor": one.actor,
        "open": amount_json(protection.shown(one.open)),
        "capacity": one.capacity,
        "load": None if is_few else one.load,
        "arrivals": one.arrivals,
        "mean_open": one.mean_open,
        "arrivals_per_day": one.arrivals_per_day,
        "mean_stay": one.mean_stay,
        "steadiness": one.steadiness,
    }
