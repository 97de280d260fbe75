from pathlib import Path

import pytest

from kimcore.errors import RuleError
from kimcore.rules import BUILTIN, Outcome, Rule, rule
from kimcore.testing.sheets import Example, read_sheet, try_example

SHEETS = Path(__file__).parent / "cases"
ALWAYS_KNOWN = frozenset({"LO"})
"""Families that judge only what every bundle holds, so that nothing can be unknown."""


def _examples() -> list[tuple[Rule, Example]]:
    return [
        (known, example)
        for known in BUILTIN
        if (SHEETS / f"{known.code}.toml").exists()
        for example in read_sheet((SHEETS / f"{known.code}.toml").read_text(encoding="utf-8"), rule=known)
    ]


@pytest.mark.parametrize(
    ("known", "example"), [pytest.param(known, example, id=f"{known.code}: {example.says}") for known, example in _examples()]
)
def test_rule_agrees_with_its_sheet(known: Rule, example: Example) -> None:
    """A rule finds in each example of its sheet what the sheet says."""
    assert try_example(known, example) == ()


@pytest.mark.parametrize("known", BUILTIN, ids=lambda known: known.code)
def test_sheet_shows_failure_pass_and_unknown(known: Rule) -> None:
    """Every rule has a sheet with an example that fails, one that passes and one that cannot be judged."""
    sheet = read_sheet((SHEETS / f"{known.code}.toml").read_text(encoding="utf-8"), rule=known)
    wanted = {Outcome.FAIL, Outcome.PASS} | (set() if known.family in ALWAYS_KNOWN else {Outcome.UNKNOWN})
    assert wanted <= {example.outcome for example in sheet}


def test_every_sheet_belongs_to_a_rule() -> None:
    """No sheet lies about for a rule that does not exist."""
    assert {sheet.stem for sheet in SHEETS.glob("*.toml")} <= {known.code for known in BUILTIN}


def test_sheet_for_another_rule_is_refused() -> None:
    """A sheet names the rule it is for."""
    with pytest.raises(RuleError, match="a sheet of LG-04"):
        read_sheet('code = "LG-13"', rule=rule("LG-04"))


def test_sheet_with_unknown_key_is_refused() -> None:
    """A misspelt key in an example is an error that names it."""
    text = 'code = "LG-04"\n[[example]]\nsays = "x"\non = 2025-01-01\noutcome = "pass"\noutcom = "fail"\n'
    with pytest.raises(RuleError, match="outcom"):
        read_sheet(text, rule=rule("LG-04"))


def test_wrong_sheet_is_noticed() -> None:
    """An example that expects the wrong outcome is reported with what was found instead."""
    text = 'code = "LG-04"\n[[example]]\nsays = "Nichts ist bekannt"\non = 2025-01-01\noutcome = "pass"\n'
    known = rule("LG-04")
    assert try_example(known, read_sheet(text, rule=known)[0]) == ("'Nichts ist bekannt': expected pass, found unknown on None",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code = ", "is no TOML"),
        ('code = "LG-04"\n[[example]]\nsays = "x"\non = "soon"\noutcome = "pass"\n', "`on` is a day"),
        ('code = "LG-04"\n[[example]]\nsays = "x"\non = 2025-01-01\noutcome = "passed"\n', "found 'passed'"),
        ('code = "LG-04"\n[[example]]\nsays = "x"\non = 2025-01-01\n', "missing keys .'outcome'"),
    ],
)
def test_broken_sheet_is_refused_with_its_place(text: str, told: str) -> None:
    """A sheet that cannot be read is an error that says what is wrong and in which example."""
    with pytest.raises(RuleError, match=told):
        read_sheet(text, rule=rule("LG-04"))
