"""From a number and the template of its card to a metric."""

from collections.abc import Hashable, Mapping
from math import isnan
from typing import TypeVar

from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Actor, Floats, Ints, TieArrays

_Key = TypeVar("_Key", bound=Hashable)

TOO_FEW = "fewer_than_two_actors"
NO_TIES = "no_ties"


def card_of(template: Card, ties: TieArrays, **choices: str) -> Card:
    """Fill in what a card says about one graph: size, direction, what was dropped, what was chosen.

    Raises:
        TypeError: If a choice is no keyword.
    """
    direction = template.direction if ties.directed else Direction.UNDIRECTED
    return evolve(
        template, n=ties.n, direction=direction, loops_dropped=ties.loops_dropped, parameters=tuple(sorted(choices.items()))
    )


def scalar(card: Card, value: float | None, reason: str | None = None) -> Metric:
    """Make a metric of one number, or of the reason why there is none.

    Raises:
        TypeError: If the value is no number.
    """
    return Metric(name=card.name, value=value, reason=reason if value is None else None, card=card)


def by_actor(card: Card, ties: TieArrays, numbers: Floats | Ints, reason: str = "not_defined") -> Metric:
    """Make a metric of one number an actor; NaN becomes `None` with a reason.

    Raises:
        ValueError: If there are more or fewer numbers than actors.
    """
    values = values_of(ties, numbers)
    nobody = None if values else "no_actors"
    return Metric(name=card.name, values=values, reason=nobody, reasons=reasons_of(values, reason), card=card)


def by_key(card: Card, values: Mapping[_Key, float | int], value: float | None = None) -> Metric:
    """Make a metric of one number a key, such as a class of triples or a pair of actors.

    Raises:
        TypeError: If a key cannot be hashed.
    """
    return Metric(name=card.name, value=value, values=dict(zip(values, values.values(), strict=True)), card=card)


def values_of(ties: TieArrays, numbers: Floats | Ints) -> Mapping[Actor, float | int | None]:
    """Name each number by its actor, with `None` in place of NaN.

    Raises:
        ValueError: If there are more or fewer numbers than actors.
    """
    return {actor: None if isnan(number) else number for actor, number in zip(ties.actors, numbers.tolist(), strict=True)}


def reasons_of(values: Mapping[Actor, float | int | None], reason: str) -> Mapping[Actor, str]:
    """Give the same reason to every actor without a number.

    Raises:
        Nothing of its own.
    """
    return {actor: reason for actor, value in values.items() if value is None}


def share_or_none(part: float, whole: float) -> float | None:
    """Divide, or say nothing where there is nothing to divide by.

    Raises:
        TypeError: If a part is no number.
    """
    return part / whole if whole else None


def one_of(kind: str, known: tuple[str, ...], what: str = "kind") -> None:
    """Refuse a choice that is not on offer.

    Raises:
        NetworkError: If `kind` is none of `known`.
    """
    if kind not in known:
        raise NetworkError(f"{what}: expected one of {', '.join(known)}, found {kind!r}")
