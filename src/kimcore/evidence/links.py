"""Naming a record on the way from need to review."""

from enum import Enum

from attrs import frozen

from kimcore.model import BarrierId, CaseId, DecisionId, GoalId, MeasureId, NeedId, ProposalId, ReviewId, ThemeId


class LinkKind(Enum):
    """What kind of record stands in the chain (*Glied der Wirkungskette*)."""

    CASE = "case"
    """*Fall*"""
    NEED = "need"
    """*Bedarf*"""
    BARRIER = "barrier"
    """*Hürde*"""
    THEME = "theme"
    """*generatives Thema*"""
    PROPOSAL = "proposal"
    """*Lösungsvorschlag*"""
    DECISION = "decision"
    """*Beschluss*"""
    MEASURE = "measure"
    """*Maßnahme*"""
    GOAL = "goal"
    """*Ziel*"""
    REVIEW = "review"
    """*Wirkungsprüfung*"""
    FEEDBACK = "feedback"
    """*Rückmeldung an das Case Management*"""


_PLACE = {kind: place for place, kind in enumerate(LinkKind)}


@frozen
class Link:
    """The key of a record in the chain (*Glied*).

    Example:
        >>> Link(LinkKind.THEME, "thema-wohnen").id
        'thema-wohnen'
    """

    kind: LinkKind
    id: str
    """The key of the record; a need is named ``case-id/need-id``, feedback by its decision."""


def order_of(link: Link) -> tuple[int, str]:
    """Return what links are sorted by: the place of their kind in the chain, then their key."""
    return _PLACE[link.kind], link.id


def need_link(case: CaseId, need: NeedId) -> Link:
    """Return the link of a need, whose key is only known within its case."""
    return Link(LinkKind.NEED, f"{case}/{need}")


def case_link(key: CaseId) -> Link:
    """Return the link of a case."""
    return Link(LinkKind.CASE, key)


def barrier_link(key: BarrierId) -> Link:
    """Return the link of a barrier."""
    return Link(LinkKind.BARRIER, key)


def theme_link(key: ThemeId) -> Link:
    """Return the link of a theme."""
    return Link(LinkKind.THEME, key)


def proposal_link(key: ProposalId) -> Link:
    """Return the link of a proposal."""
    return Link(LinkKind.PROPOSAL, key)


def decision_link(key: DecisionId) -> Link:
    """Return the link of a decision."""
    return Link(LinkKind.DECISION, key)


def measure_link(key: MeasureId) -> Link:
    """Return the link of a measure."""
    return Link(LinkKind.MEASURE, key)


def goal_link(key: GoalId) -> Link:
    """Return the link of a goal."""
    return Link(LinkKind.GOAL, key)


def review_link(key: ReviewId) -> Link:
    """Return the link of a review."""
    return Link(LinkKind.REVIEW, key)


def feedback_link(decision: DecisionId) -> Link:
    """Return the link of what the case managers were told about a decision."""
    return Link(LinkKind.FEEDBACK, decision)
