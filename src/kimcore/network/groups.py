"""Which group each actor belongs to, read from a node attribute or a mapping."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from math import isnan
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from kimcore.errors import NetworkError
from kimcore.network.arrays import Actor, Floats, Ints, TieArrays, in_order

Groups: TypeAlias = str | Mapping[Any, object]  # Any: a mapping's keys are invariant, and actors may be called anything
"""A node attribute's name, or a mapping from actor to group."""


_SHOWN = 5


@frozen(kw_only=True, eq=False)
class Partition:
    """One group for each actor (*Zuordnung zu Gruppen*)."""

    labels: tuple[Hashable, ...]
    """The groups, sorted."""
    codes: Ints
    """Shape (n,): the position in `labels` of each actor's group."""

    @property
    def sizes(self) -> Ints:
        """Count the actors of each group, shape (groups,)."""
        return np.bincount(self.codes, minlength=len(self.labels))

    @property
    def indicator(self) -> Floats:
        """Give the membership as a matrix of zeros and ones, shape (n, groups)."""
        matrix = np.zeros((len(self.codes), len(self.labels)))
        matrix[np.arange(len(self.codes)), self.codes] = 1
        return matrix


@frozen(kw_only=True, eq=False)
class Overlap:
    """Shares of membership in several groups (*überlappende Zuordnung*)."""

    labels: tuple[Hashable, ...]
    """The groups, sorted."""
    shares: Floats
    """Shape (n, groups): each row sums to 1."""

    @cached_property
    def codes(self) -> Ints | None:
        """Give the position of each actor's only group, or nothing where an actor has several, shape (n,)."""
        if not self.labels:
            return np.zeros(0, dtype=np.int64)
        whole = self.shares == 1
        return np.argmax(whole, axis=1) if whole.any(axis=1).all() else None

    def alike(self, *actors: Ints) -> Floats:
        """Give the chance that actors drawn together stand for the same group, shape of each of `actors`.

        Raises:
            IndexError: If there is no such actor.
        """
        if self.codes is not None:
            first = self.codes[actors[0]]
            return np.asarray(np.all([self.codes[other] == first for other in actors[1:]], axis=0), dtype=np.float64)
        together = np.zeros(actors[0].shape)
        for shares in self.shares.T:
            together += np.prod([shares[each] for each in actors], axis=0)
        return together


def partition(ties: TieArrays, groups: Groups) -> Partition:
    """Find the one group of every actor.

    Raises:
        NetworkError: If an actor has no group, or more than one.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.arrays import tie_arrays
        >>> found = partition(tie_arrays(nx.path_graph(3)), {0: "b", 1: "a", 2: "b"})
        >>> found.labels, found.codes.tolist(), found.sizes.tolist()
        (('a', 'b'), [1, 0, 1], [1, 2])
    """
    given = _of_each(ties, groups)
    several = [actor for actor, group in zip(ties.actors, given, strict=True) if _is_several(group)]
    if several:
        raise NetworkError(f"groups: expected one group for each actor, found several for {_named(several)}")
    labels = _labels(given)
    position = {label: code for code, label in enumerate(labels)}
    return Partition(labels=labels, codes=np.array([position[group] for group in given], dtype=np.int64))


def overlap(ties: TieArrays, groups: Groups) -> Overlap:
    """Find the shares of every actor in the groups.

    A collection of groups counts in equal shares; a mapping from group to weight is scaled to sum 1.

    Raises:
        NetworkError: If an actor has no group, or a weight is no number of at least 0.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.arrays import tie_arrays
        >>> overlap(tie_arrays(nx.path_graph(2)), {0: ("a", "b"), 1: {"b": 3, "c": 1}}).shares.tolist()
        [[0.5, 0.5, 0.0], [0.0, 0.75, 0.25]]
    """
    given = [_weights(actor, group) for actor, group in zip(ties.actors, _of_each(ties, groups), strict=True)]
    labels = _labels(chain.from_iterable(given))
    position = {label: code for code, label in enumerate(labels)}
    shares = np.zeros((ties.n, len(labels)))
    for row, weights in enumerate(given):
        total = sum(weights.values())
        for label, weight in weights.items():
            shares[row, position[label]] = weight / total
    return Overlap(labels=labels, shares=shares)


def _of_each(ties: TieArrays, groups: object) -> tuple[Hashable, ...]:
    if isinstance(groups, str):
        given = tuple(ties.attributes.get(actor, {}).get(groups) for actor in ties.actors)
        where = f"node attribute {groups!r}"
    elif isinstance(groups, Mapping):
        given = tuple(groups.get(actor) for actor in ties.actors)
        where = "groups"
    else:
        raise NetworkError(f"groups: expected a node attribute's name or a mapping, found {type(groups).__name__}")
    missing = [actor for actor, group in zip(ties.actors, given, strict=True) if _is_missing(group)]
    if missing:
        raise NetworkError(f"{where}: expected a group for every actor, found none for {_named(missing)}")
    return given


def _labels(given: Iterable[Hashable]) -> tuple[Hashable, ...]:
    try:
        return in_order(set(given))
    except TypeError as error:
        raise NetworkError(f"groups: expected groups such as texts, found an {error}") from error


def _is_missing(group: object) -> bool:
    return group is None or (isinstance(group, float) and isnan(group)) or (_is_several(group) and not group)


def _is_several(group: object) -> bool:
    return isinstance(group, list | tuple | set | frozenset | Mapping)


def _weights(actor: Actor, group: object) -> Mapping[Hashable, float]:
    if isinstance(group, Mapping):
        weights = {label: float(weight) for label, weight in group.items() if isinstance(weight, Real) and float(weight) >= 0}
        if len(weights) < len(group) or not 0 < sum(weights.values()) < float("inf"):
            raise NetworkError(f"groups: expected shares of at least 0 with a positive sum for {actor!r}, found {group!r}")
        return weights
    if isinstance(group, Collection) and _is_several(group):
        return dict.fromkeys(group, 1.0)
    if getattr(group, "__hash__", None) is None:
        raise NetworkError(
            f"groups: expected a text or another group that can be hashed for {actor!r}, found {type(group).__name__}"
        )
    return {group: 1.0}


def _named(actors: list[Actor]) -> str:
    shown = ", ".join(repr(actor) for actor in actors[:_SHOWN])
    return shown if len(actors) <= _SHOWN else f"{shown} and {len(actors) - _SHOWN} more"
