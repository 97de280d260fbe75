"""How cases move between offices, in words; nothing is shown that rests on fewer than three cases."""

from collections.abc import Mapping

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import ActorId, Metric
from kimcore.reports.network_flows import FlowsView, NeedView, Way
from kimcore.reports.network_words import Wording
from kimcore.reports.page import Block
from kimcore.reports.wording import amount_words
from kimcore.text import render


def flow_section(view: FlowsView, words: Wording) -> tuple[Block, ...]:
    """Return the blocks about handovers, returns, waiting and needs."""
    if not view.cases:
        return (words.phrase("no_cases"),)
    least = str(view.protection.minimum)
    if view.protection.is_few(view.cases):
        return (words.phrase("few_cases", minimum=least),)
    hidden = f" {words.phrase('few_hidden', minimum=least)}" if view.protection.is_on else ""
    return (
        words.phrase("cases", cases=amount_words(view.cases_told, words.language)) + hidden,
        words.reading("handovers", ""),
        *_handovers(view, words),
        words.reading("ping_pong", ""),
        *_returns(view, words),
        *_waiting(view, words),
        words.reading("reach", ""),
        *words.grid(
            "needs", ("need", "cases", "offices", "gate", "depending"), [_need(need, words) for need in shown_needs(view)]
        ),
    )


def shown_ways(cases: Mapping[Way, int], protection: Protection = PROTECTED) -> tuple[Way, ...]:
    """Return the ways that enough cases have gone, the most used first.

    Example:
        >>> a, b, c = ActorId("a"), ActorId("b"), ActorId("c")
        >>> shown_ways({(a, b): 3, (a, c): 2})
        (('a', 'b'),)
    """
    kept = [way for way, number in cases.items() if not protection.is_few(number)]
    return tuple(sorted(kept, key=lambda way: (-cases[way], way)))


def shown_offices(view: FlowsView) -> tuple[ActorId, ...]:
    """Return the offices that enough cases have asked, the slowest first; those whose median is not known before all others."""
    median = view.waiting.median.values
    kept = [actor for actor, number in view.waiting_cases.items() if not view.protection.is_few(number)]
    return tuple(sorted(kept, key=lambda actor: (median[actor] is not None, -(median[actor] or 0), actor)))


def shown_needs(view: FlowsView) -> tuple[NeedView, ...]:
    """Return the needs for which enough cases found help."""
    return tuple(need for need in view.needs if not view.protection.is_few(need.cases))


def _handovers(view: FlowsView, words: Wording) -> tuple[Block, ...]:
    return _ways("handovers", view.handover_cases, words, view.protection)


def _returns(view: FlowsView, words: Wording) -> tuple[Block, ...]:
    return _ways("returns", view.return_cases, words, view.protection)


def _ways(title: str, cases: Mapping[Way, int], words: Wording, protection: Protection) -> tuple[Block, ...]:
    rows = [(words.called(one), words.called(other), str(cases[one, other])) for one, other in shown_ways(cases, protection)]
    if not rows:
        return (words.phrase("nothing_shown", minimum=str(protection.minimum if protection.is_on else 1)),)
    hidden = (words.phrase("hidden", minimum=str(protection.minimum)),) if protection.is_on else ()
    return *words.grid(title, ("sender", "receiver", "cases"), rows, numbers_from=2), *hidden


def _waiting(view: FlowsView, words: Wording) -> tuple[Block, ...]:
    found = view.waiting
    rows = [
        (
            words.called(actor),
            str(view.waiting_cases[actor]),
            _days(found.median, actor, words),
            _days(found.p90, actor, words),
            words.part(found.waiting[actor], found.spells[actor]),
        )
        for actor in shown_offices(view)
    ]
    median, p90 = (_all_days(metric, words) for metric in (found.median, found.p90))
    return (
        words.reading("waiting_median", median),
        words.phrase("waiting", median=median, p90=p90),
        *words.grid("waiting", ("actor", "cases", "median", "p90", "waiting"), rows),
    )


def _all_days(metric: Metric, words: Wording) -> str:
    return words.reason(metric.reason) if metric.value is None else render(metric.value, "days", words.language)


def _days(metric: Metric, actor: ActorId, words: Wording) -> str:
    days = metric.values[actor]
    return words.phrase("not_yet") if days is None else render(days, "days", words.language)


def _need(need: NeedView, words: Wording) -> tuple[str, ...]:
    offices = str(need.offices) if need.only is None else f"1: {words.called(need.only)}"
    gate = (words.phrase("no_gate"), "0") if need.gate is None else (words.called(need.gate.actor), str(len(need.gate.cut_off)))
    return render(need.field.value, "FieldOfAction", words.language), str(need.cases), offices, *gate
