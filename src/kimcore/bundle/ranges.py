"""What the model says about numbers and lengths that no type can say."""

from collections.abc import Mapping
from types import MappingProxyType

from kimcore.model.actors import Actor
from kimcore.model.cases import CaseGoal, Closing, Contact
from kimcore.model.cooperation import Agreement
from kimcore.model.coordination import Goal, Measurement
from kimcore.model.development import Barrier
from kimcore.model.effects import PublishedCount, PublishedReport, RecordedMetric
from kimcore.model.funding import FundingLine, Grant
from kimcore.model.municipality import Municipality, RulesOfProcedure
from kimcore.model.privacy import RetentionRule
from kimcore.model.referrals import Referral
from kimcore.model.situations import StayFacts
from kimcore.model.staffing import Filling, Position
from kimcore.model.steering import Meeting, SteeringGroup, VoteCount
from kimcore.records import frozen


@frozen(kw_only=True)
class NumberRange:
    """The numbers a field may hold, both ends included unless `above` is used."""

    above: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    def __contains__(self, number: object) -> bool:
        """Return whether a number lies in the range."""
        if not isinstance(number, int | float):
            return False
        high_enough = (self.above is None or number > self.above) and (self.at_least is None or number >= self.at_least)
        return high_enough and (self.at_most is None or number <= self.at_most)

    def __str__(self) -> str:
        """Return the range in words.

        Example:
            >>> str(NumberRange(at_least=0, at_most=1))
            'a number from 0 to 1'
        """
        if self.above is not None:
            return f"a number above {self.above}"
        return f"a number from {self.at_least}" + ("" if self.at_most is None else f" to {self.at_most}")


@frozen(kw_only=True)
class LengthRange:
    """How many entries a list may hold."""

    lengths: range
    words: str
    must_differ: bool = False

    def __contains__(self, entries: object) -> bool:
        """Return whether a list has a length that is allowed."""
        return (
            isinstance(entries, tuple)
            and len(entries) in self.lengths
            and not (self.must_differ and len(set(entries)) < len(entries))
        )

    def __str__(self) -> str:
        """Return the lengths in words."""
        return self.words


Range = NumberRange | LengthRange

_COUNT = NumberRange(at_least=0)
_SHARE = NumberRange(at_least=0, at_most=1)
_LEVEL = NumberRange(at_least=-2, at_most=2)
_POSITIVE = NumberRange(above=0)
_MANY = 1_000_000_000

RANGES: Mapping[type, Mapping[str, Range]] = MappingProxyType(
    {
        Actor: {"kinds": LengthRange(lengths=range(1, _MANY), words="a list of at least one kind")},
        Agreement: {
            "parties": LengthRange(lengths=range(2, _MANY), words="a list of two or more different parties", must_differ=True)
        },
        Barrier: {
            "between": LengthRange(lengths=range(0, 3, 2), words="a list of no or two different actors", must_differ=True),
            "weeks_lost": _COUNT,
        },
        CaseGoal: {"attainment": _LEVEL},
        Closing: {"attainment": _LEVEL},
        Contact: {"minutes": _COUNT},
        Filling: {"fte": _POSITIVE},
        FundingLine: {"amount_cents": _COUNT, "workplaces": _COUNT},
        Goal: {"weight": _POSITIVE},
        Grant: {"amount_cents": _COUNT},
        Measurement: {"attainment": _LEVEL},
        Meeting: {"participants": _COUNT},
        Municipality: {"population": _COUNT},
        Position: {"fte_granted": _COUNT},
        PublishedCount: {"count": _COUNT},
        PublishedReport: {"cases": _COUNT, "barriers": _COUNT},
        RecordedMetric: {"actors": _COUNT, "response_rate": _SHARE},
        Referral: {"attempts": LengthRange(lengths=range(1, _MANY), words="a list of at least one attempt")},
        RetentionRule: {"months": _COUNT},
        RulesOfProcedure: {
            "quorum_share": _SHARE,
            "invitation_days": _COUNT,
            "minutes_days": _COUNT,
            "meetings_per_year": _COUNT,
        },
        SteeringGroup: {"meetings_per_year": _COUNT},
        StayFacts: {"school_years_completed": _COUNT},
        VoteCount: {"in_favour": _COUNT, "against": _COUNT, "abstained": _COUNT},
    }
)
"""The ranges of each record, by field; a field that may be null is checked when it is not."""
