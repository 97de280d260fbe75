import re

import pytest

from kimcore.errors import KimcoreError, RuleError
from kimcore.law import Binding, Grade
from kimcore.rules import BUILTIN, Rule, Severity, choose, highest_severity, problems_of, rule
from kimcore.text import Language, sentences

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
def test_rule_is_complete(known: Rule) -> None:
    """Parameters, collections, kinds of facts, limits and the texts in both languages are all there and fit."""
    assert problems_of(known) == ()


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
