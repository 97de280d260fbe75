"""Results as data frames of the library a user works with, in one call each.

Each function has its counterpart in `kimcore.reports.columns`, which gives plain columns and needs no library.
The frames of a network are made by `kimcore.network.actor_frame`, `kimcore.network.tie_frame` and `kimcore.network.matrix_frame`.
"""

from collections.abc import Iterable
from types import MappingProxyType

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Gaps
from kimcore.model import Metric, Town
from kimcore.network.tabular import FrameT, frame_of
from kimcore.reports.columns import finding_columns, gap_columns, metric_columns, referral_columns
from kimcore.reports.referrals_view import ReferralView
from kimcore.reports.report import Report
from kimcore.text import Language

_KINDS = MappingProxyType(
    {
        **dict.fromkeys(("on", "since"), "Date"),
        **dict.fromkeys(("cases_least", "cases_most", "people_least", "people_most", "days", "n"), "Int64"),
        **dict.fromkeys(("accepted", "refused", "other", "all"), "Int64"),
        **dict.fromkeys(("value", "median_days"), "Float64"),
    }
)
"""Of columns that may be empty, so that tables of several towns can be put together."""


def finding_frame(
    report: Report, make: type[FrameT], *, language: Language = Language.DE, protection: Protection = PROTECTED
) -> FrameT:
    """Return the findings of a report as a data frame, one row a finding (*Befunde als Tabelle*).

    Args:
        report: the outcome of `kimcore.check`.
        make: the class of the frame, such as ``pandas.DataFrame``, ``polars.DataFrame`` or ``pyarrow.Table``.
        language: the language of titles and messages.
        protection: whether and how people are protected.

    Raises:
        NetworkError: if the class is no frame, or narwhals is not installed.

    Example:
        >>> from datetime import date
        >>> import polars
        >>> from kimcore.model import UNITS
        >>> from kimcore.reports import check
        >>> frame = finding_frame(check(Town(municipality=UNITS[10]), on=date(2025, 6, 30), select=["ST-04"]), polars.DataFrame)
        >>> frame.select("code", "outcome", "on").rows()
        [('ST-04', 'unknown', datetime.date(2025, 6, 30))]
    """
    return frame_of(finding_columns(report, language=language, protection=protection), make, "findings", _KINDS)


def metric_frame(metrics: Iterable[Metric], make: type[FrameT]) -> FrameT:
    """Return metrics as a data frame: a row for the whole and one for each part of it (*Kennzahlen als Tabelle*).

    Args:
        metrics: any metrics, such as those of a report.
        make: the class of the frame.

    Raises:
        NetworkError: if the class is no frame, or narwhals is not installed.

    Example:
        >>> import networkx as nx
        >>> import pandas
        >>> from kimcore.network import density
        >>> metric_frame([density(nx.path_graph(3))], pandas.DataFrame)[["name", "value", "n"]].to_dict("records")
        [{'name': 'density', 'value': 0.6666666666666666, 'n': 3}]
    """
    return frame_of(metric_columns(metrics), make, "metrics", _KINDS)


def gap_frame(
    town: Town,
    found: Gaps,
    make: type[FrameT],
    *,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> FrameT:
    """Return what is missing between needs and effects as a data frame (*Lücken als Tabelle*).

    Args:
        town: the town.
        found: what `kimcore.evidence.gaps` found there.
        make: the class of the frame.
        language: the language of what is missing.
        protection: whether and how people are protected.

    Raises:
        NetworkError: if the class is no frame, or narwhals is not installed.

    Example:
        >>> from datetime import date
        >>> import pandas
        >>> from kimcore.evidence import gaps
        >>> from kimcore.model import UNITS
        >>> town = Town(municipality=UNITS[0])
        >>> len(gap_frame(town, gaps(town, on=date(2025, 1, 1)), pandas.DataFrame))
        0
    """
    return frame_of(gap_columns(town, found, language=language, protection=protection), make, "gaps", _KINDS)


def referral_frame(view: ReferralView, make: type[FrameT]) -> FrameT:
    """Return how referrals fare as a data frame, one row a group (*Vermittlungen als Tabelle*).

    Args:
        view: what `kimcore.reports.referrals_view.referral_view` lets be seen; what is protected is missing.
        make: the class of the frame.

    Raises:
        NetworkError: if the class is no frame, or narwhals is not installed.

    Example:
        >>> import polars
        >>> empty = ReferralView(rows=(), totals=(), shows_rates=False, reasons=None, shows_waits=False, people={}, loads=())
        >>> referral_frame(empty, polars.DataFrame).columns
        ['group', 'accepted', 'refused', 'other', 'all', 'median_days']
    """
    return frame_of(referral_columns(view), make, "referrals", _KINDS)
