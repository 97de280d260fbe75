"""Pictures for papers and pages, drawn by matplotlib (*Abbildungen*).

Each function draws into the axes it is given, or into a new figure, and returns the axes:
``network_plot(report).figure.savefig("network.svg")`` writes a file, and `picture_text` gives the same text on every run.
No picture shows a count of people below the threshold. Colours can be told apart by colour-blind readers,
and no colour carries a meaning that shape or place does not carry too.
"""

from kimcore.reports.plots.blocks import findings_figure, funnel_figures, network_figure, waiting_figure
from kimcore.reports.plots.canvas import picture_text
from kimcore.reports.plots.findings import findings_plot
from kimcore.reports.plots.funnel import funnel_plot
from kimcore.reports.plots.mixing import mixing_plot
from kimcore.reports.plots.network import network_plot
from kimcore.reports.plots.ranks import ranks_plot
from kimcore.reports.plots.series import series_plot
from kimcore.reports.plots.waiting import waiting_plot

__all__ = [
    "findings_figure",
    "findings_plot",
    "funnel_figures",
    "funnel_plot",
    "mixing_plot",
    "network_figure",
    "network_plot",
    "picture_text",
    "ranks_plot",
    "series_plot",
    "waiting_figure",
    "waiting_plot",
]
