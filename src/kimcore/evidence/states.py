"""How far a theme and its measure are, and which change of state is allowed."""

from enum import Enum

from attrs import frozen


class LoopState(Enum):
    """How far a structural change has come (*Stand einer strukturellen Veränderung*)."""

    SEEN = "seen"
    """*Hürde gesehen*"""
    NAMED = "named"
    """*als Thema benannt*"""
    PRESENTED = "presented"
    """*der Lenkungsgruppe vorgelegt*"""
    DEFERRED = "deferred"
    """*vertagt*"""
    REJECTED = "rejected"
    """*abgelehnt*"""
    MERGED = "merged"
    """*in einem anderen Thema aufgegangen*"""
    ACCEPTED = "accepted"
    """*angenommen*"""
    DRAFTED = "drafted"
    """*ausgearbeitet*"""
    APPROVED = "approved"
    """*freigegeben*"""
    RUNNING = "running"
    """*läuft*"""
    FINISHED = "finished"
    """*abgeschlossen*"""
    REVIEWED = "reviewed"
    """*Wirkung geprüft*"""
    DROPPED = "dropped"
    """*aufgegeben*"""


class Refusal(Enum):
    """Why a change of state is refused (*Grund der Zurückweisung*)."""

    SAME_STATE = "same_state"
    """*ist schon der Stand*"""
    ALREADY_OVER = "already_over"
    """*schon beendet*"""
    BACKWARDS = "backwards"
    """*führt zurück*"""
    NOT_NAMED = "not_named"
    """*noch kein Thema benannt*"""
    NOT_PRESENTED = "not_presented"
    """*der Lenkungsgruppe nicht vorgelegt*"""
    NOT_ACCEPTED = "not_accepted"
    """*von der Lenkungsgruppe nicht angenommen*"""
    NOT_DRAFTED = "not_drafted"
    """*noch nicht ausgearbeitet*"""
    NOT_APPROVED = "not_approved"
    """*von der Lenkungsgruppe nicht freigegeben*"""
    NOT_STARTED = "not_started"
    """*noch nicht begonnen*"""
    NOT_FINISHED = "not_finished"
    """*noch nicht abgeschlossen*"""
    NO_WAY = "no_way"
    """*von hier aus nicht möglich*"""


MAIN_WAY = (
    LoopState.SEEN,
    LoopState.NAMED,
    LoopState.PRESENTED,
    LoopState.ACCEPTED,
    LoopState.DRAFTED,
    LoopState.APPROVED,
    LoopState.RUNNING,
    LoopState.FINISHED,
    LoopState.REVIEWED,
)
"""The states of a loop that runs through, in their order."""

_S = LoopState
_NEXT = {
    _S.SEEN: {_S.NAMED, _S.REJECTED},
    _S.NAMED: {_S.PRESENTED, _S.MERGED},
    _S.PRESENTED: {_S.ACCEPTED, _S.DEFERRED, _S.REJECTED, _S.MERGED},
    _S.DEFERRED: {_S.PRESENTED, _S.ACCEPTED, _S.REJECTED, _S.MERGED},
    _S.ACCEPTED: {_S.DRAFTED, _S.DROPPED},
    _S.DRAFTED: {_S.APPROVED, _S.DROPPED},
    _S.APPROVED: {_S.RUNNING, _S.DROPPED},
    _S.RUNNING: {_S.FINISHED, _S.DROPPED},
    _S.FINISHED: {_S.REVIEWED},
    _S.REVIEWED: {_S.REVIEWED},
    _S.REJECTED: set[LoopState](),
    _S.MERGED: set[LoopState](),
    _S.DROPPED: set[LoopState](),
}
"""A second review may follow the first; what is rejected, merged or dropped comes back only as a new theme."""

_GATES = {
    _S.NAMED: Refusal.NOT_NAMED,
    _S.PRESENTED: Refusal.NOT_PRESENTED,
    _S.ACCEPTED: Refusal.NOT_ACCEPTED,
    _S.DRAFTED: Refusal.NOT_DRAFTED,
    _S.APPROVED: Refusal.NOT_APPROVED,
    _S.RUNNING: Refusal.NOT_STARTED,
    _S.FINISHED: Refusal.NOT_FINISHED,
}
"""What is said where this state would have to come first."""


@frozen
class Permission:
    """Whether a change of state is allowed, and why not (*Zulässigkeit eines Übergangs*)."""

    refusal: Refusal | None = None

    @property
    def is_given(self) -> bool:
        """Return whether the change is allowed."""
        return self.refusal is None


def allowed(state: LoopState, to: LoopState) -> Permission:
    """Return whether a loop may pass from one state to another, and by name why not.

    The steering group decides twice: it takes a theme up (accepted), and it approves the measure that was worked out
    before it is carried out (approved).


    Example:
        >>> allowed(LoopState.APPROVED, LoopState.RUNNING).is_given
        True
        >>> allowed(LoopState.DRAFTED, LoopState.RUNNING).refusal
        <Refusal.NOT_APPROVED: 'not_approved'>
    """
    if to in _NEXT[state]:
        return Permission()
    if to is state:
        return Permission(Refusal.SAME_STATE)
    if not _NEXT[state]:
        return Permission(Refusal.ALREADY_OVER)
    if _place(to) < _place(state):
        return Permission(Refusal.BACKWARDS)
    gate = next((step for step in MAIN_WAY[_place(state) + 1 :] if step in _GATES and step is not to), None)
    return Permission(Refusal.NO_WAY if gate is None or _place(gate) > _place(to) else _GATES[gate])


def _place(state: LoopState) -> int:
    """Return how far along the main way a state lies; a side state as far as the answer it takes the place of."""
    sides = {_S.DEFERRED: _S.PRESENTED, _S.REJECTED: _S.ACCEPTED, _S.MERGED: _S.ACCEPTED, _S.DROPPED: _S.FINISHED}
    return MAIN_WAY.index(sides.get(state, state))
