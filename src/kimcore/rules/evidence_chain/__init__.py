"""Rules of the family: From need to review (EV)."""

from kimcore.rules.evidence_chain import (
    barrier_sourced,
    case_base_named,
    chain_in_order,
    decision_followed,
    effect_reviewed,
    feedback_given,
    measure_accepted,
    measure_approved,
    measure_owned,
    measure_traceable,
    rejection_reasoned,
    theme_answered,
    theme_supported,
    untraceable_share,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    measure_traceable.RULE,
    barrier_sourced.RULE,
    theme_supported.RULE,
    theme_answered.RULE,
    rejection_reasoned.RULE,
    effect_reviewed.RULE,
    chain_in_order.RULE,
    feedback_given.RULE,
    case_base_named.RULE,
    untraceable_share.RULE,
    decision_followed.RULE,
    measure_owned.RULE,
    measure_approved.RULE,
    measure_accepted.RULE,
)
"""In the order of their codes."""
