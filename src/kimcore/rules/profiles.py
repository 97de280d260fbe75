"""Ready-made choices of rules for a purpose."""

from enum import Enum

from kimcore.rules.rule import Rule


class Profile(Enum):
    """A purpose for which a town is examined (*Prüfprofil*)."""

    ALL = "all"
    """*alles*"""
    FUNDING = "funding"
    """*Förderung*"""
    STEERING = "steering"
    """*Steuerung*"""
    DATA_PROTECTION = "data-protection"
    """*Datenschutz*"""
    EVIDENCE = "evidence"
    """*Wirkungskette*"""


_CHOSEN: dict[Profile, frozenset[str]] = {
    Profile.FUNDING: frozenset({"ST", "LO", "B3-04"}),
    Profile.STEERING: frozenset({"LG", "KO", "NW", "LO", "EV-04", "EV-05"}),
    Profile.DATA_PROTECTION: frozenset({"DS", "LO", "CM-03"}),
    Profile.EVIDENCE: frozenset({"EV", "LO", "CM-09", "CM-12", "KO-09", "LG-17", "LG-18", "LG-19", "LG-21"}),
}


def belongs_to(rule: Rule, profile: Profile) -> bool:
    """Return whether a rule is part of a profile.

    Example:
        >>> from kimcore.rules import rule
        >>> belongs_to(rule("ST-04"), Profile.FUNDING), belongs_to(rule("ST-04"), Profile.EVIDENCE)
        (True, False)
    """
    if profile is Profile.ALL:
        return True
    return bool(_CHOSEN[profile] & {rule.code, rule.family})
