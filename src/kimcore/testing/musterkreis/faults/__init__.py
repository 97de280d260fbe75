"""Everything that was planted in Musterkreis on purpose, in the order of the reference."""

from kimcore.testing.musterkreis.faults import casework, cooperation, evidence, steering, structure
from kimcore.testing.musterkreis.faults.fault import Fault

__all__ = ["FAULTS", "Fault"]

FAULTS: tuple[Fault, ...] = (
    *structure.FAULTS,
    *steering.FAULTS,
    *casework.FAULTS,
    *cooperation.FAULTS,
    *evidence.FAULTS,
)
"""Each fault is planted by a step of its own, so any one of them can be tried alone."""
