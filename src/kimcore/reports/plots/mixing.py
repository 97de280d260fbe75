"""How much groups of offices work together, against what their sizes would bring."""

import textwrap
from collections.abc import Hashable
from math import sqrt

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from kimcore import network
from kimcore.network import Grouping
from kimcore.reports.lines import town_name
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.network_words import group_name
from kimcore.reports.plots.canvas import FAINT, INK, QUIET, canvas, instead, said
from kimcore.text import Language, render

_WIDEST = 4.0
"""Standard deviations from the expected number with the strongest colour."""
_PALE = 0.6
_LETTERS = 24
_COLOURS = LinearSegmentedColormap.from_list("less-more", ["#b35806", "#f7f7f5", "#2166ac"])


def mixing_plot(
    report: NetworkReport,
    *,
    kind: Grouping = Grouping.LEGAL_FIELD,
    most: int = 9,
    ax: Axes | None = None,
    language: Language = Language.DE,
) -> Axes:
    """Draw ties from each group of offices to each, against what the sizes of groups would bring (*Verflechtungsmatrix*).

    Each cell holds the number of ties and in brackets the number to expect if groups of these sizes were tied at random with
    the density of the network. An office of several groups counts with a share in each, so numbers need not be whole.
    Cells where no tie is possible stay empty.

    Args:
        report: what `kimcore.reports.network_report.examine_network` found.
        kind: by what offices are grouped; those of which no group is known are left out.
        most: how many groups are shown, those with most ties first.
        ax: where to draw; a new figure by default.
        language: the language to speak.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports.network_report import examine_network
        >>> ax = mixing_plot(examine_network(Town(municipality=UNITS[10]), on=date(2025, 6, 30)), language=Language.EN)
        >>> ax.figure.texts[0].get_text()
        'Ties between groups'
    """
    groups = network.membership_groups(report.town, on=report.on, kind=kind)
    mixing = network.mixing_matrix(network.tie_arrays(network.part_of(report.ties, groups)), groups)
    shown = _busiest(mixing, most)
    rest = len(mixing.groups) - len(shown)
    day = said(language, "day", day=render(report.on, "date", language))
    hidden = f" {said(language, 'mixing_rest', count=str(rest))}" if rest else ""
    note = f"{town_name(report.town.municipality, language)} · {day}. {said(language, 'mixing_note')}{hidden}"
    names = [textwrap.fill(group_name(group, kind, language), _LETTERS, break_long_words=False) for group in shown]
    size = {"width": 2.6 + 0.78 * max(5, len(names)), "height": 1.5 + 0.56 * max(2, len(names))}
    with canvas(ax, said(language, "mixing"), note, **size) as made:
        if not names:
            instead(made, said(language, "no_group"))
            return made
        for row, sender in enumerate(shown):
            for column, receiver in enumerate(shown):
                observed, expected = (table[sender][receiver] or 0 for table in (mixing.observed, mixing.expected))
                _draw_cell(made, row, column, observed, expected, language)
        made.set_xlim(-0.5, len(names) - 0.5)
        made.set_ylim(len(names) - 0.5, -0.5)
        made.set_xticks(range(len(names)), names, rotation=40, ha="right", rotation_mode="anchor")
        made.set_yticks(range(len(names)), names)
        made.set_xlabel(said(language, "receiver"), fontsize=9, color=QUIET)
        made.set_ylabel(said(language, "sender"), fontsize=9, color=QUIET)
    return made


def _busiest(mixing: network.Mixing, most: int) -> list[Hashable]:
    """Return the groups with most ties of their own or of others to them, in the order of the table."""
    ties = {
        group: sum((mixing.observed[group][other] or 0) + (mixing.observed[other][group] or 0) for other in mixing.groups)
        for group in mixing.groups
    }
    kept = set(sorted(mixing.groups, key=lambda group: (-ties[group], str(group)))[:most])
    return [group for group in mixing.groups if group in kept]


def _draw_cell(ax: Axes, row: int, column: int, observed: float, expected: float, language: Language) -> None:
    """Draw a cell, the colour by how many standard deviations of a Poisson count lie between observed and expected."""
    if not expected:
        ax.add_patch(_box(row, column, FAINT))
        return
    off = max(-_WIDEST, min(_WIDEST, (observed - expected) / sqrt(expected)))
    ax.add_patch(_box(row, column, to_hex(_COLOURS(0.5 + off / (2 * _WIDEST)))))
    ink = "white" if abs(off) > _PALE * _WIDEST else INK
    number, usual = (render(round(value, 1), "number", language) for value in (observed, expected))
    ax.text(column, row - 0.13, number, ha="center", va="center", fontsize=10, color=ink)
    ax.text(column, row + 0.24, f"({usual})", ha="center", va="center", fontsize=7.5, color=ink)


def _box(row: int, column: int, colour: str) -> Rectangle:
    return Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, facecolor=colour, linewidth=0)
