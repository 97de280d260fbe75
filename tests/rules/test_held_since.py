"""Since when a status is held without a gap."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kimcore.model import Case, CaseId, MunicipalityKey, Period, ResidenceSpell, ResidenceStatus
from kimcore.rules.authorities.residence import held_since

FIRST = date(2025, 1, 1)
DAY = timedelta(days=1)
HELD = ResidenceStatus.DULDUNG


def _step_by_step(case: Case, on: date) -> date | None:
    """Walk back from spell to spell, as one would by hand."""
    spells = [spell.during for spell in case.residence if spell.status is HELD]
    since = on
    while True:
        begins = [during.first_day for during in spells if since in during or since - DAY in during]
        known = [day for day in begins if day is not None]
        if len(known) < len(begins):
            return None
        if min(known, default=since) >= since:
            return since
        since = min(known)


def _days() -> SearchStrategy[date | None]:
    return st.none() | st.integers(0, 12).map(lambda number: FIRST + number * DAY)


def _period(ends: tuple[date | None, date | None]) -> Period:
    first, last = ends
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Period(first_day=first, last_day=last)


_SPELLS = st.builds(
    lambda during, status: ResidenceSpell(status=status, during=during),
    st.tuples(_days(), _days()).map(_period),
    st.sampled_from([HELD, HELD, HELD, ResidenceStatus.OTHER]),
)


@given(st.lists(_SPELLS, max_size=5).map(tuple), st.integers(0, 12))
def test_gaps_say_what_walking_back_says(residence: tuple[ResidenceSpell, ...], number: int) -> None:
    """The last gap tells the same as walking back from spell to spell."""
    case = Case(id=CaseId("fall-1"), municipality=MunicipalityKey("05991"), opened_on=FIRST, residence=residence)
    on = FIRST + number * DAY
    assert held_since(case, HELD, on=on) == _step_by_step(case, on)
