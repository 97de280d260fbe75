"""What is settled about each rule before a case is looked at: its values, its trees, or why it says nothing."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import field, frozen

from kimcore.errors import RuleError
from kimcore.law import DatedValue
from kimcore.rules import CaseCheck, Context, Rule, Verdict, not_applicable, unknown
from kimcore.rules.context import MissingValueError
from kimcore.rules.predicates import Reading, read_check

_NO_LIMITS: Mapping[str, object] = MappingProxyType({})


@frozen(kw_only=True, eq=False)
class Plan:
    """A case rule, ready to be asked (*Prüfplan einer Fallregel*)."""

    rule: Rule
    check: CaseCheck = field(repr=False)
    values: tuple[DatedValue, ...] = field(default=(), repr=False)
    limits: Mapping[str, object] = _NO_LIMITS
    reading: Reading | None = field(default=None, repr=False)
    """Its trees, with the day and the limits in their places."""
    instead: Verdict | None = None
    """What it says without looking at a case: that it is not in force, or that a value is missing."""

    @property
    def is_asked(self) -> bool:
        """Whether it looks at cases at all."""
        return self.instead is None


def plans(rules: Iterable[Rule], context: Context) -> tuple[Plan, ...]:
    """Return the case rules among some rules, each with what is settled about it.

    Raises:
        RuleError: if predicates disagree with the model, with file and line of every place.
    """
    found = tuple(_plan(rule, rule.check, context) for rule in rules if isinstance(rule.check, CaseCheck))
    problems = tuple(problem for _, problems in found for problem in problems)
    if problems:
        raise RuleError("\n  ".join(("predicates disagree with the model", *problems)))
    return tuple(plan for plan, _ in found)


def _plan(rule: Rule, check: CaseCheck, context: Context) -> tuple[Plan, Iterator[str]]:
    reading = read_check(check)
    problems = (f"{rule.code}: {problem}" for problem in reading.problems)
    if context.law_day not in rule.in_force:
        return Plan(rule=rule, check=check, instead=not_applicable()), problems
    try:
        values = tuple(context.value(key) for key in rule.parameters)
        limits = {name: context.value(key).value for name, key in check.limits.items()}
    except MissingValueError as missing:
        return Plan(rule=rule, check=check, instead=unknown(missing=(missing.key,))), problems
    absent = tuple(name for name in rule.needs if getattr(context.town, name) is None)
    instead = unknown(missing=absent) if absent else None
    trees = reading.on_values({**limits, "on": context.on})
    return Plan(rule=rule, check=check, values=values, limits=limits, reading=trees, instead=instead), problems
