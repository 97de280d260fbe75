"""Rules of the family: Data protection (DS)."""

from kimcore.rules.data_protection import (
    breach_notice,
    church_carriers,
    confidentiality_release,
    consent_prior,
    consent_provable,
    consent_specific,
    deletion,
    impact_assessment,
    information,
    joint_control,
    legal_basis,
    minors,
    no_identity,
    role_separation,
    small_cells,
    special_categories,
    subject_requests,
    withdrawal,
)
from kimcore.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    information.RULE,
    legal_basis.RULE,
    consent_prior.RULE,
    consent_specific.RULE,
    special_categories.RULE,
    withdrawal.RULE,
    consent_provable.RULE,
    confidentiality_release.RULE,
    joint_control.RULE,
    deletion.RULE,
    subject_requests.RULE,
    breach_notice.RULE,
    no_identity.RULE,
    small_cells.RULE,
    role_separation.RULE,
    church_carriers.RULE,
    minors.RULE,
    impact_assessment.RULE,
)
"""In the order of their codes."""
