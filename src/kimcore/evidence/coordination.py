"""Whether those work together whom the cases require to: socio-technical congruence."""

from collections.abc import Hashable, Mapping
from datetime import date
from enum import Enum
from itertools import combinations

from attrs import evolve, frozen

from kimcore.evidence.demands import Pair, Requirement, pair_of, requirements
from kimcore.model import ActorId, Agreement, AgreementKind, Town, in_force
from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.cooperation import Layer
from kimcore.network.inference import qap
from kimcore.network.town_graphs import cooperation_graph

_CARD = Card(
    name="congruence",
    definition="required pairs with a tie / required pairs; pairs without direction",
    source="Cataldo, Wagstrom, Herbsleb & Carley 2006",
    doi="10.1145/1180875.1180929",
    direction=Direction.SYMMETRISED,
    loops="not_applicable",
)
_CARDS = {
    "congruence": _CARD,
    "congruence_by_needs": evolve(
        _CARD,
        name="congruence_by_needs",
        definition="needs behind required pairs with a tie / needs behind required pairs",
        source="kimcore, weighting Cataldo, Wagstrom, Herbsleb & Carley 2006 by needs",
        doi=None,
        weights=Weights.COUNT,
    ),
}
_HEAVY = 5
"""From so many referrals an agreement is expected; a proposal of kimcore."""


class DifferenceKind(Enum):
    """How need and structure differ for a pair of actors (*Art der Abweichung*)."""

    REQUIRED_WITHOUT_TIE = "required_without_tie"
    """*erforderlich, aber keine Verbindung*"""
    REFERRALS_WITHOUT_AGREEMENT = "referrals_without_agreement"
    """*viele Vermittlungen ohne Vereinbarung*"""
    KNOWN_TO_ONE_SIDE = "known_to_one_side"
    """*nur von einer Seite genannt*"""
    AGREEMENT_UNUSED = "agreement_unused"
    """*Vereinbarung ungenutzt*"""


@frozen(kw_only=True)
class Difference:
    """A pair whose work and whose ties do not fit (*Abweichung*)."""

    kind: DifferenceKind
    actors: tuple[ActorId, ...]
    """The pair, sorted; the one who names the other first where only one side does; all parties of an agreement."""
    needs: int
    """Needs of people behind it; 0 where no case requires the pair to work together."""
    referrals: int = 0
    transitions: int = 0
    agreement: str | None = None
    """The agreement in force that nobody uses, or that one side does not live up to."""


@frozen(kw_only=True, eq=False)
class Congruence:
    """How far ties fit what the cases require (*sozio-technische Kongruenz*)."""

    on: date
    required: tuple[Requirement, ...]
    """Most needs first; only between actors of the day."""
    metrics: tuple[Metric, ...]
    """`congruence` and `congruence_by_needs`: the value for ties that are declared or agreed, and one for each layer."""
    expected: float | None
    """The congruence that chance would bring if the same ties lay between other actors: the density of ties."""
    p: float | None
    """Share of orders of the actors with a congruence at least as high."""
    permutations: int | None
    seed: int | None
    differences: tuple[Difference, ...]
    """Most needs first within each kind; of those with as many, the ones with an agreement first."""


def congruence(
    town: Town, *, on: date, first_day: date | None = None, heavy: int = _HEAVY, permutations: int = 2000, seed: int = 0
) -> Congruence:
    """Compare who has to work together with who does (*Kongruenz*).

    The cases require a pair to work together by referrals, transitions of responsibility and shared cases.
    Congruence is the share of these pairs that have a tie. The test moves the actors of the ties about and asks how often
    chance fits the requirement as well: it is `kimcore.network.qap` on both relations, since with fixed margins
    congruence and Pearson's r rise and fall together.

    It does not say that a tie works, nor that a pair without one does badly: two offices may get along with a form.
    What case management never sees requires nothing here.

    Args:
        town: the town.
        on: the day of the question.
        first_day: the first day from which cases count; everything on record by default.
        heavy: from how many referrals an agreement is expected.
        permutations: number of draws.
        seed: the same seed gives the same p.

    Raises:
        NetworkError: if `permutations` or `seed` is no such number.

    Source:
        Cataldo, Wagstrom, Herbsleb & Carley 2006, Identification of coordination requirements, Proceedings of CSCW 2006,
        353-362, doi:10.1145/1180875.1180929

    Example:
        >>> from kimcore.model import UNITS
        >>> congruence(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).metrics[0].reason
        'no_cases_recorded'
    """
    actors = sorted(actor.id for actor in in_force(town.actors, on=on))
    required = tuple(one for one in requirements(town, on=on, first_day=first_day) if {*one.pair} <= {*actors})
    tied = {layer: _tied(town, on, layer) for layer in Layer}
    either = tied[Layer.DECLARED] | tied[Layer.AGREED]
    reason = _undefined(town, required)
    test = (
        None
        if reason
        else qap(_matrix(actors, {one.pair for one in required}), _matrix(actors, either), permutations=permutations, seed=seed)
    )
    return Congruence(
        on=on,
        required=required,
        metrics=tuple(_metric(name, required, tied, either, reason, len(actors)) for name in _CARDS),
        expected=None if reason else len(either) / (len(actors) * (len(actors) - 1) / 2),
        p=None if test is None else test.p_greater,
        permutations=None if test is None else test.card.permutations,
        seed=None if test is None else test.card.seed,
        differences=_differences(town, on, required, tied, heavy),
    )


def _undefined(town: Town, required: tuple[Requirement, ...]) -> str | None:
    if town.cases is None:
        return "no_cases_recorded"
    if town.ties is None and town.agreements is None:
        return "no_ties_recorded"
    return None if required else "nothing_required"


def _tied(town: Town, on: date, layer: Layer) -> frozenset[Pair]:
    return frozenset(pair_of(one, other) for one, other in cooperation_graph(town, on=on, layers=(layer,)).edges)


def _matrix(actors: list[ActorId], pairs: set[Pair] | frozenset[Pair]) -> list[list[int]]:
    return [[int(pair_of(one, other) in pairs) for other in actors] for one in actors]


def _metric(
    name: str,
    required: tuple[Requirement, ...],
    tied: Mapping[Layer, frozenset[Pair]],
    either: frozenset[Pair],
    reason: str | None,
    actors: int,
) -> Metric:
    card = evolve(_CARDS[name], n=actors)
    if reason is not None:
        return Metric(name=name, reason=reason, card=card)
    by_needs = name == "congruence_by_needs"
    values: dict[Hashable, float | int | None] = {
        layer.value: _share(required, pairs, by_needs=by_needs) for layer, pairs in tied.items()
    }
    return Metric(name=name, value=_share(required, either, by_needs=by_needs), values=values, card=card)


def _share(required: tuple[Requirement, ...], pairs: frozenset[Pair], *, by_needs: bool) -> float:
    weights = [(one.needs if by_needs else 1, one.pair in pairs) for one in required]
    return sum(weight for weight, is_tied in weights if is_tied) / sum(weight for weight, _ in weights)


def _differences(
    town: Town, on: date, required: tuple[Requirement, ...], tied: Mapping[Layer, frozenset[Pair]], heavy: int
) -> tuple[Difference, ...]:
    by_pair = {one.pair: one for one in required}
    found = [
        *(_without_tie(required, tied) if town.ties is not None else ()),
        *(_without_agreement(required, tied, heavy) if town.agreements is not None else ()),
        *_known_to_one_side(town, on, by_pair),
        *(_unused(town, on, by_pair, tied) if town.cases is not None else ()),
    ]
    order = {kind: place for place, kind in enumerate(DifferenceKind)}
    return tuple(sorted(found, key=lambda one: (order[one.kind], -one.needs, one.agreement is None, one.actors)))


def _difference(kind: DifferenceKind, pair: Pair, one: Requirement | None) -> Difference:
    if one is None:
        return Difference(kind=kind, actors=pair, needs=0)
    return Difference(kind=kind, actors=pair, needs=one.needs, referrals=one.referrals, transitions=one.transitions)


def _without_tie(required: tuple[Requirement, ...], tied: Mapping[Layer, frozenset[Pair]]) -> list[Difference]:
    either = tied[Layer.DECLARED] | tied[Layer.AGREED]
    return [_difference(DifferenceKind.REQUIRED_WITHOUT_TIE, one.pair, one) for one in required if one.pair not in either]


def _without_agreement(required: tuple[Requirement, ...], tied: Mapping[Layer, frozenset[Pair]], heavy: int) -> list[Difference]:
    return [
        _difference(DifferenceKind.REFERRALS_WITHOUT_AGREEMENT, one.pair, one)
        for one in required
        if one.referrals >= heavy and one.pair not in tied[Layer.AGREED]
    ]


def _known_to_one_side(town: Town, on: date, by_pair: Mapping[Pair, Requirement]) -> list[Difference]:
    """Return the ties that one actor names and the other does not, though it answered the latest survey."""
    held = [survey for survey in town.surveys or () if survey.on <= on]
    if not held:
        return []
    answered = frozenset(max(held, key=lambda survey: (survey.on, survey.id)).answered)
    said = {(source, target) for source, target in cooperation_graph(town, on=on, layers=(Layer.DECLARED,)).edges}
    agreed = {pair: agreement.id for agreement in _agreements(town, on) for pair in _pairs(agreement.parties)}
    return [
        evolve(
            _difference(DifferenceKind.KNOWN_TO_ONE_SIDE, (source, target), by_pair.get(pair_of(source, target))),
            agreement=agreed.get(pair_of(source, target)),
        )
        for source, target in sorted(said)
        if (target, source) not in said and target in answered
    ]


def _agreements(town: Town, on: date) -> list[Agreement]:
    """Return the agreements on cooperation in force, by key."""
    found = (one for one in in_force(town.agreements or (), on=on) if one.kind is AgreementKind.COOPERATION)
    return sorted(found, key=lambda one: one.id)


def _pairs(parties: tuple[ActorId, ...]) -> set[Pair]:
    return {pair_of(one, other) for one, other in combinations(parties, 2)}


def _unused(town: Town, on: date, by_pair: Mapping[Pair, Requirement], tied: Mapping[Layer, frozenset[Pair]]) -> list[Difference]:
    """Return agreements in force whose parties neither share a case nor name one another."""
    used = by_pair.keys() | tied[Layer.DECLARED]
    return [
        Difference(kind=DifferenceKind.AGREEMENT_UNUSED, actors=tuple(sorted(one.parties)), needs=0, agreement=one.id)
        for one in _agreements(town, on)
        if not _pairs(one.parties) & used
    ]
