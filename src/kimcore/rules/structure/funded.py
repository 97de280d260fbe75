"""Whether the municipality receives money for integration management on the day."""

from kimcore.model import Grant
from kimcore.rules.context import Context


def is_funded(context: Context) -> bool | None:
    """Return whether the municipality is funded; `None` if neither it nor a grant of the day says so."""
    stated = context.town.municipality.receives_kim_funding
    if stated is not None:
        return stated
    return True if any(_runs(grant, context) for grant in context.town.grants or ()) else None


def known_grants(context: Context) -> tuple[Grant, ...]:
    """Return the grants whose notice had come by the day, those without a known day included."""
    return tuple(grant for grant in context.town.grants or () if grant.notice_on is None or grant.notice_on <= context.on)


def _runs(grant: Grant, context: Context) -> bool:
    return grant.period is not None and context.on in grant.period
