"""The ends of all suppressed cells of a network at once, with no flow for what another one has shown already.

Each flow ends in a whole table that readers could not tell from the true one, so it bounds all cells and not only its own:
most lower ends are known after a few. Where the sums alone allow no more than such a table has, nothing is left to ask.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.needs import Interval

_MANY = 100
"""From so many cells on it pays to wait for SciPy."""

_End: TypeAlias = tuple[int, int]
"""A cell, and whether its upper (+1) or its lower (-1) end is meant."""


def network_ends(reach: FlowReach, hidden: AbstractSet[int]) -> Mapping[int, Interval]:
    """Return what each hidden cell can be, by place.

    Raises:
        Nothing of its own.
    """
    rooms, wide = _rooms(reach, hidden), None
    if len(hidden) >= _MANY:
        from kimcore.disclosure.wide_networks import wide_network  # noqa: PLC0415 - scipy, which most tables do without

        wide = wide_network(reach, hidden)
    found: dict[_End, int | None] = dict.fromkeys(rooms, 0)
    for end, room in rooms.items():
        reached = found[end]
        if reached is None or (room is not None and reached >= room):
            continue
        shift = reach.shift(hidden, *end) if wide is None else wide.shift(*end)
        found[end] = shift.amount
        for cell, moved in shift.moves.items():
            other = (cell, 1 if moved > 0 else -1)
            known = found[other]
            found[other] = None if known is None else max(known, abs(moved))
    return {place: _interval(reach.system.values[place], found[place, -1], found[place, 1]) for place in sorted(hidden)}


def _interval(value: int, down: int | None, up: int | None) -> Interval:
    return Interval(value - (down or 0), None if up is None else value + up)


def _rooms(reach: FlowReach, hidden: AbstractSet[int]) -> dict[_End, int | None]:
    """Return how far each end can be at most, by what is known of the cell and of each of its sums; `None` without end."""
    alone: dict[_End, int | None] = {}
    for place in sorted(hidden):
        alone |= {(place, 1): reach.above[place], (place, -1): reach.below[place]}
    rooms = dict(alone)
    for equation in reach.system.equations:
        inside = [(cell, sign) for cell, sign in equation if cell in hidden]
        for turn in (1, -1):
            # One cell gains on one side of a sum what the others lose there, or gain on the other side.
            offers = [alone[cell, -turn * sign] for cell, sign in inside]
            total, endless = sum(offer or 0 for offer in offers), offers.count(None)
            for (cell, sign), offer in zip(inside, offers, strict=True):
                if endless == (offer is None):
                    room = rooms[cell, turn * sign]
                    rooms[cell, turn * sign] = total - (offer or 0) if room is None else min(room, total - (offer or 0))
    return rooms
