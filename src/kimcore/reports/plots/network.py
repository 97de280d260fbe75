"""A town's network as a drawing."""

from collections import Counter
from collections.abc import Mapping
from math import sqrt

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from kimcore import network
from kimcore.model import ActorId
from kimcore.network import Grouping
from kimcore.network.arrays import Actor
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.network_words import group_name
from kimcore.reports.plots.canvas import COLOURS, INK, QUIET, SHAPES, canvas, instead, said
from kimcore.reports.plots.labels import Dot, Label, label
from kimcore.text import Language, render

_SMALLEST, _PER_TIE = 26.0, 11.0
"""Area of a sign without ties and for each tie, in square points."""
_MARGIN = 0.06
_LEGEND_COLUMNS = 4


@frozen
class _Look:
    name: str
    colour: str
    shape: str
    actors: tuple[Actor, ...]


def network_plot(
    report: NetworkReport,
    *,
    kind: Grouping = Grouping.LEGAL_FIELD,
    names: int = 10,
    ax: Axes | None = None,
    language: Language = Language.DE,
) -> Axes:
    """Draw a town's network: offices by group, the more ties the larger, the most central by name (*Netzwerkbild*).

    A thick line is a tie in both directions, a thin one a tie in one direction; offices without ties stand below.
    An office of several groups is drawn as one of the first of them.
    The same report gives the same picture: nothing is left to chance.

    Args:
        report: what `kimcore.reports.network_report.examine_network` found.
        kind: what colours and shapes stand for.
        names: how many offices are named, those with most shortest ways through them first.
        ax: where to draw; a new figure by default.
        language: the language to speak.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports.network_report import examine_network
        >>> ax = network_plot(examine_network(Town(municipality=UNITS[10]), on=date(2025, 6, 30)), language=Language.EN)
        >>> ax.figure.texts[0].get_text()
        'The cooperation network'
    """
    day = said(language, "day", day=render(report.on, "date", language))
    note = f"{town_name(report.town.municipality, language)} · {day}. {said(language, 'network_note')}"
    where = network.places(report.ties)
    groups = network.membership_groups(report.town, on=report.on, kind=kind)
    looks = _looks(report, groups, kind, language)
    sizes = {actor: _SMALLEST + _PER_TIE * (report.degree.values[actor] or 0) for actor in where}
    with canvas(ax, said(language, "network"), note, width=9.0, height=7.6) as made:
        made.set_axis_off()
        if not report.ties.arc_count:
            instead(made, said(language, "no_ties" if where else "nobody"))
            return made
        made.add_collection(_lines(report.ties, where))
        for look in looks:
            x, y = zip(*(where[actor] for actor in look.actors), strict=True)
            area = [sizes[actor] for actor in look.actors]
            made.scatter(x, y, s=area, c=look.colour, marker=look.shape, edgecolors="white", linewidths=0.8, zorder=3)
        made.margins(_MARGIN)
        made.set_aspect("equal", adjustable="datalim")
        _name_isolates(made, report, where, language)
        style = {"frameon": False, "fontsize": 9, "labelcolor": INK, "handletextpad": 0.3, "columnspacing": 1.2}
        made.legend(handles=_signs(looks), loc="upper center", bbox_to_anchor=(0.5, 0), ncols=_LEGEND_COLUMNS, **style)
    called = subject_names(report.town)
    dots = [Dot(where[actor], sqrt(sizes[actor]) / 2) for actor in where]
    label(made, [Label(called.get(str(actor), str(actor)), where[actor]) for actor in most_central(report, names)], dots)
    return made


def _name_isolates(ax: Axes, report: NetworkReport, where: Mapping[Actor, tuple[float, float]], language: Language) -> None:
    alone = [where[actor] for actor in report.ties.actors if not report.degree.values[actor]]
    if alone and len(alone) < len(where):
        left, top = min(x for x, _ in alone), max(y for _, y in alone)
        ax.annotate(said(language, "isolates"), (left, top), (-4, 9), textcoords="offset points", fontsize=9, color=QUIET)


def _looks(
    report: NetworkReport, groups: Mapping[ActorId, tuple[str, ...]], kind: Grouping, language: Language
) -> tuple[_Look, ...]:
    """Give each group a colour and a shape, the largest first; what is left shares a quiet one."""
    first: dict[Actor, str] = {actor: listed[0] for actor, listed in groups.items() if actor in report.ties.index}
    order = sorted(Counter(first.values()).items(), key=lambda item: (-item[1], item[0]))
    shown = [group for group, _ in order[: len(COLOURS)]]
    looks = [
        _Look(group_name(group, kind, language), colour, shape, tuple(a for a in report.ties.actors if first.get(a) == group))
        for group, colour, shape in zip(shown, COLOURS, SHAPES, strict=False)
    ]
    others = tuple(actor for actor in report.ties.actors if first.get(actor) not in shown and actor in first)
    unknown = tuple(actor for actor in report.ties.actors if actor not in first)
    looks += [_Look(said(language, "other_groups"), QUIET, "p", others)] if others else []
    looks += [_Look(said(language, "no_group"), "#a9aca6", "o", unknown)] if unknown else []
    return tuple(looks)


def _lines(ties: network.TieArrays, where: Mapping[Actor, tuple[float, float]]) -> LineCollection:
    arcs = set(zip(ties.rows.tolist(), ties.indices.tolist(), strict=True))
    pairs = sorted({(min(arc), max(arc)) for arc in arcs})
    at = [where[actor] for actor in ties.actors]
    both = [(one, other) in arcs and (other, one) in arcs for one, other in pairs]
    return LineCollection(
        [[at[one], at[other]] for one, other in pairs],
        colors=[QUIET if mutual else "#a9aca6" for mutual in both],
        linewidths=[1.1 if mutual else 0.7 for mutual in both],
        alpha=0.5,
        zorder=1,
    )


def _signs(looks: tuple[_Look, ...]) -> list[Line2D]:
    return [
        Line2D([], [], linestyle="", marker=look.shape, color=look.colour, markeredgecolor="white", markersize=8, label=look.name)
        for look in looks
    ]


def most_central(report: NetworkReport, number: int) -> list[Actor]:
    """Return the offices with most shortest ways through them, and most ties where these are equal."""
    tied = [actor for actor in report.ties.actors if report.degree.values[actor]]
    between, degree = report.betweenness.values, report.degree.values
    return sorted(tied, key=lambda actor: (-(between[actor] or 0), -(degree[actor] or 0), str(actor)))[:number]
