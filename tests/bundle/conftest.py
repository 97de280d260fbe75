"""A small bundle, and what is wrong with it once fields are changed."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from kimcore.bundle import loads
from kimcore.errors import BundleError
from kimcore.model import (
    Actor,
    ActorId,
    ActorKind,
    Case,
    CaseId,
    FieldOfAction,
    MunicipalityKey,
    Need,
    NeedId,
    NeedSeverity,
    Town,
)

Problems = list[tuple[str, str, str]]
ProblemsIn = Callable[..., Problems]

KLEVE = {"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"}


def problems_in_text(text: str | bytes, **limits: int) -> Problems:
    """Return path, expected and found of everything that is wrong with a text."""
    with pytest.raises(BundleError) as refusal:
        loads(text, **limits)
    return [(problem.path, problem.expected, problem.found) for problem in refusal.value.problems]


@pytest.fixture
def read() -> ProblemsIn:
    """Return a function from a text to everything that is wrong with it."""
    return problems_in_text


def text_of(**changed: object) -> str:
    """Return the text of a bundle of Kleve with changed fields."""
    return json.dumps({"format": "kimcore", "version": 1, "municipality": KLEVE, **changed})


@pytest.fixture
def text_with() -> Callable[..., str]:
    """Return a function from fields of a town in Kleve to the text of its bundle."""
    return text_of


@pytest.fixture
def read_with() -> ProblemsIn:
    """Return a function from fields of a town in Kleve to everything that is wrong with them."""

    def problems_with(**changed: object) -> Problems:
        return problems_in_text(text_of(**changed))

    return problems_with


@pytest.fixture
def kleve() -> str:
    """Return the text of a bundle with nothing but a municipality."""
    return text_of()


@pytest.fixture
def town() -> Town:
    """Return a town with three cases, out of order."""
    cases = (_case("case-3"), _case("case-1"), _case("case-2"))
    kinds = (ActorKind.INTEGRATION_CENTRE,)
    actors = (Actor(id=ActorId("soz"), name="Sozialamt", kinds=kinds), Actor(id=ActorId("ki"), name="Köln-Büro", kinds=kinds))
    return Town(municipality=loads(text_of()).municipality, actors=actors, cases=cases)


def _case(key: str) -> Case:
    """Return a case with one need."""
    need = Need(id=NeedId("need"), field=FieldOfAction.WORK, severity=NeedSeverity.HIGH, seen_on=date(2024, 1, 2))
    return Case(id=CaseId(key), municipality=MunicipalityKey("05154"), opened_on=date(2024, 1, 1), needs=(need,))
