"""Pictures as blocks of a page, each with words for those who do not see it."""

from collections.abc import Collection, Mapping
from datetime import date

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import FunnelPlace, TownComparison
from kimcore.model import Town
from kimcore.reports.grouping import subject_names
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.page import Figure
from kimcore.reports.plots.canvas import picture_text, said
from kimcore.reports.plots.findings import failed_by_family, findings_plot
from kimcore.reports.plots.funnel import funnel_plot, funnel_title
from kimcore.reports.plots.network import most_central, network_plot
from kimcore.reports.plots.waiting import waiting_plot
from kimcore.reports.report import Report
from kimcore.reports.wording import word
from kimcore.text import Language, join

_NAMED = 5


def findings_figure(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Figure | None:
    """Return how many findings failed in each family of rules as a picture for a page; `None` where nothing failed."""
    totals = failed_by_family(report, protection)
    if not totals:
        return None
    told = join([f"{word(language, 'family', family)}: {totals[family]}" for family in totals], language)
    ax = findings_plot(report, language=language, protection=protection)
    return Figure(picture_text(ax), said(language, "findings"), said(language, "findings_alt", families=told))


def network_figure(report: NetworkReport, *, language: Language = Language.DE) -> Figure | None:
    """Return a town's network as a picture for a page; `None` where there are no ties."""
    if not report.ties.arc_count:
        return None
    called = subject_names(report.town)
    names = join([called.get(str(actor), str(actor)) for actor in most_central(report, _NAMED)], language)
    counts = {"actors": str(report.ties.n), "ties": str(report.ties.tie_count)}
    words = said(language, "network_alt", names=names, **counts)
    return Figure(picture_text(network_plot(report, language=language)), said(language, "network"), words)


def waiting_figure(
    town: Town, *, on: date, language: Language = Language.DE, protection: Protection = PROTECTED
) -> Figure | None:
    """Return how long people wait for a first contact as a picture for a page; `None` where there is no curve to show."""
    ax = waiting_plot(town, on=on, language=language, protection=protection)
    if not ax.lines:
        return None
    told = join([text.get_text() for text in ax.texts], language)
    return Figure(picture_text(ax), said(language, "waiting"), said(language, "waiting_alt", told=told))


def funnel_figures(found: TownComparison, titles: Collection[str], *, language: Language = Language.DE) -> Mapping[str, Figure]:
    """Return some numbers of several towns as pictures, by the titles of their sections in the page on towns."""
    figures = {}
    for one in found.funnels:
        title = funnel_title(one.name, language)
        if title not in titles:
            continue
        beyond = [found.names[point.town] for point in one.points if point.place not in {None, FunnelPlace.WITHIN}]
        words = said(language, "funnel_alt", count=str(len(one.points)), beyond=join(beyond, language))
        figures[title] = Figure(picture_text(funnel_plot(one, names=found.names, language=language)), title, words)
    return figures
