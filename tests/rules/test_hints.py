import pytest

from kimcore.law import Binding
from kimcore.rules import CaseCheck, Rule, Severity, rule
from kimcore.text import Language, sentences

HINTS = tuple(rule(code) for code in ("B3-06", "B3-07", "B3-08", "B3-09", "B3-10"))
OPENING = {Language.DE: "Zur menschlichen Prüfung: ", Language.EN: "For review by a human: "}

each_hint = pytest.mark.parametrize("hint", HINTS, ids=lambda hint: hint.code)


@each_hint
def test_hint_is_never_more_than_information(hint: Rule) -> None:
    """A hint on residence law rests on practice, so it can never weigh more than a hint."""
    assert (hint.binding, hint.severity) == (Binding.PRACTICE, Severity.INFO)


@each_hint
def test_hint_is_asked_of_single_cases(hint: Rule) -> None:
    """A hint is a rule on cases, so that reports for people count it and name no pseudonym."""
    assert isinstance(hint.check, CaseCheck)


@pytest.mark.parametrize("language", Language)
@each_hint
def test_hint_says_that_a_human_is_to_look(hint: Rule, language: Language) -> None:
    """Whatever a hint says and advises begins with the words that it is for a human."""
    texts = sentences(language, "rules/b3")[hint.code]
    spoken = [text for key, text in texts.items() if key.startswith("fail") or key == "advice"]
    assert all(text.startswith(OPENING[language]) for text in spoken)


@each_hint
def test_hint_carries_no_offences(hint: Rule) -> None:
    """No hint finds or asks for data on offences."""
    assert isinstance(hint.check, CaseCheck)
    assert not any("convict" in name for name in (*hint.facts, *hint.check.missing))
