"""Judging single cases: whatever depends on the day alone is looked up once, and cases are asked many times."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from kimcore.errors import RuleError
from kimcore.law import DatedValue, Law, shipped
from kimcore.model import Case, LocalParameter, Waiver
from kimcore.records import field, frozen
from kimcore.records.opened import swift
from kimcore.rules.catalogue import BUILTIN, choose
from kimcore.rules.context import MissingValueError, value_of
from kimcore.rules.engine import Limits, ask, case_verdicts, finding_of, place_of, refuse_undeclared, things_of
from kimcore.rules.finding import Finding
from kimcore.rules.outcome import Outcome, Verdict, not_applicable, unknown
from kimcore.rules.rule import CaseCheck, Rule, lower_of
from kimcore.rules.waiving import accepted_by

_finding = swift(Finding)


@frozen(kw_only=True)
class ReadyRule:
    """A case rule with the values of its day (*vorbereitete Regel*)."""

    rule: Rule
    values: tuple[DatedValue, ...] = ()
    limits: Limits = field(factory=dict)
    waivers: tuple[Waiver, ...] = ()
    """Those that name the rule."""
    names_of_facts: tuple[str, ...] = ()
    """In the order in which findings hold them."""
    settled: Verdict | None = None
    """What the rule says about any case of the day, because it is not in force or a value is missing."""

    @property
    def check(self) -> CaseCheck:
        """What the rule asks of a case."""
        check = self.rule.check
        if not isinstance(check, CaseCheck):
            raise TypeError(f"{self.rule.code} looks at more than a single case")
        return check


@frozen(kw_only=True)
class CaseChecks:
    """Case rules made ready for one day (*vorbereitete Fallprüfung*).

    It is never changed, so threads and tasks may share it; nothing is kept from one case to the next.
    Pickled, it takes kimcore's rules along by their codes, and is made ready again where it is read.
    """

    on: date
    rules: tuple[ReadyRule, ...] = field(repr=False)
    """By code."""
    failing: Callable[[Case], list[tuple[int, object]]] = field(repr=False, eq=False)
    """What is wrong with a case: the places of the rules that fail, and the things that they are about."""

    def __reduce__(self) -> tuple[Callable[..., "CaseChecks"], tuple[date, tuple[ReadyRule, ...]]]:
        """Leave the function behind, since it is written anew from the rules."""
        return _made_ready, (self.on, self.rules)

    def failures(self, case: Case) -> tuple[Finding, ...]:
        """Return what is wrong with a case, as `kimcore.check` finds it; a case opened after the day has nothing wrong.

        Raises:
            RuleError: if a rule finds a fact that it does not declare.
        """
        if case.opened_on > self.on:
            return ()
        wrong = self.failing(case)
        if not wrong:
            return ()
        found = [_failure(self.rules[place], thing, case, self.on) for place, thing in wrong]
        if len(wrong) > 1 and len({place for place, _ in wrong}) < len(wrong):  # what one rule finds is not in order
            found.sort(key=place_of)
        return tuple(found)

    def findings(self, case: Case) -> tuple[Finding, ...]:
        """Return everything the rules say about a case: failures one by one, and what passes or is unknown as counts.

        Raises:
            RuleError: if a rule finds a fact that it does not declare.
        """
        found = [finding for ready in self.rules for finding in _findings(ready, case, self.on)]
        return tuple(sorted(found, key=place_of))


def case_checks(
    *,
    on: date,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    rules: Iterable[Rule] = BUILTIN,
    law: Law | None = None,
    law_on: date | None = None,
    parameters: Iterable[LocalParameter] = (),
    waivers: Iterable[Waiver] = (),
) -> CaseChecks:
    """Return case rules made ready for one day: prepared once, they judge any number of cases.

    Rules that look at more than a single case are left out.

    Args:
        on: the day of the question; nothing after it is looked at.
        select: codes or families; nothing means all.
        ignore: codes or families to leave out.
        rules: the rules to choose from; kimcore's own by default.
        law: the dated values to judge by; the shipped ones by default.
        law_on: the day whose law is to hold; the same day by default.
        parameters: what the town has set for itself, from `Town.parameters`.
        waivers: what the town has accepted for a time, from `Town.waivers`.

    Raises:
        RuleError: if a choice fits no rule, or no rule on single cases.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import Case, CaseId, MunicipalityKey
        >>> case = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 1, 7))
        >>> checks = case_checks(on=date(2025, 6, 30), select=["CM", "DS"])
        >>> [finding.code for finding in checks.failures(case)]
        ['CM-01', 'CM-07', 'DS-01']
    """
    ready = _ready_rules(
        choose(rules, select=select, ignore=ignore),
        shipped() if law is None else law,
        on=on,
        law_on=on if law_on is None else law_on,
        parameters=tuple(parameters),
        waivers=tuple(waivers),
    )
    return _made_ready(on, ready)


def check_case(
    case: Case,
    *,
    on: date,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    parameters: Iterable[LocalParameter] = (),
    waivers: Iterable[Waiver] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with one case on a day (*Prüfung eines Falls*).

    Each call looks up the values of the day again. For more than a few cases prepare `case_checks` once and ask its `failures`:
    that is a hundred times as fast.

    Args:
        case: the case.
        on: the day of the question; nothing after it is looked at.
        select: codes or families; nothing means all rules on single cases.
        ignore: codes or families to leave out.
        parameters: what the town has set for itself, from `Town.parameters`.
        waivers: what the town has accepted for a time, from `Town.waivers`.

    Raises:
        RuleError: if a choice fits no rule on single cases.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import Case, CaseId, MunicipalityKey
        >>> case = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 6, 2))
        >>> [finding.code for finding in check_case(case, on=date(2025, 6, 30))]
        ['CM-01', 'DS-01']
    """
    chosen = choose(select=select, ignore=ignore)
    ready = _ready_rules(chosen, shipped(), on=on, law_on=on, parameters=tuple(parameters), waivers=tuple(waivers))
    return CaseChecks(on=on, rules=ready, failing=partial(_asked, ready, on)).failures(case)


def _made_ready(on: date, ready: tuple[ReadyRule, ...]) -> CaseChecks:
    """Write the function that is asked for each case."""
    # Imported here: trees are read for checks that are asked many times, not where a town or one case is judged.
    from kimcore.rules.predicates import read_check  # noqa: PLC0415
    from kimcore.rules.predicates.judging import NEVER, written  # noqa: PLC0415

    trees = (NEVER if one.settled is not None else read_check(one.check).on_values({"on": on, **one.limits}) for one in ready)
    asking = (partial(_failing_things, one, on) for one in ready)
    return CaseChecks(on=on, rules=ready, failing=written(zip(trees, asking, strict=True)))


def _asked(rules: tuple[ReadyRule, ...], on: date, case: Case) -> list[tuple[int, object]]:
    """Ask each predicate, which is sooner done than to write a function for one case."""
    asked = ((place, ready) for place, ready in enumerate(rules) if ready.settled is None)
    return [(place, thing) for place, ready in asked for thing in _failing_things(ready, on, case)]


def _ready_rules(
    chosen: Iterable[Rule],
    law: Law,
    *,
    on: date,
    law_on: date,
    parameters: tuple[LocalParameter, ...],
    waivers: tuple[Waiver, ...],
) -> tuple[ReadyRule, ...]:
    """Return the rules on single cases with what they need to know about the day.

    Raises:
        RuleError: if there is none.
    """
    listed = tuple(chosen)
    of_cases = [(rule, rule.check) for rule in listed if isinstance(rule.check, CaseCheck)]
    if not of_cases:
        raise RuleError(f"none of the {len(listed)} rules chosen looks at single cases")

    def value(key: str) -> DatedValue:
        return value_of(law, key, law_on=law_on, parameters=parameters, on=on)

    ready = (_ready(rule, check, value, waivers, law_on) for rule, check in of_cases)
    return tuple(sorted(ready, key=lambda one: one.rule.code))


def _ready(
    rule: Rule, check: CaseCheck, value: Callable[[str], DatedValue], waivers: tuple[Waiver, ...], law_on: date
) -> ReadyRule:
    """Look up what a rule needs to know about the day."""
    if law_on not in rule.in_force:
        return ReadyRule(rule=rule, settled=not_applicable())
    own = tuple(waiver for waiver in waivers if waiver.rule == rule.code)
    values: tuple[DatedValue, ...] = ()
    try:
        values = tuple(map(value, rule.parameters))
        limits = {name: value(key).value for name, key in check.limits.items()}
    except MissingValueError as missing:
        return ReadyRule(rule=rule, values=values, settled=unknown(missing=(missing.key,)))
    names = tuple(sorted({*rule.facts, "count"}))
    return ReadyRule(rule=rule, values=values, limits=limits, waivers=own, names_of_facts=names)


def _failing_things(ready: ReadyRule, on: date, case: Case) -> list[object]:
    check, limits = ready.check, ready.limits
    return [thing for thing in things_of(case, check.over) if ask(check, thing, case, on, limits) is Outcome.FAIL]


def _failure(ready: ReadyRule, thing: object, case: Case, on: date) -> Finding:
    """Return the finding that the engine would make of the verdict, in one step."""
    rule, check, limits = ready.rule, ready.check, ready.limits
    told = {} if check.facts is None else check.facts(thing, case, on, **limits)
    facts = {name: told[name] for name in ready.names_of_facts if name in told}
    if len(facts) < len(told):
        refuse_undeclared(rule, told, on)
    severity = rule.severity
    if check.severity is not None:
        severity = lower_of(severity, check.severity(thing, case, on, **limits))
    return _finding(
        rule=rule,
        code=rule.code,
        outcome=Outcome.FAIL,
        severity=severity,
        subject=case.id,
        facts=facts,
        values=ready.values,
        since=None if check.since is None else check.since(thing, case, on, **limits),
        variant=None if check.variant is None else check.variant(thing, case, on, **limits),
        waiver=accepted_by(ready.waivers, rule, subject=case.id, severity=severity, on=on) if ready.waivers else None,
    )


def _findings(ready: ReadyRule, case: Case, on: date) -> Iterable[Finding]:
    verdicts = case_verdicts(ready.check, (case,), on, ready.limits) if ready.settled is None else (ready.settled,)
    return [finding_of(ready.rule, verdict, ready.values, waivers=ready.waivers, on=on) for verdict in verdicts]
