"""Rules of the family: From need to review (EV)."""

from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
"""In the order of their codes."""
