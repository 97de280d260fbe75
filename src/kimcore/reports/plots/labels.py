"""Putting names beside points so that they cover neither each other nor the points."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox, BboxBase

from kimcore.reports.plots.canvas import INK, plain

Point: TypeAlias = tuple[float, float]

_LETTERS = 22
"""The most letters of a line."""
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
"""Where a name may stand, seen from its point, the best first."""
_STEPS = (10, 20, 34, 52, 74)
"""How far away it may stand, in points."""
_AWAY = 6.0
"""What a place costs more than the one before it, in covered pixels."""
_POINTS = 72
"""Points of an inch."""


@frozen
class Dot:
    """Something drawn that no name should cover (*Zeichen*)."""

    at: Point
    radius: float
    """In points."""


@frozen
class Label:
    """A name for a point of a picture (*Beschriftung*)."""

    text: str
    at: Point


def label(ax: Axes, labels: Sequence[Label], dots: Iterable[Dot], *, size: float = 8.5) -> None:
    """Write names beside their points, the first of them with the freest choice of place.

    Each name takes the place where it covers least: other names weigh most, then points, then what lies outside.
    A name that stands far off is joined to its point by a line.

    Args:
        ax: the picture, with its limits and places settled.
        labels: what to write.
        dots: everything drawn that no name should cover.
        size: of the letters, in points.
    """
    figure = ax.figure
    taken: list[Bbox] = []
    covered = [_box_of(ax, dot) for dot in dots]
    options = [(side, step) for step in _STEPS for side in _SIDES]
    for one in labels:
        measured = _written(ax, one, (0, 0), 0, size)
        extent = measured.get_window_extent()
        measured.remove()
        boxes = [_moved(ax, one, extent, side, step) for side, step in options]
        costs = [_cost(box, taken, covered, figure.bbox) + place * _AWAY for place, box in enumerate(boxes)]
        best = costs.index(min(costs))
        side, step = options[best]
        _written(ax, one, side, step, size)
        taken.append(boxes[best])


def _moved(ax: Axes, one: Label, extent: Bbox, side: Point, step: float) -> Bbox:
    """Return where a name of some extent would stand."""
    (x, y), (across, up) = ax.transData.transform(one.at), side
    pixels = step * ax.figure.dpi / _POINTS
    left = x + across * pixels - (0 if across > 0 else extent.width if across < 0 else extent.width / 2)
    low = y + up * pixels - (0 if up > 0 else extent.height if up < 0 else extent.height / 2)
    return Bbox.from_bounds(left, low, extent.width, extent.height)


def _box_of(ax: Axes, dot: Dot) -> Bbox:
    x, y = ax.transData.transform(dot.at)
    reach = dot.radius * ax.figure.dpi / _POINTS
    return Bbox.from_extents(x - reach, y - reach, x + reach, y + reach)


def _written(ax: Axes, one: Label, side: Point, step: float, size: float) -> Annotation:
    across, up = side
    return ax.annotate(
        textwrap.fill(plain(one.text), _LETTERS, break_long_words=False),
        xy=one.at,
        xytext=(across * step, up * step),
        textcoords="offset points",
        ha="left" if across > 0 else "right" if across < 0 else "center",
        va="bottom" if up > 0 else "top" if up < 0 else "center",
        fontsize=size,
        color=INK,
        linespacing=1.05,
        zorder=5,
        annotation_clip=False,
        parse_math=False,
        bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.78},
        arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2} if step > _STEPS[1] else None,
    )


def _cost(box: Bbox, taken: Iterable[Bbox], covered: Iterable[Bbox], frame: BboxBase) -> float:
    names = sum(_shared(box, other) for other in taken)
    dots = sum(_shared(box, dot) for dot in covered)
    outside = box.width * box.height - _shared(box, frame)
    return 20 * names + 5 * dots + 20 * outside


def _shared(one: BboxBase, other: BboxBase) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(max(0.0, width) * max(0.0, height))
