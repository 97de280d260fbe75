import re

import pytest

import kimcore.law
from kimcore.errors import KimcoreError, RuleError
from kimcore.law import Binding, Grade
from kimcore.model import Town
from kimcore.rules import BUILTIN, CaseCheck, Rule, Severity, choose, highest_severity, rule
from kimcore.text import Language, names_in, sentences
from kimcore.text.values import PLAIN_KINDS

FAMILIES = ("ST", "LG", "KO", "CM", "B3", "NW", "DS", "EV", "LO")

each_rule = pytest.mark.parametrize("known", BUILTIN, ids=lambda known: known.code)


def test_codes_are_unique_and_in_order() -> None:
    """The catalogue lists every code once, family by family in rising order."""
    codes = [known.code for known in BUILTIN]
    assert codes == sorted(set(codes), key=lambda code: (FAMILIES.index(code[:2]), code))


def test_slugs_are_unique() -> None:
    """No two rules share a name."""
    assert len({known.slug for known in BUILTIN}) == len(BUILTIN)


@each_rule
def test_code_and_slug_have_their_form(known: Rule) -> None:
    """A code is a family and two digits; a slug is lower-case words with hyphens."""
    assert known.family in FAMILIES
    assert re.fullmatch(r"[A-Z0-9]{2}-\d{2}", known.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", known.slug)


@each_rule
def test_severity_is_held_by_what_it_rests_on(known: Rule) -> None:
    """Only what binds and was seen may be an error; standards warn, practice informs."""
    order = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert order.index(known.severity) <= order.index(highest_severity(known.binding, known.grade))


@each_rule
def test_rule_has_a_source(known: Rule) -> None:
    """Every rule says where it comes from."""
    assert known.sources


@each_rule
def test_parameters_exist_in_law(known: Rule) -> None:
    """A rule reads only parameters that the law knows."""
    assert set(known.parameters) <= set(kimcore.law.shipped().keys())


@each_rule
def test_needs_are_collections_of_a_town(known: Rule) -> None:
    """A rule asks only for collections that a town has."""
    assert set(known.needs) <= set(Town.__annotations__)


@each_rule
def test_kinds_of_facts_can_be_read(known: Rule) -> None:
    """Each fact is a plain kind or a closed list of the glossary."""
    assert set(known.facts.values()) <= PLAIN_KINDS | set(sentences(Language.DE, "glossary"))


@each_rule
def test_limits_are_declared_parameters(known: Rule) -> None:
    """The limits of a case check are parameters that the rule declares."""
    limits = known.check.limits.values() if isinstance(known.check, CaseCheck) else ()
    assert set(limits) <= set(known.parameters)


@pytest.mark.parametrize("language", Language)
@each_rule
def test_rule_has_its_texts(known: Rule, language: Language) -> None:
    """Each rule has a title, a page and its sentences, which speak only of facts the rule can find."""
    texts = sentences(language, f"rules/{known.family.lower()}")[known.code]
    assert {"title", "checks", "matters", "advice"} <= set(texts)
    assert any(key.startswith("fail") for key in texts)
    spoken = frozenset[str]().union(*(names_in(template) for template in texts.values()))
    assert spoken <= set(known.facts) | {"count"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("family", FAMILIES)
def test_texts_belong_to_rules(family: str, language: Language) -> None:
    """No text is left of a rule that does not exist."""
    assert set(sentences(language, f"rules/{family.lower()}")) <= {known.code for known in BUILTIN}


def test_severity_above_its_basis_is_refused() -> None:
    """A rule that rests on practice cannot be made an error."""
    with pytest.raises(RuleError, match=r"X-01.*PRACTICE"):
        Rule(
            code="X-01",
            slug="x",
            binding=Binding.PRACTICE,
            grade=Grade.SEEN,
            severity=Severity.ERROR,
            sources=(),
            check=lambda _context: (),
        )


def test_family_selects_its_rules() -> None:
    """A family stands for all its rules."""
    assert {known.family for known in choose(select=("LG",))} == {"LG"}


def test_ignored_rule_is_left_out() -> None:
    """What is ignored is left out even where its family is selected."""
    assert "LG-04" not in {known.code for known in choose(select=("LG",), ignore=("LG-04",))}


def test_unknown_choice_is_refused() -> None:
    """A misspelt code is an error that names it, not an empty choice."""
    with pytest.raises(RuleError, match="'LG-99'"):
        choose(select=("LG-99",))


def test_unknown_code_is_refused() -> None:
    """Asking for a rule that does not exist is an error."""
    with pytest.raises(KimcoreError, match="no rule 'ZZ-01'"):
        rule("ZZ-01")
