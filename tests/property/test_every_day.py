from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import kimcore
from kimcore.law import DatedValue, shipped
from kimcore.rules import BUILTIN, Outcome

EXAMPLES = Path(__file__).parents[2] / "examples"
TOWNS = ("kreis-kleve", "kreis-coesfeld", "kreis-paderborn", "musterkreis")


def _days() -> list[date]:
    """Return every day on which a value or a rule begins or has ended, the day before each, and two days far off."""
    starts = {rule.in_force.first_day for rule in BUILTIN if rule.in_force.first_day is not None}
    ends = {rule.in_force.last_day + timedelta(days=1) for rule in BUILTIN if rule.in_force.last_day is not None}
    changes = starts | ends | set(shipped().change_days())
    before = {day - timedelta(days=1) for day in changes}
    return sorted(changes | before | {date(2010, 1, 1), date(2040, 1, 1)})


@cache
def _town(name: str) -> kimcore.Town:
    return kimcore.load(EXAMPLES / f"{name}.json")


@pytest.mark.parametrize("name", TOWNS)
@pytest.mark.parametrize("day", _days(), ids=str)
def test_every_rule_judges_on_every_day_of_change(name: str, day: date) -> None:
    """On each day on which anything changes and on the day before, every rule says something about every example."""
    report = kimcore.check(_town(name), on=day)
    assert {finding.code for finding in report.findings} == {rule.code for rule in BUILTIN}


@pytest.mark.parametrize("rule", [rule for rule in BUILTIN if rule.parameters], ids=lambda rule: rule.code)
def test_no_rule_fails_on_a_day_without_its_value(rule: object) -> None:
    """A rule finds no failure on a day on which one of its values is not in force."""
    assert rule in BUILTIN
    known = BUILTIN[BUILTIN.index(rule)]  # type: ignore[arg-type]  # pytest hands parameters over as objects
    for day in _days():
        if all(isinstance(shipped().find(key, day), DatedValue) for key in known.parameters):
            continue
        for name in TOWNS:
            town = _town(name)
            own = {parameter.key for parameter in town.parameters if day in parameter.during}
            missing = {key for key in known.parameters if not isinstance(shipped().find(key, day), DatedValue)}
            if missing <= own:
                continue
            findings = kimcore.check(town, on=day, select=[known.code]).findings
            assert all(finding.outcome is not Outcome.FAIL for finding in findings), f"{name} on {day}"
