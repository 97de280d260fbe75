"""A network of referrals as a table: its weights count people, and weights of one or two name them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from attrs import field, frozen

from kimcore.disclosure.tables import Protected, protect
from kimcore.errors import DisclosureError


@frozen(kw_only=True, eq=False)
class ProtectedTies:
    """Ties between actors with the weights that may be seen (*geschützte Überleitungen*)."""

    actors: tuple[str, ...]
    table: Protected = field(repr=False)
    """Those who refer in the rows, those who receive in the columns."""

    def published(self) -> Mapping[tuple[str, str], int | None]:
        """Return the weight of each tie by giver and receiver, with `None` where it is suppressed.

        A suppressed tie may have had no weight: whether there was any is part of what is protected.

        Raises:
            DisclosureError: If the totals of an actor give a secret away.
        """
        rows = self.table.published()
        return MappingProxyType(
            {
                (giver, receiver): weight
                for giver, row in zip(self.actors, rows, strict=True)
                for receiver, weight in zip(self.actors, row, strict=True)
                if weight is None or weight > 0
            }
        )


def protect_ties(weights: Mapping[tuple[str, str], int], actors: Iterable[str] | None = None, minimum: int = 3) -> ProtectedTies:
    """Suppress small weights between actors, and what it takes to keep them unknown.

    Readers are taken to know what each actor gave and received in all. Nobody refers to themselves, and readers know that too.

    Args:
        weights: How many were referred, by giver and receiver.
        actors: All actors of the network; those with ties if not given.
        minimum: The least weight that may be seen.

    Raises:
        DisclosureError: If an actor refers to itself or is unknown, or a weight is no count.

    Example:
        >>> ties = {("ki", "abh"): 2, ("abh", "ki"): 9, ("ki", "jc"): 8, ("jc", "ki"): 7, ("jc", "abh"): 6, ("abh", "jc"): 5}
        >>> protect_ties(ties).published()["ki", "abh"] is None
        True
    """
    known = tuple(sorted({actor for tie in weights for actor in tie} if actors is None else {*actors}))
    place = {actor: n for n, actor in enumerate(known)}
    for giver, receiver in sorted(weights):
        if giver not in place or receiver not in place:
            raise DisclosureError(f"{giver} to {receiver}: expected actors of the network, found one that is none")
        if giver == receiver:
            raise DisclosureError(f"{giver}: expected ties between different actors, found one to itself")
    counts = [[weights.get((giver, receiver), 0) for receiver in known] for giver in known]
    return ProtectedTies(actors=known, table=protect(counts, minimum, known=np.eye(len(known), dtype=bool)))
