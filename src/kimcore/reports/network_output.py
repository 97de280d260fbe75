"""A network report as a page, as text for a terminal, as Markdown and as HTML."""

from kimcore.reports.lines import town_name
from kimcore.reports.network_report import NetworkReport
from kimcore.reports.network_sections import head_lines, sections, wording_of
from kimcore.reports.page import Page
from kimcore.reports.page_html import page_html
from kimcore.reports.page_output import page_markdown, page_text
from kimcore.reports.terminal import WIDTH
from kimcore.text import Language, render


def network_page(report: NetworkReport, *, language: Language = Language.DE) -> Page:
    """Return a network report as a page."""
    words = wording_of(report, language)
    return Page(
        title=words.phrase("title"),
        town=town_name(report.town.municipality, language),
        day=words.phrase("day", day=render(report.on, "date", language)),
        language=language,
        protection=report.protection,
        lines=head_lines(report, words),
        sections=sections(report, language),
        closing=words.phrase("definitions"),
        limit=words.phrase("limit"),
    )


def network_text(report: NetworkReport, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a network report as text for a terminal.

    Args:
        report: what `examine_network` found.
        language: the language to speak.
        width: columns that may be used.
        colour: whether to add the codes that colour a terminal.
    """
    return page_text(network_page(report, language=language), width=width, colour=colour)


def network_markdown(report: NetworkReport, *, language: Language = Language.DE) -> str:
    """Return a network report as Markdown; names from the file are escaped."""
    return page_markdown(network_page(report, language=language))


def network_html(report: NetworkReport, *, language: Language = Language.DE) -> str:
    """Return a network report as one HTML file; names from the file are escaped."""
    return page_html(network_page(report, language=language))
