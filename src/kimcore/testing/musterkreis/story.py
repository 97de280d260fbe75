"""What a loop is told with: when a wave of themes came up, what was seen, and what was done about it."""

from datetime import date

from attrs import frozen

from kimcore.model import (
    BarrierKind,
    ChainStage,
    DecisionOutcome,
    FieldOfAction,
    LegalField,
    MeetingId,
    ReviewResult,
)


@frozen(kw_only=True)
class Wave:
    """The days that the themes of one planning conference share."""

    seen_from: date
    conference: MeetingId
    named_on: date
    drafted_on: date
    presented_in: MeetingId
    presented_on: date
    approved_in: MeetingId | None = None
    approved_on: date | None = None
    started_on: date | None = None
    due_on: date | None = None
    finished_on: date | None = None
    reviewed_on: date | None = None


SPRING_2023 = Wave(
    seen_from=date(2023, 3, 6),
    conference=MeetingId("planungskonferenz-2023-1"),
    named_on=date(2023, 5, 10),
    drafted_on=date(2023, 5, 31),
    presented_in=MeetingId("sitzung-2023-2"),
    presented_on=date(2023, 6, 22),
    approved_in=MeetingId("sitzung-2023-3"),
    approved_on=date(2023, 11, 16),
    started_on=date(2024, 1, 8),
    due_on=date(2024, 9, 30),
    finished_on=date(2024, 9, 30),
    reviewed_on=date(2025, 1, 31),
)
AUTUMN_2023 = Wave(
    seen_from=date(2023, 7, 17),
    conference=MeetingId("planungskonferenz-2023-2"),
    named_on=date(2023, 10, 11),
    drafted_on=date(2023, 10, 30),
    presented_in=MeetingId("sitzung-2023-3"),
    presented_on=date(2023, 11, 16),
    approved_in=MeetingId("sitzung-2024-1"),
    approved_on=date(2024, 2, 22),
    started_on=date(2024, 4, 2),
    due_on=date(2024, 12, 31),
    finished_on=date(2024, 12, 13),
    reviewed_on=date(2025, 6, 18),
)
SPRING_2024 = Wave(
    seen_from=date(2024, 2, 26),
    conference=MeetingId("planungskonferenz-2024-1"),
    named_on=date(2024, 5, 15),
    drafted_on=date(2024, 6, 3),
    presented_in=MeetingId("sitzung-2024-2"),
    presented_on=date(2024, 6, 20),
    approved_in=MeetingId("sitzung-2024-3"),
    approved_on=date(2024, 11, 14),
    started_on=date(2024, 12, 2),
    due_on=date(2025, 6, 30),
    finished_on=date(2025, 6, 30),
    reviewed_on=date(2025, 10, 20),
)
AUTUMN_2024 = Wave(
    seen_from=date(2024, 8, 5),
    conference=MeetingId("planungskonferenz-2024-2"),
    named_on=date(2024, 10, 9),
    drafted_on=date(2024, 10, 28),
    presented_in=MeetingId("sitzung-2024-3"),
    presented_on=date(2024, 11, 14),
    approved_in=MeetingId("sitzung-2025-1"),
    approved_on=date(2025, 2, 20),
    started_on=date(2025, 3, 17),
    due_on=date(2025, 9, 30),
    finished_on=date(2025, 9, 30),
    reviewed_on=date(2025, 12, 15),
)
WINTER_2024 = Wave(
    seen_from=date(2024, 10, 21),
    conference=MeetingId("planungskonferenz-2025-1"),
    named_on=date(2025, 1, 22),
    drafted_on=date(2025, 2, 5),
    presented_in=MeetingId("sitzung-2025-1"),
    presented_on=date(2025, 2, 20),
    approved_in=MeetingId("sitzung-2025-3"),
    approved_on=date(2025, 11, 27),
    started_on=date(2025, 12, 8),
    due_on=date(2026, 9, 30),
)
AUTUMN_2025 = Wave(
    seen_from=date(2025, 7, 14),
    conference=MeetingId("planungskonferenz-2025-2"),
    named_on=date(2025, 10, 15),
    drafted_on=date(2025, 11, 5),
    presented_in=MeetingId("sitzung-2025-3"),
    presented_on=date(2025, 11, 27),
)

WAVES = (SPRING_2023, AUTUMN_2023, SPRING_2024, AUTUMN_2024, WINTER_2024, AUTUMN_2025)


@frozen(kw_only=True)
class Solution:
    """What was proposed and done about a theme, and what it was to bring about."""

    proposal: str
    drafted_by: str
    measure: str
    owner: str
    indicator: str
    unit: str
    baseline: float
    target: float
    reached: float
    result: ReviewResult = ReviewResult.IMPROVED


@frozen(kw_only=True)
class Story:
    """A theme with the barriers it rests on and, if it was taken up, its solution."""

    key: str
    title: str
    wave: Wave
    field: FieldOfAction
    kind: BarrierKind
    between: tuple[str, str]
    law: tuple[LegalField, LegalField]
    stage: ChainStage
    seen: tuple[str, str, str]
    """What was seen in three cases."""
    solution: Solution | None = None
    outcome: DecisionOutcome | None = DecisionOutcome.ACCEPTED
    """`None` where there is no decision of its own."""
    reason: str | None = None
    merged_into: str | None = None
    escalated_on: date | None = None
    """The day a theme beyond the local level was reported to the ministry."""
