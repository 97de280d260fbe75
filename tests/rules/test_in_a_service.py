"""Case rules in a service: threads, tasks and processes share them, and nothing of a case stays behind."""

import asyncio
import gc
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from itertools import count
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from threading import Barrier
from weakref import ref

import pytest
from attrs import evolve

import kimcore
from kimcore.model import Case, CaseId, LocalParameter, MunicipalityKey, Period
from kimcore.rules import CaseCheck, CaseChecks, Finding, Over, Rule, case_checks, rule
from kimcore.rules.predicates import read_check

MUSTERKREIS = Path(__file__).parents[2] / "examples" / "musterkreis.json"
ON = date(2025, 12, 31)
CASE = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 1, 7))


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """Return the cases of Musterkreis."""
    return kimcore.load(MUSTERKREIS).cases or ()


@pytest.fixture(scope="module")
def checks() -> CaseChecks:
    """Return the rules, ready for a day."""
    return case_checks(on=ON)


def _own(check: CaseCheck, code: str = "XS-01") -> Rule:
    """Return a rule of another pack."""
    return evolve(rule("CM-09"), code=code, check=check, parameters=(), facts={}, texts={})


def _always(_thing: object, _case: Case, _on: date) -> bool:
    return True


def _gap(days: int) -> LocalParameter:
    """Return the days without a contact that a town puts up with."""
    during = Period(first_day=date(2024, 1, 1))
    return LocalParameter(
        key="cm.contact_gap_days_max", value=days, reason="local concept", decided_on=date(2024, 1, 1), during=during
    )


# --- threads and tasks -------------------------------------------------------------------------------------------------


def test_threads_that_begin_at_once_prepare_the_same(cases: tuple[Case, ...]) -> None:
    """Threads that prepare and ask at the same moment, while nothing has been read before, find the same."""
    barrier = Barrier(8)
    own = _own(CaseCheck(over=Over.CASE, wrong=lambda _thing, case, on: case.opened_on < on))

    def found(_number: int) -> list[tuple[str, ...]]:
        barrier.wait()
        ready = case_checks(on=ON, rules=[own, rule("CM-07")])
        return [tuple(finding.code for finding in ready.failures(case)) for case in cases]

    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(found, range(8))
    assert first
    assert all(other == first for other in others)


def test_tasks_and_threads_of_tasks(cases: tuple[Case, ...], checks: CaseChecks) -> None:
    """In asynchronous code a check can be called where one is, or handed to a thread; both find the same."""

    async def here(case: Case) -> tuple[Finding, ...]:
        await asyncio.sleep(0)
        return checks.failures(case)

    async def both() -> tuple[list[tuple[Finding, ...]], list[tuple[Finding, ...]]]:
        in_place = await asyncio.gather(*map(here, cases))
        handed_on = await asyncio.gather(*(asyncio.to_thread(checks.failures, case) for case in cases))
        return in_place, handed_on

    in_place, handed_on = asyncio.run(both())
    assert in_place == handed_on == [checks.failures(case) for case in cases]


def test_a_rule_that_checks_a_case_itself() -> None:
    """A rule may call `check_case`, and the same prepared checks may be asked again while they are being asked."""
    kept: list[CaseChecks] = []

    def has_other_failures(_thing: object, case: Case, on: date) -> bool:
        again = case.id == "case-1" and bool(kept[0].failures(evolve(case, id=CaseId("case-2"))))
        return again and bool(kimcore.check_case(case, on=on, select=["CM-01"]))

    def is_second(_thing: object, case: Case, _on: date) -> bool:
        return case.id == "case-2"

    asking = _own(CaseCheck(over=Over.CASE, wrong=has_other_failures), "XS-01")
    asked = _own(CaseCheck(over=Over.CASE, wrong=is_second), "XS-02")
    kept.append(case_checks(on=ON, rules=[asking, asked]))
    assert [finding.code for finding in kept[0].failures(CASE)] == ["XS-01"]


# --- nothing stays behind ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(30, 365), (365, 30)], ids=str)
def test_two_catalogues_side_by_side(cases: tuple[Case, ...], order: tuple[int, int]) -> None:
    """Checks of two towns with different parameters do not disturb each other, whichever is made or asked first."""
    ready = {days: case_checks(on=ON, select=["CM-07"], parameters=(_gap(days),)) for days in order}
    found = dict.fromkeys(order, 0)
    for case in cases:
        for days in order:
            found[days] += len(ready[days].failures(case))
    assert found[30] > found[365]
    assert found == {days: len(_failing(cases, days)) for days in order}


def _failing(cases: tuple[Case, ...], days: int) -> list[Finding]:
    return [found for case in cases for found in kimcore.check_case(case, on=ON, select=["CM-07"], parameters=(_gap(days),))]


def test_checks_that_nobody_holds_are_gone() -> None:
    """Checks are held by nobody but who asked for them, however many are made and dropped."""
    made = [ref(case_checks(on=ON, select=["DS-01"])) for _ in range(20)]
    gc.collect()
    assert [one() for one in made] == [None] * 20


def test_rules_that_nobody_holds_are_gone() -> None:
    """A rule that is made while a service runs is read once, and forgotten with the last who holds it."""

    def made(number: int) -> Iterator[ref[CaseCheck]]:
        def wrong(_thing: object, case: Case, on: date) -> bool:
            return any(contact.on > on for contact in case.contacts) or len(case.needs) > number

        own = _own(CaseCheck(over=Over.CASE, wrong=wrong))
        assert isinstance(own.check, CaseCheck)
        assert read_check(own.check) is read_check(own.check)
        case_checks(on=ON, rules=[own]).failures(CASE)
        yield ref(own.check)

    held = [one for number in range(20) for one in made(number)]
    gc.collect()
    assert [one() for one in held] == [None] * 20


def test_predicates_are_asked_and_not_kept() -> None:
    """What cannot be read as a tree is asked anew for each case."""
    numbers = count()
    own = _own(CaseCheck(over=Over.CASE, wrong=lambda _thing, _case, _on: next(numbers) % 2 == 1))
    ready = case_checks(on=ON, rules=[own])
    assert [len(ready.failures(CASE)) for _ in range(4)] == [0, 1, 0, 1]


# --- from one process to another ---------------------------------------------------------------------------------------


def test_findings_can_be_pickled(cases: tuple[Case, ...], checks: CaseChecks) -> None:
    """Findings go through a pickle unchanged, and kimcore's rules are the same objects behind it."""
    found = [finding for case in cases for finding in checks.findings(case)]
    again: list[Finding] = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert again == found
    assert all(one.rule is rule(one.code) for one in again)


def test_checks_can_be_pickled(cases: tuple[Case, ...]) -> None:
    """Prepared checks go through a pickle with parameters, and with rules of other packs whose functions can be imported."""
    own = _own(CaseCheck(over=Over.CASE, wrong=_always))
    ready = case_checks(on=ON, rules=[own, rule("CM-07")], parameters=(_gap(30),))
    again: CaseChecks = pickle.loads(pickle.dumps(ready))  # noqa: S301 - our own bytes
    assert again == ready
    assert [again.failures(case) for case in cases] == [ready.failures(case) for case in cases]


@pytest.mark.parametrize("method", get_all_start_methods())
def test_processes_find_the_same(cases: tuple[Case, ...], checks: CaseChecks, method: str) -> None:
    """Processes that are forked or begin anew find what this one finds."""
    with ProcessPoolExecutor(1, mp_context=get_context(method)) as pool:
        assert list(pool.map(checks.failures, cases, chunksize=len(cases))) == [checks.failures(case) for case in cases]
