"""A record is what attrs makes of its class, only later."""

import copy
import inspect
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from operator import attrgetter
from threading import Barrier

import attrs
import cattrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kimcore.model
from kimcore.model import Need, Period
from kimcore.records import deferred
from kimcore.records.opened import swift


class Visit:
    """A class with a default, a hidden field, a factory, an own method and a check."""

    minutes: int
    notes: str = deferred.field(default="", repr=False)  # type: ignore[assignment]  # attrs reads it later
    places: list[str] = deferred.field(factory=list)  # type: ignore[assignment]  # as above

    def __attrs_post_init__(self) -> None:
        """Refuse a visit of no length."""
        if self.minutes <= 0:
            raise ValueError("too short")

    def is_long(self) -> bool:
        """Tell whether it took longer than an hour."""
        return self.minutes > 60


USES: dict[str, Callable[[type], object]] = {
    "make": lambda record: record(minutes=5),
    "fields": attrs.fields,
    "has": attrs.has,
    "signature": inspect.signature,
    "compare": lambda record: object.__new__(record) == 0,
    "copy": lambda record: copy.copy(record(minutes=5)),
    "match": attrgetter("__match_args__"),
}


QUESTIONS: dict[str, Callable[[type], object]] = {
    "repr": lambda record: repr(record(minutes=5, notes="secret")),
    "equal": lambda record: record(minutes=5) == record(minutes=5),
    "unequal": lambda record: record(minutes=5) == record(minutes=6),
    "method": lambda record: record(minutes=61).is_long(),
    "match": attrgetter("__match_args__"),
    "signature": lambda record: str(inspect.signature(record)),
    "fields": lambda record: [(field.name, field.type, field.repr, field.kw_only) for field in attrs.fields(record)],
    "evolve": lambda record: attrs.asdict(attrs.evolve(record(minutes=5), minutes=6)),
    "structure": lambda record: cattrs.Converter().structure({"minutes": 7, "places": ["home"]}, record).places,
    "unstructure": lambda record: cattrs.Converter().unstructure(record(minutes=7)),
    "copy": lambda record: copy.copy(record(minutes=5)).minutes,
    "deepcopy": lambda record: copy.deepcopy(record(minutes=5)).places,
    "replace": lambda record: hasattr(record, "__replace__"),
    "dict": lambda record: hasattr(record(minutes=5), "__dict__"),
    "weakref": lambda record: weakref.ref(record(minutes=5))() is None,
    "names": lambda record: (record.__name__, record.__qualname__, record.__module__, record.__doc__),
    "init": attrgetter("__init__.__qualname__"),
}


MISTAKES: dict[str, Callable[[type], object]] = {
    "missing": lambda record: record(),
    "positional": lambda record: record(5),
    "unknown": lambda record: record(minutes=5, hours=1),
    "post_init": lambda record: record(minutes=0),
    "unhashable": lambda record: hash(record(minutes=5)),
    "set": lambda record: setattr(record(minutes=5), "minutes", 6),
    "delete": lambda record: delattr(record(minutes=5), "minutes"),
    "order": lambda record: record(minutes=5) < record(minutes=6),
    "evolve": lambda record: attrs.evolve(record(minutes=5), hours=1),
}


def _again() -> type:
    """Return a class with the same body, since attrs changes the one it reads."""
    return type("Visit", (), dict(vars(Visit)))


def _deferred() -> type:
    """Return the record of the class, not yet written."""
    made = deferred.frozen(kw_only=True)(_again())
    assert isinstance(made, type)
    return made


def _by_attrs() -> type:
    """Return what attrs itself makes of the class."""
    plain = _again()
    plain.notes = attrs.field(default="", repr=False)  # type: ignore[attr-defined]
    plain.places = attrs.field(factory=list)  # type: ignore[attr-defined]
    return attrs.frozen(kw_only=True)(plain)


def _error(act: Callable[[], object]) -> tuple[type[BaseException], str]:
    """Return the error that an act ends with."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one it is, is the answer
        act()
    return caught.type, str(caught.value)


def _is_written(record: type) -> bool:
    """Tell whether attrs has written a record."""
    return not any(isinstance(value, deferred.Deferred) for value in vars(record).values())


def test_the_model_is_imported_without_attrs() -> None:
    """Importing every record of the model does not import attrs."""
    code = "import sys, kimcore; kimcore.Town; import kimcore.model.metric; print('attrs' in sys.modules, 'attr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False False\n"


def test_everything_that_attrs_writes_is_deferred() -> None:
    """Nothing that attrs adds to a class is missing from what is deferred."""
    own = {*vars(_again()), "minutes", "notes", "places", "__slots__", "__attrs_base_of_slotted__"}
    assert set(vars(_by_attrs())) - own <= set(deferred.WRITTEN)


def test_a_used_record_has_the_same_attributes() -> None:
    """Once used, a record has exactly the attributes that attrs gives."""
    record = _deferred()
    record(minutes=30)
    assert set(vars(record)) == set(vars(_by_attrs()))


def test_a_class_without_comparison_has_none() -> None:
    """With `eq=False` two records with the same content differ, as with attrs."""
    record = deferred.frozen(kw_only=True, eq=False)(_again())
    one, other = record(minutes=5), record(minutes=5)
    assert one != other
    assert len({one, other}) == 2
    assert _is_written(record)


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_any_use_has_it_written(use: Callable[[type], object]) -> None:
    """Whichever attribute is asked for first, all of them are then there."""
    record = _deferred()
    assert not _is_written(record)
    use(record)
    assert _is_written(record)


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_it_answers_as_attrs_does(ask: Callable[[type], object]) -> None:
    """A record answers every question as the class does that attrs makes at once."""
    assert ask(_deferred()) == ask(_by_attrs())


@pytest.mark.parametrize("act", MISTAKES.values(), ids=MISTAKES.keys())
def test_it_refuses_as_attrs_does(act: Callable[[type], object]) -> None:
    """A record refuses with the error and the words of attrs."""
    assert _error(lambda: act(_deferred())) == _error(lambda: act(_by_attrs()))


def test_records_of_one_class_are_hashed_by_content() -> None:
    """Equal records have the same hash."""
    assert len({Period(), Period(), Period(first_day=None)}) == 1


def test_a_process_that_only_unpickles() -> None:
    """A record can be unpickled by a process that has not used its class before."""
    written = pickle.dumps(Period()).hex()
    code = f"import pickle; print(pickle.loads(bytes.fromhex('{written}')))"
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert answer == "Period(first_day=None, last_day=None)\n"


def test_threads_that_come_first_together() -> None:
    """Threads that use a record first at the same time get the same class, whole."""
    threads = 8
    for _ in range(50):
        record, together = _deferred(), Barrier(threads)

        def use(minutes: int, record: type = record, together: Barrier = together) -> object:
            together.wait()
            return attrs.fields(type(record(minutes=minutes)))

        with ThreadPoolExecutor(threads) as pool:
            told = list(pool.map(use, range(1, threads + 1)))
        assert all(fields is told[0] for fields in told)


def test_a_base_class_is_refused() -> None:
    """A class with a base cannot be deferred, since attrs would ask the base."""
    with pytest.raises(TypeError, match=r"Longer has a base class or a cached property"):
        deferred.frozen(type("Longer", (Visit,), {"__annotations__": {}}))


def test_a_cached_property_is_refused() -> None:
    """A class with a cached property cannot be deferred, since attrs gives it another slot."""
    with pytest.raises(TypeError, match="cannot be deferred"):
        deferred.frozen(type("Cached", (), {"__annotations__": {}, "half": cached_property(lambda _: 1)}))


def test_every_record_of_the_model_is_whole() -> None:
    """Each record of the model has a slot for each of its fields and nothing else to hold values."""
    records = [getattr(kimcore.model, name) for name in kimcore.model.__all__]
    records = [record for record in records if isinstance(record, type) and attrs.has(record)]
    assert len(records) > 70
    for record in records:
        assert record.__slots__ == (*(field.name for field in attrs.fields(record)), "__weakref__")


@given(st.builds(Need))
def test_hypothesis_builds_records(need: Need) -> None:
    """Hypothesis reads from a record what it needs to make one."""
    assert attrs.evolve(need) == need


@attrs.frozen(kw_only=True)
class Ended:
    """A record that looks at itself once it is made."""

    first: int
    last: int = 9

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the beginning."""
        if self.last < self.first:
            raise ValueError(self.last)


def test_swift_makes_the_same_records() -> None:
    """A record made swiftly is equal to one the class makes, of the same class, frozen, and with the same defaults."""
    made = swift(Ended)(first=1)
    assert made == Ended(first=1)
    assert type(made) is Ended
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.last = 3  # type: ignore[misc]  # what the test is about


def test_swift_takes_the_same_arguments() -> None:
    """What the class refuses, the swift way refuses: a missing field, an unknown one, an order, its look at itself."""
    for arguments in ({}, {"first": 1, "middle": 2}):
        with pytest.raises(TypeError):
            swift(Ended)(**arguments)
    with pytest.raises(TypeError):
        swift(Ended)(1)  # type: ignore[call-arg]  # what the test is about
    with pytest.raises(ValueError, match="9"):
        swift(Ended)(first=10)


@pytest.mark.parametrize(
    "field",
    [
        attrs.field(converter=str),
        attrs.field(validator=attrs.validators.instance_of(str)),
        attrs.field(alias="title"),
        attrs.field(factory=str),
        attrs.field(init=False),
    ],
    ids=["converter", "validator", "alias", "factory", "no argument"],
)
def test_swift_refuses_what_only_the_class_can_set(field: object) -> None:
    """A class that is more than its fields is refused."""
    with pytest.raises(TypeError, match="name is no plain field"):
        swift(attrs.make_class("Odd", {"name": field}, frozen=True, kw_only=True))
