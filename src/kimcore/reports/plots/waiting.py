"""How long people wait for a first contact."""

from datetime import date

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import first_contact_spells
from kimcore.model import Town
from kimcore.network import waiting_curve
from kimcore.reports.lines import town_name
from kimcore.reports.plots.canvas import BRAND, FAINT, INK, QUIET, canvas, instead, said
from kimcore.text import Language, render

_HALF, _TENTH = 0.5, 0.1


def waiting_plot(
    town: Town, *, on: date, ax: Axes | None = None, language: Language = Language.DE, protection: Protection = PROTECTED
) -> Axes:
    """Draw the share still waiting for a first contact, by days since an office was asked (*Wartekurve*).

    Those still waiting are counted in (Kaplan and Meier). Behind every step stand at least three people, or as many as the
    protection says; where the curve would rest on fewer, it ends.

    Args:
        town: the town.
        on: the day of the question.
        ax: where to draw; a new figure by default.
        language: the language to speak.
        protection: whether and how people are protected.

    Source:
        Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452

    Example:
        >>> from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
        >>> ax = waiting_plot(musterkreis(), on=REFERENCE_DAY, language=Language.EN)
        >>> ax.get_xlabel()
        'days since the office was asked'
    """
    curve = waiting_curve(first_contact_spells(town, on=on), on=on, fewest=protection.minimum if protection.is_on else 1)
    day = said(language, "day", day=render(on, "date", language))
    how = said(language, "waiting_protected" if protection.is_on else "waiting_open", fewest=str(curve.fewest))
    note = f"{town_name(town.municipality, language)} · {day}. {said(language, 'waiting_note')} {how}"
    with canvas(ax, said(language, "waiting"), note, width=8.0, height=3.9) as made:
        if len(curve.days) == 1:
            instead(made, said(language, "nobody_waits"))
            return made
        made.step(curve.days, curve.shares, where="post", color=BRAND, linewidth=2.2)
        made.set_ylim(0, 1.02)
        made.set_xlim(0, curve.days[-1] * 1.06)
        for level, place in ((_HALF, "half"), (_TENTH, "nine_of_ten")):
            reached = next((days for days, share in zip(curve.days, curve.shares, strict=True) if share <= level), None)
            if reached is not None:
                made.plot([0, reached, reached], [level, level, 0], color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
                words = said(language, place, days=render(reached, "days", language))
                made.annotate(words, (reached, level), (7, 5), textcoords="offset points", fontsize=9, color=INK)
        made.yaxis.set_major_formatter(FuncFormatter(lambda share, _: render(float(share), "share", language)))
        made.grid(axis="y", color=FAINT, linewidth=0.7)
        made.set_axisbelow(True)
        made.set_xlabel(said(language, "waiting_days"), fontsize=9, color=QUIET)
        made.set_ylabel(said(language, "waiting_share"), fontsize=9, color=QUIET)
    return made
