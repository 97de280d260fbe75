"""How many findings failed in each family of rules."""

from collections import Counter

from matplotlib.axes import Axes

from kimcore.disclosure import PROTECTED, Protection
from kimcore.reports.grouping import entries
from kimcore.reports.lines import day_line, severity_word, town_name
from kimcore.reports.plots.canvas import INK, canvas, instead, said
from kimcore.reports.report import Report
from kimcore.reports.wording import word
from kimcore.rules import Outcome, Severity
from kimcore.text import Language

_COLOURS = {Severity.ERROR: "#a32020", Severity.WARNING: "#e69f00", Severity.INFO: "#56b4e9"}
_HATCHES = {Severity.ERROR: "", Severity.WARNING: "///", Severity.INFO: "..."}


def findings_plot(
    report: Report, *, ax: Axes | None = None, language: Language = Language.DE, protection: Protection = PROTECTED
) -> Axes:
    """Draw how many findings failed in each family of rules, by severity (*Befunde nach Bereich und Gewicht*).

    All findings of one rule on single cases count once, as in the report.

    Args:
        report: the outcome of `kimcore.check`.
        ax: where to draw; a new figure by default.
        language: the language to speak.
        protection: whether and how people are protected.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS, Town
        >>> from kimcore.reports import check
        >>> ax = findings_plot(
        ...     check(Town(municipality=UNITS[10], concepts=()), on=date(2025, 6, 30), select=["ST-04"]), language=Language.EN
        ... )
        >>> [name.get_text() for name in ax.get_yticklabels()]
        ['Structure and funding']
    """
    failed = Counter((entry.finding.rule.family, entry.finding.severity) for entry in entries(report, Outcome.FAIL, protection))
    totals = failed_by_family(report, protection)
    families, widest = [*totals][::-1], max(totals.values(), default=0)
    note = f"{town_name(report.municipality, language)} · {day_line(report, language)}"
    note = note if protection.is_on else f"{note}. {said(language, 'findings_open')}"
    with canvas(ax, said(language, "findings"), note, width=7.5, height=0.8 + 0.4 * max(1, len(families))) as made:
        if not families:
            instead(made, said(language, "nothing_failed"))
            return made
        made.set_yticks(range(len(families)), [word(language, "family", family) for family in families])
        made.set_xticks([])
        left = [0] * len(families)
        for severity in Severity:
            widths = [failed[family, severity] for family in families]
            if any(widths):
                made.barh(
                    range(len(families)),
                    widths,
                    left=left,
                    height=0.66,
                    label=severity_word(severity, language),
                    color=_COLOURS[severity],
                    edgecolor="white",
                    hatch=_HATCHES[severity],
                )
            left = [start + width for start, width in zip(left, widths, strict=True)]
        for place, family in enumerate(families):
            made.text(totals[family] + widest * 0.015, place, str(totals[family]), va="center", color=INK, fontsize=9)
        made.set_xlim(0, widest * 1.05)
        style = {"frameon": False, "fontsize": 9, "labelcolor": INK, "borderaxespad": 0.4}
        made.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=len(Severity), **style)
    return made


def failed_by_family(report: Report, protection: Protection = PROTECTED) -> dict[str, int]:
    """Return how many findings failed in each family of rules, most of them first; those on cases of one rule count once."""
    totals = Counter(entry.finding.rule.family for entry in entries(report, Outcome.FAIL, protection))
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))
