"""Predicates of case rules are read as trees and checked against the model."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from kimcore.model import Case, Phase, Plan, Referral, ResidenceStatus
from kimcore.model.referrals import ReferralAttempt
from kimcore.rules import BUILTIN, CaseCheck, Over, Rule, problems_of, rule
from kimcore.rules.predicates import read_check

CASE_RULES = [known for known in BUILTIN if isinstance(known.check, CaseCheck)]


@pytest.mark.parametrize("known", CASE_RULES, ids=lambda known: known.code)
def test_own_rule_agrees_with_the_model(known: Rule) -> None:
    """Nothing is wrong with the predicates of kimcore's own rules, and all are read whole."""
    assert isinstance(known.check, CaseCheck)
    reading = read_check(known.check)
    assert (reading.problems, reading.unread) == ((), ())


def _counts_down(case: Case, _case: Case, on: date) -> bool:
    day = on
    while day > case.opened_on:
        day -= timedelta(days=7)
    return day == case.opened_on


def test_what_is_not_read_is_named_with_file_and_line() -> None:
    """A loop that only Python can follow is named by its place."""
    (line,) = read_check(CaseCheck(over=Over.CASE, wrong=_counts_down)).unread
    first = _counts_down.__code__.co_firstlineno
    assert line == f"{Path(__file__)}:{first + 2}: While statements are evaluated by Python alone"


def _wrong(function: Callable[..., bool], over: Over = Over.CASE, **limits: str) -> tuple[str, ...]:
    return read_check(CaseCheck(over=over, wrong=function, limits=limits)).problems


def _unknown_field(case: Case, _case: Case, _on: date) -> bool:
    return case.opened == case.opened_on  # type: ignore[attr-defined,no-any-return]


def _unguarded(case: Case, _case: Case, on: date) -> bool:
    return case.closing.on < on  # type: ignore[union-attr]


def _unguarded_day(case: Case, _case: Case, on: date) -> bool:
    return any(spell.during.last_day < on for spell in case.residence)  # type: ignore[operator]


def _unguarded_sum(case: Case, _case: Case, on: date) -> bool:
    return case.stay is not None and (on - case.stay.in_nrw_since).days > 1  # type: ignore[operator]


def _guarded_too_late(case: Case, _case: Case, on: date) -> bool:
    return case.closing.on < on and case.closing is not None  # type: ignore[union-attr]


def _guarded_the_wrong_way(case: Case, _case: Case, on: date) -> bool:
    return case.closing is not None or case.closing.on < on  # type: ignore[attr-defined]


def _unknown_code(case: Case, _case: Case, _on: date) -> bool:
    return any(spell.status is ResidenceStatus.DULDNUG for spell in case.residence)  # type: ignore[attr-defined]


def _unknown_text_of_a_code(case: Case, _case: Case, _on: date) -> bool:
    return any(entry.phase.value == "asessment" for entry in case.phases)


def _unknown_text_among_codes(case: Case, _case: Case, _on: date) -> bool:
    return any(entry.phase.value in ("intake", "asessment") for entry in case.phases)


def _code_as_text(case: Case, _case: Case, _on: date) -> bool:
    return any(entry.phase == "assessment" for entry in case.phases)  # type: ignore[comparison-overlap]


def _day_with_number(case: Case, _case: Case, _on: date, *, days: int) -> bool:
    return case.opened_on < days  # type: ignore[operator,no-any-return]


def _span_with_number(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return on - case.opened_on > days  # type: ignore[operator,no-any-return]


def _day_plus_number(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return case.opened_on + days < on  # type: ignore[operator,no-any-return]


def _unguarded_least(case: Case, _case: Case, on: date) -> bool:
    return min(spell.during.last_day for spell in case.residence) < on  # type: ignore[type-var,operator]


def _no_such_method(plan: Plan, _case: Case, on: date) -> bool:
    return plan.is_old(on)  # type: ignore[attr-defined,no-any-return]


def _helper(case: Case) -> date:
    return case.closing.on  # type: ignore[union-attr]


def _wrong_in_a_helper(case: Case, _case: Case, on: date) -> bool:
    return _helper(case) < on


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (_unknown_field, "Case has no field 'opened'"),
        (_unguarded, "case.closing may be None here"),
        (_unguarded_day, "what is compared may be None here"),
        (_unguarded_sum, "what is reckoned with may be None here"),
        (_guarded_too_late, "case.closing may be None here"),
        (_guarded_the_wrong_way, "case.closing may be None here"),
        (_unknown_code, "no code 'DULDNUG' in ResidenceStatus"),
        (_unknown_text_of_a_code, "no code 'asessment' in Phase"),
        (_unknown_text_among_codes, "no code 'asessment' in Phase"),
        (_code_as_text, "a Phase is never the same as a str"),
        (_unguarded_least, "min: an element may be None"),
        (_wrong_in_a_helper, "case.closing may be None here"),
    ],
)
def test_mistake_is_refused_with_file_and_line(function: Callable[..., bool], says: str) -> None:
    """A predicate that disagrees with the model is named with the place of the mistake."""
    (problem,) = _wrong(function)
    code = _helper.__code__ if function is _wrong_in_a_helper else function.__code__
    assert problem.startswith(f"{Path(__file__)}:{code.co_firstlineno + 1}: ")
    assert says in problem


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (_day_with_number, "a date cannot be compared with a int by <"),
        (_span_with_number, "a timedelta cannot be compared with a int by >"),
        (_day_plus_number, "a date and a int do not go together by +"),
    ],
)
def test_limit_of_another_type_is_refused(function: Callable[..., bool], says: str) -> None:
    """What a limit is annotated with must go together with what it is compared with."""
    assert says in _wrong(function, days="cm.contact_gap_days_max")[0]


def test_method_that_a_record_does_not_have_is_refused() -> None:
    """A method is looked for in the class of the record."""
    assert "Plan has no method 'is_old'" in _wrong(_no_such_method, Over.PLAN)[0]


def _early_return(case: Case, _case: Case, on: date) -> bool:
    if case.closing is None or case.plan is None:
        return False
    return case.closing.on < on and case.plan.made_on > case.closing.on


def _by_alias(case: Case, _case: Case, on: date) -> bool:
    stay = case.stay
    since = None if stay is None else stay.in_nrw_since
    return since is not None and since < on


def _in_comprehension(case: Case, _case: Case, on: date) -> bool:
    return any(spell.expires_on < on for spell in case.residence if spell.expires_on is not None)


def _by_truth(case: Case, _case: Case, on: date) -> bool:
    return bool(case.closing and case.closing.on < on)


def _by_code(referral: Referral, _case: Case, on: date) -> bool:
    last = referral.attempts[-1]
    return last.outcome is None and (on - last.sent_on) > timedelta(days=21)


def _by_search(case: Case, _case: Case, on: date) -> bool:
    for entry in case.phases:  # noqa: SIM110  loops that search are read as well
        if entry.phase is Phase.ASSESSMENT and entry.on <= on:
            return True
    return False


def _open_attempts(referral: Referral) -> Iterator[ReferralAttempt]:
    for attempt in referral.attempts:
        if attempt.outcome is None:
            yield attempt


def _by_generator(case: Case, _case: Case, on: date) -> bool:
    return any((on - attempt.sent_on).days > 21 for referral in case.referrals for attempt in _open_attempts(referral))


@pytest.mark.parametrize(
    ("function", "over"),
    [
        (_early_return, Over.CASE),
        (_by_alias, Over.CASE),
        (_in_comprehension, Over.CASE),
        (_by_truth, Over.CASE),
        (_by_code, Over.REFERRAL),
        (_by_search, Over.CASE),
        (_by_generator, Over.CASE),
        (lambda case, _case, on: case.closing is not None and case.closing.on > on, Over.CASE),
    ],
)
def test_guarded_predicate_is_read_whole(function: Callable[..., bool], over: Over) -> None:
    """What was guarded before, in any of the usual ways, is no mistake."""
    reading = read_check(CaseCheck(over=over, wrong=function))
    assert (reading.problems, reading.unread) == ((), ())


def test_what_applies_guards_what_is_wrong() -> None:
    """The predicates are asked in order, so that what one makes sure holds in the next."""
    guarded = CaseCheck(over=Over.CASE, applies=lambda case, _case, _on: case.closing is not None, wrong=_unguarded)
    assert read_check(guarded).problems == ()


def _asks_the_clock(case: Case, _case: Case, _on: date) -> bool:
    return case.opened_on > date.today()  # noqa: DTZ011  this is what a rule must not do


def _calls_what_is_hidden(case: Case, _case: Case, _on: date) -> bool:
    return len(sorted(case.barriers)) > 1


@pytest.mark.parametrize("function", [_asks_the_clock, _calls_what_is_hidden])
def test_what_cannot_be_read_is_no_mistake(function: Callable[..., bool]) -> None:
    """A predicate that only Python can evaluate is named and not refused."""
    reading = read_check(CaseCheck(over=Over.CASE, wrong=function))
    assert (reading.problems, bool(reading.unread)) == ((), True)


def test_predicate_without_source_is_no_mistake() -> None:
    """A function made at run time has no source, and runs as the function it is."""
    made: dict[str, Callable[..., bool]] = {}
    exec("def wrong(case, _case, on): return case.opened_on > on", made)  # noqa: S102  to have no source
    reading = read_check(CaseCheck(over=Over.CASE, wrong=made["wrong"]))
    assert (reading.problems, reading.is_whole) == ((), False)
    assert "no source at hand" in reading.unread[0]


def test_rule_with_a_mistake_does_not_pass_the_proof() -> None:
    """The proof that packs must give names the mistake with file and line."""
    known = rule("CM-09")
    assert isinstance(known.check, CaseCheck)
    broken = evolve(known, check=evolve(known.check, applies=None, wrong=_unguarded))
    (problem,) = problems_of(broken)
    assert problem.startswith(f"CM-09: {Path(__file__)}:")
    assert problem.endswith("case.closing.on: case.closing may be None here")
