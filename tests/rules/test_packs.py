import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve

from kimcore.law import Binding
from kimcore.model import UNITS, Membership, MembershipId, Town, Vote
from kimcore.model.keys import ActorId, BodyId
from kimcore.reports import check
from kimcore.reports.report_output import report_text
from kimcore.reports.terminal import rules_text
from kimcore.rules import BUILTIN, Context, Rule, RulePack, Severity, Verdict, installed_packs, rule
from kimcore.rules.packs import GROUP, problems_of_pack
from kimcore.testing import check_rule

EXAMPLE = Path(__file__).parents[2] / "examples" / "rule-pack"
DAY = date(2025, 6, 30)
TOWN = Town(
    municipality=UNITS[10],
    memberships=(
        Membership(id=MembershipId("m"), body=BodyId("lenkung"), actor=ActorId("ki"), vote=Vote.VOTING, has_deputy=False),
    ),
)


@pytest.fixture
def example_rule(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """Load the rule of the example pack from its source."""
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    (pack,) = installed_packs([_point("kim-example-pack", "kim_example_pack:PACK")]).packs
    return pack.rules[0]


def _point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name=name, value=value, group=GROUP)


def _pack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str) -> EntryPoint:
    """Write a module with a pack and return the entry point that names it."""
    (tmp_path / "made_up_pack.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "made_up_pack", raising=False)
    return _point("made-up", "made_up_pack:PACK")


def test_example_pack_gives_the_proof_of_our_own_rules(example_rule: Rule) -> None:
    """The rule of the example pack is complete and agrees with its sheet."""
    assert check_rule(example_rule, (EXAMPLE / "XA-01.toml").read_text(encoding="utf-8")) == ()


def test_rule_of_a_pack_is_judged_beside_our_own(example_rule: Rule) -> None:
    """A report shows what a foreign rule finds, in its own words."""
    report = check(TOWN, on=DAY, rules=(*BUILTIN, example_rule), select=["XA-01"])
    assert "Für ki ist keine Vertretung benannt." in report_text(report)


def test_the_list_of_rules_says_that_a_family_is_no_own_one(example_rule: Rule) -> None:
    """Among the rules, a family of a pack stands with its letters and says whose it is."""
    assert rules_text((example_rule,)).splitlines()[0].split(maxsplit=1) == ["XA", "Regeln eines anderen Pakets"]


def test_pack_that_raises_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pack that cannot be imported is named with the error, and nothing else fails."""
    packs = installed_packs([_pack(monkeypatch, tmp_path, "raise OSError('no disk')")])
    assert [(broken.name, broken.problems) for broken in packs.broken] == [
        ("made-up", ("loading made_up_pack:PACK raised OSError: no disk",))
    ]


def test_entry_point_that_is_no_pack_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An entry point that names something else is refused."""
    packs = installed_packs([_pack(monkeypatch, tmp_path, "PACK = 42")])
    assert packs.broken[0].problems == ("made_up_pack:PACK is no RulePack but int",)


def test_broken_pack_leaves_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, example_rule: Rule) -> None:
    """A good pack works beside a broken one."""
    points = [_pack(monkeypatch, tmp_path, "PACK = 42"), _point("kim-example-pack", "kim_example_pack:PACK")]
    packs = installed_packs(points)
    assert (packs.rules, len(packs.broken)) == ((example_rule,), 1)


def test_code_without_x_is_refused(example_rule: Rule) -> None:
    """A foreign rule cannot take a code of kimcore's own."""
    pack = RulePack(name="p", rules=(evolve(example_rule, code="LG-04"),))
    assert "LG-04: codes of other packs begin with X" in problems_of_pack(pack)


def test_missing_language_is_refused(example_rule: Rule) -> None:
    """A foreign rule without English texts is refused with every text that is missing."""
    assert example_rule.texts is not None
    german = {language: texts for language, texts in example_rule.texts.items() if language.value == "de"}
    problems = problems_of_pack(RulePack(name="p", rules=(evolve(example_rule, texts=german),)))
    assert "XA-01: en: no text 'title'" in problems


def test_missing_source_is_refused(example_rule: Rule) -> None:
    """A foreign rule without a source is refused."""
    assert problems_of_pack(RulePack(name="p", rules=(evolve(example_rule, sources=()),))) == ("XA-01: no source",)


def test_sentence_with_undeclared_fact_is_refused(example_rule: Rule) -> None:
    """A sentence may speak only of what the rule finds."""
    problems = problems_of_pack(RulePack(name="p", rules=(evolve(example_rule, facts={}),)))
    assert "XA-01: de: 'fail' speaks of 'actor', which the rule does not find" in problems


def test_own_rule_brings_no_texts_of_its_own() -> None:
    """A rule without texts is refused in a pack."""
    assert "LG-04: brings no texts" in problems_of_pack(RulePack(name="p", rules=(rule("LG-04"),)))


def test_empty_pack_is_refused() -> None:
    """A pack without rules is refused."""
    assert problems_of_pack(RulePack(name="p", rules=())) == ("no rules",)


def test_code_used_twice_is_refused(monkeypatch: pytest.MonkeyPatch, example_rule: Rule) -> None:
    """Two packs with the same code are both refused, for nobody could tell their findings apart."""
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    points = [_point(name, "kim_example_pack:PACK") for name in ("one", "two")]
    packs = installed_packs(points)
    assert (packs.rules, len(packs.broken)) == ((), 2)
    assert example_rule.code in packs.broken[0].problems[0]


def _raises(_context: Context) -> Iterator[Verdict]:
    raise KeyError("Erika Mustermann")


def test_raising_rule_is_named_without_its_message(example_rule: Rule) -> None:
    """A foreign rule that raises is named with the day and the kind of error, never with data."""
    report = check(TOWN, on=DAY, rules=(*BUILTIN, evolve(example_rule, check=_raises)), select=["XA-01"])
    assert report.broken == ("XA-01 (voting-members-have-a-deputy) raised KeyError on 2025-06-30",)
    assert "raised KeyError" in report_text(report)


def test_undeclared_fact_of_a_foreign_rule_is_named(example_rule: Rule) -> None:
    """A foreign rule that finds an undeclared fact is named and stops nothing."""
    report = check(TOWN, on=DAY, rules=(evolve(example_rule, facts={}),))
    assert report.findings == ()
    assert report.broken[0].endswith("found facts it does not declare on 2025-06-30: actor")


def test_foreign_rule_cannot_weigh_more_than_it_rests_on(example_rule: Rule) -> None:
    """The severity of a foreign rule is held like our own."""
    assert evolve(example_rule, binding=Binding.BINDING, severity=Severity.ERROR).severity is Severity.ERROR


def test_proof_names_what_a_rule_raises(example_rule: Rule) -> None:
    """A rule that raises on an example of its sheet fails the proof, and the proof says with what."""
    sheet = (EXAMPLE / "XA-01.toml").read_text(encoding="utf-8")
    assert "KeyError" in check_rule(evolve(example_rule, check=_raises), sheet)[0]
