import ast
from enum import Enum
from pathlib import Path

import pytest
from attrs import evolve

from kimcore import evidence
from kimcore.evidence import DifferenceKind, DutyFlaw, Lack, LinkKind, LoopState, Refusal
from kimcore.model import Town
from kimcore.testing.musterkreis import REFERENCE_DAY
from kimcore.text import Language, sentences


def test_type_checkers_are_told_the_same() -> None:
    """The stub names the same homes as the table of names."""
    stub = ast.parse(Path(evidence.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    told = {
        alias.name: (node.module or "").rpartition(".")[2]
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == evidence._HOME  # type: ignore[attr-defined]  # noqa: SLF001 - the table is what is compared


@pytest.mark.parametrize("name", evidence.__all__)
def test_every_name_is_served(name: str) -> None:
    """Every public name is there and has a docstring."""
    assert getattr(evidence, name).__doc__


def test_unknown_name() -> None:
    """A name that is not public is refused as any missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'loops'"):
        evidence.loops  # type: ignore[attr-defined]  # noqa: B018 - the access is the test


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("kind", LinkKind),
        ("lack", Lack),
        ("difference", DifferenceKind),
        ("duty_flaw", DutyFlaw),
        ("refusal", Refusal),
        ("state", LoopState),
    ],
)
def test_every_code_has_a_word(table: str, codes: type[Enum], language: Language) -> None:
    """Each kind, lack, refusal and state has its word in both languages."""
    assert {str(code.value) for code in codes} <= set(sentences(language, "evidence")[table])


@pytest.mark.parametrize("language", Language)
def test_every_metric_has_a_name(town: Town, language: Language) -> None:
    """Each number of the loop has a name, and each reason for having none has words."""
    metrics = (
        *evidence.gaps(town, on=REFERENCE_DAY).metrics,
        *evidence.congruence(evolve(town, cases=None), on=REFERENCE_DAY).metrics,
        *evidence.referral_flow(evolve(town, cases=()), on=REFERENCE_DAY).metrics,
        evidence.attainment(evolve(town, goals=()), on=REFERENCE_DAY).t,
    )
    words = sentences(language, "evidence")
    assert {metric.name for metric in metrics} == set(words["metric"])
    assert {metric.reason for metric in metrics} - {None} <= set(words["reason"])


def test_both_languages_say_the_same() -> None:
    """German and English have the same sentences."""
    german, english = (sentences(language, "evidence") for language in Language)
    assert {key: set(table) for key, table in german.items()} == {key: set(table) for key, table in english.items()}
