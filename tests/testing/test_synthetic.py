from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TypeGuard

import pytest
from attrs import AttrsInstance, fields, has

from kimcore.bundle import dumps, loads
from kimcore.errors import ModelError
from kimcore.model import UNITS, Case
from kimcore.reports import context_of
from kimcore.rules import BUILTIN, Outcome, judge
from kimcore.rules.rule import CaseCheck
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
PLANNED = {"due_on", "last_day", "delete_on", "expires_on"}
"""Fields that may hold a day to come."""


@cache
def sample() -> tuple[Case, ...]:
    """Return cases enough for every kind of record to be among them."""
    return tuple(synthetic.cases(2_000, on=DAY))


def failed_cases(flawed: int) -> set[str]:
    """Return the cases of a town in which a rule on cases fails."""
    town = synthetic.town("05154", 500, on=DAY, flawed=flawed)
    rules = tuple(rule for rule in BUILTIN if isinstance(rule.check, CaseCheck))
    findings = judge(rules, context_of(town, on=DAY)).findings
    return {finding.subject for finding in findings if finding.outcome is Outcome.FAIL and finding.subject is not None}


def is_record(value: object) -> TypeGuard[AttrsInstance]:
    """Return whether a value is a record."""
    return has(type(value))


def records_in(value: object) -> Iterator[AttrsInstance]:
    """Yield a record and all records within."""
    if isinstance(value, tuple):
        for entry in value:
            yield from records_in(entry)
    elif is_record(value):
        yield value
        for field in fields(type(value)):
            yield from records_in(getattr(value, field.name))


def test_a_case_is_the_same_in_every_range() -> None:
    """A case follows from its number alone, whatever range it is asked for in."""
    assert [synthetic.case(number, on=DAY) for number in (0, 17, 1_999)] == [sample()[number] for number in (0, 17, 1_999)]
    assert list(synthetic.cases(5, on=DAY, start=100)) == list(sample()[100:105])


def test_every_python_draws_the_same() -> None:
    """The first lines are these bytes, on every machine and every Python."""
    digest = sha256(b"".join(synthetic.lines(200, on=DAY))).hexdigest()
    assert digest == "905b4d45a247fdcdac59fe9d33f06c56e60062a93b8bbb6cf28b7eb5fc96d3db"


def test_another_seed_gives_other_cases() -> None:
    """Cases depend on the seed."""
    assert synthetic.case(17, on=DAY, seed=1) != synthetic.case(17, on=DAY)


def test_cases_are_in_all_units() -> None:
    """Unless told otherwise, cases are in every unit."""
    assert {case.municipality for case in sample()} == {unit.key for unit in UNITS}


def test_larger_units_have_more_cases() -> None:
    """Units are weighted by their people."""
    counts = Counter[str](case.municipality for case in sample())
    assert counts["05315"] > 3 * counts["05366"]


def test_cases_are_in_the_units_asked_for() -> None:
    """Cases are in those units only that were asked for."""
    found = {case.municipality for case in synthetic.cases(200, on=DAY, units=("05154", "05334002"))}
    assert found == {"05154", "05334002"}


@pytest.mark.parametrize("units", [("05999",), ()])
def test_unknown_units_are_refused(units: tuple[str, ...]) -> None:
    """A key that is no unit's is refused, and so is no key at all."""
    with pytest.raises(ModelError, match="expected keys of the 54 units"):
        synthetic.cases(1, on=DAY, units=units)


@pytest.mark.parametrize(("start", "count"), [(-1, 1), (0, -1), (10**9, 1)])
def test_numbers_out_of_range_are_refused(start: int, count: int) -> None:
    """There are a billion cases and no case before the first."""
    with pytest.raises(ModelError, match="expected numbers from 0"):
        synthetic.cases(count, on=DAY, start=start)


def test_a_share_out_of_range_is_refused() -> None:
    """Flawed cases are counted in a hundred."""
    with pytest.raises(ModelError, match="from 0 to 100"):
        synthetic.cases(1, on=DAY, flawed=101)


def test_a_billion_cases_cost_nothing_until_they_are_asked_for() -> None:
    """Cases are made one by one."""
    assert next(synthetic.cases(10**9, on=DAY)) == sample()[0]


def test_nothing_has_happened_after_the_day() -> None:
    """Only what is planned lies after the day."""
    for record in records_in(sample()):
        for field in fields(type(record)):
            value = getattr(record, field.name)
            assert not isinstance(value, date) or value <= DAY or field.name in PLANNED


def test_every_field_is_used() -> None:
    """Every field of every record holds a value in some case, but for convictions; a case may lack all but three."""
    given: set[tuple[str, str]] = set()
    left_out: set[tuple[str, str]] = set()
    for record in records_in(sample()):
        for field in fields(type(record)):
            is_empty = getattr(record, field.name) in (None, ())
            (left_out if is_empty else given).add((type(record).__name__, field.name))
    all_fields = {(type(record).__name__, field.name) for record in records_in(sample()) for field in fields(type(record))}
    assert all_fields - given == {("StayFacts", "has_relevant_convictions")}
    assert {name for cl, name in all_fields - left_out if cl == "Case"} == {"id", "municipality", "opened_on"}


def test_cases_without_flaws_break_no_rule() -> None:
    """Without flaws no rule on cases fails."""
    assert failed_cases(flawed=0) == set()


def test_every_flawed_case_breaks_a_rule() -> None:
    """With flaws in all of them, every case breaks a rule."""
    assert len(failed_cases(flawed=100)) == 500


def test_the_share_of_flawed_cases_is_the_one_asked_for() -> None:
    """About as many of a hundred cases break a rule as were asked for."""
    assert 160 <= len(failed_cases(flawed=40)) <= 240


def test_a_town_is_read_as_it_is_written() -> None:
    """A town of synthetic cases is a bundle that the strict reader takes: every key leads somewhere."""
    town = synthetic.town("05154", 300, on=DAY)
    assert loads(dumps(town)) == town


def test_a_town_of_no_unit_is_refused() -> None:
    """A town is one of the 54 units."""
    with pytest.raises(ModelError, match="54 units, found '05999'"):
        synthetic.town("05999", 0, on=DAY)


def test_lines_are_as_long_as_those_of_the_benchmarks() -> None:
    """A line has 1.2 to 1.4 kB on average."""
    lines = list(synthetic.lines(2_000, on=DAY))
    assert 1_200 < sum(map(len, lines)) / len(lines) < 1_400
