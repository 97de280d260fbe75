"""Counts that are told as words, such as "fewer than 3": what may be said so that a reader of all of them learns no more."""

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from attrs import evolve, field, frozen

from kimcore.disclosure.complements import Complement, complement
from kimcore.disclosure.grids import whole_number
from kimcore.disclosure.needs import Interval, Need
from kimcore.disclosure.protection import Protection
from kimcore.disclosure.reaches import feasible, reach_of
from kimcore.disclosure.sums import Sums, as_places, system_of_sums
from kimcore.disclosure.systems import System

_NEVER_TOLD = Interval(0, None)
_SOME = Interval(1, None)


@frozen(kw_only=True, eq=False)
class Told:
    """What may be said of counts that belong together (*gesagte Anzahlen*)."""

    amounts: Mapping[Hashable, Interval] = field(repr=False)
    """What may be said of each count: itself, that it is small, that it reaches the minimum, or only that it is not none."""
    exposed: tuple[Hashable, ...]
    """Small counts that what readers know anyway gives away, whatever is said."""
    system: System = field(repr=False)
    places: Mapping[Hashable, int] = field(repr=False)

    def intervals(self) -> Mapping[Hashable, Interval]:
        """Return what each count that is not told exactly can be, for a reader of all that is told and of all sums.

        Raises:
            DisclosureError: If a solver's answer does not stand up to whole numbers.
        """
        names = {place: key for key, place in self.places.items()}
        open_to = frozenset(place for key, place in self.places.items() if self.amounts[key].width != 0)
        return MappingProxyType({names[place]: found for place, found in feasible(self.system, open_to).items()})


def told(table: Sums, minimum: int = 3, *, hidden: Iterable[Hashable] = (), known: Iterable[Hashable] = ()) -> Told:
    """Return what may be said of counts, where a small one is told as "fewer than the minimum" and none as none.

    The promise, for a reader of all that is said and of how it adds up: a small count can be everything from 1 to below the
    minimum. Where small counts cannot keep it by themselves, larger ones are told as "the minimum or more" beside them; where
    that leaves too little room, all counts of their sums are told as "one or more".
    That is less than `protect` promises, which hides whether there is anybody at all.

    Args:
        table: Counts with their sums.
        minimum: The least count that is told.
        hidden: Counts of which nothing is said; they are protected as the others.
        known: Counts that readers know anyway; they are told.

    Raises:
        DisclosureError: If sums do not add up, a key is unknown, or the minimum cannot be used.

    Example:
        Of ten people one stays away, and readers know that they are ten: then the nine cannot be told.

        >>> from kimcore.disclosure import Sum, Sums
        >>> people = Sums(cells={"all": 10, "came": 9, "stayed": 1}, sums=(Sum(total="all", parts=("came", "stayed")),))
        >>> found = told(people, known=["all"])
        >>> found.amounts["came"], found.amounts["stayed"]
        (Interval(low=3, high=None), Interval(low=1, high=2))
        >>> found.intervals()["stayed"]
        Interval(low=1, high=2)
    """
    system, places = system_of_sums(table)
    least = whole_number(minimum, "minimum", 1)
    fixed, silent = as_places(known, places), as_places(hidden, places)
    totals = frozenset(places[line.total] for line in table.sums)
    vague: frozenset[int] = frozenset()
    while True:
        known_so = _bounds(system, least, silent, vague)
        found = _found(evolve(system, bounds=known_so), least, silent, _prices(system, silent, fixed, totals))
        wider = vague | _beside(system, found.exposed, fixed | silent)
        if wider == vague:
            break
        vague = wider
    said = {
        key: known_so[place] if place in found.hidden else Interval(system.values[place], system.values[place])
        for key, place in places.items()
    }
    return Told(
        amounts=MappingProxyType(said),
        exposed=tuple(key for key, place in places.items() if place in found.exposed),
        system=evolve(system, bounds=known_so),
        places=places,
    )


def _bounds(system: System, least: int, silent: frozenset[int], vague: frozenset[int]) -> Mapping[int, Interval]:
    """Return what is said of each count, should it not be told exactly."""
    told_so: dict[int, Interval] = {}
    for place, value in enumerate(system.values):
        if place in silent:
            told_so[place] = _NEVER_TOLD
        elif value == 0:
            told_so[place] = Interval(0, 0)
        elif place in vague:
            told_so[place] = _SOME
        else:
            told_so[place] = Interval(1, least - 1) if value < least else Interval(least, None)
    return MappingProxyType(told_so)


def _prices(system: System, silent: frozenset[int], fixed: frozenset[int], totals: frozenset[int]) -> tuple[int | None, ...]:
    """Return what it costs to tell a count as a word: one count before any people, one total before any counts."""
    cell = sum(system.values) + 1
    return tuple(
        None
        if place in fixed or (value == 0 and place not in silent)
        else value + cell * (len(system.values) + 1 if place in totals else 1)
        for place, value in enumerate(system.values)
    )


def _found(system: System, least: int, silent: frozenset[int], prices: tuple[int | None, ...]) -> Complement:
    small = [place for place, value in enumerate(system.values) if 0 < value < least and prices[place] is not None]
    needs = [Need(place=place, value=(value := system.values[place]), down=value - 1, up=least - 1 - value) for place in small]
    return complement(reach_of(system), needs, frozenset(small) | silent, prices, tried=0)


def _beside(system: System, exposed: Iterable[int], others: frozenset[int]) -> frozenset[int]:
    """Return the counts that add up with those that are exposed, and may be told otherwise."""
    shown = frozenset(exposed)
    lines = ({cell for cell, _ in equation} for equation in system.equations)
    return frozenset().union(*(line for line in lines if line & shown)) - others if shown else frozenset()


def amounts(
    table: Sums, protection: Protection, *, hidden: Iterable[Hashable] = (), known: Iterable[Hashable] = ()
) -> Mapping[Hashable, Interval]:
    """Return what an output shows of counts that belong together: what may be told, or everything without protection.

    Raises:
        DisclosureError: If sums do not add up or a key is unknown.

    Example:
        >>> from kimcore.disclosure import UNPROTECTED
        >>> amounts(Sums(cells={"all": 2}, sums=()), UNPROTECTED)["all"]
        Interval(low=2, high=2)
    """
    if not protection.is_on:
        return MappingProxyType({key: Interval(count, count) for key, count in table.cells.items()})
    return told(table, protection.minimum, hidden=hidden, known=known).amounts
