from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kimcore.evidence import Assumption, AssumptionKey, Estimate, Span, modelled_effect
from kimcore.evidence.spans import difference_of_shares, product
from kimcore.model import MeasureId
from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis

TOWN = musterkreis()
MEASURES = [MeasureId(f"massnahme-{name}") for name in ("kita", "leistungswechsel", "sprachmittlung", "anerkennung")]
numbers = st.floats(-1e6, 1e6)
spans = st.tuples(numbers, numbers).map(lambda ends: Span(min(ends), max(ends)))
shares = st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@st.composite
def assumptions(draw: st.DrawFn) -> tuple[Assumption, ...]:
    """Draw a range for each assumption."""
    made = []
    for key in AssumptionKey:
        most = 1 if key is AssumptionKey.DUPLICATE_SHARE else 500
        ends = sorted(draw(st.tuples(st.floats(0, most), st.floats(0, most))))
        made.append(Assumption(key=key, low=ends[0], high=ends[1], source="gezogen"))
    return tuple(made)


def _estimates(measure: MeasureId, given_: tuple[Assumption, ...]) -> tuple[Estimate, ...]:
    return modelled_effect(TOWN, measure, on=REFERENCE_DAY, assumptions=given_).estimates


@given(spans, spans, st.floats(0, 1), st.floats(0, 1))
def test_a_product_of_ranges_loses_no_value(one: Span, other: Span, left: float, right: float) -> None:
    """Whatever lies in two ranges, its product lies in their product."""
    first = one.low + left * (one.high - one.low)
    second = other.low + right * (other.high - other.low)
    found = product(one, other)
    slack = 1e-9 * max(abs(found.low), abs(found.high), 1)
    assert found.low - slack <= first * second <= found.high + slack


@given(shares, shares, st.floats(0.5, 0.99))
def test_the_interval_of_a_difference_holds_the_difference(before: tuple[int, int], after: tuple[int, int], sure: float) -> None:
    """The interval holds the difference, stays within -1 and 1, and turns round with the windows."""
    found, turned = (difference_of_shares(*pair, confidence=sure) for pair in ((before, after), (after, before)))
    less = before[0] / before[1] - after[0] / after[1]
    assert -1 - 1e-9 <= found.low <= less + 1e-9
    assert less - 1e-9 <= found.high <= 1 + 1e-9
    assert abs(found.low + turned.high) < 1e-9


@given(st.sampled_from(MEASURES), assumptions(), st.floats(0, 1), st.floats(1, 2))
def test_wider_assumptions_give_wider_results(measure: MeasureId, given_: tuple[Assumption, ...], down: float, up: float) -> None:
    """Who assumes less, claims less: no wider range of an assumption narrows a result."""
    wider = tuple(
        evolve(one, low=one.low * down, high=min(one.high * up, 1) if one.key is AssumptionKey.DUPLICATE_SHARE else one.high * up)
        for one in given_
    )
    for narrow, wide in zip(_estimates(measure, given_), _estimates(measure, wider), strict=True):
        if narrow.span is not None and wide.span is not None:
            slack = 1e-9 * max(abs(wide.span.low), abs(wide.span.high), 1)
            assert wide.span.low <= narrow.span.low + slack
            assert wide.span.high >= narrow.span.high - slack


@given(st.sampled_from(MEASURES), assumptions())
def test_the_order_of_assumptions_is_no_matter(measure: MeasureId, given_: tuple[Assumption, ...]) -> None:
    """The same assumptions in another order give the same numbers."""
    assert _estimates(measure, given_) == _estimates(measure, given_[::-1])


@given(st.sampled_from(MEASURES), assumptions(), st.sampled_from(AssumptionKey))
def test_what_is_not_assumed_leaves_no_number(
    measure: MeasureId, given_: tuple[Assumption, ...], left_out: AssumptionKey
) -> None:
    """Whatever rests on an assumption that is missing has no range and names it."""
    for estimate in _estimates(measure, tuple(one for one in given_ if one.key is not left_out)):
        if left_out in estimate.uses:
            assert estimate.span is None
            assert left_out in estimate.missing
