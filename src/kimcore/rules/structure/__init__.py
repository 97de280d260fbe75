"""Rules of the family: Structure and funding (ST)."""

from kimcore.rules.rule import Rule
from kimcore.rules.structure import joint_integration_concept

RULES: tuple[Rule, ...] = (joint_integration_concept.RULE,)
"""In the order of their codes."""
