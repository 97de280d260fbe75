"""Several towns, each against what chance allows for its size."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from kimcore.evidence import Funnel, FunnelPlace, FunnelPoint
from kimcore.network.limits import CountKind, Range, control_limits
from kimcore.reports.plots.canvas import BRAND, FAINT, INK, QUIET, canvas, instead, plain, said
from kimcore.reports.plots.labels import Dot, Label, label
from kimcore.text import Language, render, sentences

_GAP = "gap_"
_TAILS = (0.025, 0.001)
_STEPS = 60
"""Sizes at which limits are computed, closer to each other where the funnel bends."""
_ROOM, _WHOLE = 1.1, 1.02
_RADIUS = 4.0
_FILLS = ("#dbe9ea", "#eef4f4")


@frozen
class _Spot:
    point: FunnelPoint
    at: tuple[float, float]


def funnel_plot(
    found: Funnel, *, names: Mapping[str, str] = MappingProxyType({}), ax: Axes | None = None, language: Language = Language.DE
) -> Axes:
    """Draw one number of several towns against the limits that chance sets for their size (*Trichterdiagramm*).

    A round sign lies within the inner limits, a diamond beyond them, a hollow one is too small to say. Towns that are protected
    or have no number are left out. Every town is named; there is no ranking.

    Args:
        found: one of the funnels of `kimcore.evidence.compare_towns`, or of `kimcore.evidence.funnel`.
        names: what the towns are called, by their keys; the keys by default.
        ax: where to draw; a new figure by default.
        language: the language to speak.

    Source:
        Spiegelhalter 2005, doi:10.1002/sim.1970

    Example:
        >>> from kimcore.evidence import TownCount, funnel
        >>> counts = [TownCount(town="a", count=12, size=20), TownCount(town="b", count=420, size=1000)]
        >>> ax = funnel_plot(funnel(counts, name="acceptance_rate", target=0.5), language=Language.EN)
        >>> [text.get_text() for text in ax.texts]
        ['a', 'b']
    """
    spots = [_Spot(point, (point.size, point.value)) for point in found.points if point.size and point.value is not None]
    target, kind = found.target, "share" if found.kind is CountKind.SHARE else "number"
    with canvas(ax, funnel_title(found.name, language), said(language, "funnel_note"), width=8.0, height=4.6) as made:
        if target is None or not spots:
            instead(made, said(language, "no_number"))
            return made
        largest = max(size for size, _ in (spot.at for spot in spots)) * _ROOM
        _draw_limits(made, found, target, largest)
        made.axhline(target, color=QUIET, linewidth=1)
        for spot in spots:
            _draw_spot(made, spot)
        made.set_xlim(0, largest)
        bounds = [value for one in spots for value in (one.at[1], *_ends(one.point.outer))]
        highest = max(bounds) * _ROOM or 1.0
        made.set_ylim(0, min(highest, _WHOLE) if found.kind is CountKind.SHARE else highest)
        made.yaxis.set_major_formatter(FuncFormatter(lambda value, _: render(float(value), kind, language)))
        made.grid(axis="y", color=FAINT, linewidth=0.7)
        made.set_axisbelow(True)
        made.set_xlabel(said(language, f"size_{found.kind.value}"), fontsize=9, color=QUIET)
    dots = [Dot(spot.at, _RADIUS) for spot in spots]
    label(made, [Label(plain(names.get(spot.point.town, spot.point.town)), spot.at) for spot in spots], dots)
    return made


def funnel_title(name: str, language: Language) -> str:
    """Return what a number of several towns is called, as the page on towns calls it."""
    if name.startswith(_GAP):
        return sentences(language, "evidence")["lack"].get(name.removeprefix(_GAP), name)
    return sentences(language, "loop")["town_number"].get(name, name)


def _draw_limits(ax: Axes, found: Funnel, target: float, largest: float) -> None:
    """Fill what lies within the outer and within the inner limits, the inner one darker."""
    inflation = max(1.0, found.dispersion or 1.0) if found.is_adjusted else 1.0
    sizes = [max(1.0, largest * (step / _STEPS) ** 2) for step in range(1, _STEPS + 1)]
    if found.kind is CountKind.SHARE:
        sizes = sorted({float(round(size)) for size in sizes})
    for tail, fill in zip(reversed(_TAILS), reversed(_FILLS), strict=True):
        limits = [control_limits(found.kind, target, size, tail=tail, inflation=inflation) for size in sizes]
        low, high = [one.low for one in limits], [one.high for one in limits]
        ax.fill_between(sizes, low, high, color=fill, linewidth=0, zorder=0)
        ax.plot(sizes, low, color=BRAND, linewidth=0.8, alpha=0.7, zorder=1)
        ax.plot(sizes, high, color=BRAND, linewidth=0.8, alpha=0.7, zorder=1)


def _draw_spot(ax: Axes, spot: _Spot) -> None:
    size, value = spot.at
    place = spot.point.place
    is_beyond = place not in {None, FunnelPlace.WITHIN}
    ax.plot(
        [size],
        [value],
        linestyle="",
        marker="D" if is_beyond else "o",
        markersize=2 * _RADIUS,
        markerfacecolor="white" if place is None else "#d55e00" if is_beyond else BRAND,
        markeredgecolor=INK if place is None else "white",
        clip_on=False,
        zorder=3,
    )


def _ends(limits: Range | None) -> tuple[float, ...]:
    return () if limits is None else (limits.low, limits.high)
