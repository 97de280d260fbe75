"""Rules of the family: Data protection (DS)."""

from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
"""In the order of their codes."""
