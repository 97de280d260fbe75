"""Which goals are being worked on."""

from kimcore.model import Goal
from kimcore.rules.context import Context


def goals_of_day(context: Context) -> tuple[Goal, ...]:
    """Return the goals that are set by the day and not yet past their own last day."""
    return tuple(
        goal
        for goal in context.town.goals or ()
        if (goal.set_on is None or goal.set_on <= context.on) and (goal.due_on is None or context.on <= goal.due_on)
    )
