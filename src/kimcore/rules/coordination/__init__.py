"""Rules of the family: The coordination (KO)."""

from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
"""In the order of their codes."""
