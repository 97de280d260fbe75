"""Comparing two examinations: what is new, what is resolved, what lasts, and whether the town or the law changed."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import frozen

from kimcore.law import Law
from kimcore.model import Town
from kimcore.reports.examination import check
from kimcore.reports.report import Report
from kimcore.rules import BUILTIN, Finding, Rule


class Change(Enum):
    """What became of a finding between two days (*Veränderung eines Befunds*)."""

    NEW = "new"
    """*neu*"""
    RESOLVED = "resolved"
    """*behoben*"""
    LASTING = "lasting"
    """*fortbestehend*"""


class Cause(Enum):
    """Why a finding came or went (*Ursache einer Veränderung*)."""

    TOWN = "town"
    """*die Kommune*"""
    LAW = "law"
    """*das Recht oder ein Maßstab*"""


@frozen(kw_only=True)
class Difference:
    """A failed check that came, went or stayed (*Unterschied*)."""

    change: Change
    finding: Finding
    """The finding of the later day, or the earlier one where it is resolved."""
    cause: Cause | None = None
    """`None` for what lasts."""


@frozen(kw_only=True)
class Comparison:
    """Two examinations side by side (*Vergleich zweier Prüfungen*)."""

    before: Report
    after: Report
    differences: tuple[Difference, ...]
    """New ones first, then resolved, then lasting, each sorted by code and subject."""


def compare(
    before: Town,
    after: Town,
    *,
    from_day: date,
    to_day: date,
    rules: Iterable[Rule] = BUILTIN,
    law: Law | None = None,
) -> Comparison:
    """Return how the failed checks of two examinations differ (*Vergleich*).

    The two towns may be the same, asked on two days, or two states of one town.
    To tell causes apart, the later town is examined once more by the law of the earlier day:
    what failed there already came from the town, the rest from the law.

    Example:
        >>> from kimcore.model import UNITS
        >>> from kimcore.rules import choose
        >>> kreis = Town(municipality=UNITS[10], concepts=())
        >>> concept = choose(select=["ST-04"])
        >>> both = compare(kreis, kreis, from_day=date(2021, 12, 31), to_day=date(2022, 1, 1), rules=concept)
        >>> [(found.change.value, found.cause.value) for found in both.differences]
        [('new', 'law')]
    """
    chosen = tuple(rules)

    def examined(town: Town, on: date, law_on: date | None = None) -> Report:
        return check(town, on=on, law_on=law_on, rules=chosen, law=law)

    earlier, later = examined(before, from_day), examined(after, to_day)
    by_old_law = _failed(examined(after, to_day, law_on=from_day))
    was, now = _failed(earlier), _failed(later)
    new = [
        Difference(change=Change.NEW, finding=now[place], cause=Cause.TOWN if place in by_old_law else Cause.LAW)
        for place in sorted(now.keys() - was.keys())
    ]
    resolved = [
        Difference(change=Change.RESOLVED, finding=was[place], cause=Cause.LAW if place in by_old_law else Cause.TOWN)
        for place in sorted(was.keys() - now.keys())
    ]
    lasting = [Difference(change=Change.LASTING, finding=now[place]) for place in sorted(now.keys() & was.keys())]
    return Comparison(before=earlier, after=later, differences=(*new, *resolved, *lasting))


def _failed(report: Report) -> dict[tuple[str, str, str], Finding]:
    """Return the open failures of a report by what makes them the same: code, subject and kind of failure."""
    return {
        (finding.code, finding.subject or "", finding.variant or ""): finding for finding in report.findings if finding.is_open
    }
