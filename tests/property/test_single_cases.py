"""One definition, two ways to ask it: a whole town, and one case when it is saved."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve, fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

import kimcore
from kimcore.law import DatedValue, shipped
from kimcore.model import UNITS, Case, CaseId, LocalParameter, MunicipalityKey, Period, Town, Waiver, WaiverId
from kimcore.rules import BUILTIN, CaseCheck, Finding, Outcome, Rule, case_checks
from kimcore.rules.engine import ask, things_of
from kimcore.rules.predicates import read_check
from kimcore.rules.predicates.judging import NEVER, OUTCOMES, tallying, written
from kimcore.testing.strategies import cases

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE_RULES = [known for known in BUILTIN if isinstance(known.check, CaseCheck)]
UNWRITTEN = frozenset({"B3-09"})
"""Rules that are asked by their functions, since no tree says what a `while` does."""
MODERN = date(2026, 1, 31)
CHECKS = cache(case_checks)
CASE = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 1, 7))


def _days_in(value: object) -> Iterator[date]:
    """Yield every day that a record holds."""
    kind = type(value)
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _days_in(part)
    elif has(kind):
        for field in fields(kind):
            yield from _days_in(getattr(value, field.name))


def _limits(known: Rule) -> dict[str, object]:
    assert isinstance(known.check, CaseCheck)
    found = {name: shipped().find(key, MODERN) for name, key in known.check.limits.items()}
    return {name: value.value for name, value in found.items() if isinstance(value, DatedValue)}


def _reaches(limits: dict[str, object]) -> list[timedelta]:
    """Return how far the day may lie behind another one for a limit to be just reached, or just not."""
    numbers = [value for value in limits.values() if type(value) is int]
    exact = [days for number in (0, *numbers) for days in (number, number * 365 + number // 4)]
    return [timedelta(days=days + around) for days in exact for around in (0, 1)]


def _examined(
    case: Case, on: date, parameters: tuple[LocalParameter, ...] = (), waivers: tuple[Waiver, ...] = ()
) -> tuple[Finding, ...]:
    """Return what the rules on single cases say about a town with one case."""
    town = Town(municipality=UNITS[0], cases=(case,), parameters=parameters, waivers=waivers)
    return kimcore.check(town, on=on, select=[known.code for known in CASE_RULES]).findings


@pytest.mark.parametrize("known", [known for known in CASE_RULES if known.code not in UNWRITTEN], ids=lambda known: known.code)
@settings(max_examples=25, deadline=None)
@given(case=cases(), data=st.data())
def test_what_is_written_says_what_the_predicates_say(known: Rule, case: Case, data: st.DataObject) -> None:
    """At every threshold the written function finds the things that the predicates find."""
    check, limits = known.check, _limits(known)
    assert isinstance(check, CaseCheck)
    marks = [day + reach for day in _days_in(case) for reach in _reaches(limits) if day < date(2300, 1, 1)]
    on = data.draw(st.sampled_from([MODERN, *marks]))
    found = written([(read_check(check).on_values({"on": on, **limits}), lambda _: pytest.fail("was not written"))])(case)
    wrong = [thing for thing in things_of(case, check.over) if ask(check, thing, case, on, limits) is Outcome.FAIL]
    assert [thing for _, thing in found] == wrong


@pytest.mark.parametrize("known", CASE_RULES, ids=lambda known: known.code)
@settings(max_examples=25, deadline=None)
@given(case=cases(), data=st.data())
def test_what_is_tallied_says_what_the_predicates_say(known: Rule, case: Case, data: st.DataObject) -> None:
    """At every threshold the tally counts each outcome as the predicates give it, and names the places of what fails."""
    check, limits = known.check, _limits(known)
    assert isinstance(check, CaseCheck)
    marks = [day + reach for day in _days_in(case) for reach in _reaches(limits) if day < date(2300, 1, 1)]
    on = data.draw(st.sampled_from([MODERN, *marks]))
    said = [OUTCOMES.index(ask(check, thing, case, on, limits)) for thing in things_of(case, check.over)]
    reading = read_check(check).on_values({"on": on, **limits})
    counts = [0] * 2 * len(OUTCOMES)
    found = tallying([(NEVER, lambda _: ()), (reading, lambda _: said)])(case, counts)
    assert counts[len(OUTCOMES) :] == [said.count(outcome) for outcome in range(len(OUTCOMES))]
    assert found == [(1, place) for place, outcome in enumerate(said) if OUTCOMES[outcome] is Outcome.FAIL]


def test_what_cannot_be_written_is_tallied_by_its_function() -> None:
    """Where trees do not say everything, the function is asked, and what it says is counted."""
    reading = evolve(NEVER, unread=("a part that only Python can evaluate",))
    counts = [0] * len(OUTCOMES)
    found = tallying([(reading, lambda _: [0, 1, 3, 1])])(CASE, counts)
    assert (counts, found) == ([1, 2, 0, 1], [(0, 1), (0, 3)])


@settings(deadline=None)
@given(case=cases())
def test_a_single_case_is_judged_as_in_its_town(case: Case) -> None:
    """Everything that is said about a single case is what the town's report says, and its failures are those of the report."""
    examined = _examined(case, MODERN)
    checks = CHECKS(on=MODERN)
    assert checks.findings(case) == examined
    assert checks.failures(case) == tuple(finding for finding in examined if finding.outcome is Outcome.FAIL)


@settings(deadline=None, max_examples=30)
@given(case=cases(), days=st.integers(0, 400), data=st.data())
def test_what_a_town_has_set_for_itself_holds(case: Case, days: int, data: st.DataObject) -> None:
    """Local parameters and waivers change the findings on a single case as they change the report."""
    own = LocalParameter(
        key="cm.contact_gap_days_max",
        value=days,
        reason="local concept",
        decided_on=date(2024, 1, 1),
        during=Period(first_day=date(2024, 1, 1)),
    )
    code = data.draw(st.sampled_from([known.code for known in CASE_RULES]))
    accepted = Waiver(
        id=WaiverId("w-1"),
        rule=code,
        subject=data.draw(st.sampled_from([None, case.id, "another"])),
        reason="agreed",
        granted_by_role="Amtsleitung",
        granted_on=date(2025, 1, 1),
        last_day=date(2026, 12, 31),
    )
    checks = case_checks(on=MODERN, parameters=(own,), waivers=(accepted,))
    assert checks.findings(case) == _examined(case, MODERN, parameters=(own,), waivers=(accepted,))
    assert checks.failures(case) == kimcore.check_case(case, on=MODERN, parameters=(own,), waivers=(accepted,))


@pytest.mark.parametrize("on", [date(2010, 1, 1), date(2024, 6, 26), date(2025, 12, 31), date(2040, 1, 1)], ids=str)
def test_the_cases_of_a_town_one_by_one(on: date) -> None:
    """Asked one by one on any day, the cases of Musterkreis have the failures of its report."""
    town = kimcore.load(EXAMPLES / "musterkreis.json")
    checks = case_checks(on=on, parameters=town.parameters, waivers=town.waivers)
    codes = {ready.rule.code for ready in checks.rules}
    report = [found for found in kimcore.check(town, on=on).findings if found.outcome is Outcome.FAIL and found.code in codes]
    assert sorted((found for case in town.cases or () for found in checks.failures(case)), key=repr) == sorted(report, key=repr)
    own, accepted = town.parameters, town.waivers
    assert all(
        kimcore.check_case(case, on=on, parameters=own, waivers=accepted) == checks.failures(case) for case in town.cases or ()
    )


def test_threads_share_one_catalogue() -> None:
    """Many threads that judge with the same checks find what one after the other finds."""
    town = kimcore.load(EXAMPLES / "musterkreis.json")
    listed = (town.cases or ()) * 20
    checks = case_checks(on=date(2025, 12, 31))
    one_by_one = [checks.failures(case) for case in listed]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(checks.failures, listed)) == one_by_one


def test_threads_that_prepare_at_the_same_time() -> None:
    """Threads may also prepare checks of their own, each for another day."""
    town = kimcore.load(EXAMPLES / "musterkreis.json")
    days = [date(2025, month, 28) for month in range(1, 13)]

    def found(on: date) -> list[tuple[Finding, ...]]:
        checks = case_checks(on=on, select=["CM"])
        return [checks.failures(case) for case in town.cases or ()]

    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(found, days)) == [found(on) for on in days]
