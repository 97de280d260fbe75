"""The frame of a synthetic case: where and when it is, how much is on record, and who works on it."""

from datetime import date, timedelta

from attrs import frozen

from kimcore.model.keys import MunicipalityKey
from kimcore.testing.synthetic.chance import Chance
from kimcore.testing.synthetic.places import Places

_LONGEST = 1_460
"""The most days before the day of the question on which a case was opened."""


FULL = 94
"""How many of a hundred parts are on record where much is."""

_FULLNESS = (12,) * 10 + (48,) * 10 + (FULL,) * 3
"""How many of a hundred parts are on record: hardly any, half of them, or nearly all."""
_CLOSED = ((540, 78), (180, 45), (60, 12))
"""From which age in days so many of a hundred cases are closed."""


@frozen(kw_only=True)
class Frame:
    """What is settled about a case before its parts are drawn."""

    number: int
    municipality: MunicipalityKey
    on: date
    opened_on: date
    closed_on: date | None
    fullness: int
    """How many of a hundred parts are on record."""
    chance: Chance

    @property
    def last_day(self) -> date:
        """The last day on which something can have happened in the case."""
        return self.on if self.closed_on is None else self.closed_on

    @property
    def age(self) -> int:
        """How many days the case has been open."""
        return (self.last_day - self.opened_on).days

    def is_recorded(self) -> bool:
        """Draw whether one more part is on record."""
        return self.chance.happens(self.fullness)

    def day(self, least: int, most: int) -> date | None:
        """Draw a day so many days after the opening; `None` if it would come after the last day."""
        day = self.chance.later(self.opened_on, least, most)
        return day if day <= self.last_day else None


def framed(number: int, *, seed: int, on: date, where: Places) -> Frame:
    """Return the frame of the case with a number."""
    chance = Chance(seed=seed, number=number)
    municipality = where.at(chance.wide(where.ends[-1]))
    age = chance.between(1, _LONGEST)
    opened_on = on - timedelta(days=age)
    share = next((percent for least, percent in _CLOSED if age >= least), 0)
    closed_on = chance.later(opened_on, min(age, 60), min(age, 800)) if chance.happens(share) else None
    return Frame(
        number=number,
        municipality=municipality,
        on=on,
        opened_on=opened_on,
        closed_on=closed_on,
        fullness=chance.one_of(_FULLNESS),
        chance=chance,
    )
