"""The one list of kimcore's own rules, and ways to choose from it."""

import copyreg
from collections.abc import Callable, Iterable, Mapping

from attrs import asdict

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
from kimcore.rules.profiles import Profile, belongs_to
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


def rule(code: str, rules: Iterable[Rule] = BUILTIN) -> Rule:
    """Return the rule with a code.

    Raises:
        RuleError: if there is no such rule.

    Example:
        >>> rule("LG-04").slug
        'decision-rank'
    """
    known = tuple(rules)
    found = next((one for one in known if one.code == code), None)
    if found is None:
        raise RuleError(f"no rule {code!r}; known codes begin with {', '.join(_families(known))}")
    return found


def choose(
    rules: Iterable[Rule] = BUILTIN,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    profile: Profile = Profile.ALL,
) -> tuple[Rule, ...]:
    """Return the rules that a profile, a selection and what is to be ignored leave.

    Args:
        rules: the rules to choose from.
        select: codes or families; nothing means all.
        ignore: codes or families to leave out.
        profile: the purpose; it narrows what is selected.

    Raises:
        RuleError: if a choice fits no rule.

    Example:
        >>> [chosen.code for chosen in choose(select=("LG-04", "LG-13"), ignore=("LG-13",))]
        ['LG-04']
    """
    known = tuple(rules)
    wanted, unwanted = frozenset(select), frozenset(ignore)
    names = {name for one in known for name in (one.code, one.family)}
    strange = sorted((wanted | unwanted) - names)
    if strange:
        raise RuleError(f"no rule or family {', '.join(map(repr, strange))}; families are {', '.join(_families(known))}")
    return tuple(
        one
        for one in known
        if (not wanted or wanted & {one.code, one.family}) and not unwanted & {one.code, one.family} and belongs_to(one, profile)
    )


def _families(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.family for one in rules))


def _pickled(one: Rule) -> tuple[Callable[..., Rule], tuple[object, ...]]:
    """Let a rule of kimcore go by its code, so that it is the same rule where it is read; others go along whole."""
    if any(one is own for own in BUILTIN):
        return rule, (one.code,)
    return _made_again, (asdict(one, recurse=False),)


def _made_again(fields: Mapping[str, object]) -> Rule:
    return Rule(**fields)  # type: ignore[arg-type]  # what `_pickled` took from a rule


copyreg.pickle(Rule, _pickled)
