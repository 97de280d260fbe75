"""What is missing at a record of the chain."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from kimcore.evidence.chain import Chain
from kimcore.evidence.links import Link, LinkKind


class Lack(Enum):
    """What is missing at a link of the chain (*Lücke*)."""

    NEED_LEFT_ALONE = "need_left_alone"
    """*Bedarf ohne Plan, Vermittlung oder Hürde*"""
    BARRIER_WITHOUT_ORIGIN = "barrier_without_origin"
    """*Hürde ohne Fall und ohne Konferenz*"""
    BARRIER_LEFT_ALONE = "barrier_left_alone"
    """*Hürde weder gebündelt noch abgelehnt*"""
    THEME_WAITS = "theme_waits"
    """*Thema ohne Antwort der Lenkungsgruppe*"""
    THEME_NOT_ESCALATED = "theme_not_escalated"
    """*überörtliches Thema nicht gemeldet*"""
    REJECTED_WITHOUT_REASON = "rejected_without_reason"
    """*ohne Grund abgelehnt*"""
    DECISION_WITHOUT_MEASURE = "decision_without_measure"
    """*Beschluss ohne Maßnahme*"""
    NEVER_TOLD = "never_told"
    """*Ergebnis nicht zurückgemeldet*"""
    MEASURE_WITHOUT_CASE_BASIS = "measure_without_case_basis"
    """*Maßnahme ohne Fallbasis*"""
    MEASURE_WITHOUT_OWNER = "measure_without_owner"
    """*Maßnahme ohne verantwortliche Stelle*"""
    MEASURE_WITHOUT_APPROVAL = "measure_without_approval"
    """*Maßnahme ohne Freigabe umgesetzt*"""
    MEASURE_NOT_ACCEPTED = "measure_not_accepted"
    """*Maßnahme gegen den Beschluss oder ohne die Lenkungsgruppe*"""
    FINISHED_WITHOUT_REVIEW = "finished_without_review"
    """*abgeschlossen ohne Wirkungsprüfung*"""
    OUT_OF_ORDER = "out_of_order"
    """*Daten in falscher Reihenfolge*"""
    CIRCULAR = "circular"
    """*beruht auf sich selbst*"""


@frozen(kw_only=True)
class Gap:
    """Something that is missing at a record (*Lücke in der Wirkungskette*)."""

    lack: Lack
    link: Link
    since: date | None = None
    """The day from which it has been waiting; `None` where there is none."""
    days: int | None = None
    """Days from then to the day of the question."""
    about: tuple[str, ...] = ()
    """The keys of other records it is about, sorted."""


class Answer(Enum):
    """What a check says of a record where nothing is missing (*Ergebnis ohne Lücke*)."""

    FINE = "fine"
    """*in Ordnung*"""
    NOT_ASKED = "not_asked"
    """*Frage stellt sich nicht*"""


@frozen(kw_only=True)
class Missing:
    """That something is missing at a record (*es fehlt etwas*)."""

    since: date | None = None
    about: tuple[str, ...] = ()


Judged = Answer | Missing


@frozen(kw_only=True, eq=False)
class Asked:
    """A question about one record (*Frage nach einer Lücke*)."""

    chain: Chain
    key: str
    """The key of the record."""
    wait: timedelta
    """How long the record may wait."""

    def is_early(self, since: date) -> bool:
        """Return whether what has been waiting since a day may still wait."""
        return self.chain.book.on <= since + self.wait


@frozen(kw_only=True)
class Check:
    """How one lack is looked for (*Prüfung auf eine Lücke*)."""

    lack: Lack
    kind: LinkKind
    collections: tuple[str, ...] = ()
    """What must be on record in full before anything can be said to be missing."""
    parameter: str | None = None
    """Key of the days that a record may wait."""
    judge: Callable[[Asked], Judged]
