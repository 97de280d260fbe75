"""Asking what suppressed cells can be, whichever way there is to find out."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from kimcore.disclosure.ends import network_ends
from kimcore.disclosure.flows import FlowReach, Shift
from kimcore.disclosure.needs import Interval, Need
from kimcore.disclosure.systems import System, network_of


class Reach(Protocol):
    """How far cells can move: by flows where the system is a network, by integer programs elsewhere."""

    def shift(
        self,
        hidden: AbstractSet[int],
        cell: int,
        direction: int,
        *,
        limit: int | None = None,
        prices: Sequence[int | None] | None = None,
    ) -> Shift:
        """Move one cell up (+1) or down (-1) as far as can be proved, or as far as is asked; see `FlowReach.shift`."""


def reach_of(system: System) -> Reach:
    """Return the exact way to ask where there is one, and the proved one elsewhere.

    Raises:
        Nothing of its own.
    """
    network = network_of(system)
    if network is not None:
        return FlowReach(system=system, network=network)
    from kimcore.disclosure.programs import ProgramReach  # noqa: PLC0415 - scipy, which most tables do without

    return ProgramReach(system=system)


def feasible(system: System, hidden: AbstractSet[int]) -> Mapping[int, Interval]:
    """Return what each hidden cell can be for a reader who knows the other cells and all sums, by place.

    Raises:
        DisclosureError: If a solver's answer does not stand up to whole numbers.
    """
    reach = reach_of(system)
    if isinstance(reach, FlowReach):
        return network_ends(reach, hidden)
    found = {}
    for place in sorted(hidden):
        down, up = (reach.shift(hidden, place, direction).amount for direction in (-1, 1))
        value = system.values[place]
        found[place] = Interval(value - (down or 0), None if up is None else value + up)
    return found


def witnesses(reach: Reach, hidden: AbstractSet[int], need: Need) -> tuple[Mapping[int, int], ...] | None:
    """Return the moves of other cells that prove a need is met, or `None` if it is not.

    Raises:
        DisclosureError: If a solver's answer does not stand up to whole numbers.
    """
    proofs = []
    for direction, steps in ((1, need.up), (-1, need.down)):
        shift = reach.shift(hidden, need.place, direction, limit=steps)
        if shift.amount == steps:
            proofs.append(shift.moves)
        elif not need.is_either:
            return None
        if proofs and need.is_either:
            break
    return tuple(proofs) or None
