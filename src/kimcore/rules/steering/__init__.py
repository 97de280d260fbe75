"""Rules of the family: The steering group (LG)."""

from kimcore.rules.rule import Rule
from kimcore.rules.steering import decision_rank, rhythm

RULES: tuple[Rule, ...] = (
    decision_rank.RULE,
    rhythm.RULE,
)
"""In the order of their codes."""
