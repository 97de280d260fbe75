"""The counts of cases that an extract tells, protected as one table; readers may know all cases of the town from other pages."""

from collections import Counter
from collections.abc import Hashable, Mapping

from attrs import field, frozen

from kimcore.disclosure import Interval, Protection, Sum, Sums, Told, amounts, told
from kimcore.model import DataKind
from kimcore.reports.bases import Why
from kimcore.reports.extract import FIELDS, KEPT, Extract

_ALL, _LOOKED_AT, _GOES, _GOES_WITHOUT, _KINDS, _REST = "all", "looked at", "goes", "goes without", "kinds that go", "rest"
_KIND_NAMES = tuple(kind.value for kind in FIELDS)


@frozen(kw_only=True)
class ExtractCounts:
    """What may be said of the counts of cases in an extract (*Fallzahlen zum Auszug*)."""

    amounts: Mapping[Hashable, Interval] = field(repr=False)

    def going(self, kind: DataKind | None = None) -> Interval:
        """Return how many cases go, or go with a kind of data."""
        return self.amounts[_GOES, "" if kind is None else kind.value]

    def staying(self, what: str, why: Why) -> Interval:
        """Return in how many cases something stays for a reason."""
        return self.amounts[what, why.value]


def extract_counts(found: Extract, protection: Protection, *, are_cases_known: bool = False) -> ExtractCounts:
    """Return what may be said of the counts of cases in an extract.

    Args:
        found: the extract.
        protection: whether and how people are protected.
        are_cases_known: whether readers hold the cases of the extract, and can count them.
    """
    if not protection.is_on:
        return ExtractCounts(amounts=amounts(_table(found), protection))
    return ExtractCounts(amounts=told_counts(found, protection.minimum, are_cases_known=are_cases_known).amounts)


def told_counts(found: Extract, minimum: int, *, are_cases_known: bool) -> Told:
    """Return the counts of an extract as one protected table, whose total readers know unless it is small."""
    table = _table(found)
    of_cases = {(_KINDS, ""), (_KINDS, _REST), *((_GOES_WITHOUT, kind) for kind in _KIND_NAMES)}
    unseen = {(_LOOKED_AT, ""), *of_cases, *((what, _REST) for what in ("", *_KIND_NAMES, *KEPT))}
    # That all cases have something, such as a municipality, can be guessed.
    known = {key for key in unseen if table.cells[key] == 0}
    known |= set() if 0 < found.looked_through < minimum else {(_ALL, "")}
    if are_cases_known:
        known |= {*of_cases, *((_GOES, what) for what in ("", *_KIND_NAMES))}
    return told(table, minimum, hidden=unseen - known, known=known)


def _table(found: Extract) -> Sums:
    """Return the counts with their sums: of whole cases, then for each kind of data and each field what goes and what stays."""
    stays: dict[str, dict[Hashable, int]] = {what: {} for what in ("case", *_KIND_NAMES, *KEPT)}
    for one in found.left_out:
        stays[one.what][one.what, one.why.value] = one.cases
    whole = stays.pop("case")
    all_, looked_at, goes = (_ALL, ""), (_LOOKED_AT, ""), (_GOES, "")
    cells: dict[Hashable, int] = {
        all_: found.looked_through,
        looked_at: found.looked_through - sum(whole.values()),
        goes: len(found.cases),
    } | whole
    sums = [Sum(total=all_, parts=(looked_at, *whole))]
    with_basis = Counter(kind for case in found.cases for kind in {basis.kind.value for basis in case.bases})
    for what, counts in {"": {}, **stays}.items():
        if what not in KEPT:
            counts[_GOES, what] = with_basis[what] if what else cells[goes]
        counts[what, _REST] = cells[looked_at] - sum(counts.values())
        cells |= counts
        sums.append(Sum(total=looked_at, parts=tuple(counts)))
    # Whoever goes with a kind of data goes, and whoever goes does with some kind: readers know that too.
    for what in _KIND_NAMES:
        cells[_GOES_WITHOUT, what] = cells[goes] - with_basis[what]
        sums.append(Sum(total=goes, parts=((_GOES, what), (_GOES_WITHOUT, what))))
    cells |= {(_KINDS, ""): with_basis.total(), (_KINDS, _REST): with_basis.total() - cells[goes]}
    sums.append(Sum(total=(_KINDS, ""), parts=tuple((_GOES, what) for what in _KIND_NAMES)))
    sums.append(Sum(total=(_KINDS, ""), parts=(goes, (_KINDS, _REST))))
    return Sums(cells=cells, sums=tuple(sums))
