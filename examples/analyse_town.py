"""From a town's file to tables, pictures and pages: kimcore inside the work of an analyst.

    python examples/analyse_town.py examples/musterkreis.json --on 2025-12-31 --into analysis

It needs `pip install kimcore[frames,plots] pandas` and writes, into the folder named:

- `findings.csv` and `open-by-family.csv`, made with pandas;
- `network.svg`, `groups.svg`, `findings.svg` and `density.svg`;
- `report.html` and `network.html`, which hold their pictures and load nothing.

No file names a case or counts fewer than three people.
"""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

import kimcore
from kimcore import network
from kimcore.reports.frames import finding_frame
from kimcore.reports.network_output import network_page
from kimcore.reports.network_report import examine_network
from kimcore.reports.page import with_picture
from kimcore.reports.page_html import page_html
from kimcore.reports.plots import (
    findings_figure,
    findings_plot,
    mixing_plot,
    network_figure,
    network_plot,
    picture_text,
    series_plot,
)
from kimcore.reports.report_output import report_page


def analysed(town: kimcore.Town, *, on: date, language: kimcore.Language) -> Mapping[str, str]:
    """Return the text of each file by its name."""
    report = kimcore.check(town, on=on)
    findings = finding_frame(report, pd.DataFrame, language=language)
    failed = findings[findings["outcome"] == "fail"]
    by_family = failed.pivot_table(index="family", columns="severity", values="code", aggfunc="count", fill_value=0)

    ties = examine_network(town, on=on)
    quarters = network.quarter_days(date(on.year - 2, 1, 1), on)
    waves = network.series([(day, network.cooperation_graph(town, on=day)) for day in quarters], {"density": network.density})

    pages = {
        "report.html": with_picture(report_page(report, language=language), findings_figure(report, language=language)),
        "network.html": with_picture(network_page(ties, language=language), network_figure(ties, language=language)),
    }
    pictures = {
        "findings.svg": findings_plot(report, language=language),
        "network.svg": network_plot(ties, kind=network.Grouping.BUILDING_BLOCK, language=language),
        "groups.svg": mixing_plot(ties, language=language),
        "density.svg": series_plot(waves, "density", language=language),
    }
    return {
        "findings.csv": findings.to_csv(index=False),
        "open-by-family.csv": by_family.to_csv(),
        **{name: picture_text(ax) for name, ax in pictures.items()},
        **{name: page_html(page) for name, page in pages.items()},
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description="From a town's file to tables, pictures and pages.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DAY")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--language", type=kimcore.Language, default=kimcore.Language.DE)
    arguments = parser.parse_args(argv)
    texts = analysed(kimcore.load(arguments.file), on=arguments.on, language=arguments.language)
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (arguments.into / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
