from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve

import kimcore.law
from kimcore.errors import RuleError
from kimcore.law import Binding, Grade, Source
from kimcore.model import UNITS, LocalParameter, Period, Town, Waiver, WaiverId
from kimcore.rules import Context, Outcome, Rule, Severity, Verdict, failed, judge, judge_one, passed

DAY = date(2025, 6, 30)
TOWN = Town(municipality=UNITS[10])
SOURCE = Source(title="a source")


def _context(town: Town = TOWN, on: date = DAY) -> Context:
    return Context(town=town, on=on, law=kimcore.law.shipped())


def _fails(_context: Context) -> Iterator[Verdict]:
    yield failed("here", {"number": 1})


RULE = Rule(
    code="X-01",
    slug="always-fails",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(SOURCE,),
    facts={"number": "count"},
    check=_fails,
)
WAIVER = Waiver(
    id=WaiverId("w-1"),
    rule="X-01",
    subject="here",
    reason="known",
    granted_by_role="head of office",
    granted_on=date(2025, 1, 1),
    last_day=date(2025, 12, 31),
)


def test_verdict_becomes_a_finding_of_its_rule() -> None:
    """A finding carries the rule, its severity, the subject and the facts."""
    (finding,) = judge_one(RULE, _context())
    assert (finding.rule, finding.severity, finding.subject, finding.facts) == (RULE, Severity.INFO, "here", {"number": 1})


def test_undeclared_fact_is_refused() -> None:
    """A rule that finds a fact it does not declare is broken, and the error names both."""
    with pytest.raises(RuleError, match=r"X-01 \(always-fails\).*number"):
        judge_one(evolve(RULE, facts={}), _context())


def test_silent_rule_is_refused() -> None:
    """A rule that says nothing is broken."""
    with pytest.raises(RuleError, match="said nothing"):
        judge_one(evolve(RULE, check=lambda _context: ()), _context())


def test_rule_does_not_apply_before_its_first_day() -> None:
    """On the day before a duty exists, the rule does not apply."""
    later = evolve(RULE, in_force=Period(first_day=date(2025, 7, 1)))
    assert judge_one(later, _context())[0].outcome is Outcome.NOT_APPLICABLE


def test_rule_not_yet_in_force_asks_for_no_value() -> None:
    """Before a duty exists, a parameter without a value does not make the rule unknown."""
    later = evolve(RULE, in_force=Period(first_day=date(2025, 7, 1)), parameters=("ds.retention.case",))
    assert judge_one(later, _context())[0].outcome is Outcome.NOT_APPLICABLE


def test_missing_collection_is_unknown() -> None:
    """What was not recorded makes a check unknown and is named."""
    (finding,) = judge_one(evolve(RULE, needs=("meetings",)), _context())
    assert (finding.outcome, finding.missing) == (Outcome.UNKNOWN, ("meetings",))


def test_missing_metric_is_unknown() -> None:
    """A number that was not measured makes a check unknown and is named."""
    (finding,) = judge_one(evolve(RULE, metrics=("density",)), _context())
    assert (finding.outcome, finding.missing) == (Outcome.UNKNOWN, ("metric:density",))


def test_open_parameter_is_unknown_by_its_key() -> None:
    """A value that only the user can give makes a check unknown and is named."""
    open_rule = evolve(RULE, parameters=("ds.retention.case",))
    (finding,) = judge_one(open_rule, _context())
    assert (finding.outcome, finding.missing) == (Outcome.UNKNOWN, ("ds.retention.case",))


def _own(key: str, value: float) -> Town:
    own = LocalParameter(key=key, value=value, reason="council", decided_on=date(2024, 1, 1), during=Period())
    return evolve(TOWN, parameters=(own,))


def test_town_sets_its_own_practice() -> None:
    """A town's own value stands in for one that is only practice."""
    assert _context(_own("lg.gap_days_max", 400)).value("lg.gap_days_max").whole == 400


def test_town_cannot_change_what_binds() -> None:
    """A town's own value does not stand in for one that binds."""
    key = "b1.coord.fte_max.kreis"
    assert _context(_own(key, 99)).value(key).number == 3.5


def test_waiver_is_noted_on_the_finding() -> None:
    """A finding that the town has accepted for now says by which waiver."""
    (finding,) = judge_one(RULE, _context(evolve(TOWN, waivers=(WAIVER,))))
    assert (finding.waiver, finding.is_open) == ("w-1", False)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1)])
def test_waiver_holds_only_on_its_days(day: date) -> None:
    """Before it is granted and after its last day a waiver accepts nothing."""
    (finding,) = judge_one(RULE, _context(evolve(TOWN, waivers=(WAIVER,)), on=day))
    assert finding.waiver is None


def test_waiver_for_another_subject_does_not_count() -> None:
    """A waiver accepts only what it names."""
    other = evolve(WAIVER, subject="elsewhere")
    (finding,) = judge_one(RULE, _context(evolve(TOWN, waivers=(other,))))
    assert finding.waiver is None


def test_binding_error_cannot_be_waived() -> None:
    """No waiver accepts an error against binding law."""
    strict = evolve(RULE, binding=Binding.BINDING, severity=Severity.ERROR)
    (finding,) = judge_one(strict, _context(evolve(TOWN, waivers=(WAIVER,))))
    assert finding.waiver is None


def test_subject_may_weigh_less_but_not_more() -> None:
    """A verdict can lower the severity of its rule and cannot raise it."""

    def mixed(_context: Context) -> Iterator[Verdict]:
        yield failed("less", severity=Severity.INFO)
        yield failed("more", severity=Severity.ERROR)

    standard = evolve(RULE, binding=Binding.STANDARD, severity=Severity.WARNING, check=mixed)
    assert [finding.severity for finding in judge_one(standard, _context())] == [Severity.INFO, Severity.WARNING]


def test_findings_come_in_one_order() -> None:
    """Whatever order rules and verdicts come in, the findings are sorted."""

    def mixed(_context: Context) -> Iterator[Verdict]:
        yield passed("b")
        yield failed("z")
        yield failed("a")

    rules = (evolve(RULE, code="X-02", check=mixed), evolve(RULE, check=mixed))
    assert judge(rules, _context()) == judge(rules[::-1], _context())
    assert [finding.subject for finding in judge(rules[:1], _context()).findings] == ["a", "z", "b"]
