"""A number of the network over the years."""

from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.ticker import FuncFormatter

from kimcore.errors import NetworkError
from kimcore.network import Wave
from kimcore.reports.network_words import SHARES
from kimcore.reports.plots.canvas import BRAND, FAINT, INK, canvas, instead, said
from kimcore.text import Language, render, sentences

_ROOM = 1.18
"""Of the highest value, so that the last number has room above it."""


def series_plot(waves: Sequence[Wave], metric: str, *, ax: Axes | None = None, language: Language = Language.DE) -> Axes:
    """Draw one metric of a network over time (*Kennzahl im Verlauf*).

    The axis begins at zero, or below where values do; days on which the metric is not defined leave a gap.

    Args:
        waves: what `kimcore.network.series` measured.
        metric: the name of one of its metrics.
        ax: where to draw; a new figure by default.
        language: the language to speak.

    Raises:
        NetworkError: if a wave does not have the metric.

    Example:
        >>> from datetime import date
        >>> import networkx as nx
        >>> from kimcore.network import density, series
        >>> waves = series([(date(2024, 6, 30), nx.path_graph(3))], {"density": density})
        >>> series_plot(waves, "density", language=Language.EN).figure.texts[0].get_text()
        'Density'
    """
    for place, wave in enumerate(waves):
        if metric not in wave.metrics:
            raise NetworkError(f"waves[{place}]: expected the metric {metric!r}, found {', '.join(wave.metrics) or 'none'}")
    name = waves[0].metrics[metric].name if waves else metric
    kind = "share" if name in SHARES else "number"
    values = [(wave.day, wave.metrics[metric].value) for wave in waves]
    known = [(day, value) for day, value in values if value is not None]
    words = sentences(language, "metrics").get(name, {})
    note = " ".join(words[key] for key in ("question", "limit") if key in words)
    with canvas(ax, words.get("name", name), note, width=8.0, height=3.2) as made:
        if not known:
            instead(made, said(language, "not_defined"))
            return made
        for is_known, run in groupby(values, key=lambda point: point[1] is not None):
            if is_known:
                days, numbers = zip(*run, strict=True)
                made.plot(days, numbers, color=BRAND, linewidth=2, marker="o", markersize=4.5)
        for point in dict.fromkeys((known[0], known[-1])):
            text = render(point[1], kind, language)
            made.annotate(text, point, (0, 8), textcoords="offset points", ha="center", fontsize=9, color=INK)
        made.set_ylim(min(0.0, *(value for _, value in known), 0.0), max(value for _, value in known) * _ROOM or 1.0)
        made.yaxis.set_major_formatter(FuncFormatter(lambda value, _: render(float(value), kind, language)))
        made.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=8))  # type: ignore[no-untyped-call]
        made.xaxis.set_major_formatter(DateFormatter("%m/%Y"))  # type: ignore[no-untyped-call]
        made.grid(axis="y", color=FAINT, linewidth=0.7)
        made.set_axisbelow(True)
    return made
