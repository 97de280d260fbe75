"""Rules of the family: Foreigners' and naturalisation authorities (B3)."""

from kimcore.rules.authorities import (
    agreement_contents,
    agreement_foreigners_authority,
    agreement_naturalisation_authority,
    contact_points,
    integration_stay_hint,
    naturalisation_hint,
    opportunity_watch,
    opportunity_window,
    posts_for_purpose,
    stale_threshold,
    youth_stay_hint,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    agreement_foreigners_authority.RULE,
    agreement_naturalisation_authority.RULE,
    agreement_contents.RULE,
    posts_for_purpose.RULE,
    contact_points.RULE,
    opportunity_watch.RULE,
    opportunity_window.RULE,
    integration_stay_hint.RULE,
    youth_stay_hint.RULE,
    naturalisation_hint.RULE,
    stale_threshold.RULE,
)
"""In the order of their codes."""
