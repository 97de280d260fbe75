"""Every method for inference, time, two modes and flows has its words in both languages."""

from datetime import date
from importlib.resources import files

import networkx as nx
import pytest

from kimcore import network
from kimcore.model.metric import Card
from kimcore.text import Language, sentences

GRAPH = nx.gnp_random_graph(6, 0.4, seed=1, directed=True)
FLOW = nx.DiGraph([(1, 2)])
SEATS = nx.Graph([("a", 1)])
LOG = [(1, "a", 1), (1, "b", 2), (1, "a", 3)]
SPELLS = [("a", date(2024, 1, 1), None)]
CHANGE = network.compare_waves(GRAPH, GRAPH)
TIMES = network.waiting_times(SPELLS, on=date(2024, 2, 1))
CONFIRMED = network.confirm(GRAPH, GRAPH)
CARDS: tuple[Card, ...] = (
    network.qap(GRAPH, GRAPH).card,
    network.mrqap(GRAPH, [GRAPH.reverse()]).card,
    CONFIRMED.rate_metric.card,
    CONFIRMED.kappa_metric.card,
    network.density_bounds(GRAPH, silent=[0]).card,
    network.metric_bounds(network.transitivity, GRAPH, silent=[0]).card,
    CHANGE.jaccard.card,
    CHANGE.turnover.card,
    CHANGE.hamming.card,
    network.bootstrap_difference(GRAPH, GRAPH, samples=5).card,
    network.reach_by_category(GRAPH, {"health": [1]}).card,
    network.helpful_ties(GRAPH, top=1)[0].card,
    network.two_mode_density(SEATS, ["a"]).card,
    network.two_mode_degree(SEATS, ["a"]).card,
    network.two_mode_closeness(SEATS, ["a"]).card,
    network.two_mode_betweenness(SEATS, ["a"]).card,
    network.project(SEATS, ["a"]).card,
    network.handovers(LOG).card,
    network.working_together(LOG).card,
    network.ping_pong(LOG).card,
    network.path_weights(FLOW).card,
    TIMES.median.card,
    TIMES.p90.card,
    network.bottlenecks(SPELLS, first_day=date(2024, 1, 1), last_day=date(2024, 2, 1))[0].card,
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_methods_have_words(card: Card, language: Language) -> None:
    """A method has a name, a question it answers and a limit, and its card's codes have words."""
    words = sentences(language, "metrics")
    assert set(words[card.name]) == {"name", "question", "limit"}
    assert card.isolates in words["card_isolates"]
    assert card.loops in words["card_loops"]
    assert card.disconnected in words["card_disconnected"]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_cards_are_complete(card: Card) -> None:
    """A card says the formula, the source and what number it rests on."""
    assert card.definition
    assert card.source
    assert card.n


def test_both_languages_know_the_same() -> None:
    """German and English have the same metrics and the same codes."""
    german, english = (sentences(language, "metrics") for language in Language)
    assert {key: set(table) for key, table in german.items()} == {key: set(table) for key, table in english.items()}


def test_no_name_is_also_a_module() -> None:
    """No public name is also that of a module, which would take its place once imported."""
    modules = {place.name.removesuffix(".py") for place in files(network).iterdir()}
    assert not modules & set(network.__all__)
