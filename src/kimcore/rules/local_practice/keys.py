"""Looking up what a local parameter speaks of."""

from kimcore.law import DatedValue, OpenParameter
from kimcore.rules.context import Context


def entry_for(key: str, context: Context) -> DatedValue | OpenParameter | None:
    """Return what the law has under a key on the day; `None` where there is no such key or nothing in force."""
    return context.law.find(key, context.law_day) if key in context.law.keys() else None  # noqa: SIM118  a law is no mapping
