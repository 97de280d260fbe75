"""Rules for business-rules, which asks variables and compares them with values.

It has no questions about the entries of a list: what is to be asked of entries is worked out by a variable, a method in Python.
So every rule gets a variable that says whether anything in the case is wrong, by the predicates of the rule themselves;
what is left to the engine is to look up the variable, to ask it and to act. That is the least that it can cost.
"""

from collections.abc import Callable
from importlib import import_module

from engines.walking import Judge
from kimcore.model import Case
from kimcore.rules import Outcome
from kimcore.rules.engine import ask, things_of
from kimcore.rules.single import CaseChecks, ReadyRule


def with_business_rules(checks: CaseChecks) -> Judge:
    """Return a function that asks business-rules about a case."""
    run_all = import_module("business_rules").run_all
    variables = _variables(checks)
    rules = [_rule(place, ready) for place, ready in enumerate(checks.rules)]
    actions = _actions()

    def judged(case: object) -> list[bool]:
        wrong = [False] * len(rules)
        run_all(rule_list=rules, defined_variables=variables(case), defined_actions=actions(wrong))
        return wrong

    return judged


def _variables(checks: CaseChecks) -> Callable[[object], object]:
    """Return the class of the variables of a case."""
    variables = import_module("business_rules.variables")

    def __init__(self: object, case: Case) -> None:  # noqa: N807 - a method
        vars(self)["case"] = case

    asked = {_name(ready): variables.boolean_rule_variable(_is_anything_wrong(ready, checks)) for ready in checks.rules}
    return type("CaseVariables", (variables.BaseVariables,), {"__init__": __init__, **asked})


def _is_anything_wrong(ready: ReadyRule, checks: CaseChecks) -> Callable[[object], bool]:
    check, limits, on = ready.check, ready.limits, checks.on

    def is_anything_wrong(self: object) -> bool:
        case: Case = vars(self)["case"]
        return any(ask(check, thing, case, on, limits) is Outcome.FAIL for thing in things_of(case, check.over))

    return is_anything_wrong


def _actions() -> Callable[[list[bool]], object]:
    """Return the class of what is done where a rule says so: it is noted."""
    actions, numeric = import_module("business_rules.actions"), import_module("business_rules.fields").FIELD_NUMERIC

    def __init__(self: object, wrong: list[bool]) -> None:  # noqa: N807 - a method
        vars(self)["wrong"] = wrong

    def note(self: object, place: int) -> None:
        vars(self)["wrong"][place] = True

    noted = actions.rule_action(params={"place": numeric})(note)
    return type("Notes", (actions.BaseActions,), {"__init__": __init__, "note": noted})


def _rule(place: int, ready: ReadyRule) -> dict[str, object]:
    asked = {"name": _name(ready), "operator": "is_true", "value": True}
    return {"conditions": {"all": [asked]}, "actions": [{"name": "note", "params": {"place": place}}]}


def _name(ready: ReadyRule) -> str:
    return f"is_anything_wrong_{ready.rule.slug.replace('-', '_')}"
