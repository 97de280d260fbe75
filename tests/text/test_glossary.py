import enum
import inspect

import attrs
import pytest

import kimcore.law
import kimcore.model
import kimcore.rules
from kimcore.text import Language, sentences


def _classes() -> dict[str, type]:
    rooms = (kimcore.model, kimcore.law, kimcore.rules)
    listed = {name: getattr(room, name) for room in rooms for name in room.__all__}
    return {name: found for name, found in listed.items() if inspect.isclass(found)}


CLOSED_LISTS = {name: found for name, found in _classes().items() if issubclass(found, enum.Enum)}
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
