"""Rules of the family: Foreigners' and naturalisation authorities (B3)."""

from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
"""In the order of their codes."""
