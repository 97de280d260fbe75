"""Rules of the family: The cooperation network (NW)."""

from kimcore.rules.cooperation import (
    axis_foreigners_authority,
    axis_naturalisation_authority,
    connected_core,
    core_reciprocity,
    cross_field_share,
    cut_actor,
    inside_and_outside,
    isolated_actor,
    municipal_reach,
    network_type,
    office_distance,
    star_risk,
    tie_evidence,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    axis_foreigners_authority.RULE,
    axis_naturalisation_authority.RULE,
    connected_core.RULE,
    isolated_actor.RULE,
    cut_actor.RULE,
    star_risk.RULE,
    core_reciprocity.RULE,
    cross_field_share.RULE,
    office_distance.RULE,
    inside_and_outside.RULE,
    tie_evidence.RULE,
    network_type.RULE,
    municipal_reach.RULE,
)
"""In the order of their codes."""
