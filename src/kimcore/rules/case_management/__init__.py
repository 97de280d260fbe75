"""Rules of the family: Case management (CM)."""

from kimcore.rules.case_management import (
    assessment_in_time,
    attempts_in_order,
    caseload,
    closing_complete,
    indication,
    interpreting,
    monitoring_alive,
    no_first_counselling,
    phase_order,
    plan_complete,
    reassessment,
    single_lead,
    structural_duty,
    target_group,
    transition_watch,
    voluntary,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    indication.RULE,
    target_group.RULE,
    voluntary.RULE,
    phase_order.RULE,
    assessment_in_time.RULE,
    plan_complete.RULE,
    monitoring_alive.RULE,
    reassessment.RULE,
    closing_complete.RULE,
    caseload.RULE,
    single_lead.RULE,
    structural_duty.RULE,
    transition_watch.RULE,
    no_first_counselling.RULE,
    interpreting.RULE,
    attempts_in_order.RULE,
)
"""In the order of their codes."""
