"""Which bodies steer on a day, who sits in them and when they met."""

from datetime import date

from kimcore.model import BodyId, Meeting, Membership, SteeringGroup, Vote, in_force
from kimcore.rules.context import Context


def steering_bodies(context: Context) -> tuple[SteeringGroup, ...]:
    """Return the bodies of the day that carry the mandate; all of them where none is marked."""
    bodies = in_force(context.town.steering_groups or (), on=context.on)
    return tuple(body for body in bodies if body.carries_mandate) or bodies


def seats(context: Context, body: BodyId) -> tuple[Membership, ...]:
    """Return who sits in a body on the day, guests left out."""
    sitting = in_force(context.town.memberships or (), on=context.on)
    return tuple(member for member in sitting if member.body == body and member.vote is not Vote.GUEST)


def meetings_held(context: Context, body: BodyId) -> tuple[tuple[date, Meeting], ...]:
    """Return the ordinary meetings of a body up to the day, each with its date, oldest first."""
    held = (
        (meeting.held_on, meeting)
        for meeting in context.town.meetings or ()
        if meeting.body == body and meeting.is_ordinary and meeting.held_on is not None and meeting.held_on <= context.on
    )
    return tuple(sorted(held, key=lambda dated: (dated[0], dated[1].id)))
