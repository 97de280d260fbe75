"""Confirmed ties: which way the receivers' graph is read, and what the two ends agree on."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.confirmation import confirm

SENT = nx.DiGraph([("a", "b"), ("a", "c"), ("c", "a")])
RECEIVED = nx.DiGraph([("b", "a"), ("a", "c"), ("c", "b")])


def test_confirmed_is_the_product_with_the_transpose() -> None:
    """A tie is confirmed where the senders' matrix and the receivers' turned one both have it."""
    rng = np.random.default_rng(1)
    sent, received = (rng.integers(0, 2, (9, 9)) for _ in range(2))
    both = sent * received.T
    np.fill_diagonal(both, 0)
    confirmed = confirm(*(nx.from_numpy_array(matrix, create_using=nx.DiGraph) for matrix in (sent, received))).confirmed
    assert np.array_equal(nx.to_numpy_array(confirmed, nodelist=range(9)), both)


def test_every_report_is_somewhere() -> None:
    """A reported tie is confirmed, or it is unconfirmed and says by whom it was reported."""
    result = confirm(SENT, RECEIVED)
    assert set(result.confirmed.edges) == {("a", "b"), ("c", "a")}
    assert list(result.unconfirmed.edges(data="said_by")) == [("a", "c", "sender"), ("b", "c", "receiver")]
    assert list(result.one_sided["sender"].edges) == [("a", "c")]
    assert list(result.one_sided["receiver"].edges) == [("b", "c")]


def test_rate() -> None:
    """Two of four reported ties are confirmed."""
    assert confirm(SENT, RECEIVED).rate == 0.5


def test_kappa() -> None:
    """Kappa is that of the fourfold table 2, 1, 1, 2: agreement 4/6, by chance 1/2."""
    assert confirm(SENT, RECEIVED).kappa == pytest.approx((4 / 6 - 1 / 2) / (1 - 1 / 2))


def test_question_without_direction() -> None:
    """Where the question has no direction, a tie is confirmed if both name each other."""
    named = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    assert set(confirm(named, named).confirmed.edges) == {("a", "b"), ("b", "a")}


def test_full_agreement() -> None:
    """Where all reports agree, rate and kappa are 1."""
    result = confirm(SENT, SENT.reverse())
    assert (result.rate, result.kappa) == (1, 1)


def test_actors_keep_what_is_known_of_them() -> None:
    """Every graph has all actors with their attributes, also those without a tie."""
    sent = nx.DiGraph()
    sent.add_node("a", kind="office")
    received = nx.DiGraph()
    received.add_node("b")
    result = confirm(sent, received)
    for graph in (result.confirmed, result.unconfirmed, *result.one_sided.values()):
        assert dict(graph.nodes(data=True)) == {"a": {"kind": "office"}, "b": {}}


def test_silent_are_neither_confirmed_nor_denied() -> None:
    """A tie to somebody who did not answer counts nowhere."""
    result = confirm(SENT, RECEIVED, silent=["c"])
    assert result.rate == 1
    assert result.rate_metric.card.response_rate == pytest.approx(2 / 3)
    assert result.unasked == (("a", "c"), ("b", "c"), ("c", "a"))


def test_self_ties_are_dropped_and_counted() -> None:
    """A self-tie is never confirmed, and the card says how many there were."""
    graph = nx.DiGraph([("a", "a"), ("a", "b")])
    result = confirm(graph, graph)
    assert not nx.number_of_selfloops(result.confirmed)
    assert result.rate_metric.card.loops_dropped == 2


def test_nothing_reported() -> None:
    """Without any report there is no rate and no kappa."""
    nobody = nx.empty_graph(3, create_using=nx.DiGraph)
    result = confirm(nobody, nobody)
    assert (result.rate, result.rate_metric.reason) == (None, "no_ties")
    assert (result.kappa, result.kappa_metric.reason) == (None, "no_variance")


def test_nobody() -> None:
    """An empty network has neither rate nor kappa."""
    result = confirm(nx.DiGraph(), nx.DiGraph())
    assert result.kappa_metric.reason == "fewer_than_two_actors"


@given(st.integers(0, 10_000))
def test_turning_the_question_round(seed: int) -> None:
    """Asking the receivers first turns every tie round and changes no number."""
    sent, received = (nx.gnp_random_graph(6, 0.4, seed=seed + shift, directed=True) for shift in (0, 1))
    one, other = confirm(sent, received), confirm(received, sent)
    assert set(one.confirmed.edges) == set(other.confirmed.reverse().edges)
    assert (one.rate, one.kappa) == (other.rate, other.kappa)


def test_stranger_among_the_silent() -> None:
    """A silent actor who is not in the network is refused by name."""
    with pytest.raises(NetworkError, match="silent: expected actors of the network, found 'z'"):
        confirm(SENT, RECEIVED, silent=["z"])
