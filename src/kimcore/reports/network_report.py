"""A town's network measured for a steering group: what is computed, before any words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypeAlias

from attrs import frozen

from kimcore import network
from kimcore.disclosure import PROTECTED, Protection
from kimcore.errors import NetworkError
from kimcore.model import ActorId, Metric, Survey, Town
from kimcore.network import Grouping, Layer, Progress
from kimcore.reports.network_flows import FlowsView, flows_of

DEFAULT_LAYERS = (Layer.DECLARED, Layer.AGREED)
PERMUTATIONS = 2_000
_MOST_WHAT_IFS = 12

StageProgress: TypeAlias = Callable[[str, int, int], None]
"""Called with the code of a stage, the steps done and the steps in all."""


@frozen(kw_only=True, eq=False)
class GroupView:
    """Ties within and between groups of offices (*Verbindungen nach Gruppen*)."""

    kind: Grouping
    actors: int
    """Offices whose group is known; the others are left out."""
    ei: Metric
    by_group: Metric
    axes: network.KeyAxes
    brokerage: network.Brokerage


@frozen(kw_only=True, eq=False)
class AnswersView:
    """How far the latest survey can be relied on (*Rücklauf und Bestätigung*)."""

    answers: network.SurveyAnswers
    confirmation: network.Confirmation
    bounds: tuple[network.Bounds, ...]
    """Where the numbers of the whole network lie, whatever the silent would have said."""


@frozen(kw_only=True, eq=False)
class WavesView:
    """The latest survey beside the one before (*Vergleich zweier Befragungen*)."""

    before: Survey
    after: Survey
    change: network.WaveChange
    difference: network.DensityDifference


@frozen(kw_only=True, eq=False)
class LossView:
    """What would change without one office (*Was wäre ohne diese Stelle*)."""

    actor: ActorId
    added_parts: int
    result: network.WhatIf


@frozen(kw_only=True, eq=False)
class BodiesView:
    """Who meets whom in which body (*Gremien*)."""

    bodies: tuple[str, ...]
    actors: tuple[str, ...]
    density: Metric
    degree: Metric
    betweenness: Metric
    largest_body: int


@frozen(kw_only=True, eq=False)
class NetworkReport:
    """Everything a report on a town's network says (*Netzwerkbericht*)."""

    town: Town
    on: date
    layers: tuple[Layer, ...]
    ties: network.TieArrays
    whole: tuple[Metric, ...]
    degree: Metric
    betweenness: Metric
    ranks: network.RankIntervals
    groups: tuple[GroupView, ...]
    core: network.CorePeriphery
    cut_actors: Metric
    bridges: Metric
    answers: AnswersView | None
    waves: WavesView | None
    bodies: BodiesView
    flows: FlowsView
    losses: tuple[LossView, ...]
    """One for each cut actor, those first without whom the network falls into most parts."""
    protection: Protection = PROTECTED
    """How people are protected in what it says."""


_WHOLE: tuple[Callable[[network.TieArrays], Metric], ...] = (
    network.density,
    network.reciprocity,
    network.components,
    network.isolates,
    network.connectedness,
    network.fragmentation,
    network.mean_distance,
    network.diameter,
    network.transitivity,
    network.centralization,
    partial(network.centralization, kind="in-degree"),
    partial(network.centralization, kind="betweenness"),
    partial(network.centralization, kind="closeness"),
    network.efficiency,
    network.hierarchy,
)
_BOUNDED = (
    network.reciprocity,
    network.connectedness,
    network.fragmentation,
    network.components,
    partial(network.centralization, kind="in-degree"),
)


def nobody(stage: str, done: int, total: int) -> None:
    """Tell nobody how far a report is.

    Example:
        >>> nobody("groups", 1, 2)
    """


def layers_named(names: Iterable[str]) -> tuple[Layer, ...]:
    """Return the layers of some names.

    Raises:
        NetworkError: if a name is none of a layer, or there is no name.

    Example:
        >>> layers_named(["agreed"])
        (<Layer.AGREED: 'agreed'>,)
    """
    given = tuple(names)
    known = {layer.value: layer for layer in Layer}
    unknown = [name for name in given if name not in known]
    if unknown or not given:
        raise NetworkError(f"layers: expected one or more of {', '.join(known)}, found {', '.join(unknown) or 'none'}")
    return tuple(known[name] for name in given)


def examine_network(
    town: Town,
    *,
    on: date,
    layers: Iterable[Layer] = DEFAULT_LAYERS,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    progress: StageProgress = nobody,
    protection: Protection = PROTECTED,
) -> NetworkReport:
    """Measure a town's network on a day.

    Args:
        town: the town.
        on: the day of the question.
        layers: what counts as cooperation; enacted ties that rest on too few cases are left out, to protect the people.
        permutations: how often chance is drawn for each test.
        seed: what chance starts from.
        progress: called with the stage and how far it is; an exception it raises ends the examination.
        protection: whether what rests on too few cases is left out.

    Raises:
        NetworkError: if an office and a body of the town have the same key.

    Example:
        >>> from kimcore.model import UNITS
        >>> examine_network(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).whole[0].reason
        'fewer_than_two_actors'
    """
    wanted = tuple(layer for layer in Layer if layer in frozenset(layers))
    ties = network.tie_arrays(
        network.cooperation_graph(town, on=on, layers=wanted, fewest_cases=protection.minimum if protection.is_on else 1)
    )
    draw = {"permutations": permutations, "seed": seed}
    cuts = network.cut_actors(ties)
    flows = flows_of(town, ties, on=on, protection=protection)
    return NetworkReport(
        town=town,
        on=on,
        layers=wanted,
        ties=ties,
        whole=tuple(measure(ties) for measure in _WHOLE),
        degree=network.degree(ties),
        betweenness=network.betweenness(ties, normalised=True, progress=partial(progress, "betweenness")),
        ranks=network.rank_intervals(ties),
        groups=tuple(_grouped(town, kind, ties, on=on, draw=draw, progress=partial(progress, "groups")) for kind in Grouping),
        core=network.core_periphery(ties, seed=seed, progress=partial(progress, "core")),
        cut_actors=cuts,
        bridges=network.bridges(ties),
        answers=_answered(town, on),
        waves=_changed(town, on, permutations, seed, partial(progress, "waves")),
        bodies=_meeting(town, on),
        flows=flows,
        losses=_losses(ties, cuts, flows.offers, partial(progress, "losses")),
        protection=protection,
    )


def _grouped(
    town: Town, kind: Grouping, ties: network.TieArrays, *, on: date, draw: Mapping[str, int], progress: Progress
) -> GroupView:
    groups = network.membership_groups(town, on=on, kind=kind)
    part = network.tie_arrays(network.part_of(ties, groups))
    return GroupView(
        kind=kind,
        actors=part.n,
        ei=network.ei_index(part, groups, progress=progress, **draw),
        by_group=network.ei_by_group(part, groups),
        axes=network.key_axes(part, groups),
        brokerage=network.brokerage(part, groups),
    )


def _answered(town: Town, on: date) -> AnswersView | None:
    held = network.surveys_until(town, on=on)
    if not held:
        return None
    answers = network.survey_answers(town, held[-1])
    return AnswersView(
        answers=answers,
        confirmation=network.confirm(answers.sent, answers.received, silent=answers.silent),
        bounds=(
            network.density_bounds(answers.sent, silent=answers.silent),
            *(network.metric_bounds(measure, answers.sent, silent=answers.silent) for measure in _BOUNDED),
        ),
    )


def _changed(town: Town, on: date, samples: int, seed: int, progress: Progress) -> WavesView | None:
    held = network.surveys_until(town, on=on)
    if len(held) < 2:  # noqa: PLR2004 - a survey and the one before
        return None
    before, after = (network.survey_answers(town, survey).sent for survey in held[-2:])
    return WavesView(
        before=held[-2],
        after=held[-1],
        change=network.compare_waves(before, after),
        difference=network.bootstrap_difference(before, after, samples=samples, seed=seed, progress=progress),
    )


def _meeting(town: Town, on: date) -> BodiesView:
    graph = network.meeting_graph(town, on=on)
    actors = tuple(node for node, mode in graph.nodes(data="mode") if mode == "actor" and graph.degree(node))
    bodies = tuple(node for node, mode in graph.nodes(data="mode") if mode == "body")
    sitting = graph.subgraph([*actors, *bodies])
    return BodiesView(
        bodies=bodies,
        actors=actors,
        density=network.two_mode_density(sitting, actors),
        degree=network.two_mode_degree(sitting, actors),
        betweenness=network.two_mode_betweenness(sitting, actors),
        largest_body=network.project(sitting, actors).largest_body,
    )


def _losses(ties: network.TieArrays, cuts: Metric, offers: network.Offers, progress: Progress) -> tuple[LossView, ...]:
    cutting = sorted(
        ((actor, int(parts)) for actor, parts in cuts.values.items() if parts), key=lambda cut: (-cut[1], str(cut[0]))
    )
    found = []
    for place, (actor, parts) in enumerate(cutting, start=1):
        result = network.what_if(ties, without=actor, offers=offers)
        found.append(LossView(actor=ActorId(str(actor)), added_parts=parts, result=result))
        progress(place, len(cutting))
    return tuple(found)
