"""A network report as JSON: every number with its definition, for other programs."""

import json
from collections.abc import Hashable, Mapping
from enum import Enum

from kimcore import network
from kimcore.model import Card, Metric
from kimcore.reports.as_json import protection_json
from kimcore.reports.network_flow_section import shown_needs, shown_offices, shown_ways
from kimcore.reports.network_flows import FlowsView
from kimcore.reports.network_report import AnswersView, GroupView, LossView, NetworkReport, WavesView

FORMAT = "kimcore-network-report"
VERSION = 1


def network_json(report: NetworkReport) -> str:
    """Return a network report as JSON text, one byte form for one report.

    Numbers that rest on few cases are not in it, unless that is switched off.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports.network_report import examine_network
        >>> text = network_json(examine_network(Town(municipality=UNITS[0]), on=date(2025, 1, 1)))
        >>> json.loads(text)["whole"][0]["reason"]
        'fewer_than_two_actors'
    """
    town = report.town.municipality
    content = {
        "format": FORMAT,
        "version": VERSION,
        "municipality": {"key": town.key, "name": town.name},
        "on": report.on.isoformat(),
        "protection": protection_json(report.protection),
        "layers": [layer.value for layer in report.layers],
        "actors": list(report.ties.actors),
        "ties": report.ties.tie_count,
        "whole": [metric_json(metric) for metric in report.whole],
        "degree": metric_json(report.degree),
        "betweenness": metric_json(report.betweenness),
        "ranks": {"best": report.ranks.best, "worst": report.ranks.worst, "card": card_json(report.ranks.card)},
        "groups": {group.kind.value: _group(group) for group in report.groups},
        "core": {
            "fit": report.core.fit,
            "core": list(report.core.core),
            "equals": report.core.equals,
            "reason": report.core.reason,
            "card": card_json(report.core.card),
        },
        "cut_actors": metric_json(report.cut_actors),
        "bridges": metric_json(report.bridges),
        "answers": None if report.answers is None else _answers(report.answers),
        "waves": None if report.waves is None else _waves(report.waves),
        "bodies": {
            "bodies": list(report.bodies.bodies),
            "largest_body": report.bodies.largest_body,
            "density": metric_json(report.bodies.density),
            "degree": metric_json(report.bodies.degree),
            "betweenness": metric_json(report.bodies.betweenness),
        },
        "flows": _flows(report.flows),
        "losses": [_loss(loss) for loss in report.losses],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain) + "\n"


def metric_json(metric: Metric) -> dict[str, object]:
    """Return a metric with its card in the form that JSON can hold."""
    return {
        "name": metric.name,
        "value": metric.value,
        "values": _keyed(metric.values),
        "reason": metric.reason,
        "reasons": _keyed(metric.reasons),
        "card": card_json(metric.card),
    }


def card_json(card: Card) -> dict[str, object]:
    """Return the definition behind a number in the form that JSON can hold."""
    return {
        "name": card.name,
        "definition": card.definition,
        "source": card.source,
        "doi": card.doi,
        "direction": card.direction.value,
        "weights": card.weights.value,
        "isolates": card.isolates,
        "loops": card.loops,
        "disconnected": card.disconnected,
        "n": card.n,
        "loops_dropped": card.loops_dropped,
        "response_rate": card.response_rate,
        "seed": card.seed,
        "permutations": card.permutations,
        "parameters": dict(card.parameters),
    }


def _keyed(values: Mapping[Hashable, object]) -> dict[str, object]:
    return {" - ".join(map(str, key)) if isinstance(key, tuple) else str(key): value for key, value in values.items()}


def _group(group: GroupView) -> dict[str, object]:
    found = group.brokerage
    return {
        "actors": group.actors,
        "ei": metric_json(group.ei),
        "by_group": metric_json(group.by_group),
        "axes": [
            {
                "one": axis.one,
                "other": axis.other,
                "ties": axis.ties,
                "weight": axis.weight,
                "share": axis.share,
                "ratio": axis.ratio,
            }
            for axis in group.axes.axes
        ],
        "brokerage": {
            "counts": _keyed(found.counts),
            "expected": _keyed(found.expected),
            "sd": _keyed(found.sd),
            "z": _keyed(found.z),
            "totals": found.totals,
            "reason": found.reason,
            "card": card_json(found.card),
        },
    }


def _answers(view: AnswersView) -> dict[str, object]:
    survey = view.answers.survey
    return {
        "survey": survey.id,
        "on": survey.on.isoformat(),
        "asked": len({*survey.asked}),
        "silent": list(view.answers.silent),
        "bounds": [_bounds(bounds) for bounds in view.bounds],
        "confirmed": sorted(map(list, view.confirmation.confirmed.edges)),
        "rate": metric_json(view.confirmation.rate_metric),
        "kappa": metric_json(view.confirmation.kappa_metric),
    }


def _bounds(bounds: network.Bounds) -> dict[str, object]:
    return {
        "name": bounds.name,
        "lower": bounds.lower,
        "upper": bounds.upper,
        "is_exact": bounds.is_exact,
        "method": bounds.method,
        "reason": bounds.reason,
        "card": card_json(bounds.card),
    }


def _waves(view: WavesView) -> dict[str, object]:
    change, difference = view.change, view.difference
    return {
        "before": view.before.on.isoformat(),
        "after": view.after.on.isoformat(),
        "entered": list(change.entered),
        "left": list(change.left),
        **{name: [list(pair) for pair in getattr(change, name)] for name in ("kept", "gained", "lost")},
        "jaccard": metric_json(change.jaccard),
        "turnover": metric_json(change.turnover),
        "hamming": metric_json(change.hamming),
        "density_difference": {
            "value": difference.value,
            "standard_error": difference.standard_error,
            "z": difference.z,
            "p": difference.p,
            "lower": difference.lower,
            "upper": difference.upper,
            "reason": difference.reason,
            "card": card_json(difference.card),
        },
    }


def _flows(view: FlowsView) -> dict[str, object] | None:
    if not view.cases or view.protection.is_few(view.cases):
        return None
    median, p90 = view.waiting.median, view.waiting.p90
    return {
        "cases": view.cases if view.cases_told.width == 0 else None,
        "handovers": [
            {"from": one, "to": to, "cases": view.handover_cases[one, to]}
            for one, to in shown_ways(view.handover_cases, view.protection)
        ],
        "returns": [
            {"from": one, "to": to, "cases": view.return_cases[one, to]}
            for one, to in shown_ways(view.return_cases, view.protection)
        ],
        "waiting": {
            "median": median.value,
            "p90": p90.value,
            "card": card_json(median.card),
            "offices": [
                {"actor": actor, "cases": view.waiting_cases[actor], "median": median.values[actor], "p90": p90.values[actor]}
                for actor in shown_offices(view)
            ],
        },
        "needs": [
            {
                "field": need.field.value,
                "cases": need.cases,
                "offices": need.offices,
                "only": need.only,
                "gate": None if need.gate is None else {"actor": need.gate.actor, "cut_off": list(need.gate.cut_off)},
            }
            for need in shown_needs(view)
        ],
    }


def _loss(loss: LossView) -> dict[str, object]:
    result = loss.result
    return {
        "actor": loss.actor,
        "added_parts": loss.added_parts,
        "fragmentation_removed": None if result.fragmentation_removed is None else result.fragmentation_removed.value,
        "fragmentation_isolated": None if result.fragmentation_isolated is None else result.fragmentation_isolated.value,
        "changes": {
            name: {"before": change.before.value, "after": change.after.value, "difference": change.difference}
            for name, change in result.changes.items()
        },
        "cut_off": {str(need): list(reach.cut_off) for need, reach in result.reach.items()},
    }


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)
