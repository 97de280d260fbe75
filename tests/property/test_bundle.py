"""What holds for every bundle: it is read as it was written, and whatever is done to it, it is read whole or refused."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

import pytest
from attrs import AttrsInstance, evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn

from kimcore.bundle import dump, dumps, load, loads
from kimcore.bundle.annotations import held, is_record
from kimcore.bundle.converter import converter, record_hook
from kimcore.bundle.parsing import is_deeper_than
from kimcore.errors import BundleError
from kimcore.model import Case, Town
from kimcore.testing.strategies import cases, records, towns

CasesPlace = Literal["inside", "ndjson", "ndjson.gz", "ndjson.zst"]
PLACES: tuple[CasesPlace, ...] = get_args(CasesPlace)
ODD_TEXTS = ("", "a", "A B", "\ud800", "\x00", "2024-02-30", "05154", "05154004", "é", "case-1")
ODD_VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*ODD_TEXTS, [], {}, [[]], {"id": "a"}, 10**400])
)


def every_record(cl: type[AttrsInstance] = Town) -> set[type[AttrsInstance]]:
    """Return the class of every record that a town can hold, at any depth."""
    inner = {kind for field in fields(cl) if is_record(kind := held(field.type))}
    return {cl}.union(*map(every_record, inner))


def holders(value: object) -> list[Any]:
    """Return every object and list in a plain value that is not empty."""
    if not isinstance(value, dict | list) or not value:
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(holder for one in inner for holder in holders(one))]


@st.composite
def mutated_values(draw: DrawFn, text: str) -> str:
    """Draw a bundle in which entries went missing, stand elsewhere or became something else."""
    bundle = json.loads(text)
    for _ in range(draw(st.integers(1, 4))):
        holder, other = draw(st.sampled_from(holders(bundle))), draw(st.sampled_from(holders(bundle)))
        step = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        moved = st.sampled_from(list(other.values() if isinstance(other, dict) else other))
        new = json.loads(json.dumps(draw(moved | ODD_VALUES)))  # a copy, so that nothing comes to hold itself
        if draw(st.booleans()):
            holder[step] = new
        elif isinstance(holder, list):
            holder.insert(step, new)
        elif len(holder) > 1:
            del holder[step]
    return json.dumps(bundle)


@st.composite
def mutated_bytes(draw: DrawFn, data: bytes) -> bytes:
    """Draw bytes some of which went missing, stand twice or became others."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 20))
        new = draw(
            st.sampled_from([b"", data[start:end] * 2])
            | st.text('"{}[],:\\01-.eE', max_size=3).map(str.encode)
            | st.binary(max_size=3)
        )
        data = data[:start] + new + data[end:]
    return data


def read_or_refused(source: str | bytes | Path) -> Town | None:
    """Return the town in a bundle, or `None` if it was refused; any other error fails the test."""
    try:
        return load(source) if isinstance(source, Path) else loads(source)
    except BundleError:
        return None


def depth_of(value: object) -> int:
    """Return how deep objects and lists lie within one another, counted one by one."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max(map(depth_of, inner), default=0) + isinstance(value, dict | list)


@pytest.mark.parametrize("cl", sorted(every_record(), key=str))
@settings(max_examples=20)
@given(data=st.data())
def test_every_record_is_read_as_it_was_written(cl: type[AttrsInstance], data: DataObject) -> None:
    """A record of any class becomes plain JSON and the same record again."""
    record = data.draw(records(cl))
    written = json.dumps(converter().unstructure(record), allow_nan=False)
    assert record_hook(cl)(json.loads(written)) == record


@settings(max_examples=50)
@given(towns())
def test_a_town_is_read_as_it_was_written(town: Town) -> None:
    """What `loads` makes of what `dumps` wrote is the same town."""
    assert loads(dumps(town)) == town


@settings(max_examples=50)
@given(towns())
def test_a_bundle_has_one_form(town: Town) -> None:
    """Reading a bundle and writing it again changes no byte."""
    written = dumps(town)
    assert dumps(loads(written)) == written


@given(cases())
def test_cases_are_drawn_to_fit_together(case: Case) -> None:
    """Goals and referrals of a drawn case name needs that the case has."""
    named = {goal.need for goal in case.plan.goals} if case.plan else set()
    named |= {referral.need for referral in case.referrals}
    assert named - {None} <= {need.id for need in case.needs}


@given(town=towns(), places=st.permutations(PLACES))
@settings(max_examples=20)
def test_cases_may_lie_anywhere(town: Town, places: list[CasesPlace]) -> None:
    """Wherever the cases lie, and wherever they lay before, the town in the file is the one written last."""
    with TemporaryDirectory() as folder:
        for place in places:
            dump(town, Path(folder, "town.json"), cases=place)
            assert load(Path(folder, "town.json")) == town


@settings(max_examples=20)
@given(town=towns(), data=st.data())
def test_the_order_of_records_does_not_matter(town: Town, data: DataObject) -> None:
    """Actors and cases in another order are written to the same bytes."""
    actors = data.draw(st.permutations(town.actors))
    cases = town.cases and tuple(data.draw(st.permutations(town.cases)))
    assert dumps(evolve(town, actors=tuple(actors), cases=cases)) == dumps(town)


@given(st.data())
def test_a_mutated_bundle_is_read_whole_or_refused(data: DataObject) -> None:
    """Whatever becomes of its values, a bundle is a town that can be written again, or a `BundleError`."""
    text = data.draw(mutated_values(dumps(data.draw(towns()))))
    town = read_or_refused(text)
    assert town is None or dumps(loads(dumps(town))) == dumps(town)


@given(st.data())
def test_mutated_bytes_are_read_whole_or_refused(data: DataObject) -> None:
    """Whatever becomes of its bytes, a bundle is a town that can be written again, or a `BundleError`."""
    mutated = data.draw(mutated_bytes(dumps(data.draw(towns())).encode()))
    town = read_or_refused(mutated)
    assert town is None or dumps(loads(dumps(town))) == dumps(town)


@settings(max_examples=50)
@given(town=towns(), packed=st.booleans(), data=st.data())
def test_mutated_cases_beside_are_refused(town: Town, packed: bool, data: DataObject) -> None:
    """Whatever becomes of the file of the cases, it is read as it was or refused: the bundle holds its hash."""
    with TemporaryDirectory() as folder:
        bundle = Path(folder, "town.json")
        dump(town, bundle, cases="ndjson.gz" if packed else "ndjson")
        for path in set(Path(folder).iterdir()) - {bundle}:
            path.write_bytes(data.draw(mutated_bytes(path.read_bytes())))
        assert read_or_refused(bundle) in (town, None)


@given(
    st.recursive(
        st.none() | st.text('"\\[]{}()', max_size=4), lambda inner: st.lists(inner) | st.dictionaries(st.text('"\\[{'), inner)
    )
)
def test_depth_is_counted_without_parsing(value: object) -> None:
    """Depth is the same counted over the bytes as counted over the values, whatever stands in strings."""
    data = json.dumps(value).encode()
    deeper = [is_deeper_than(data, depth) for depth in range(12)]
    assert deeper == [depth_of(value) > depth for depth in range(12)]
