"""A deadline, and the steps that lead to it."""

from datetime import date, datetime
from enum import Enum
from typing import TypeAlias

from kimcore.law.values import DatedValue
from kimcore.records import frozen

StepFact: TypeAlias = date | int | str
"""A fact of a step; a number is named after the kind of fact it is, such as ``months``."""


class StepCode(Enum):
    """What happens in a step towards a deadline (*Rechenschritt*); the sentences live in `kimcore.text`."""

    EVENT_DAY_LEFT_OUT = "event_day_left_out"
    """*der Tag des Ereignisses zählt nicht*"""
    FIRST_DAY_COUNTS = "first_day_counts"
    """*der erste Tag zählt mit*"""
    AFTER_NOTIFICATION = "after_notification"
    """*behördliche Frist, beginnt am Tag nach der Bekanntgabe*"""
    HALF_YEARS_AS_MONTHS = "half_years_as_months"
    """*ein halbes Jahr sind sechs Monate*"""
    QUARTERS_AS_MONTHS = "quarters_as_months"
    """*ein Vierteljahr sind drei Monate*"""
    HALF_MONTHS_AS_DAYS = "half_months_as_days"
    """*ein halber Monat sind fünfzehn Tage*"""
    DAYS_RUN = "days_run"
    """*Tage gezählt*"""
    WEEKS_RUN = "weeks_run"
    """*Wochen gezählt*"""
    MONTHS_RUN = "months_run"
    """*Monate gezählt*"""
    YEARS_RUN = "years_run"
    """*Jahre gezählt*"""
    LAST_DAY_OF_MONTH = "last_day_of_month"
    """*der Tag fehlt im letzten Monat*"""
    HALF_MONTH_LAST = "half_month_last"
    """*der halbe Monat kommt zuletzt*"""
    SATURDAY = "saturday"
    """*Ende nicht am Samstag*"""
    SUNDAY = "sunday"
    """*Ende nicht am Sonntag*"""
    HOLIDAY = "holiday"
    """*Ende nicht am Feiertag*"""
    BENEFIT_TIME_STANDS = "benefit_time_stands"
    """*Leistungszeitraum endet auch am Wochenende*"""
    FIXED_DAY_STANDS = "fixed_day_stands"
    """*ein Termin steht*"""
    TWO_WORKING_DAYS = "two_working_days"
    """*mindestens zwei Arbeitstage*"""
    PART_OF_MONTH = "part_of_month"
    """*Anfang, Mitte, Ende des Monats*"""
    EXTENDED = "extended"
    """*verlängert ab dem Ablauf*"""
    POSTED = "posted"
    """*zur Post gegeben*"""
    FICTION = "fiction"
    """*gilt als bekannt gegeben*"""
    FICTION_DAY_STANDS = "fiction_day_stands"
    """*der Tag der Bekanntgabe verschiebt sich nicht*"""
    RECEIVED_LATER = "received_later"
    """*später zugegangen*"""
    RECEIVED_EARLIER = "received_earlier"
    """*früher zugegangen, das verkürzt nicht*"""
    OBJECTION_WITHIN = "objection_within"
    """*Widerspruchsfrist*"""
    ACTION_WITHIN = "action_within"
    """*Klagefrist*"""
    NOT_INSTRUCTED = "not_instructed"
    """*ein Jahr ohne Rechtsbehelfsbelehrung*"""
    ANSWER_WITHIN = "answer_within"
    """*Antwort auf den Antrag einer betroffenen Person*"""
    ANSWER_EXTENDED = "answer_extended"
    """*Antwortfrist verlängert*"""
    BREACH_NOTICE_WITHIN = "breach_notice_within"
    """*Meldung einer Datenschutzverletzung*"""
    HOURS_RUN = "hours_run"
    """*Stunden gezählt, auch am Wochenende*"""


class Regime(Enum):
    """Which law a period is reckoned by (*Fristenrecht*)."""

    BGB = "bgb"
    """*Bürgerliches Gesetzbuch*"""
    VWVFG_NRW = "vwvfg_nrw"
    """*Verwaltungsverfahrensgesetz NRW*"""
    SGB_X = "sgb_x"
    """*Sozialgesetzbuch X*"""
    EU = "eu"
    """*Verordnung (EWG, Euratom) Nr. 1182/71*, for the periods of the DSGVO"""


@frozen(kw_only=True)
class Move:
    """A step before its norms are looked up (*Zug*)."""

    code: StepCode
    day: date
    """Where the reckoning stands after the move."""
    facts: tuple[tuple[str, StepFact], ...] = ()
    """What else the sentence speaks of."""


@frozen(kw_only=True)
class Step:
    """One step of the reckoning (*Rechenschritt*)."""

    code: StepCode
    day: date
    """Where the reckoning stands after the step."""
    norms: tuple[DatedValue, ...]
    """What the step rests on; the value of each is its citation."""
    facts: tuple[tuple[str, StepFact], ...] = ()
    """What the sentence of the step speaks of, sorted by name; the `day` is always among them."""


@frozen(kw_only=True)
class Deadline:
    """The last day of a period and how it was found (*Frist, Fristende*)."""

    last_day: date
    """The period ends with the end of this day."""
    regime: Regime
    steps: tuple[Step, ...]


@frozen(kw_only=True)
class HourDeadline:
    """The moment a period in hours ends (*Stundenfrist*)."""

    until: datetime
    """With the time zone of the moment it was reckoned from."""
    steps: tuple[Step, ...]


@frozen(kw_only=True)
class Notification:
    """The day an act counts as notified, and how it was found (*Bekanntgabe*)."""

    day: date
    regime: Regime
    steps: tuple[Step, ...]
