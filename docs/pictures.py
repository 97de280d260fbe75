"""Draw the pictures that pages show, on the invented town, whenever the documentation is built."""

from datetime import date
from pathlib import Path

import kimcore
from kimcore import network
from kimcore.evidence import TownCount, funnel
from kimcore.reports.network_report import examine_network
from kimcore.reports.plots import (
    findings_plot,
    funnel_plot,
    mixing_plot,
    network_plot,
    picture_text,
    ranks_plot,
    series_plot,
    waiting_plot,
)

DAY = date(2025, 12, 31)
LANGUAGE = kimcore.Language.EN
TOWNS = (
    TownCount(town="Kreis A", count=30, size=60),
    TownCount(town="Kreis B", count=52, size=70),
    TownCount(town="Stadt C", count=900, size=1200),
    TownCount(town="Stadt D", count=60, size=130),
    TownCount(town="Kreis E", count=140, size=200),
)
"""Made up for the page."""


def write_pictures(folder: Path, example: Path) -> None:
    """Write each picture into a folder, as text that is the same on every run."""
    town = kimcore.load(example)
    ties = examine_network(town, on=DAY, permutations=100)
    quarters = network.quarter_days(date(2022, 12, 31), DAY)
    waves = network.series([(day, network.cooperation_graph(town, on=day)) for day in quarters], {"density": network.density})
    drawn = {
        "findings": findings_plot(kimcore.check(town, on=DAY), language=LANGUAGE),
        "funnel": funnel_plot(funnel(TOWNS, name="acceptance_rate"), language=LANGUAGE),
        "groups": mixing_plot(ties, kind=network.Grouping.BUILDING_BLOCK, language=LANGUAGE),
        "network": network_plot(ties, language=LANGUAGE),
        "ranks": ranks_plot(ties, language=LANGUAGE),
        "series": series_plot(waves, "density", language=LANGUAGE),
        "waiting": waiting_plot(town, on=DAY, language=LANGUAGE),
    }
    folder.mkdir(exist_ok=True)
    for name, ax in drawn.items():
        (folder / f"{name}.svg").write_text(picture_text(ax), encoding="utf-8")
