"""What one would read and write cases with instead of kimcore: each peer gets the same fields and types, taken from the model.

A peer is a pair of functions: from the bytes of a line to a case, and from a case to bytes. pydantic is told to be as strict
as it can be, with patterns for keys and ranges; cattrs, mashumaro and msgspec check types alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import field as dataclass_field
from dataclasses import make_dataclass
from functools import cache
from importlib import import_module
from types import GenericAlias, NoneType
from typing import Annotated, Any, Union, get_args

from attrs import NOTHING, AttrsInstance, fields

from kimcore.bundle.annotations import alternatives, is_key_kind, is_list, is_record
from kimcore.bundle.ranges import RANGES, LengthRange, NumberRange, Range
from kimcore.model import KEY_LENGTH, KEY_PATTERN, MUNICIPALITY_KEY_PATTERN, Case, MunicipalityKey

_DEFAULTS: Mapping[str, object] = {"names_special_categories": "False", "state": "planned"}
"""The defaults that are neither null nor an empty list."""

Peer = tuple[Callable[[bytes], object], Callable[[Any], bytes]]
NEEDS = {
    "orjson, dicts": "orjson",
    "msgspec": "msgspec",
    "pydantic": "pydantic",
    "mashumaro": "mashumaro",
    "cattrs": "cattrs",
    "strict cattrs": "cattrs",
}
"""Each peer with the package it needs."""


def peer(name: str) -> Peer:
    """Return the peer of a name."""
    return _PEERS[name]()


def plain_of(value: object) -> object:
    """Return any peer's case as plain values without what is left out by default, so that answers can be compared."""
    if isinstance(value, list | tuple):
        return [plain_of(one) for one in value]
    names = [*value] if isinstance(value, dict) else _field_names(type(value))
    if not names:
        return str(getattr(value, "value", value))
    found = value if isinstance(value, dict) else {name: getattr(value, name) for name in names}
    plain = {name: plain_of(one) for name, one in found.items() if one is not None and one not in ((), [])}
    return {name: one for name, one in plain.items() if one != _DEFAULTS.get(name)}


def _field_names(cl: Any) -> list[str]:  # noqa: ANN401 - a class of any library
    """Return the names of the fields of a record of any library; none if it is no record."""
    if hasattr(cl, "__attrs_attrs__"):
        return [one.name for one in cl.__attrs_attrs__]
    return [*getattr(cl, "__dataclass_fields__", getattr(cl, "model_fields", ()))]


def _orjson() -> Peer:
    orjson = import_module("orjson")
    return orjson.loads, orjson.dumps


def _msgspec() -> Peer:
    json = import_module("msgspec.json")
    return json.Decoder(Case).decode, json.Encoder().encode


def _cattrs() -> Peer:
    converter = import_module("cattrs.preconf.orjson").make_converter(
        detailed_validation=False, forbid_extra_keys=True, omit_if_default=True
    )
    orjson = import_module("orjson")
    make, unmake = converter.get_structure_hook(Case), converter.get_unstructure_hook(Case)
    return lambda line: make(orjson.loads(line), Case), lambda case: orjson.dumps(unmake(case))


def _strict_cattrs() -> Peer:
    """Return kimcore's own strict way, which says what is wrong where the fast one is in doubt."""
    one_case, converter = import_module("kimcore.bundle.one_case"), import_module("kimcore.bundle.converter")
    limits = import_module("kimcore.bundle.blocks").Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20)
    json = import_module("json")
    unmake = converter.converter().get_unstructure_hook(Case)
    return (
        lambda line: one_case.strictly_read(line, 1, limits),
        lambda case: json.dumps(unmake(case), ensure_ascii=False, separators=(",", ":")).encode(),
    )


def _pydantic() -> Peer:
    read = _model(Case).model_validate_json  # type: ignore[attr-defined]  # pydantic's
    return read, lambda case: case.model_dump_json(exclude_defaults=True).encode()


def _mashumaro() -> Peer:
    orjson = import_module("mashumaro.codecs.orjson")
    cl = _dataclass(Case)
    return orjson.ORJSONDecoder(cl).decode, orjson.ORJSONEncoder(cl).encode


_PEERS: Mapping[str, Callable[[], Peer]] = {
    "orjson, dicts": _orjson,
    "msgspec": _msgspec,
    "pydantic": _pydantic,
    "mashumaro": _mashumaro,
    "cattrs": _cattrs,
    "strict cattrs": _strict_cattrs,
}


@cache
def _model(cl: type[AttrsInstance]) -> type:
    """Return a record of the model as a model of pydantic, as strict as pydantic can be."""
    pydantic = import_module("pydantic")
    config = pydantic.ConfigDict(extra="forbid", frozen=True, strict=True)
    ranges = RANGES.get(cl, {})
    types = {one.name: _typed(one.type, ranges.get(one.name)) for one in fields(cl)}
    told = {one.name: (types[one.name], ... if one.default is NOTHING else one.default) for one in fields(cl)}
    model: type = pydantic.create_model(cl.__name__, __config__=config, **told)
    return model


def _typed(kind: object, allowed: Range | None) -> object:  # noqa: PLR0911 - one return for each kind of type
    """Return a type of the model as pydantic is told it."""
    field = import_module("pydantic").Field
    parts = alternatives(kind)
    if len(parts) > 1:
        return Union[tuple(None if part is NoneType else _typed(part, allowed) for part in parts)]  # noqa: UP007 - it has no tuple
    if is_list(kind):
        listed: object = GenericAlias(tuple, (_typed(get_args(kind)[0], None), ...))
        return Annotated[listed, field(min_length=allowed.lengths.start)] if isinstance(allowed, LengthRange) else listed
    if is_record(kind):
        return _model(kind)
    if kind is MunicipalityKey:
        return Annotated[str, field(pattern=f"^(?:{MUNICIPALITY_KEY_PATTERN})$")]
    if is_key_kind(kind):
        return Annotated[str, field(pattern=f"^{KEY_PATTERN}$", max_length=KEY_LENGTH)]
    if kind is int and isinstance(allowed, NumberRange):
        return Annotated[int, field(ge=allowed.at_least, le=allowed.at_most)]
    return kind


@cache
def _dataclass(cl: type[AttrsInstance]) -> type:
    """Return a record of the model as a dataclass, for mashumaro."""
    options = import_module("mashumaro.config").BaseConfig
    config = type("Config", (options,), {"omit_default": True, "forbid_extra_keys": True})
    told = [
        (one.name, _plain_type(one.type))
        if one.default is NOTHING
        else (one.name, _plain_type(one.type), dataclass_field(default=one.default))
        for one in fields(cl)
    ]
    return make_dataclass(cl.__name__, told, frozen=True, slots=True, kw_only=True, namespace={"Config": config})


def _plain_type(kind: object) -> object:
    """Return a type of the model with dataclasses in place of records."""
    parts = alternatives(kind)
    if len(parts) > 1:
        return Union[tuple(None if part is NoneType else _plain_type(part) for part in parts)]  # noqa: UP007 - it has no tuple
    if is_list(kind):
        return GenericAlias(tuple, (_plain_type(get_args(kind)[0]), ...))
    if is_record(kind):
        return _dataclass(kind)
    return str if is_key_kind(kind) else kind
