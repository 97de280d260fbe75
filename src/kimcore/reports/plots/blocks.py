"""Pictures as blocks of a page, each with words for those who do not see it."""

from kimcore.disclosure import PROTECTED, Protection
from kimcore.reports.grouping import subject_names
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.page import Figure
from kimcore.reports.plots.canvas import picture_text, said
from kimcore.reports.plots.findings import failed_by_family, findings_plot
from kimcore.reports.plots.network import most_central, network_plot
from kimcore.reports.report import Report
from kimcore.reports.wording import word
from kimcore.text import Language, join

_NAMED = 5


def findings_figure(report: Report, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Figure:
    """Return how many findings failed in each family of rules as a picture for a page."""
    totals = failed_by_family(report, protection)
    told = join([f"{word(language, 'family', family)}: {totals[family]}" for family in totals], language)
    ax = findings_plot(report, language=language, protection=protection)
    return Figure(picture_text(ax), said(language, "findings"), said(language, "findings_alt", families=told))


def network_figure(report: NetworkReport, *, language: Language = Language.DE) -> Figure:
    """Return a town's network as a picture for a page."""
    called = subject_names(report.town)
    names = join([called.get(str(actor), str(actor)) for actor in most_central(report, _NAMED)], language)
    counts = {"actors": str(report.ties.n), "ties": str(report.ties.tie_count)}
    words = said(language, "network_alt", names=names, **counts)
    return Figure(picture_text(network_plot(report, language=language)), said(language, "network"), words)
