"""When a steering body met, and what is asked of each of its latest meetings."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from kimcore.model import BodyId, Meeting, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.gathering import YEAR, gather
from kimcore.rules.outcome import Verdict
from kimcore.rules.rule import TownCheck
from kimcore.rules.steering.bodies import each_body

AskMeeting: TypeAlias = Callable[[Meeting, date, Context], Verdict]
"""Says something about one meeting and the day on which it was held."""


def each_recent_meeting(ask: AskMeeting) -> TownCheck:
    """Return a check that asks about every ordinary meeting of the last twelve months, body by body."""

    def ask_body(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
        verdicts = (ask(meeting, held, context) for held, meeting in meetings_of_year(context, body.id))
        yield from gather(context, "meetings", verdicts, body.id)

    return each_body(ask_body)


def meetings_held(context: Context, body: BodyId) -> tuple[tuple[date, Meeting], ...]:
    """Return the ordinary meetings of a body up to the day, each with its date, oldest first."""
    held = (
        (meeting.held_on, meeting)
        for meeting in context.town.meetings or ()
        if meeting.body == body and meeting.is_ordinary and meeting.held_on is not None and meeting.held_on <= context.on
    )
    return tuple(sorted(held, key=lambda dated: (dated[0], dated[1].id)))


def meetings_of_year(context: Context, body: BodyId) -> tuple[tuple[date, Meeting], ...]:
    """Return the ordinary meetings of the last twelve months, each with its date, oldest first."""
    return tuple((held, meeting) for held, meeting in meetings_held(context, body) if context.on - held < YEAR)
