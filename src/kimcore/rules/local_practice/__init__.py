"""Rules of the family: What a town has set or accepted for itself (LO)."""

from kimcore.rules.local_practice import (
    binding_value,
    powerless_waiver,
    unfit_parameter,
    waiver_expired,
    waiver_too_broad,
    waiver_unused,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    binding_value.RULE,
    unfit_parameter.RULE,
    waiver_expired.RULE,
    waiver_unused.RULE,
    waiver_too_broad.RULE,
    powerless_waiver.RULE,
)
"""In the order of their codes."""
