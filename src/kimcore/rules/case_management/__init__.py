"""Rules of the family: Case management (CM)."""

from kimcore.rules.case_management import monitoring_alive
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (monitoring_alive.RULE,)
"""In the order of their codes."""
