"""What a town has on record on a day, before anything is judged."""

from collections.abc import Iterable
from datetime import date

from attrs import fields, frozen
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.model import BLOCK_OF, BuildingBlock, Case, Period, Town, filled_fte, in_force, is_active
from kimcore.reports.grouping import SMALLEST_COUNT, subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.terminal import WIDTH, clean, drawn, heading
from kimcore.reports.wording import phrase, word
from kimcore.text import Language, render

_NO_COUNT = frozenset({"municipality", "partial"})


@frozen(kw_only=True)
class Count:
    """How many records of a collection hold on a day (*Bestand*)."""

    collection: str
    number: int | None
    """`None` where nothing is recorded."""
    is_partial: bool


def counts(town: Town, *, on: date) -> tuple[Count, ...]:
    """Return how many records of each collection hold on a day, in the order of the bundle.

    Records without a period count whenever; cases count while they are open.

    Example:
        >>> from kimcore.model import UNITS
        >>> counts(Town(municipality=UNITS[0]), on=date(2025, 1, 1))[0]
        Count(collection='sources', number=0, is_partial=False)
    """
    return tuple(
        Count(
            collection=part.name,
            number=_number(getattr(town, part.name), on),
            is_partial=part.name in town.partial,
        )
        for part in fields(Town)
        if part.name not in _NO_COUNT
    )


def inventory_text(town: Town, *, on: date, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return what a town has on record on a day as text for a terminal."""
    parts: list[RenderableType] = [
        Text(clean(town_name(town.municipality, language)), style="bold"),
        Text(phrase(language, "show_title", day=render(on, "date", language))),
        Text(),
        _collections(town, on, language),
        Text(),
        *_positions(town, on, language),
        *_steering(town, on, language),
    ]
    return drawn(Group(*parts), width=width, colour=colour)


def _number(records: Iterable[object] | None, on: date) -> int | None:
    if records is None:
        return None
    return sum(_holds(record, on) for record in records)


def _holds(record: object, on: date) -> bool:
    if isinstance(record, Case):
        return is_active(record, on=on)
    during = getattr(record, "during", None)
    return on in during if isinstance(during, Period) else True


def _collections(town: Town, on: date, language: Language) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for count in counts(town, on=on):
        table.add_row(
            word(language, "missing", count.collection),
            _shown(count, language),
            phrase(language, "partial") if count.is_partial else "",
        )
    return table


def _shown(count: Count, language: Language) -> str:
    if count.number is None:
        return phrase(language, "not_recorded")
    if count.collection == "cases" and 0 < count.number < SMALLEST_COUNT:
        return f"< {SMALLEST_COUNT}"
    return str(count.number)


def _positions(town: Town, on: date, language: Language) -> list[RenderableType]:
    positions = in_force(town.positions or (), on=on)
    if not positions:
        return []
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for block in BuildingBlock:
        own = [position for position in positions if BLOCK_OF[position.kind] is block]
        granted = _total(position.fte_granted for position in own)
        filled = _total(filled_fte(position, on=on) for position in own)
        table.add_row(
            render(block.value, "BuildingBlock", language),
            f"{phrase(language, 'granted')} {render(granted, 'fte', language)}",
            f"{phrase(language, 'filled')} {render(filled, 'fte', language)}",
        )
    return [heading(word(language, "missing", "positions")), Padding(table, (0, 0, 1, 0))]


def _total(shares: Iterable[float | None]) -> float | None:
    """Return the sum of shares; `None` if one of them is not known or there is none."""
    listed = tuple(shares)
    known = tuple(share for share in listed if share is not None)
    return round(sum(known), 4) if listed and len(known) == len(listed) else None


def _steering(town: Town, on: date, language: Language) -> list[RenderableType]:
    bodies = in_force(town.steering_groups or (), on=on)
    names = subject_names(town)
    parts: list[RenderableType] = []
    for body in bodies:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for member in in_force(town.memberships or (), on=on):
            if member.body == body.id:
                table.add_row(
                    clean(names.get(member.actor, member.actor)),
                    render(member.role.value, "MemberRole", language),
                    "" if member.rank is None else render(member.rank.value, "Rank", language),
                )
        parts += [heading(clean(body.name)), Padding(table, (0, 0, 1, 0))]
    return parts
