"""Rules of the family: The coordination (KO)."""

from kimcore.rules.coordination import (
    bundling,
    goal_review,
    goals_measurable,
    group_delivers,
    group_mandate,
    meeting_prepared,
    municipalities_included,
    no_orphan_interface,
    responsibility_clear,
    steering_prepared,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    meeting_prepared.RULE,
    responsibility_clear.RULE,
    no_orphan_interface.RULE,
    goals_measurable.RULE,
    goal_review.RULE,
    group_mandate.RULE,
    group_delivers.RULE,
    steering_prepared.RULE,
    bundling.RULE,
    municipalities_included.RULE,
)
"""In the order of their codes."""
