"""Keeping a published number from naming a person: suppression, audits, rounding, pseudonyms.

Every function takes plain numbers and knows nothing of towns; the modules behind the names are imported when first used.
"""

from kimcore.fronts import front

_HOME = {
    "Anonymity": "extracts",
    "Cell": "grids",
    "Dominance": "magnitudes",
    "Interval": "needs",
    "Leak": "tables",
    "Mask": "grids",
    "PPercent": "magnitudes",
    "PROTECTED": "protection",
    "PUBLIC": "protection",
    "Protected": "tables",
    "ProtectedSums": "sums",
    "ProtectedTies": "referrals",
    "Protection": "protection",
    "PseudonymKey": "pseudonyms",
    "Release": "releases",
    "Rotation": "pseudonyms",
    "Rounded": "rounding",
    "SmallGroup": "extracts",
    "Sum": "sums",
    "Sums": "sums",
    "Told": "telling",
    "UNPROTECTED": "protection",
    "amounts": "telling",
    "anonymity": "extracts",
    "audit": "tables",
    "audit_published": "outsiders",
    "audit_sums": "sums",
    "cross_table": "sums",
    "differences": "releases",
    "grouped": "sums",
    "leaks": "tables",
    "linked": "sums",
    "protect": "tables",
    "protect_magnitudes": "magnitudes",
    "protect_release": "releases",
    "protect_sums": "sums",
    "protect_ties": "referrals",
    "pseudonym": "pseudonyms",
    "revealing": "releases",
    "rounded": "rounding",
    "rounded_at_random": "rounding",
    "told": "telling",
}
"""Which module each name lives in; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - computed from the one table
__getattr__, __dir__ = front(__name__, _HOME)
