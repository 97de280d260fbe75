"""Who passes on between whom: brokerage roles by Gould and Fernandez."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from kimcore.model.metric import Card
from kimcore.network.arrays import Actor, Floats, Graph, Ints, TieArrays, sums, tie_arrays
from kimcore.network.chance import Chance, chance_of
from kimcore.network.groups import Groups, Overlap, overlap
from kimcore.network.results import card_of
from kimcore.network.triangles import corners, pairs, triangles
from kimcore.network.whole import mutual_arcs
from kimcore.records import frozen

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
"""Who stands between whom: own between own, stranger between two of one group, own to others, others to own, all three apart."""

ByRole: TypeAlias = Mapping[str, float | int | None]

_CRISP = Card(
    name="brokerage",
    definition="ordered pairs s, t with s-v, v-t and no s-t, by the groups of s, v and t; z against chance",
    source="Gould & Fernandez 1989",
    doi="10.2307/270949",
)
_OVERLAPPING = Card(
    name="brokerage",
    definition="ordered pairs s, t with s-v, v-t and no s-t, shared out by the shares of s, v and t in the groups",
    source="Everett & Borgatti 2026",
)


@frozen(kw_only=True, eq=False)
class Brokerage:
    """How often each actor stands between two others in each role (*Vermittlungsrollen*).

    Every table is by actor and then by role; the roles are in `ROLES`.
    """

    counts: Mapping[Actor, ByRole]
    expected: Mapping[Actor, ByRole]
    """What arcs placed at random with the density of the network would bring, given the groups."""
    sd: Mapping[Actor, ByRole]
    """The standard deviation of that; `None` where it was not worked out (see `reason`)."""
    z: Mapping[Actor, ByRole]
    """(counts - expected) / sd; `None` where sd is 0, as for liaisons between two groups."""
    totals: ByRole
    """Counts summed over actors."""
    reason: str | None = None
    """The code of why there is no `sd`."""
    card: Card


def brokerage(graph: Graph | TieArrays, groups: Groups) -> Brokerage:
    """Count how often each actor passes on between two others without a tie (*Vermittlung*).

    v stands between s and t if there are ties from s to v and from v to t and none from s to t. In an undirected graph every
    such path counts once each way. The roles, by the groups of s, v and t: coordinator A-A-A, itinerant A-B-A,
    representative A-A-B, gatekeeper A-B-B, liaison A-B-C.

    Args:
        graph: Any graph; weights are ignored.
        groups: A node attribute's name or a mapping. An actor in several groups has a collection of them, in equal shares,
            or a mapping from group to weight; then counts are sums of shares.

    Raises:
        NetworkError: If the graph cannot be used or an actor has no group.

    Example:
        >>> import networkx as nx
        >>> path = nx.DiGraph([("ann", "bob"), ("bob", "cem")])
        >>> found = brokerage(path, {"ann": "town", "bob": "town", "cem": "state"})
        >>> found.counts["bob"]["representative"], found.totals["total"]
        (1, 1)
    """
    ties = tie_arrays(graph)
    members = overlap(ties, groups)
    counted = _in_matrix(ties, members) if ties.is_small else _in_table(ties, members)
    crisp = members.codes is not None
    counts = np.rint(counted).astype(np.int64) if crisp else counted
    chance = chance_of(ties, members)
    return Brokerage(
        counts=_named(ties, counts),
        expected=_named(ties, chance.expected),
        sd=_named(ties, chance.sd),
        z=_named(ties, _standardised(counted, chance)),
        totals=dict(zip(ROLES, counts.sum(axis=0).tolist(), strict=True)),
        reason=chance.reason,
        card=card_of(_CRISP if crisp else _OVERLAPPING, ties, membership="crisp" if crisp else "overlapping"),
    )


def _standardised(counted: Floats, chance: Chance) -> Floats:
    return np.divide(counted - chance.expected, chance.sd, out=np.full_like(counted, np.nan), where=chance.sd > 0)


def _named(ties: TieArrays, table: Floats | Ints) -> Mapping[Actor, ByRole]:
    rows = ([None if number != number else number for number in row] for row in table.tolist())  # noqa: PLR0124 - NaN
    return {actor: dict(zip(ROLES, row, strict=True)) for actor, row in zip(ties.actors, rows, strict=True)}


def _roles(sent_on: Floats, from_own: Floats, to_own: Floats, same_ends: Floats, within: Floats) -> Floats:
    """Turn sums over paths into roles, shape (n, 6).

    Args:
        sent_on: All paths through each actor.
        from_own: Those weighed by how far s is of v's group.
        to_own: Those weighed by how far t is of v's group.
        same_ends: Those weighed by how far s and t are of one group.
        within: Those weighed by how far all three are of one group.

    Raises:
        ValueError: If the shapes differ.
    """
    itinerant, representative, gatekeeper = same_ends - within, from_own - within, to_own - within
    liaison = sent_on - within - itinerant - representative - gatekeeper
    return np.column_stack((within, itinerant, representative, gatekeeper, liaison, sent_on))


def _in_matrix(ties: TieArrays, members: Overlap) -> Floats:
    sends = ties.dense.astype(np.float64)
    receives = sends.T
    apart = (~ties.dense).astype(np.float64).T
    np.fill_diagonal(apart, 0)
    alike = members.shares @ members.shares.T
    sent = apart @ sends
    return _roles(
        (sent * receives).sum(axis=0),
        ((apart @ (sends * alike)) * receives).sum(axis=0),
        (sent * receives * alike).sum(axis=0),
        (((apart * alike) @ sends) * receives).sum(axis=0),
        _within_in_matrix(sends, apart, alike, members),
    )


def _within_in_matrix(sends: Floats, apart: Floats, alike: Floats, members: Overlap) -> Floats:
    if members.codes is not None:
        return np.asarray(((apart @ (sends * alike)) * (sends * alike).T).sum(axis=0))
    within = np.zeros(len(sends))
    for share in members.shares.T:
        within += share * ((apart @ (sends * share[:, None])) * (sends * share).T).sum(axis=0)
    return within


def _in_table(ties: TieArrays, members: Overlap) -> Floats:
    """Take all two-step paths, less those that come back and those that are closed."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    senders, receivers, returned = ties.rows, ties.indices, mutual_arcs(ties)
    alike = members.alike(senders, receivers)
    out, into = sums(senders, ties.n), sums(receivers, ties.n)
    matrix = csr_array((np.ones(ties.arc_count), receivers, ties.indptr), shape=(ties.n, ties.n))
    ways = np.asarray(matrix @ members.shares) * np.asarray(matrix.T @ members.shares)
    back = returned.astype(np.float64)
    paths = [
        into * out - sums(senders, ties.n, back),
        sums(receivers, ties.n, alike) * out - sums(senders, ties.n, back * alike),
        into * sums(senders, ties.n, alike) - sums(senders, ties.n, back * alike),
        ways.sum(axis=1) - sums(senders, ties.n, back * members.alike(receivers, receivers)),
        (ways * members.shares).sum(axis=1) - sums(senders, ties.n, back * members.alike(senders, receivers, receivers)),
    ]
    known = pairs(ties)
    owner, contact = np.concatenate((known.low, known.high)), np.concatenate((known.high, known.low))
    exists = np.concatenate((known.code & 1, known.code & 2)) > 0
    for st, sv, vt in corners(triangles(ties), len(known.low)):
        closed = np.flatnonzero(exists[st] & exists[sv] & exists[vt])
        s, v, t = owner[st[closed]], contact[sv[closed]], contact[st[closed]]
        kinds = (None, members.alike(s, v), members.alike(v, t), members.alike(s, t), members.alike(s, v, t))
        for kind, weight in enumerate(kinds):
            paths[kind] -= sums(v, ties.n, weight)
    return _roles(*paths)
