"""Running rules on a town and putting together what they say."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve, frozen

from kimcore.errors import RuleError
from kimcore.law import DatedValue
from kimcore.model import Case, Waiver
from kimcore.rules.context import Context, MissingValueError
from kimcore.rules.finding import Finding
from kimcore.rules.outcome import Outcome, Verdict, not_applicable, passed, unknown
from kimcore.rules.rule import CaseCheck, Over, Rule, lower_of
from kimcore.rules.waiving import accepted_by, use_of_waivers
from kimcore.text import Fact

Limits: TypeAlias = Mapping[str, object]
"""The values of a check's limits on a day, by their names."""

_NO_FACTS: Mapping[str, Fact] = MappingProxyType({})
_RANK = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}


@frozen(kw_only=True)
class Judgement:
    """What rules found, and which rules of other packs broke while judging (*Prüfergebnis*)."""

    findings: tuple[Finding, ...]
    """Sorted by code, outcome and subject."""
    broken: tuple[str, ...] = ()
    """A line for each broken rule: its code, the day and the kind of error."""


def judge(rules: Iterable[Rule], context: Context) -> Judgement:
    """Return what rules find about a town on a day.

    A rule of another pack that raises is named and does not stop the others; one of kimcore's own is a bug and raises.

    Raises:
        RuleError: if one of kimcore's own rules finds a fact that it does not declare, or says nothing at all.
    """
    chosen = tuple(rules)
    broken: list[str] = []
    findings = [found for rule in chosen if not rule.looks_at_waivers for found in _isolated(rule, context, broken)]
    last = [rule for rule in chosen if rule.looks_at_waivers]
    seen = evolve(context, waivers=use_of_waivers(findings, context)) if last else context
    findings += [found for rule in last for found in _isolated(rule, seen, broken)]
    return Judgement(findings=tuple(sorted(findings, key=place_of)), broken=tuple(sorted(broken)))


def _isolated(rule: Rule, context: Context, broken: list[str]) -> tuple[Finding, ...]:
    if rule.texts is None:
        return judge_one(rule, context)
    try:
        return judge_one(rule, context)
    except RuleError as error:
        broken.append(str(error))
    except Exception as error:  # noqa: BLE001  whatever a foreign rule raises must not stop the others
        # The message may hold data of a person, so only the kind of error is passed on.
        broken.append(f"{rule.code} ({rule.slug}) raised {type(error).__name__} on {context.on}")
    return ()


def judge_one(rule: Rule, context: Context) -> tuple[Finding, ...]:
    """Return what one rule finds; there is always at least one finding.

    Raises:
        RuleError: if the rule finds a fact that it does not declare, or says nothing at all.
    """
    if context.law_day not in rule.in_force:
        # Before its values are asked for: they may not have been in force either.
        return (finding_of(rule, not_applicable(), (), waivers=(), on=context.on),)
    values: tuple[DatedValue, ...] = ()
    try:
        values = tuple(context.value(key) for key in rule.parameters)
        verdicts = tuple(_verdicts(rule, context))
    except MissingValueError as missing:
        verdicts = (unknown(missing=(missing.key,)),)
    if not verdicts:
        raise RuleError(f"{rule.code} ({rule.slug}) said nothing on {context.on}: a rule gives at least one verdict")
    return tuple(finding_of(rule, verdict, values, waivers=context.town.waivers, on=context.on) for verdict in verdicts)


def _verdicts(rule: Rule, context: Context) -> Iterable[Verdict]:
    absent = tuple(name for name in rule.needs if getattr(context.town, name) is None)
    absent += tuple(f"metric:{name}" for name in rule.metrics if name not in context.metrics)
    if absent:
        return (unknown(missing=absent),)
    if isinstance(rule.check, CaseCheck):
        return _ask_cases(rule.check, context)
    return rule.check(context)


def _ask_cases(check: CaseCheck, context: Context) -> Iterator[Verdict]:
    if context.town.cases is None:
        yield unknown(missing=("cases",))
        return
    limits: Limits = {name: context.value(key).value for name, key in check.limits.items()}
    yield from case_verdicts(check, context.town.cases, context.on, limits, is_complete=context.is_complete("cases"))


def case_verdicts(
    check: CaseCheck, cases: Iterable[Case], on: date, limits: Limits, *, is_complete: bool = True
) -> Iterator[Verdict]:
    """Ask the predicates about everything in some cases; failures come one by one, the rest as counts."""
    counts = dict.fromkeys(Outcome, 0)
    for case in cases:
        if case.opened_on > on:
            continue
        for thing in things_of(case, check.over):
            outcome = ask(check, thing, case, on, limits)
            counts[outcome] += 1
            if outcome is Outcome.FAIL:
                yield failure_of(check, thing, case, on, limits)
    yield from rest_of(check, counts, is_complete=is_complete)


def rest_of(check: CaseCheck, counts: Mapping[Outcome, int], *, is_complete: bool = True) -> Iterator[Verdict]:
    """Yield the verdicts on what did not fail: as counts, or that there was nothing to judge."""
    if counts[Outcome.UNKNOWN]:
        yield unknown(facts={"count": counts[Outcome.UNKNOWN]}, missing=check.missing)
    if counts[Outcome.PASS]:
        yield passed(facts={"count": counts[Outcome.PASS]})
    if not (counts[Outcome.FAIL] or counts[Outcome.UNKNOWN] or counts[Outcome.PASS]):
        yield not_applicable() if is_complete else unknown(missing=("cases",))


_THINGS: Mapping[Over, Callable[[Case], tuple[object, ...]]] = {
    Over.CASE: lambda case: (case,),
    Over.NEED: lambda case: case.needs,
    Over.PLAN: lambda case: () if case.plan is None else (case.plan,),
    Over.REFERRAL: lambda case: case.referrals,
    Over.CONSENT: lambda case: case.consents,
    Over.TRANSFER: lambda case: case.transfers,
    Over.LEGAL_FIELD: lambda case: case.legal_fields,
    Over.RESIDENCE: lambda case: case.residence,
}


def things_of(case: Case, over: Over) -> tuple[object, ...]:
    """Return the things of a case that a predicate is asked about."""
    return _THINGS[over](case)


def ask(check: CaseCheck, thing: object, case: Case, on: date, limits: Limits) -> Outcome:
    """Return what a case check says about one thing."""
    if check.applies is not None and not check.applies(thing, case, on, **limits):
        return Outcome.NOT_APPLICABLE
    if check.unknown is not None and check.unknown(thing, case, on, **limits):
        return Outcome.UNKNOWN
    return Outcome.FAIL if check.wrong(thing, case, on, **limits) else Outcome.PASS


def failure_of(check: CaseCheck, thing: object, case: Case, on: date, limits: Limits) -> Verdict:
    """Return the verdict on a thing that is wrong, with its facts."""
    return Verdict(
        outcome=Outcome.FAIL,
        subject=case.id,
        facts=_NO_FACTS if check.facts is None else check.facts(thing, case, on, **limits),
        since=None if check.since is None else check.since(thing, case, on, **limits),
        severity=None if check.severity is None else check.severity(thing, case, on, **limits),
        variant=None if check.variant is None else check.variant(thing, case, on, **limits),
    )


def finding_of(rule: Rule, verdict: Verdict, values: tuple[DatedValue, ...], *, waivers: Sequence[Waiver], on: date) -> Finding:
    """Return a verdict together with its rule.

    Raises:
        RuleError: if the rule found a fact that it does not declare.
    """
    refuse_undeclared(rule, verdict.facts, on)
    severity = lower_of(rule.severity, verdict.severity)
    is_failure = verdict.outcome is Outcome.FAIL
    waiver = accepted_by(waivers, rule, subject=verdict.subject, severity=severity, on=on) if is_failure else None
    return Finding(
        rule=rule,
        code=rule.code,
        outcome=verdict.outcome,
        severity=severity,
        subject=verdict.subject,
        facts=dict(sorted(verdict.facts.items())),
        values=values,
        since=verdict.since,
        missing=verdict.missing,
        variant=verdict.variant,
        waiver=waiver,
    )


def refuse_undeclared(rule: Rule, facts: Mapping[str, Fact], on: date) -> None:
    """Refuse facts that a rule does not declare.

    Raises:
        RuleError: if there are any; their values are not repeated.
    """
    undeclared = [name for name in facts if name not in rule.facts and name != "count"]
    if undeclared:
        names = ", ".join(sorted(undeclared))
        raise RuleError(f"{rule.code} ({rule.slug}) found facts it does not declare on {on}: {names}")


def place_of(finding: Finding) -> tuple[str, int, str, str]:
    """Return where a finding stands among others."""
    return finding.code, _RANK[finding.outcome], finding.subject or "", repr(finding.facts)
