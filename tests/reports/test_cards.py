"""A card prints in German and English."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from attrs import evolve

from kimcore import load, network
from kimcore.reports.cards import card_rows, card_text
from kimcore.text import Language

MUSTERKREIS = Path(__file__).parents[2] / "examples" / "musterkreis.json"


@pytest.mark.parametrize("language", Language)
def test_every_number_of_a_town_has_a_card(language: Language) -> None:
    """Each metric that rules and reports use prints with its question, its formula and its limit."""
    for metric in network.measure(load(MUSTERKREIS), on=date(2025, 12, 31)):
        rows = card_rows(metric.card, language)
        assert rows[0][1] == metric.card.definition
        assert len(card_text(metric.card, language=language).splitlines()) > len(rows)


def test_card_names_chance() -> None:
    """Seed and permutations of a tested number are on its card."""
    groups = dict(enumerate("aabb"))
    card = network.ei_index(nx.path_graph(4), groups, permutations=999, seed=3).card
    rows = dict(card_rows(card, Language.EN))
    assert (rows["Seed"], rows["Permutations"]) == ("3", "999")


def test_card_names_what_was_dropped_and_who_answered() -> None:
    """Self-ties and the response rate are on the card where there are any."""
    card = evolve(network.density(nx.Graph([(0, 0), (0, 1)])).card, response_rate=0.75)
    rows = dict(card_rows(card, Language.DE))
    assert (rows["Weggelassene Selbstverbindungen"], rows["Rücklauf"]) == ("1", "75 %")


def test_card_names_choices() -> None:
    """A choice that changes the number is on its card."""
    rows = dict(card_rows(network.constraint(nx.path_graph(3), model="ego").card, Language.EN))
    assert rows["Choices"] == "model = ego"


def test_card_leads_to_its_source() -> None:
    """A source with a DOI is a link."""
    assert "https://doi.org/10.2307/2786835" in card_text(network.ei_index(nx.path_graph(2), {0: 1, 1: 2}).card, width=120)


def test_card_fits_80_columns() -> None:
    """No line of a card is longer than the width asked for."""
    text = card_text(network.triad_census(nx.DiGraph([(0, 1)])).card, language=Language.DE)
    assert max(map(len, text.splitlines())) <= 80
