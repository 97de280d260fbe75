from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from kimcore.law import shipped
from kimcore.model import UNITS, Period, Town
from kimcore.rules import Context, Outcome, failed, not_applicable, passed, unknown
from kimcore.rules.gathering import DAY, gather, judge_parts, laid_down, too_few_since

ON = date(2025, 6, 30)
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2026, 12, 31))


def _context(**collections: object) -> Context:
    return Context(town=Town(municipality=UNITS[0], **collections), on=ON, law=shipped())  # type: ignore[arg-type]  # by name


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw a span of up to a year, open at either end now and then."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(min_value=0, max_value=365)))
    return Period(first_day=draw(st.sampled_from((first, None))), last_day=draw(st.sampled_from((last, None))))


def test_failures_come_one_by_one_and_passes_as_a_count() -> None:
    """What is wrong or unknown is listed, and what is right is counted."""
    verdicts = [passed("a"), failed("b"), passed("c"), unknown("d", missing=("due_on",)), not_applicable("e")]
    gathered = tuple(gather(_context(goals=()), "goals", verdicts, "body"))
    assert [(verdict.outcome, verdict.subject) for verdict in gathered] == [
        (Outcome.FAIL, "b"),
        (Outcome.UNKNOWN, "d"),
        (Outcome.PASS, "body"),
    ]
    assert gathered[-1].facts == {"count": 2}


def test_nothing_to_judge_is_not_applicable() -> None:
    """Where a full collection holds nothing to judge, the rule does not apply."""
    assert tuple(gather(_context(goals=()), "goals", [not_applicable()])) == (not_applicable(),)


def test_nothing_to_judge_in_a_part_is_unknown() -> None:
    """Where a collection holds only a part, nothing to judge proves nothing."""
    context = _context(goals=(), partial=("goals",))
    assert tuple(gather(context, "goals", [])) == (unknown(missing=("goals",)),)


def test_nothing_is_laid_down_by_an_empty_entry() -> None:
    """An empty text or list in a full record is as little as no entry."""
    assert not any(laid_down(value, complete=True) for value in (None, "", ()))


def test_zero_is_laid_down() -> None:
    """A value of zero is a value."""
    assert laid_down(0.0, complete=False) is True


def test_a_missing_part_outweighs_an_unknown_one() -> None:
    """If one part is surely missing, it does not matter that another is not known."""
    verdict = judge_parts("goal", {"owner": None, "target": False}, since=ON, variant="incomplete")
    assert verdict == failed("goal", {"owner": None, "target": False}, since=ON, variant="incomplete")


def test_whole_record_passes() -> None:
    """A record with all its parts is as it should be."""
    assert judge_parts("goal", {"owner": True}) == passed("goal", {"owner": True})


def test_beginning_is_returned_if_there_never_were_enough() -> None:
    """If there never were enough, the lack began with the duty."""
    assert too_few_since([Period(first_day=ON + DAY)], least=1, begun=date(2022, 1, 1), on=ON) == date(2022, 1, 1)


@given(st.lists(periods(), max_size=5), st.integers(min_value=1, max_value=3), DAYS)
def test_lack_lasts_from_its_first_day(spans: list[Period], least: int, on: date) -> None:
    """From the day returned until the day of the question there are too few, and the day before there were enough."""
    assume(sum(on in span for span in spans) < least)
    begun = date(2023, 12, 31)
    since = too_few_since(spans, least=least, begun=begun, on=on) or on
    assert since <= on
    days = (since + timedelta(days=number) for number in range((on - since).days + 1))
    assert all(sum(day in span for span in spans) < least for day in days)
    assert since == begun or sum(since - DAY in span for span in spans) >= least


@given(st.lists(periods(), max_size=5), DAYS)
def test_lack_does_not_hang_on_the_order(spans: list[Period], on: date) -> None:
    """The first day of a lack is the same in whatever order the periods come."""
    assert too_few_since(spans, least=1, begun=None, on=on) == too_few_since(spans[::-1], least=1, begun=None, on=on)
