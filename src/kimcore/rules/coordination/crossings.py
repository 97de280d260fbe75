"""Which changes between bodies of law occur in cases."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from kimcore.model import Case, LegalField, LegalFieldSpell

Crossing: TypeAlias = tuple[LegalField, LegalField]
"""The body of law that was responsible before, and the one after."""


def crossings(cases: Iterable[Case], *, on: date) -> tuple[Crossing, ...]:
    """Return the changes between bodies of law up to a day, each once, sorted by their codes."""
    found = {crossing for case in cases if case.opened_on <= on for crossing in _crossings_of(case, on)}
    return tuple(sorted(found, key=lambda crossing: (crossing[0].value, crossing[1].value)))


def _crossings_of(case: Case, on: date) -> Iterator[Crossing]:
    for later in case.legal_fields:
        begun = later.during.first_day
        if begun is None or begun > on:
            continue
        before = _ended_last(case.legal_fields, begun)
        if before is not None and before.field is not later.field:
            yield before.field, later.field


def _ended_last(spells: Iterable[LegalFieldSpell], begun: date) -> LegalFieldSpell | None:
    """Return the spell that ended last before a day; what runs beside is no crossing."""
    ended = [(spell.during.last_day, spell) for spell in spells if spell.during.last_day is not None]
    earlier = [dated for dated in ended if dated[0] < begun]
    return max(earlier, key=lambda dated: (dated[0], dated[1].field.value))[1] if earlier else None
