"""Rules of the family: The cooperation network (NW)."""

from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
"""In the order of their codes."""
