"""The wire forms of records: classes of msgspec, read from the annotations of the model, that know every field and no other."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import GenericAlias, NoneType
from typing import Annotated, Union, get_args

from attrs import NOTHING, Attribute, AttrsInstance, fields
from msgspec import UNSET, Meta, Struct, UnsetType, defstruct

from kimcore.bundle.annotations import alternatives, held, holds_list, is_codes, is_key_kind, is_list, is_record
from kimcore.bundle.converter import EXACT
from kimcore.bundle.ranges import RANGES, LengthRange, NumberRange, Range

_PLAIN: frozenset[object] = frozenset({bool, date, NoneType, str})


@cache
def reading_form(cl: type[AttrsInstance]) -> type[Struct]:
    """Return the class to which msgspec reads a record: it refuses unknown keys, and tells a field left out from null.

    What msgspec cannot check as strictly as the converter does has no form, so that a change of the model is noticed.

    Raises:
        TypeError: if the record has such a field.

    Example:
        >>> from kimcore.model.referrals import Referral
        >>> reading_form(Referral).__struct_fields__
        ('id', 'sender', 'attempts', 'need')
    """
    refuse_hidden_ways(cl)
    allowed = RANGES.get(cl, {})
    found = [_reading_field(field, allowed.get(field.name)) for field in fields(cl)]
    return defstruct(f"{cl.__name__}ToRead", found, kw_only=True, forbid_unknown_fields=True, gc=False)


@cache
def writing_form(cl: type[AttrsInstance]) -> type[Struct]:
    """Return the class from which msgspec writes a record: fields in their order, and none that equals its default.

    Example:
        >>> from msgspec.json import encode
        >>> from kimcore.model.source import SourceDocument
        >>> encode(writing_form(SourceDocument)("rki", "County file", None, None, "as of 2020"))
        b'{"id":"rki","title":"County file","note":"as of 2020"}'
    """
    refuse_hidden_ways(cl)
    found = [(field.name, object) if field.default is NOTHING else (field.name, object, field.default) for field in fields(cl)]
    return defstruct(f"{cl.__name__}ToWrite", found, omit_defaults=True, gc=False)


def refuse_hidden_ways(cl: type[AttrsInstance]) -> None:
    """Refuse a record that is more than its fields.

    Raises:
        TypeError: if a field has a converter, a validator, another name or a default that is made anew, or is no argument.
    """
    for field in fields(cl):
        is_made_anew = hasattr(field.default, "takes_self")
        has_own_ways = field.converter is not None or field.validator is not None or is_made_anew
        if has_own_ways or not field.init or field.alias != field.name:
            raise TypeError(f"{cl.__name__}.{field.name} is no plain field; there is no fast way to read or write it")


def _reading_field(field: "Attribute[object]", allowed: Range | None) -> tuple[str, object] | tuple[str, object, object]:
    """Return a field of a form for reading; one that may be left out has a type of its own for that."""
    parts = [_part(part, allowed) for part in alternatives(field.type)]
    if len(parts) > 1 and not (len(parts) == 2 and NoneType in parts):  # noqa: PLR2004 - one type, or null
        raise TypeError(f"{field.name}: there is no fast way to read {field.type}")
    if field.default is NOTHING:
        return (field.name, _union(parts))
    return (field.name, _union([*parts, UnsetType]), UNSET)


def _part(kind: object, allowed: Range | None) -> object:
    """Return what msgspec is told about one type of a field."""
    if (isinstance(allowed, LengthRange) and allowed.must_differ) or (
        isinstance(allowed, NumberRange) and allowed.above is not None
    ):
        raise TypeError(f"there is no fast way to hold {kind} to {allowed}")
    if is_list(kind):
        entry = get_args(kind)[0]
        part = _part(entry, None)
        # A list of records is made anew anyway, and msgspec makes every tuple from a list first.
        listed: object = GenericAlias(list, (part,)) if is_record(entry) else GenericAlias(tuple, (part, ...))
        return Annotated[listed, Meta(min_length=allowed.lengths.start)] if isinstance(allowed, LengthRange) else listed
    if kind is int:
        least, most = (allowed.at_least, allowed.at_most) if isinstance(allowed, NumberRange) else (None, None)
        return Annotated[int, Meta(ge=-EXACT if least is None else int(least), le=EXACT if most is None else int(most))]
    if is_record(kind):
        return reading_form(kind)
    if is_key_kind(kind):
        return str
    if kind in _PLAIN or is_codes(kind):
        return kind
    raise TypeError(f"there is no fast way to read {kind}")


def _union(parts: Sequence[object]) -> object:
    """Return the union of types that are known at run time only."""
    return Union[tuple(parts)]  # noqa: UP007 - `|` takes no tuple


@cache
def levels(cl: type[AttrsInstance]) -> int:
    """Return how many levels of objects and lists a record can have in JSON.

    Example:
        >>> from kimcore.model.cases import Case, Plan
        >>> levels(Plan), levels(Case)
        (5, 6)
    """
    return 1 + max(_levels_of(field.type) for field in fields(cl))


def _levels_of(kind: object) -> int:
    """Return how many levels a field of a type can have."""
    inner = held(kind)
    return holds_list(kind) + (levels(inner) if is_record(inner) else 0)
