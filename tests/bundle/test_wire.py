from datetime import date
from typing import Any

import pytest
from attrs import AttrsInstance, field, fields, frozen, has

from kimcore.bundle.annotations import held, is_record
from kimcore.bundle.building import builder
from kimcore.bundle.wire import reading_form, writing_form
from kimcore.model import Case, Filling
from kimcore.records.opened import opened


def every_record(cl: type[AttrsInstance]) -> set[type[AttrsInstance]]:
    """Return the class of a record and of every record that it can hold, at any depth."""
    inner = {kind for field in fields(cl) if is_record(kind := held(field.type))}
    return {cl}.union(*map(every_record, inner))


WIRE = sorted(every_record(Case), key=lambda cl: cl.__name__)


@frozen(kw_only=True)
class Converted:
    """A record with a converter."""

    name: str = field(converter=str)


@frozen(kw_only=True)
class Validated:
    """A record with a validator."""

    name: str = field(validator=lambda *_: None)


@frozen(kw_only=True)
class Renamed:
    """A record with an argument of another name."""

    name: str = field(alias="title")


@frozen(kw_only=True)
class Computed:
    """A record with a field that is no argument."""

    name: str = field(default="", init=False)


@frozen(kw_only=True)
class MadeAnew:
    """A record with a default that is made anew each time."""

    names: tuple[str, ...] = field(factory=tuple)


@pytest.mark.parametrize("cl", WIRE)
def test_records_on_the_wire_are_plain(cl: type[AttrsInstance]) -> None:
    """No record in a case uses what the fast way would pass over: converters, validators, aliases, fields outside `__init__`."""
    for attribute in fields(cl):
        assert attribute.converter is None
        assert attribute.validator is None
        assert attribute.alias == attribute.name
        assert attribute.init
    assert not hasattr(cl, "__attrs_pre_init__")


@pytest.mark.parametrize("cl", WIRE)
def test_forms_have_the_fields_of_the_record(cl: type[AttrsInstance]) -> None:
    """The forms of a record have its fields in their order."""
    names = tuple(attribute.name for attribute in fields(cl))
    assert reading_form(cl).__struct_fields__ == writing_form(cl).__struct_fields__ == names


@pytest.mark.parametrize("cl", [Converted, Validated, Renamed, Computed, MadeAnew])
def test_a_record_with_ways_of_its_own_is_refused(cl: type[AttrsInstance]) -> None:
    """A record that is more than its fields has no form, so that a change of the model is noticed."""
    for form in (reading_form, writing_form):
        with pytest.raises(TypeError, match=r"no plain field"):
            form(cl)


def test_a_type_without_a_fast_way_is_refused() -> None:
    """A field whose values msgspec does not check as strictly has no form: a number may be written without a fraction."""
    with pytest.raises(TypeError, match="no fast way"):
        reading_form(Filling)


@pytest.mark.parametrize("cl", WIRE)
def test_an_open_record_becomes_the_record(cl: type[AttrsInstance]) -> None:
    """Python lets an open record become the frozen one it is a form of."""
    record: Any = opened(cl)()
    for attribute in fields(cl):
        setattr(record, attribute.name, None)
    record.__class__ = cl
    assert type(record) is cl
    assert has(type(record))
    with pytest.raises(AttributeError):
        setattr(record, fields(cl)[0].name, date(2025, 1, 1))


def test_builders_share_nothing() -> None:
    """Each builder has memory of its own, so that two streams in two threads are strangers."""
    one, other = builder(Case, shared=True), builder(Case, shared=True)
    assert one.__globals__ is not other.__globals__
