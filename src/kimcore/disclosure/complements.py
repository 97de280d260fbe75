"""Which further cells to suppress, so that what is suppressed stays unknown (*sekundäre Geheimhaltung*)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from itertools import islice
from typing import TypeAlias

from attrs import evolve, frozen

from kimcore.disclosure.needs import Need
from kimcore.disclosure.reaches import Reach, witnesses

EFFORT = 400_000
"""How many choices of cells are tried at most in the search for one that costs less, times the cells of the table."""

Prices: TypeAlias = Sequence[int | None]
"""What it costs to suppress each cell; `None` for a cell that must stay published."""


@frozen(kw_only=True)
class Complement:
    """The outcome of a search for complementary cells."""

    hidden: frozenset[int]
    needs: tuple[Need, ...]
    """What could be promised; less than was asked for where even the sums alone leave less open."""
    exposed: tuple[int, ...]
    """Cells whose secret the sums alone give away, however much is suppressed."""
    is_least: bool
    """Whether it is proved that no choice of cells costs less."""


def complement(reach: Reach, needs: Sequence[Need], hidden: AbstractSet[int], prices: Prices, *, tried: int) -> Complement:
    """Find cells to suppress besides the hidden ones, so that every need is met as far as the sums allow.

    Each need takes the cheapest way that meets it; then every cell that turned out to be spare is published again;
    then, as far as the number of tries allows, all cheaper choices are gone through.

    Args:
        reach: How far cells can move.
        needs: What protected cells are promised.
        hidden: Cells that stay suppressed in any case.
        prices: What it costs to suppress each cell; `None` for cells that cannot be.
        tried: How many cheaper choices to try.

    Raises:
        DisclosureError: If a solver's answer does not stand up to whole numbers.
    """
    found = set(hidden)
    met: list[Need] = []
    exposed: list[int] = []
    # Needs that any step meets come last, when most of them are met already.
    for need in sorted(needs, key=lambda need: (need.is_either, -need.up - need.down, need.place)):
        possible = _met(reach, need, found, prices)
        if possible is not None:
            met.append(possible)
        if possible is None or _tells(need, possible):
            exposed.append(need.place)
    enough = _pruned(reach, met, (frozenset(hidden), found), prices)
    least, is_least = _least(reach, met, (frozenset(hidden), enough), prices, tried)
    by_place = tuple(sorted(met, key=lambda need: need.place))
    return Complement(hidden=frozenset(hidden) | least, needs=by_place, exposed=tuple(sorted(exposed)), is_least=is_least)


def _met(reach: Reach, need: Need, found: set[int], prices: Prices) -> Need | None:
    """Add to the cells found what a need takes, and return what of it can be met; `None` if nothing can."""
    if witnesses(reach, found, need) is not None:
        return need
    if need.is_either:
        return _either_met(reach, need, found, prices)
    steps = {1: need.up, -1: need.down}
    for direction, wanted in steps.items():
        shift = reach.shift(found, need.place, direction, limit=wanted, prices=prices)
        steps[direction] = wanted if shift.amount is None else shift.amount
        found.update(shift.moves)
    return evolve(need, up=steps[1], down=steps[-1])


def _either_met(reach: Reach, need: Need, found: set[int], prices: Prices) -> Need | None:
    shifts = (reach.shift(found, need.place, direction, limit=1, prices=prices) for direction in (1, -1))
    ways = [sorted(shift.moves.keys() - found) for shift in shifts if shift.amount]
    if not ways:
        return None
    found.update(min(ways, key=lambda way: (_price(way, prices), way)))
    return need


def _tells(need: Need, possible: Need) -> bool:
    """Return whether what is possible leaves readers with the secret."""
    if need.secret is None:
        return possible.down < need.down or possible.up < need.up
    return not need.is_either and need.secret.covers(possible.promised)


def _pruned(reach: Reach, needs: Sequence[Need], cells: tuple[frozenset[int], set[int]], prices: Prices) -> frozenset[int]:
    """Return the added cells without those that can be published after all, the dearest first."""
    hidden, found = cells
    kept = set(found)
    proofs = {need.place: _proof(reach, kept, need) for need in needs}
    for spare in sorted(kept - hidden, key=lambda place: (-(prices[place] or 0), place)):
        kept.discard(spare)
        # Only what was proved with the help of this cell has to be proved again.
        again = {need.place: _proof(reach, kept, need) for need in needs if spare in (proofs[need.place] or ())}
        if None in again.values():
            kept.add(spare)
        else:
            proofs |= again
    return frozenset(kept - hidden)


def _proof(reach: Reach, hidden: AbstractSet[int], need: Need) -> frozenset[int] | None:
    moves = witnesses(reach, hidden, need)
    return None if moves is None else frozenset().union(*moves)


def _least(
    reach: Reach, needs: Sequence[Need], cells: tuple[frozenset[int], frozenset[int]], prices: Prices, tried: int
) -> tuple[frozenset[int], bool]:
    """Return the cheapest of the choices tried, and whether there can be none cheaper."""
    hidden, enough = cells
    bound = _price(enough, prices)
    payable = {place: price for place, price in enumerate(prices) if price is not None and place not in hidden}
    choices = _cheaper(payable, bound)
    # What needs no further cell needs none in any choice.
    unmet = [need for need in needs if witnesses(reach, hidden, need) is None]
    for choice in islice(choices, tried):
        if all(witnesses(reach, hidden | choice, need) is not None for need in unmet):
            return choice, True
    return enough, next(choices, None) is None


def _cheaper(prices: Mapping[int, int], bound: int) -> Iterator[frozenset[int]]:
    """Yield every set of cells that costs less than a bound, the cheapest first."""
    order = sorted(prices, key=lambda place: (prices[place], place))
    if bound > 0:
        yield frozenset()
    waiting: list[tuple[int, tuple[int, ...]]] = [(prices[order[0]], (0,))] if order else []
    while waiting:
        paid, chosen = heappop(waiting)
        if paid >= bound:
            return
        yield frozenset(order[n] for n in chosen)
        last = chosen[-1]
        if last + 1 == len(order):
            continue
        following = prices[order[last + 1]]
        heappush(waiting, (paid + following, (*chosen, last + 1)))
        heappush(waiting, (paid - prices[order[last]] + following, (*chosen[:-1], last + 1)))


def _price(places: Iterable[int], prices: Prices) -> int:
    return sum(prices[place] or 0 for place in places)
