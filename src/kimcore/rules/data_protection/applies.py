"""Since when data protection law of the Union applies."""

from datetime import date

from kimcore.model import Period

DSGVO_APPLIES = Period(first_day=date(2018, 5, 25))
"""The days on which the DSGVO applies."""
