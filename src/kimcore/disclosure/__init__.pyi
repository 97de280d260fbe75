from kimcore.disclosure.extracts import Anonymity, SmallGroup, anonymity
from kimcore.disclosure.grids import Cell, Mask
from kimcore.disclosure.magnitudes import Dominance, PPercent, protect_magnitudes
from kimcore.disclosure.needs import Interval
from kimcore.disclosure.outsiders import audit_published
from kimcore.disclosure.protection import PROTECTED, PUBLIC, UNPROTECTED, Protection
from kimcore.disclosure.pseudonyms import PseudonymKey, Rotation, pseudonym
from kimcore.disclosure.referrals import ProtectedTies, protect_ties
from kimcore.disclosure.releases import Release, differences, protect_release, revealing
from kimcore.disclosure.rounding import Rounded, rounded, rounded_at_random
from kimcore.disclosure.sums import ProtectedSums, Sum, Sums, audit_sums, cross_table, grouped, linked, protect_sums
from kimcore.disclosure.tables import Leak, Protected, audit, leaks, protect
from kimcore.disclosure.telling import Told, amounts, told

__all__ = [
    "PROTECTED",
    "PUBLIC",
    "UNPROTECTED",
    "Anonymity",
    "Cell",
    "Dominance",
    "Interval",
    "Leak",
    "Mask",
    "PPercent",
    "Protected",
    "ProtectedSums",
    "ProtectedTies",
    "Protection",
    "PseudonymKey",
    "Release",
    "Rotation",
    "Rounded",
    "SmallGroup",
    "Sum",
    "Sums",
    "Told",
    "amounts",
    "anonymity",
    "audit",
    "audit_published",
    "audit_sums",
    "cross_table",
    "differences",
    "grouped",
    "leaks",
    "linked",
    "protect",
    "protect_magnitudes",
    "protect_release",
    "protect_sums",
    "protect_ties",
    "pseudonym",
    "revealing",
    "rounded",
    "rounded_at_random",
    "told",
]
