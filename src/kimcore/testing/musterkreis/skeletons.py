"""The bare bones of each case: when it ran, who led it, where and in which situation."""

from datetime import date, timedelta

from attrs import frozen

from kimcore.model import ActorId, CaseId, CaseLead, MunicipalityKey, Period, StaffId
from kimcore.testing.musterkreis.draw import chance, draw, later, pick, workday
from kimcore.testing.musterkreis.place import MEMBERS, REFERENCE_DAY, STADT
from kimcore.testing.musterkreis.profiles import OLDER, ORDER, SETTLING, Profile
from kimcore.testing.musterkreis.staffing import CARRIER_CHANGE_DAY, CHANGE_DAY

NUMBERS = range(2, 151)
"""The numbers of the cases; the first one is the leftover case that is planted."""

_TAKEN_OVER = 22
"""So many cases were opened in the first weeks, the others evenly until autumn 2025."""

SETTLING_NUMBERS = (18, 33, 47, 61, 76, 90, 104, 119)
"""Long-term residents, each told by hand in `residence`."""

OLDER_NUMBERS = (27, 88)

_CASELOAD = (
    *("fk-01", "fk-02", "fk-03", "fk-04", "fk-05", "fk-06", "fk-07"),
    *("fk-08", "fk-11", "fk-01", "fk-02", "fk-04", "fk-05"),
)
"""Who takes the next case; a full post stands twice."""

_HANDED_OVER = {"fk-02": ("fk-09", CHANGE_DAY), "fk-08": ("fk-10", CARRIER_CHANGE_DAY)}

_HOSTS = {
    "fk-01": "ki",
    "fk-02": "ki",
    "fk-03": "sozialamt",
    "fk-04": "musterstadt",
    "fk-05": "caritas",
    "fk-06": "diakonie",
    "fk-07": "awo",
    "fk-08": "drk",
    "fk-11": "modellingen",
}

_BEISPIELHAUSEN, _PROBENAU, _EXEMPELBACH, _MODELLINGEN, _VORLAGENTAL = (member.key for member in MEMBERS[1:])

_PLACES = {
    "fk-01": (_BEISPIELHAUSEN, _EXEMPELBACH),
    "fk-02": (_PROBENAU, _VORLAGENTAL),
    "fk-03": (_BEISPIELHAUSEN, STADT),
    "fk-04": (STADT,),
    "fk-05": (STADT, _PROBENAU),
    "fk-06": (_PROBENAU,),
    "fk-07": (_BEISPIELHAUSEN,),
    "fk-08": (STADT, _EXEMPELBACH),
    "fk-11": (_MODELLINGEN,),
}


@frozen(kw_only=True)
class Skeleton:
    """A case before anything is told about it."""

    number: int
    opened_on: date
    closed_on: date | None
    is_cut_short: bool
    profile: Profile
    municipality: MunicipalityKey
    host: ActorId
    leads: tuple[CaseLead, ...]

    @property
    def tag(self) -> str:
        """Return the number as it stands in keys."""
        return f"{self.number:03}"

    @property
    def key(self) -> CaseId:
        """Return the pseudonym of the case."""
        return CaseId(f"fall-{self.tag}")

    @property
    def last_day(self) -> date:
        """Return the last day of which anything can be told."""
        return self.closed_on or REFERENCE_DAY

    @property
    def assessed_on(self) -> date:
        """Return the day of the first assessment."""
        return later(self.opened_on, f"{self.key}/assessed", least=7, most=28)

    def lead_on(self, day: date) -> StaffId:
        """Return who led the case on a day."""
        return next((lead.staff for lead in self.leads if day in lead.during), self.leads[-1].staff)


def skeletons() -> tuple[Skeleton, ...]:
    """Return the cases of three years, by number."""
    return tuple(_skeleton(place, number) for place, number in enumerate(NUMBERS))


def _skeleton(place: int, number: int) -> Skeleton:
    """Return one case."""
    opened_on = _opened_on(place)
    is_cut_short = number not in SETTLING_NUMBERS and chance(f"{number}/cut short", 9)
    closed_on = _closed_on(opened_on, number, is_cut_short=is_cut_short)
    staff = _CASELOAD[place % len(_CASELOAD)]
    return Skeleton(
        number=number,
        opened_on=opened_on,
        closed_on=closed_on,
        is_cut_short=is_cut_short and closed_on is not None,
        profile=_profile(place, number),
        municipality=pick(f"{number}/place", _PLACES[staff]),
        host=ActorId(_HOSTS[staff]),
        leads=_leads(staff, opened_on, closed_on),
    )


def _profile(place: int, number: int) -> Profile:
    """Return the situation of a case."""
    if number in SETTLING_NUMBERS:
        return SETTLING
    return OLDER if number in OLDER_NUMBERS else ORDER[place % len(ORDER)]


def _opened_on(place: int) -> date:
    """Return the day a case was opened."""
    if place < _TAKEN_OVER:
        return workday(date(2023, 1, 9) + timedelta(days=place * 13 // 5))
    rest = len(NUMBERS) - _TAKEN_OVER
    return workday(date(2023, 3, 13) + timedelta(days=(place - _TAKEN_OVER) * 945 // rest))


def _closed_on(opened_on: date, number: int, *, is_cut_short: bool) -> date | None:
    """Return the day a case was closed, or `None` if it is still open."""
    days = 65 + draw(f"{number}/short", 120) if is_cut_short else 320 + draw(f"{number}/long", 800)
    day = workday(opened_on + timedelta(days=days))
    return None if number in SETTLING_NUMBERS or day > date(2025, 12, 19) else day


def _leads(staff: str, opened_on: date, closed_on: date | None) -> tuple[CaseLead, ...]:
    """Return who led a case, with the hand-over where somebody left."""
    whole = CaseLead(staff=StaffId(staff), during=Period(first_day=opened_on, last_day=closed_on))
    if staff not in _HANDED_OVER:
        return (whole,)
    successor, day = _HANDED_OVER[staff]
    if closed_on is not None and closed_on < day:
        return (whole,)
    after = CaseLead(
        staff=StaffId(successor),
        during=Period(first_day=max(day, opened_on), last_day=closed_on),
        handed_over_on=day if opened_on < day else None,
    )
    if opened_on >= day:
        return (after,)
    before = CaseLead(
        staff=StaffId(staff),
        during=Period(first_day=opened_on, last_day=day - timedelta(days=1)),
        handed_over_on=day,
    )
    return (before, after)
