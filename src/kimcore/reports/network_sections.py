"""A network report in words: one section for each question a steering group asks."""

from collections.abc import Sequence

from attrs import evolve

from kimcore import network
from kimcore.network import Layer
from kimcore.reports.grouping import subject_names
from kimcore.reports.network_brief import brief
from kimcore.reports.network_flow_section import flow_section
from kimcore.reports.network_report import AnswersView, BodiesView, GroupView, LossView, NetworkReport, WavesView
from kimcore.reports.network_words import Wording, group_name
from kimcore.reports.page import Block, Reading, Section
from kimcore.text import Language, render, sentences

_ALONE = 2
"""Groups needed for an axis."""


def wording_of(report: NetworkReport, language: Language) -> Wording:
    """Return the words for a report in a language."""
    return Wording(language, subject_names(report.town), report.protection)


def head_lines(report: NetworkReport, words: Wording) -> tuple[str, ...]:
    """Return what every reader must know first: how many, what counts, how to read."""
    layers = render(tuple(words.word("layer", layer.value) for layer in report.layers), "text", words.language)
    lines = [words.phrase("basis", actors=str(report.ties.n), ties=str(report.ties.tie_count), layers=layers)]
    if Layer.ENACTED in report.layers and report.protection.is_on:
        lines.append(words.phrase("enacted_protected", minimum=str(report.protection.minimum)))
    return (*lines, words.phrase("isolates_counted"), words.phrase("reading"))


def sections(report: NetworkReport, language: Language) -> tuple[Section, ...]:
    """Return the sections of a report; those about ties say only that there are none, where that is so."""
    words = wording_of(report, language)
    if not report.ties.arc_count:
        nothing = Section(words.word("section", "whole"), (words.phrase("no_ties"),))
        return (nothing, *_from_records(report, words))
    blocks_first = sorted(report.groups, key=lambda group: group.kind is not network.Grouping.BUILDING_BLOCK)
    return (
        Section(words.word("section", "brief"), brief(report, words)),
        Section(words.word("section", "whole"), _asked_once([words.measured(metric) for metric in report.whole])),
        Section(words.word("section", "actors"), _actors(report, words)),
        *(Section(words.word("section", group.kind.value), _groups(group, report, words)) for group in blocks_first),
        Section(words.word("section", "core"), _core(report, words)),
        Section(words.word("section", "cuts"), _cuts(report, words)),
        *(() if not report.losses else (Section(words.word("section", "losses"), _losses(report.losses, words)),)),
        *_from_records(report, words),
    )


def _from_records(report: NetworkReport, words: Wording) -> tuple[Section, ...]:
    waves = () if report.answers is None else (Section(words.word("section", "waves"), _waves(report.waves, words)),)
    return (
        Section(words.word("section", "answers"), _answers(report.answers, words)),
        *waves,
        Section(words.word("section", "bodies"), _bodies(report.bodies, words)),
        Section(words.word("section", "flows"), flow_section(report.flows, words)),
    )


def _asked_once(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    following = [reading.question for reading in readings[1:]]
    return tuple(
        evolve(reading, question="", limit="") if reading.question == after else reading
        for reading, after in zip(readings, [*following, ""], strict=True)
    )


def _actors(report: NetworkReport, words: Wording) -> tuple[Block, ...]:
    ranks = report.ranks
    order = sorted(ranks.best, key=lambda actor: (ranks.best[actor], ranks.worst[actor], words.called(actor)))
    rows = [
        (
            words.called(actor),
            str(report.degree.values[actor]),
            f"{ranks.best[actor]}–{ranks.worst[actor]}",
            words.number(report.betweenness.values[actor]),
        )
        for actor in order
    ]
    return words.reading("rank_intervals", ""), *words.grid("ranks", ("actor", "ties", "ranks", "betweenness"), rows)


def _groups(group: GroupView, report: NetworkReport, words: Wording) -> tuple[Block, ...]:
    if not group.actors:
        return (words.phrase("no_groups"),)
    known = words.phrase("groups_known", actors=str(group.actors), all=str(report.ties.n))
    return (
        known,
        words.measured(group.ei),
        *_chance(group, words),
        *_axes(group, words),
        *_openness(group, words),
        *_roles(group, words),
    )


def _chance(group: GroupView, words: Wording) -> tuple[Block, ...]:
    found = group.ei.values
    if "p_at_most" not in found:
        return ()
    inward, outward = (words.chance(found[end]) for end in ("p_at_most", "p_at_least"))
    card = group.ei.card
    expected = words.number(found["expected"])
    draws, seed = str(card.permutations), str(card.seed)
    return (words.phrase("chance", expected=expected, inward=inward, outward=outward, permutations=draws, seed=seed),)


def _axes(group: GroupView, words: Wording) -> tuple[Block, ...]:
    tied = [axis for axis in group.axes.axes if axis.ties]
    rows = [
        (
            group_name(axis.one, group.kind, words.language),
            group_name(axis.other, group.kind, words.language),
            words.number(axis.ties),
            words.number(axis.ratio),
        )
        for axis in tied
    ]
    missing = sorted(
        " – ".join(group_name(end, group.kind, words.language) for end in (axis.one, axis.other))
        for axis in group.axes.axes
        if not axis.ties
    )
    table = words.grid("axes", ("one", "other", "number", "ratio"), rows, numbers_from=2) if rows else ()
    few = missing[:_ALONE]
    rest = [words.phrase("more", count=str(len(missing) - _ALONE))] if len(missing) > _ALONE else []
    absent = (words.word("table", "missing_axes").format(pairs="; ".join([*few, *rest])),) if missing else ()
    return words.reading("key_axes", ""), *table, *absent


def _openness(group: GroupView, words: Wording) -> tuple[Block, ...]:
    rows = [
        (
            group_name(name, group.kind, words.language),
            words.reason(group.by_group.reasons[name]) if value is None else words.number(value),
        )
        for name, value in group.by_group.values.items()
    ]
    return words.grid("ei", ("group", "index"), rows)


def _roles(group: GroupView, words: Wording) -> tuple[Block, ...]:
    found = group.brokerage
    roles = sentences(words.language, "metrics")["brokerage_role"]
    rows = [
        (words.called(actor), roles[role], words.number(count), words.number(found.z[actor][role]))
        for actor, counts in found.counts.items()
        for role, count in counts.items()
        if role != "total" and count and (found.z[actor][role] or 0) >= _ALONE
    ]
    order = sorted(rows, key=lambda row: (row[0], row[1]))
    return words.reading("brokerage", ""), *words.grid("brokerage", ("actor", "role", "count", "z"), order, numbers_from=2)


def _core(report: NetworkReport, words: Wording) -> tuple[Block, ...]:
    found = report.core
    if found.fit is None:
        return words.reading("core_periphery", ""), words.reason(found.reason)
    lines = [words.phrase("core_fit", fit=words.number(found.fit), core=words.listed(found.core))]
    lines += [words.phrase("core_many", count=str(found.equals))] if found.equals > 1 else []
    lines += [words.phrase("core_searched", seed=str(found.card.seed))] if found.card.seed is not None else []
    return words.reading("core_periphery", words.number(found.fit)), *lines


def _cuts(report: NetworkReport, words: Wording) -> tuple[Block, ...]:
    cutting = [(words.called(actor), str(parts)) for actor, parts in report.cut_actors.values.items() if parts]
    ties = [
        (" – ".join(words.called(end) for end in pair), str(size))
        for pair, size in report.bridges.values.items()
        if isinstance(pair, tuple)
    ]
    return (
        words.measured(report.cut_actors),
        *(words.grid("cut_actors", ("actor", "parts"), sorted(cutting)) if cutting else (words.phrase("no_cuts"),)),
        words.measured(report.bridges),
        *(words.grid("bridges", ("tie", "smaller_side"), sorted(ties)) if ties else (words.phrase("no_bridges"),)),
    )


def _answers(view: AnswersView | None, words: Wording) -> tuple[Block, ...]:
    if view is None:
        return (words.phrase("no_survey"),)
    survey = view.answers.survey
    asked, silent = len({*survey.asked}), len(view.answers.silent)
    response = words.phrase(
        "response",
        day=render(survey.on, "date", words.language),
        answered=str(asked - silent),
        asked=str(asked),
        share=render((asked - silent) / asked, "share", words.language),
    )
    who = words.phrase("silent", names=words.listed(view.answers.silent)) if silent else words.phrase("all_answered")
    rows = [(_bounded_name(bounds, words), *_bound_words(bounds, words)) for bounds in view.bounds]
    both = view.confirmation.confirmed.number_of_edges()
    reported = both + view.confirmation.unconfirmed.number_of_edges()
    return (
        f"{response} {who}",
        *((words.phrase("bounds"), *words.grid("bounds", ("metric", "lower", "upper", "bound"), rows)) if silent else ()),
        words.measured(view.confirmation.rate_metric),
        words.phrase("confirmed", confirmed=str(both), reported=str(reported)),
        words.measured(view.confirmation.kappa_metric),
    )


def _bounded_name(bounds: network.Bounds, words: Wording) -> str:
    kind = dict(bounds.card.parameters).get("kind", "")
    name = words.metric_name(bounds.name)
    return f"{name} {words.word('kind', kind)}" if bounds.name == "centralization" else name


def _bound_words(bounds: network.Bounds, words: Wording) -> tuple[str, str, str]:
    if bounds.lower is None or bounds.upper is None:
        return words.phrase("none"), words.phrase("none"), words.reason(bounds.reason)
    lower, upper = (words.number(end, bounds.name) for end in (bounds.lower, bounds.upper))
    return lower, upper, words.phrase("exact" if bounds.is_exact else "outer")


def _waves(view: WavesView | None, words: Wording) -> tuple[Block, ...]:
    if view is None:
        return (words.phrase("one_survey"),)
    change, difference = view.change, view.difference
    before, after = (render(survey.on, "date", words.language) for survey in (view.before, view.after))
    lines = [words.phrase("waves", before=before, after=after, common=str(len(change.common)))]
    lines += [words.phrase("entered", names=words.listed(change.entered))] if change.entered else []
    lines += [words.phrase("left", names=words.listed(change.left))] if change.left else []
    moves = {"kept": change.kept, "gained": change.gained, "lost": change.lost}
    lines.append(words.phrase("moves", **{name: str(len(ties)) for name, ties in moves.items()}))
    return *lines, words.measured(change.jaccard), words.measured(change.turnover), *_difference(difference, words)


def _difference(found: network.DensityDifference, words: Wording) -> tuple[Block, ...]:
    if found.value is None:
        return (words.reading("density_difference", words.reason(found.reason)),)
    change, error = (words.phrase("points", number=words.number(100 * part)) for part in (found.value, found.standard_error or 0))
    line = words.phrase(
        "difference",
        value=change,
        error=error,
        p=words.chance(found.p),
        samples=str(found.card.permutations),
        seed=str(found.card.seed),
    )
    return words.reading("density_difference", change), line


def _bodies(view: BodiesView, words: Wording) -> tuple[Block, ...]:
    if not view.actors or not view.bodies:
        return (words.phrase("no_bodies"),)
    order = sorted(view.actors, key=lambda actor: (-(view.degree.values[actor] or 0), words.called(actor)))
    rows = [
        (
            words.called(actor),
            str(round((view.degree.values[actor] or 0) * len(view.bodies))),
            words.number(view.betweenness.values[actor]),
        )
        for actor in order
    ]
    sizes = {"bodies": view.bodies, "actors": view.actors}
    return (
        words.phrase("bodies", largest=str(view.largest_body), **{name: str(len(nodes)) for name, nodes in sizes.items()}),
        words.measured(view.density),
        words.reading("two_mode_degree", ""),
        *words.grid("bodies", ("actor", "body_share", "betweenness"), rows),
    )


def _losses(losses: tuple[LossView, ...], words: Wording) -> tuple[Block, ...]:
    now = losses[0].result.changes["fragmentation"].before
    rows = [
        (
            words.called(loss.actor),
            *(
                words.phrase("none") if metric is None else words.value(metric)
                for metric in (loss.result.fragmentation_removed, loss.result.fragmentation_isolated)
            ),
            str(len({actor for reach in loss.result.reach.values() for actor in reach.cut_off})),
        )
        for loss in losses
    ]
    return words.phrase("losses", now=words.value(now)), *words.grid(
        "losses", ("actor", "removed", "isolated", "lost_help"), rows
    )
