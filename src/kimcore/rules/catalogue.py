"""The one list of kimcore's own rules, and ways to choose from it."""

from collections.abc import Iterable

from kimcore.errors import RuleError
from kimcore.rules import (
    authorities,
    case_management,
    cooperation,
    coordination,
    data_protection,
    evidence_chain,
    local_practice,
    steering,
    structure,
)
from kimcore.rules.rule import Rule

BUILTIN: tuple[Rule, ...] = (
    *structure.RULES,
    *steering.RULES,
    *coordination.RULES,
    *case_management.RULES,
    *authorities.RULES,
    *cooperation.RULES,
    *data_protection.RULES,
    *evidence_chain.RULES,
    *local_practice.RULES,
)
"""Every rule that ships with kimcore, in the order of the reference."""


def rule(code: str) -> Rule:
    """Return the rule with a code.

    Raises:
        RuleError: if there is no such rule.

    Example:
        >>> rule("LG-04").slug
        'decision-rank'
    """
    found = next((known for known in BUILTIN if known.code == code), None)
    if found is None:
        raise RuleError(f"no rule {code!r}; known codes begin with {', '.join(_families(BUILTIN))}")
    return found


def choose(rules: Iterable[Rule] = BUILTIN, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules whose code or family is selected and not ignored; nothing selected means all.

    Raises:
        RuleError: if a choice fits no rule.

    Example:
        >>> [chosen.code for chosen in choose(select=("LG-04", "LG-13"), ignore=("LG-13",))]
        ['LG-04']
    """
    known = tuple(rules)
    wanted, unwanted = frozenset(select), frozenset(ignore)
    names = {name for known_rule in known for name in (known_rule.code, known_rule.family)}
    strange = sorted((wanted | unwanted) - names)
    if strange:
        raise RuleError(f"no rule or family {', '.join(map(repr, strange))}; families are {', '.join(_families(known))}")
    return tuple(
        known_rule
        for known_rule in known
        if (not wanted or wanted & {known_rule.code, known_rule.family}) and not unwanted & {known_rule.code, known_rule.family}
    )


def _families(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known.family for known in rules))
