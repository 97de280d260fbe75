"""Every parameter has a name that a person can read."""

import pytest

from kimcore.law import Unit, shipped
from kimcore.text import Language, sentences

LAW = shipped()
NAMED = {key for key in LAW.keys() if LAW.history(key)[0].unit is not Unit.NORM}  # noqa: SIM118 - a law is no mapping


@pytest.mark.parametrize("language", Language)
def test_every_parameter_has_a_title(language: Language) -> None:
    """Each parameter that is no mere citation has a title in both languages, and no title is left over."""
    titles = sentences(language, "parameters")
    assert set(titles) == NAMED
    assert all(title["title"] for title in titles.values())


@pytest.mark.parametrize("language", Language)
def test_titles_tell_parameters_apart(language: Language) -> None:
    """No two parameters have one title."""
    titles = [table["title"] for table in sentences(language, "parameters").values()]
    assert len(set(titles)) == len(titles)
