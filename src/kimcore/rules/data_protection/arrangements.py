"""What the town has arranged to protect data."""

from kimcore.model import ActorId, ArrangementKind, in_force
from kimcore.rules.context import Context


def has_arrangement(context: Context, kind: ArrangementKind, *, party: ActorId | None = None) -> bool | None:
    """Return whether an arrangement of a kind holds on the day; `None` if not all arrangements are on record.

    Args:
        context: what the rule was given.
        kind: what is to be settled.
        party: whom it must bind; an arrangement that names no party binds everybody.
    """
    valid = in_force(context.town.privacy_arrangements or (), on=context.on)
    if any(
        one.kind is kind and one.decided_on <= context.on and (party is None or not one.parties or party in one.parties)
        for one in valid
    ):
        return True
    return False if context.is_complete("privacy_arrangements") else None
