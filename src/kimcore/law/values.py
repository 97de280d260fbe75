"""A value that a norm or a practice sets, with its days, its binding force and its sources."""

from datetime import date
from enum import Enum
from typing import TypeAlias

from kimcore.errors import LawError
from kimcore.records import frozen

Value: TypeAlias = int | float | str | date | tuple[str, ...] | tuple[int, int] | tuple[float, float] | tuple[date, date]
"""What a parameter may hold: a number, a word, a day, a list of codes, or the two ends of a band or a window."""


class Binding(Enum):
    """How strongly a value binds a town (*Verbindlichkeit*)."""

    BINDING = "BINDING"
    """*verbindlich*: statute, regulation or funding guideline"""
    STANDARD = "STANDARD"
    """*fachlicher Standard*: the ministry's concept and guidance, or a professional standard"""
    PRACTICE = "PRACTICE"
    """*Praxis*: documented local practice or a recommendation"""


class Grade(Enum):
    """How well a fact was seen before it was written down (*Belegstufe*)."""

    SEEN = "V"
    """*gesehen*: read in the source itself"""
    SECONDARY = "V-sec"
    """*aus zweiter Hand*: read in a source that reports on the norm"""
    INFERRED = "I"
    """*erschlossen*: follows from two or more facts that were seen"""
    KNOWN = "K"
    """*bekannt, nicht nachgelesen*: general knowledge or a proposal, to be checked"""
    UNVERIFIED = "U"
    """*ungeprüft*: could not be found; there is no value, the user is asked"""


class Unit(Enum):
    """What a value counts or measures (*Einheit*)."""

    DAYS = "days"
    """*Tage*"""
    MONTHS = "months"
    """*Monate*"""
    YEARS = "years"
    """*Jahre*"""
    HOURS = "hours"
    """*Stunden*"""
    COUNT = "count"
    """*Anzahl*"""
    TIMES_PER_YEAR = "times_per_year"
    """*Mal im Jahr*"""
    SHARE = "share"
    """*Anteil*, from 0 to 1"""
    FTE = "fte"
    """*Vollzeitäquivalente*"""
    CASES_PER_FTE = "cases_per_fte"
    """*Fälle je Vollzeitstelle*"""
    EUR = "eur"
    """*Euro*"""
    EUR_PER_YEAR = "eur_per_year"
    """*Euro im Jahr*"""
    PERCENTAGE_POINTS = "percentage_points"
    """*Prozentpunkte*"""
    DATE = "date"
    """*Kalendertag*"""
    CODE = "code"
    """*Schlüssel*"""
    NORM = "norm"
    """*Fundstelle*: the text of law or guidance that is in force"""


class OpenReason(Enum):
    """Why a parameter has no value here (*Grund der Lücke*)."""

    GRANT_NOTICE = "grant_notice"
    """*steht im Zuwendungsbescheid*"""
    LOCAL_RULE = "local_rule"
    """*legt die Kommune selbst fest*"""
    NOT_SEEN = "not_seen"
    """*nicht eingesehen*: may be settled, but in a text that was not read"""
    NOT_SETTLED = "not_settled"
    """*offen*: whether it became law could not be verified"""


@frozen(kw_only=True)
class Source:
    """A publication that a value rests on (*Quelle*)."""

    title: str
    url: str | None = None
    """`None` for a source that is not on the web, or for a norm that was not read again."""
    dated: str | None = None
    """When its content dates from: an ISO 8601-2 date as exact as it is known, such as ``2024-04`` or ``2024~``."""


@frozen(kw_only=True)
class DatedValue:
    """A value in force from its first to its last day, both included (*Wert mit Geltungszeit*).

    Example:
        >>> from datetime import date
        >>> import kimcore.law
        >>> value = kimcore.law.shipped().on("b1.coord.fte_max.kreis", date(2024, 5, 1))
        >>> value.number, value.unit.value, value.first_day.isoformat(), value.binding.value, value.grade.value
        (3.5, 'fte', '2020-11-30', 'BINDING', 'V')
    """

    key: str
    value: Value
    unit: Unit
    first_day: date | None
    """`None` where it is not known since when the value holds."""
    last_day: date | None
    """`None` while no end is known."""
    binding: Binding
    grade: Grade
    sources: tuple[Source, ...]
    """At least one."""
    end_sources: tuple[Source, ...] = ()
    """What shows that the value ended; empty while no end is known."""
    end_grade: Grade | None = None
    """How well the end was seen."""
    norm: str | None = None
    """The norm it stands in, as it is cited in German."""
    note: str | None = None
    """A remark for the keepers of the sheet, in English; readers of a report get their words from `kimcore.text`."""
    sheet: str
    compared_on: date | None = None
    """The day the sheet was last compared with the gazette; `None` if it never was."""

    @property
    def since_known(self) -> bool:
        """Whether it is known since when the value holds."""
        return self.first_day is not None

    @property
    def may_be_error(self) -> bool:
        """Whether a rule may call a breach an error: a binding value that was seen in its source."""
        return self.binding is Binding.BINDING and self.grade is Grade.SEEN

    @property
    def number(self) -> float:
        """The value as a number.

        Raises:
            LawError: if it is no number.
        """
        if isinstance(self.value, int | float):
            return self.value
        raise self._not_a("number")

    @property
    def whole(self) -> int:
        """The value as a whole number.

        Raises:
            LawError: if it is no whole number.
        """
        if isinstance(self.value, int):
            return self.value
        raise self._not_a("whole number")

    @property
    def text(self) -> str:
        """The value as a word or a citation.

        Raises:
            LawError: if it is no text.
        """
        if isinstance(self.value, str):
            return self.value
        raise self._not_a("text")

    @property
    def day(self) -> date:
        """The value as a day.

        Raises:
            LawError: if it is no day.
        """
        if isinstance(self.value, date):
            return self.value
        raise self._not_a("day")

    @property
    def codes(self) -> tuple[str, ...]:
        """The value as a list of codes.

        Raises:
            LawError: if it is no list of codes.
        """
        codes = tuple(part for part in self._parts() if isinstance(part, str))
        if codes:
            return codes
        raise self._not_a("list of codes")

    @property
    def band(self) -> tuple[float, float]:
        """The value as the least and the greatest number allowed.

        Raises:
            LawError: if it is no band of numbers.
        """
        match self._parts():
            case (int() | float() as least, int() | float() as greatest):
                return least, greatest
            case _:
                raise self._not_a("band of two numbers")

    @property
    def window(self) -> tuple[date, date]:
        """The value as a first and a last day.

        Raises:
            LawError: if it is no window of days.
        """
        match self._parts():
            case (date() as first, date() as last):
                return first, last
            case _:
                raise self._not_a("window of two days")

    def _parts(self) -> tuple[object, ...]:
        return self.value if isinstance(self.value, tuple) else ()

    def _not_a(self, kind: str) -> LawError:
        return LawError(f"{self.key} is no {kind} but {self.value!r}")


@frozen(kw_only=True)
class OpenParameter:
    """A parameter without a value that could be verified: the user must supply it (*offener Wert*).

    A rule that needs it answers *unknown* and names the key.
    """

    key: str
    reason: OpenReason
    unit: Unit
    first_day: date | None
    last_day: date | None
    binding: Binding
    sources: tuple[Source, ...]
    """Where it was looked for or where the user will find it; at least one."""
    end_sources: tuple[Source, ...] = ()
    end_grade: Grade | None = None
    norm: str | None = None
    note: str | None = None
    sheet: str
    compared_on: date | None = None

    @property
    def grade(self) -> Grade:
        """Always `Grade.UNVERIFIED`."""
        return Grade.UNVERIFIED

    @property
    def since_known(self) -> bool:
        """Whether it is known since when the parameter is open."""
        return self.first_day is not None

    @property
    def may_be_error(self) -> bool:
        """Never: what is not known cannot be breached."""
        return False


Entry: TypeAlias = DatedValue | OpenParameter
"""What a history is made of."""


def in_force(entry: Entry, *, on: date) -> bool:
    """Return whether an entry holds on a day."""
    begun = entry.first_day is None or entry.first_day <= on
    return begun and (entry.last_day is None or on <= entry.last_day)
