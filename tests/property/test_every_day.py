from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import kimcore
from kimcore.law import DatedValue, shipped
from kimcore.rules import BUILTIN, Outcome, Rule

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


def _without_value(known: Rule, town: kimcore.Town, day: date) -> bool:
    """Return whether one of a rule's values is given neither by the law nor by the town on a day."""
    own = {parameter.key for parameter in town.parameters if day in parameter.during}
    open_keys = {key for key in known.parameters if not isinstance(shipped().find(key, day), DatedValue)}
    return not open_keys <= own


@pytest.mark.parametrize("known", [rule for rule in BUILTIN if rule.parameters], ids=lambda known: known.code)
def test_no_rule_fails_on_a_day_without_its_value(known: Rule) -> None:
    """A rule finds no failure on a day on which one of its values is not in force."""
    asked = [(name, day) for name in TOWNS for day in _days() if _without_value(known, _town(name), day)]
    for name, day in asked:
        findings = kimcore.check(_town(name), on=day, select=[known.code]).findings
        assert all(finding.outcome is not Outcome.FAIL for finding in findings), f"{name} on {day}"
