"""Which form of governance suits a network, after Provan and Kenis (2008)."""

from collections.abc import Mapping
from enum import Enum

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Graph, TieArrays, tie_arrays
from kimcore.network.central import centralization
from kimcore.network.results import by_key, card_of
from kimcore.network.whole import density
from kimcore.records import frozen


class Level(Enum):
    """How much there is of something (*Ausprägung*)."""

    LOW = "low"
    """*niedrig*"""
    MODERATE = "moderate"
    """*mittel*"""
    HIGH = "high"
    """*hoch*"""


class GovernanceForm(Enum):
    """Who governs a network (*Steuerungsform*)."""

    SHARED = "shared"
    """*gemeinsame Steuerung durch alle*"""
    LEAD_ORGANISATION = "lead_organisation"
    """*Steuerung durch eine federführende Organisation*"""
    ADMINISTRATIVE_ORGANISATION = "administrative_organisation"
    """*eigene Geschäftsstelle*"""


_GOVERNANCE = Card(
    name="governance_fit",
    definition="known conditions whose level is the one proposed for the form / known conditions",
    source="Provan & Kenis 2008",
    doi="10.1093/jopart/mum015",
)
_PROPOSED: Mapping[GovernanceForm, Mapping[str, frozenset[Level]]] = {
    GovernanceForm.SHARED: {
        "actors": frozenset({Level.LOW}),
        "trust_density": frozenset({Level.HIGH}),
        "trust_centralization": frozenset({Level.LOW}),
        "goal_consensus": frozenset({Level.HIGH}),
        "need_for_competence": frozenset({Level.LOW}),
    },
    GovernanceForm.LEAD_ORGANISATION: {
        "actors": frozenset({Level.MODERATE}),
        "trust_density": frozenset({Level.LOW}),
        "trust_centralization": frozenset({Level.HIGH}),
        "goal_consensus": frozenset({Level.LOW, Level.MODERATE}),
        "need_for_competence": frozenset({Level.MODERATE}),
    },
    GovernanceForm.ADMINISTRATIVE_ORGANISATION: {
        "actors": frozenset({Level.MODERATE, Level.HIGH}),
        "trust_density": frozenset({Level.MODERATE}),
        "trust_centralization": frozenset({Level.LOW, Level.MODERATE}),
        "goal_consensus": frozenset({Level.MODERATE, Level.HIGH}),
        "need_for_competence": frozenset({Level.HIGH}),
    },
}


@frozen(kw_only=True, eq=False)
class GovernanceFit:
    """How far the conditions of a network are those proposed for each form (*Passung der Steuerungsform*)."""

    fit: Metric
    """The share of known conditions that are met, by the form's code."""
    conditions: Mapping[str, float | int | None]
    """What was measured or given; `None` where it is not known."""
    levels: Mapping[str, Level | None]


def governance_fit(
    trust: Graph | TieArrays,
    *,
    goal_consensus: float | None = None,
    need_for_competence: float | None = None,
    few_actors: int = 8,
    many_actors: int = 25,
    low: float = 1 / 3,
    high: float = 2 / 3,
) -> GovernanceFit:
    """Compare a network's conditions with those proposed for three forms of governance (*Passung der Steuerungsform*).

    The publication gives levels in words and no thresholds: those here are this library's, open to change, and printed on
    the card. The result is a reason to talk, never a verdict.

    Args:
        trust: Who trusts whom.
        goal_consensus: Agreement about goals, from 0 to 1, asked or rated; left out where unknown.
        need_for_competence: Need for skills that only the network as a whole can hold, from 0 to 1.
        few_actors: Up to so many actors are few.
        many_actors: From so many actors on they are many.
        low: Shares below are low.
        high: Shares from here on are high.

    Raises:
        NetworkError: If the graph or a share cannot be used.

    Example:
        >>> import networkx as nx
        >>> found = governance_fit(nx.complete_graph(6, nx.DiGraph), goal_consensus=0.9, need_for_competence=0.1)
        >>> found.fit.values["shared"]
        1.0
    """
    for name, share in (("goal_consensus", goal_consensus), ("need_for_competence", need_for_competence)):
        if share is not None and not 0 <= share <= 1:
            raise NetworkError(f"{name}: expected 0 to 1, found {share}")
    ties = tie_arrays(trust)
    conditions = {
        "actors": ties.n,
        "trust_density": density(ties).value,
        "trust_centralization": centralization(ties, kind="in-degree" if ties.directed else "degree").value,
        "goal_consensus": goal_consensus,
        "need_for_competence": need_for_competence,
    }
    levels = {name: _level(value, low, high) for name, value in conditions.items() if name != "actors"}
    levels["actors"] = Level.LOW if ties.n <= few_actors else Level.HIGH if ties.n >= many_actors else Level.MODERATE
    card = card_of(
        _GOVERNANCE, ties, few_actors=str(few_actors), many_actors=str(many_actors), low=f"{low:.4g}", high=f"{high:.4g}"
    )
    shares = {form.value: _met(proposed, levels) for form, proposed in _PROPOSED.items()}
    return GovernanceFit(fit=by_key(card, shares), conditions=conditions, levels=levels)


def _level(value: float | None, low: float, high: float) -> Level | None:
    if value is None:
        return None
    return Level.LOW if value < low else Level.HIGH if value >= high else Level.MODERATE


def _met(proposed: Mapping[str, frozenset[Level]], levels: Mapping[str, Level | None]) -> float:
    known = [level in proposed[name] for name, level in levels.items() if level is not None]
    return sum(known) / len(known)
