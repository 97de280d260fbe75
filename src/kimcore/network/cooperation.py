"""Who works with whom in a town on a day, derived and never stored, and the numbers about it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from itertools import permutations
from typing import TypeAlias

import numpy as np
from attrs import evolve

from kimcore.model import ActorId, ActorKind, AgreementKind, CooperationStrength, ReferralOutcome, Town, in_force
from kimcore.model.metric import Metric
from kimcore.network import (
    centralization,
    components,
    cut_actors,
    density,
    fragmentation,
    isolates,
    reciprocity,
)
from kimcore.network.arrays import TieArrays, packed_ties
from kimcore.network.offices import (
    KEY_AXES,
    cross_field_share,
    internal_ties,
    key_axis,
    office_distance,
    steps_to_coordination,
)

_Pair: TypeAlias = tuple[ActorId, ActorId]
_Arc: TypeAlias = tuple[ActorId, ActorId, int]

_ENACTED_DAYS = 365


class Layer(Enum):
    """On what a tie of the cooperation graph rests (*Ebene der Zusammenarbeit*)."""

    DECLARED = "declared"
    """*erklärt*: an actor says so"""
    AGREED = "agreed"
    """*vereinbart*: both are parties of an agreement in force"""
    ENACTED = "enacted"
    """*gelebt*: a referral between them was accepted in the last 365 days"""


DEFAULT_LAYERS: frozenset[Layer] = frozenset({Layer.DECLARED, Layer.AGREED})
"""What counts as cooperation unless asked otherwise."""


def actors_and_arcs(
    town: Town, *, on: date, layers: Iterable[Layer] = DEFAULT_LAYERS, fewest_cases: int = 1
) -> tuple[tuple[ActorId, ...], dict[_Pair, int]]:
    """Return the actors of a day, sorted, and who works with whom, with the greatest strength stated.

    The arguments are those of `cooperation_graph`.
    """
    wanted = frozenset(layers)
    actors = tuple(sorted({actor.id for actor in in_force(town.actors, on=on)}))
    known = frozenset(actors)
    arcs = (
        *(_declared(town, on) if Layer.DECLARED in wanted else ()),
        *(_agreed(town, on) if Layer.AGREED in wanted else ()),
        *(_enacted(town, on, fewest_cases) if Layer.ENACTED in wanted else ()),
    )
    # Sorted by strength, so the last one is the greatest.
    strengths = {(source, target): strength for source, target, strength in sorted(arcs) if source != target}
    return actors, {pair: strength for pair, strength in strengths.items() if known.issuperset(pair)}


def measure(town: Town, *, on: date, core: frozenset[ActorKind] = frozenset()) -> tuple[Metric, ...]:
    """Return the numbers about a town's cooperation network that rules and reports use, sorted by name.

    Without any tie or agreement on record all of them are `None` with the reason ``no_ties_recorded``.

    Args:
        town: the town.
        on: the day of the question.
        core: the kinds of office that make up the core, for the numbers about the core alone.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS
        >>> [metric.reason for metric in measure(Town(municipality=UNITS[0]), on=date(2025, 1, 1))][:1]
        ['no_ties_recorded']
    """
    actors, arcs = actors_and_arcs(town, on=on)
    offices = frozenset(actor.id for actor in town.actors if core & frozenset(actor.kinds))
    ties = _as_arrays(actors, arcs)
    found = [
        centralization(ties, kind="degree"),
        components(ties),
        cut_actors(ties),
        density(ties),
        fragmentation(ties),
        isolates(ties),
        reciprocity(ties),
        evolve(reciprocity(_as_arrays([actor for actor in actors if actor in offices], arcs)), name="core_reciprocity"),
        cross_field_share(town, ties, on=on),
        internal_ties(town, ties, on=on),
        office_distance(town, ties, on=on),
        steps_to_coordination(town, ties, on=on),
        *(key_axis(town, ties, name, on=on) for name in KEY_AXES),
    ]
    if town.ties is None and town.agreements is None:
        found = [evolve(metric, value=None, values={}, reasons={}, reason="no_ties_recorded") for metric in found]
    rate = response_rate(town, on=on)
    described = [evolve(metric, card=evolve(metric.card, response_rate=rate)) for metric in found]
    return tuple(sorted(described, key=lambda metric: metric.name))


def _as_arrays(actors: Collection[ActorId], arcs: Mapping[_Pair, int]) -> TieArrays:
    """Return the arcs between some actors as arrays, without a graph in between and without the library that makes one."""
    place = {actor: row for row, actor in enumerate(actors)}
    kept = [
        (place[source], place[target], strength)
        for (source, target), strength in arcs.items()
        if {source, target} <= place.keys()
    ]
    rows, columns, weights = np.array(kept, dtype=np.int64).reshape(-1, 3).T
    return packed_ties(tuple(actors), rows, columns, weights.astype(np.float64), directed=True, attributes={})


def response_rate(town: Town, *, on: date) -> float | None:
    """Return the share of actors asked in the latest survey up to a day who answered; `None` without a survey."""
    held = [survey for survey in town.surveys or () if survey.on <= on and survey.asked]
    if not held:
        return None
    latest = max(held, key=lambda survey: (survey.on, survey.id))
    return len(frozenset(latest.answered) & frozenset(latest.asked)) / len(frozenset(latest.asked))


def _declared(town: Town, on: date) -> list[_Arc]:
    arcs: list[_Arc] = []
    for tie in in_force(town.ties or (), on=on):
        strength = CooperationStrength.EXCHANGE if tie.strength is None else tie.strength
        if strength.value < CooperationStrength.EXCHANGE.value:
            continue
        arcs.append((tie.source, tie.target, strength.value))
        if tie.is_mutual:
            arcs.append((tie.target, tie.source, strength.value))
    return arcs


def _agreed(town: Town, on: date) -> list[_Arc]:
    counting = frozenset({AgreementKind.COOPERATION, AgreementKind.FORWARDING})
    return [
        (source, target, CooperationStrength.AGREEMENT.value)
        for agreement in in_force(town.agreements or (), on=on)
        if agreement.kind in counting
        for source, target in permutations(agreement.parties, 2)
    ]


def _enacted(town: Town, on: date, fewest_cases: int) -> list[_Arc]:
    earliest = on - timedelta(days=_ENACTED_DAYS)
    pairs = {
        (referral.sender, attempt.receiver, case.id)
        for case in town.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
        if attempt.outcome is ReferralOutcome.ACCEPTED and earliest < (attempt.answered_on or attempt.sent_on) <= on
    }
    cases = Counter((sender, receiver) for sender, receiver, _ in pairs)
    return [(*pair, CooperationStrength.REFERRAL.value) for pair, number in cases.items() if number >= fewest_cases]
