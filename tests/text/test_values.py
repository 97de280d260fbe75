from datetime import date

import pytest

from kimcore.errors import KimcoreError
from kimcore.text import Language, fill, join, label, names_in, render, sentences, shipped_areas

DE, EN = Language.DE, Language.EN


@pytest.mark.parametrize(
    ("value", "kind", "german", "english"),
    [
        (None, "days", "nicht bekannt", "not known"),
        (1, "days", "1 Tag", "1 day"),
        (270, "days", "270 Tage", "270 days"),
        (0.755, "share", "75,5 %", "75.5 %"),
        (1, "share", "100 %", "100 %"),
        (5_700_000, "cents", "57.000,00 EUR", "57,000.00 EUR"),
        (3.5, "fte", "3,5", "3.5"),
        (12_345, "count", "12.345", "12,345"),
        (True, "flag", "ja", "yes"),
        (date(2025, 3, 1), "date", "01.03.2025", "1 March 2025"),
        ("lenkung", "key", "lenkung", "lenkung"),
        ((), "key", "keine", "none"),
        (("a", "b"), "key", "a und b", "a and b"),
        ("kdg", "ControllerRegime", "Gesetz über den Kirchlichen Datenschutz", "Gesetz über den Kirchlichen Datenschutz"),
    ],
)
def test_fact_is_rendered_in_both_languages(value: object, kind: str, german: str, english: str) -> None:
    """A fact becomes words as people in each language write them."""
    assert (render(value, kind, DE), render(value, kind, EN)) == (german, english)  # type: ignore[arg-type]  # the table mixes kinds


def test_list_of_three_has_one_conjunction() -> None:
    """Only the last word of a list is joined by a conjunction."""
    assert join(["a", "b", "c"], DE) == "a, b und c"


def test_missing_fact_is_refused() -> None:
    """A sentence that names a fact it was not given is an error, not a gap in the text."""
    with pytest.raises(KimcoreError, match="needs 'held'"):
        fill("{held}", {"required": "2"})


@pytest.mark.parametrize("template", ["{a.__class__}", "{a[0]}", "{a!r}", "{a:>10}", "{}"])
def test_template_reaches_nothing_but_names(template: str) -> None:
    """A template cannot look inside the facts it is given."""
    with pytest.raises(KimcoreError):
        fill(template, {"a": "x"})


def test_braces_in_facts_stay_as_they_are() -> None:
    """A fact that looks like a template is not filled again."""
    assert fill("{a}", {"a": "{b}", "b": "x"}) == "{b}"


def test_names_of_a_template_are_found() -> None:
    """The facts a template speaks of can be listed."""
    assert names_in("{a} von {b}, {a}") == {"a", "b"}


def test_unknown_word_is_refused() -> None:
    """A code that the glossary does not have is an error that names it."""
    with pytest.raises(KimcoreError, match=r"ActorKind\.nobody"):
        label(DE, "ActorKind", "nobody")


def test_unknown_area_is_refused() -> None:
    """An area without sentences is an error that names it."""
    with pytest.raises(KimcoreError, match="no sentences for 'nothing'"):
        sentences(EN, "nothing")


def test_both_languages_have_the_same_areas() -> None:
    """German and English have the same files."""
    assert shipped_areas(DE) == shipped_areas(EN)


@pytest.mark.parametrize("area", shipped_areas(DE))
def test_both_languages_have_the_same_keys(area: str) -> None:
    """Whatever is said in German is said in English, and the other way round."""
    german, english = sentences(DE, area), sentences(EN, area)
    assert {key: set(table) for key, table in german.items()} == {key: set(table) for key, table in english.items()}


@pytest.mark.parametrize("area", shipped_areas(DE))
def test_both_languages_speak_of_the_same_facts(area: str) -> None:
    """A sentence uses the same facts in both languages."""
    for key, table in sentences(DE, area).items():
        for name, template in table.items():
            if "{" in template:
                assert names_in(template) == names_in(sentences(EN, area)[key][name]), f"{key}.{name}"
