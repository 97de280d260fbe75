"""Every metric and every code of a card has its words in both languages."""

import networkx as nx
import pytest

from kimcore import network
from kimcore.model.metric import Card, Direction, Weights
from kimcore.text import Language, sentences

GRAPH = nx.gnp_random_graph(6, 0.4, seed=1, directed=True)
GROUPS = dict(enumerate("aabbcc"))
CARDS: tuple[Card, ...] = (
    *(
        measure(GRAPH).card
        for measure in (
            *(network.density, network.reciprocity, network.isolates, network.centralization, network.connectedness),
            *(network.fragmentation, network.distance_weighted_fragmentation, network.compactness, network.efficiency),
            *(network.hierarchy, network.least_upper_bound, network.transitivity, network.dyad_census, network.components),
            *(network.expected_dyad_census, network.triad_census, network.expected_triad_census, network.mean_distance),
            *(network.diameter, network.degree, network.strength, network.betweenness, network.closeness, network.eigenvector),
            *(network.pagerank, network.core_number, network.cut_actors, network.bridges, network.constraint),
            *(network.effective_size, network.structural_efficiency, network.structural_hierarchy),
        )
    ),
    *(
        measure(GRAPH, GROUPS).card
        for measure in (network.ei_index, network.ei_by_group, network.ei_by_actor, network.assortativity)
    ),
    network.rank_intervals(GRAPH).card,
    network.mixing_matrix(GRAPH, GROUPS).card,
    network.key_axes(GRAPH, GROUPS).card,
    network.brokerage(GRAPH, GROUPS).card,
    network.core_periphery(GRAPH).card,
    network.communities(GRAPH).card,
    network.multiplexity({"one": GRAPH}).card,
    network.governance_fit(GRAPH).fit.card,
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_metrics_have_words(card: Card, language: Language) -> None:
    """A metric has a name, a question it answers and a limit, and its card's codes have words."""
    words = sentences(language, "metrics")
    assert set(words[card.name]) == {"name", "question", "limit"}
    assert card.isolates in words["card_isolates"]
    assert card.loops in words["card_loops"]
    assert card.disconnected in words["card_disconnected"]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_cards_are_complete(card: Card) -> None:
    """A card says the formula, the source and the number of actors."""
    assert card.definition
    assert card.source
    assert card.n == len(GRAPH)


@pytest.mark.parametrize("language", Language)
def test_closed_lists_have_words(language: Language) -> None:
    """Every direction, use of weights, role and form of governance has words."""
    words = sentences(language, "metrics")
    assert set(words["direction"]) == {direction.value for direction in Direction}
    assert set(words["weights"]) == {weights.value for weights in Weights}
    assert set(words["brokerage_role"]) == set(network.ROLES)
    assert set(words["governance_form"]) == {form.value for form in network.GovernanceForm}
