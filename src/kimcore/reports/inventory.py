"""What a town has on record on a day, before anything is judged."""

from collections.abc import Iterable
from datetime import date

from attrs import fields, frozen

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import BLOCK_OF, BuildingBlock, Case, Period, SteeringGroup, Town, filled_fte, in_force, is_active
from kimcore.reports.grouping import subject_names, told_of_cases
from kimcore.reports.lines import town_name
from kimcore.reports.page import Grid, Page, Section
from kimcore.reports.wording import amount_words, phrase, word
from kimcore.text import Language, render

_NO_COUNT = frozenset({"municipality", "partial"})
_OF_PEOPLE = frozenset({"cases", "subject_requests"})


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


def inventory_page(town: Town, *, on: date, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return what a town has on record on a day as a page.

    Example:
        >>> from kimcore.model import UNITS
        >>> inventory_page(Town(municipality=UNITS[0]), on=date(2025, 1, 1), language=Language.EN).title
        'On record'
    """
    return Page(
        title=phrase(language, "show_title"),
        town=town_name(town.municipality, language),
        day=phrase(language, "day", day=render(on, "date", language)),
        language=language,
        lines=(),
        protection=protection,
        opening=(_collections(town, on, language, protection),),
        sections=(*_positions(town, on, language), *_steering(town, on, language)),
    )


def _number(records: Iterable[object] | None, on: date) -> int | None:
    if records is None:
        return None
    return sum(_holds(record, on) for record in records)


def _holds(record: object, on: date) -> bool:
    if isinstance(record, Case):
        return is_active(record, on=on)
    during = getattr(record, "during", None)
    return on in during if isinstance(during, Period) else True


def _collections(town: Town, on: date, language: Language, protection: Protection) -> Grid:
    rows = tuple(
        (
            word(language, "missing", count.collection),
            _shown(count, town, on, language, protection),
            phrase(language, "partial") if count.is_partial else "",
        )
        for count in counts(town, on=on)
    )
    return Grid("", tuple(phrase(language, key) for key in ("collection", "number", "remark")), rows)


def _shown(count: Count, town: Town, on: date, language: Language, protection: Protection) -> str:
    if count.number is None:
        return phrase(language, "not_recorded")
    if count.collection not in _OF_PEOPLE:
        return str(count.number)
    is_of_cases = count.collection == "cases"
    told = told_of_cases(count.number, town, on=on, protection=protection) if is_of_cases else protection.shown(count.number)
    return f"< {protection.minimum}" if told.width and told.low == 1 else amount_words(told, language)


def _positions(town: Town, on: date, language: Language) -> tuple[Section, ...]:
    positions = in_force(town.positions or (), on=on)
    if not positions:
        return ()
    rows = []
    for block in BuildingBlock:
        own = [position for position in positions if BLOCK_OF[position.kind] is block]
        granted = _total(position.fte_granted for position in own)
        filled = _total(filled_fte(position, on=on) for position in own)
        shares = (render(granted, "fte", language), render(filled, "fte", language))
        rows.append((render(block.value, "BuildingBlock", language), *shares))
    header = (word(language, "column", "block"), phrase(language, "granted"), phrase(language, "filled"))
    return (Section(word(language, "missing", "positions"), (Grid("", header, tuple(rows)),)),)


def _total(shares: Iterable[float | None]) -> float | None:
    """Return the sum of shares; `None` if one of them is not known or there is none."""
    listed = tuple(shares)
    known = tuple(share for share in listed if share is not None)
    return round(sum(known), 4) if listed and len(known) == len(listed) else None


def _steering(town: Town, on: date, language: Language) -> tuple[Section, ...]:
    return tuple(
        Section(body.name, (_members(body, town, on, language),)) for body in in_force(town.steering_groups or (), on=on)
    )


def _members(body: SteeringGroup, town: Town, on: date, language: Language) -> Grid | str:
    names = subject_names(town)
    rows = tuple(
        (
            names.get(member.actor, member.actor),
            render(member.role.value, "MemberRole", language),
            "" if member.rank is None else render(member.rank.value, "Rank", language),
        )
        for member in in_force(town.memberships or (), on=on)
        if member.body == body.id
    )
    header = tuple(word(language, "column", column) for column in ("actor", "role", "rank"))
    return Grid("", header, rows, numbers_from=3) if rows else phrase(language, "not_recorded")
