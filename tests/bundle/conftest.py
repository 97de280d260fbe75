"""A small bundle, and what is wrong with it once fields are changed."""

import json
from collections.abc import Callable

import pytest

from kimcore.bundle import loads
from kimcore.errors import BundleError

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


@pytest.fixture
def read_with() -> ProblemsIn:
    """Return a function from fields of a town in Kleve to everything that is wrong with them."""

    def problems_with(**changed: object) -> Problems:
        return problems_in_text(json.dumps({"format": "kimcore", "version": 1, "municipality": KLEVE, **changed}))

    return problems_with


@pytest.fixture
def kleve() -> str:
    """Return the text of a bundle with nothing but a municipality."""
    return json.dumps({"format": "kimcore", "version": 1, "municipality": KLEVE})
