"""Between which ranks each office stands, whatever counts as central."""

from matplotlib.axes import Axes

from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.plots.canvas import BRAND, FAINT, QUIET, canvas, instead, plain, said
from kimcore.text import Language, render


def ranks_plot(report: NetworkReport, *, most: int = 20, ax: Axes | None = None, language: Language = Language.DE) -> Axes:
    """Draw the best and the worst rank of each office over all centrality indices (*Rangspannen*).

    Args:
        report: what `kimcore.reports.network_report.examine_network` found.
        most: how many offices are shown, those with the best ranks first.
        ax: where to draw; a new figure by default.
        language: the language to speak.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports.network_report import examine_network
        >>> ax = ranks_plot(examine_network(Town(municipality=UNITS[10]), on=date(2025, 6, 30)), language=Language.EN)
        >>> ax.figure.texts[0].get_text()
        'Rank intervals'
    """
    called, ranks = subject_names(report.town), report.ranks
    names = {actor: called.get(str(actor), str(actor)) for actor in ranks.best}
    order = sorted(ranks.best, key=lambda actor: (ranks.best[actor], ranks.worst[actor], names[actor]))[:most]
    day = said(language, "day", day=render(report.on, "date", language))
    note = f"{town_name(report.town.municipality, language)} · {day}. {said(language, 'ranks_note')}"
    with canvas(ax, said(language, "ranks"), note, width=8.5, height=0.8 + 0.28 * max(1, len(order))) as made:
        if not order:
            instead(made, said(language, "nobody"))
            return made
        for place, actor in enumerate(order):
            ends = [ranks.best[actor], ranks.worst[actor]]
            made.plot(ends, [place, place], color=BRAND, linewidth=2.2, marker="o", markersize=5.5)
        made.set_yticks(range(len(order)), [plain(names[actor]) for actor in order], parse_math=False)
        made.set_ylim(len(order) - 0.4, -0.6)
        made.set_xlim(0, report.ties.n + 1)
        made.grid(axis="x", color=FAINT, linewidth=0.7)
        made.set_axisbelow(True)
        made.set_xlabel(said(language, "rank_axis", count=str(report.ties.n)), fontsize=9, color=QUIET)
    return made
