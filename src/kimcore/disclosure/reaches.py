"""Asking what suppressed cells can be, whichever way there is to find out."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.needs import Interval, Need
from kimcore.disclosure.programs import ProgramReach
from kimcore.disclosure.systems import System, network_of

Reach: TypeAlias = FlowReach | ProgramReach
"""How far cells can move: by flows where the system is a network, by integer programs elsewhere."""


def reach_of(system: System) -> Reach:
    """Return the exact way to ask where there is one, and the proved one elsewhere.

    Raises:
        Nothing of its own.
    """
    network = network_of(system)
    return ProgramReach(system=system) if network is None else FlowReach(system=system, network=network)


def feasible(system: System, hidden: AbstractSet[int]) -> Mapping[int, Interval]:
    """Return what each hidden cell can be for a reader who knows the other cells and all sums, by place.

    Raises:
        DisclosureError: If a solver's answer does not stand up to whole numbers.
    """
    reach = reach_of(system)
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
