"""What all pictures share: paper, type, colours, words, and how a picture becomes text."""

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

try:
    from matplotlib import rc_context
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
except ImportError as error:
    raise ImportError("pictures need matplotlib, which pip install 'kimcore[plots]' brings") from error

from kimcore.errors import KimcoreError
from kimcore.text import Language, fill, sentences

INK = "#1f2628"
QUIET = "#566064"
FAINT = "#d5d2ca"
BRAND = "#1d5c63"

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a6a00")
"""Told apart by colour-blind readers (Okabe and Ito 2008), the last one darkened so that it shows on white."""

SHAPES = ("o", "s", "^", "D", "P", "v", "X")
"""A shape for each colour."""

_DPI = 150
_POINTS = 72
_EDGE = 0.16
_TITLE, _NOTE, _SPACING, _LETTERS = 13, 9, 1.35, 14.5


@contextmanager
def canvas(ax: Axes | None, title: str, note: str, *, width: float, height: float) -> Iterator[Axes]:
    """Give the axes to draw into, under a title: those given, or those of a new figure with a note as well.

    When all is drawn the places in a new figure are settled, so that it looks the same however often it is written.

    Args:
        ax: the axes given, if any.
        title: what the picture is called.
        note: what a reader must know; left out where the axes are given, because there is no room kept for it.
        width: of a new figure, in inches.
        height: of its part below the title, in inches.
    """
    if ax is not None:
        ax.set_title(title, loc="left", fontsize=_TITLE, fontweight="bold", color=INK)
        _quieten(ax)
        yield ax
        return
    lines = textwrap.wrap(plain(note), int(width * _LETTERS))
    top = _EDGE + (_TITLE + 8 + _NOTE * _SPACING * len(lines) + 8) / _POINTS
    figure = Figure(figsize=(width, height + top), dpi=_DPI, facecolor="white")
    figure.set_layout_engine("constrained", rect=(0.01, 0.01, 0.98, height / (height + top) - 0.02), h_pad=0, w_pad=0)
    left, whole = _EDGE / width, height + top
    figure.text(left, 1 - _EDGE / whole, title, fontsize=_TITLE, fontweight="bold", color=INK, va="top")
    below = 1 - (_EDGE + (_TITLE + 8) / _POINTS) / whole
    figure.text(left, below, "\n".join(lines), fontsize=_NOTE, color=QUIET, va="top", linespacing=_SPACING, parse_math=False)
    made = figure.subplots()
    _quieten(made)
    yield made
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _quieten(ax: Axes) -> None:
    ax.tick_params(colors=QUIET, labelcolor=INK, length=0, labelsize=9)
    for side in ax.spines.values():
        side.set_visible(False)


def plain(text: str) -> str:
    """Return text from a file without characters that no font has."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def instead(ax: Axes, text: str) -> None:
    """Write why there is nothing to draw."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=INK)


def _whole(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if figure is None:
        raise KimcoreError("ax: expected axes in a figure, found axes that were removed from it")
    return figure


def picture_text(ax: Axes) -> str:
    """Return the picture that axes stand in as SVG: the same text for the same picture on every run.

    Raises:
        KimcoreError: if the axes have been removed from their picture.

    Example:
        >>> from matplotlib.figure import Figure
        >>> picture_text(Figure().subplots()) == picture_text(Figure().subplots())
        True
    """
    text = io.StringIO()
    # Names of parts by content and letters as shapes: the same picture is the same text everywhere.
    with rc_context({"svg.hashsalt": "kimcore", "svg.fonttype": "path"}):
        _whole(ax).savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def said(language: Language, key: str, /, **facts: str) -> str:
    """Return one of the sentences of pictures, filled with facts that are already words."""
    return fill(sentences(language, "plots")["plot"][key], facts)
