"""A number and the definition it was computed by."""

from collections.abc import Hashable, Mapping
from enum import Enum

from kimcore.records import field, frozen


class Direction(Enum):
    """How a metric reads the direction of ties (*Richtung*)."""

    DIRECTED = "directed"
    """*gerichtet*: every arc counts in its own direction"""
    UNDIRECTED = "undirected"
    """*ungerichtet*: the graph has no direction"""
    SYMMETRISED = "symmetrised"
    """*symmetrisiert*: a tie exists where at least one direction does"""


class Weights(Enum):
    """How a metric reads the weights of ties (*Gewichte*)."""

    IGNORED = "ignored"
    """*nicht berücksichtigt*: a tie is there or it is not"""
    STRENGTH = "strength"
    """*Stärke*: the larger, the closer"""
    DISTANCE = "distance"
    """*Entfernung*: the larger, the farther"""
    COUNT = "count"
    """*Anzahl*: how often something happened"""


@frozen(kw_only=True)
class Card:
    """The definition behind a number (*Steckbrief einer Kennzahl*).

    Text fields hold codes such as ``"counted"``, never sentences: words live in `kimcore.text`.
    """

    name: str
    definition: str
    """The formula in plain characters, such as ``m / (n * (n - 1))``."""
    source: str
    """The publication that defines it, such as ``Freeman 1979``."""
    doi: str | None = None
    direction: Direction = Direction.DIRECTED
    weights: Weights = Weights.IGNORED
    isolates: str = "counted"
    loops: str = "dropped"
    disconnected: str = "not_applicable"
    """How a graph in several parts is treated."""
    n: int | None = None
    """Number of actors the number rests on."""
    loops_dropped: int = 0
    response_rate: float | None = None
    """Share of the actors asked who answered, from 0 to 1."""
    seed: int | None = None
    permutations: int | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    """Further choices that change the number, sorted by name, such as ``(("model", "ego"),)``."""


@frozen(kw_only=True)
class Metric:
    """A number about a network, with its definition (*Kennzahl*).

    A scalar is in `value`; a number for each actor or class is in `values`.
    What cannot be computed is `None`, and `reason` (or `reasons`) holds the code of why.

    Example:
        >>> card = Card(name="density", definition="m / (n * (n - 1))", source="Wasserman & Faust 1994", n=1)
        >>> Metric(name="density", reason="fewer_than_two_actors", card=card).value is None
        True
    """

    name: str
    value: float | int | None = None
    values: Mapping[Hashable, float | int | None] = field(factory=dict, hash=False)
    reason: str | None = None
    reasons: Mapping[Hashable, str] = field(factory=dict, hash=False)
    card: Card
