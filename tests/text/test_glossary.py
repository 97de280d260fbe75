import enum
import inspect
from importlib import import_module
from pkgutil import walk_packages

import attrs
import pytest

import kimcore.law
import kimcore.model
import kimcore.rules
from kimcore.text import Language, sentences


def _classes() -> dict[str, type]:
    """Return the classes of the rooms that facts and records come from, by name."""
    found: dict[str, type] = {}
    for room in (kimcore.model, kimcore.law, kimcore.rules):
        names = [info.name for info in walk_packages(room.__path__, f"{room.__name__}.")]
        for module in map(import_module, names):
            own = {name: value for name, value in vars(module).items() if inspect.isclass(value)}
            found |= {name: value for name, value in own.items() if value.__module__ == module.__name__}
    return found


EXPORTED = {*kimcore.model.__all__, *kimcore.law.__all__, *kimcore.rules.__all__}
WITH_WORDS = set(sentences(Language.DE, "glossary"))
CLOSED_LISTS = {
    name: found for name, found in _classes().items() if issubclass(found, enum.Enum) and name in EXPORTED | WITH_WORDS
}
RECORDS = {name: found for name, found in _classes().items() if attrs.has(found) and name in kimcore.model.__all__}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_record_has_a_word(name: str, language: Language) -> None:
    """Each class of the model has its word in the glossary."""
    assert sentences(language, "glossary")[name]["_"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", sorted(CLOSED_LISTS))
def test_every_member_has_a_word(name: str, language: Language) -> None:
    """Each member of a closed list has its word, and the glossary has no word for a member that is gone."""
    codes = {str(member.value) for member in CLOSED_LISTS[name]}
    assert set(sentences(language, "glossary")[name]) == {"_", *codes}


@pytest.mark.parametrize("language", Language)
def test_glossary_has_no_class_that_is_gone(language: Language) -> None:
    """The glossary lists only classes that exist."""
    assert set(sentences(language, "glossary")) <= set(_classes()) | {"Language"}
