"""The period that never begins and never ends; apart, because making it has attrs write the class."""

from kimcore.model.period import Period

ALWAYS = Period()
"""A period without a known beginning or end."""
