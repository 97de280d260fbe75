"""Records from their wire forms: one function written out field by field, since loops and calls cost several times as much."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from types import CodeType, MappingProxyType, NoneType
from typing import TypeVar

from attrs import NOTHING, Attribute, AttrsInstance, fields
from msgspec import UNSET, Struct

from kimcore.bundle.annotations import OWN, alternatives, held, holds_list, is_key_kind, is_record
from kimcore.bundle.keys import CASE_KEY
from kimcore.bundle.known import DoubtError, Store, of_right_type, right_key, right_text
from kimcore.bundle.mentions import case_kinds, town_kinds
from kimcore.bundle.wire import refuse_hidden_ways
from kimcore.model.keys import ActorId, CaseId, MunicipalityKey
from kimcore.records import frozen
from kimcore.records.opened import opened

RecordT = TypeVar("RecordT", bound=AttrsInstance)

_STORES: Mapping[str, Callable[..., bool]] = MappingProxyType(
    {
        "days": of_right_type,
        "keys": right_key(ActorId),
        "lists": of_right_type,
        "records": of_right_type,
        "municipalities": right_key(MunicipalityKey),
        "texts": right_text,
    }
)
"""Where values are looked up that stand in many records, and which of them are right; all keys but two kinds are alike.

Days, lists and records are looked up only where equal ones are shared.
"""

_FEW = 3
"""A record has at most so many fields to be shared; larger ones are seldom equal."""

Builder = Callable[[Struct, int], RecordT]
"""Takes the wire form of a record and how many keys with values it was read from."""

Named = Mapping[object, set[str]]
"""For each kind of key those that are named."""


@frozen
class _Options:
    """What a builder does besides."""

    shared: bool
    noted: bool


def builder(cl: type[RecordT], *, shared: bool, named: Named | None = None) -> "Builder[RecordT]":
    """Return the function that makes a record from its wire form, or raises `DoubtError` where the converter must decide.

    It refuses what msgspec lets pass: keys and texts of another form, keys that stand twice in an object (then more keys
    have values than fields were given), and own keys or references that do not fit within the record.

    Args:
        cl: the class of the record.
        shared: whether equal days, lists and small records become one object; keys and texts always do.
        named: where to note the keys of a town's records that are named, by the kinds of such keys.
    """
    code, names = _code(cl, shared=shared, noted=named is not None)
    own: dict[str, object] = {**names, **{name: set() for name in _local_sets()}}
    own |= {_noted(kind): keys for kind, keys in (named or {}).items()}
    own |= {store: Store(is_right) for store, is_right in _STORES.items()}
    exec(code, own)  # noqa: S102 - made of the names of fields and classes alone, as attrs makes `__init__`
    return own.pop("build")  # type: ignore[return-value]  # the function just made; it and its names would hold each other


@cache
def _code(cl: type[AttrsInstance], *, shared: bool, noted: bool) -> tuple[CodeType, Mapping[str, object]]:
    """Return the code that makes a builder, and the names in it that all builders have in common."""
    names: dict[str, object] = {"UNSET": UNSET, "DoubtError": DoubtError, "is_case_key": CASE_KEY.fullmatch}
    body = [f"if {name}: {name}.clear()" for name in _local_sets()]
    body += ["given = 0", *_record(cl, 0, names, options=_Options(shared=shared, noted=noted))]
    body += ["if given != keys_with_values:", "    raise DoubtError", "return record0"]
    # What a function holds as the default of an argument it finds faster than what lies about it.
    at_hand = ", ".join(f"{name}={name}" for name in ("UNSET", *_STORES))
    source = "\n    ".join([f"def build(wire0, keys_with_values, {at_hand}):", *body])
    return compile(source, f"<builder of {cl.__name__}>", "exec"), MappingProxyType(names)


@cache
def _local_sets() -> tuple[str, ...]:
    """Return the names of the sets in which a builder notes the keys of each kind that holds within one case."""
    return tuple(sorted(f"own_{getattr(kind, '__name__', '')}" for kind in case_kinds()))


def _noted(kind: object) -> str:
    """Return the name of the set in which a builder notes the keys of a kind that are named."""
    return f"named_{getattr(kind, '__name__', '')}"


def _record(cl: type[AttrsInstance], depth: int, names: dict[str, object], *, options: _Options) -> Iterator[str]:
    """Yield the lines that make the record of a depth from the form of that depth; note the names they use."""
    refuse_hidden_ways(cl)
    names |= {cl.__name__: cl, f"Open{cl.__name__}": opened(cl)}
    yield f"record{depth} = Open{cl.__name__}()"
    yield f"given += {len(fields(cl))}"
    for field in fields(cl):
        made = list(_made(field, depth, names, options=options))
        yield f"value = wire{depth}.{field.name}"
        if field.default is NOTHING:
            yield from made
        else:
            yield from ("if value is UNSET:", f"    value = {_default(field, cl, names)}", "    given -= 1")
        if field.default is not NOTHING and made:
            yield "elif value is not None:" if NoneType in alternatives(field.type) else "else:"
            yield from (f"    {line}" for line in made)
        yield f"record{depth}.{field.name} = value"
    yield f"record{depth}.__class__ = {cl.__name__}"
    if hasattr(cl, "__attrs_post_init__"):
        yield f"record{depth}.__attrs_post_init__()"
    if options.shared and _is_small(cl):
        yield f"record{depth} = records[record{depth}]"


def _made(field: "Attribute[object]", depth: int, names: dict[str, object], *, options: _Options) -> Iterator[str]:
    """Yield the lines that turn what msgspec read into what the field holds; none if it is that already."""
    kind, is_list = held(field.type), holds_list(field.type)
    store = _store(kind)
    if is_record(kind):
        inner = _record(kind, depth + 1, names, options=options)
        if is_list:
            yield from (f"found{depth} = []", f"for wire{depth + 1} in value:", *(f"    {line}" for line in inner))
            yield from (f"    found{depth}.append(record{depth + 1})", f"value = tuple(found{depth})")
        else:
            yield from (f"wire{depth + 1} = value", *inner, f"value = record{depth + 1}")
    elif kind is CaseId:
        yield from ("if not is_case_key(value):", "    raise DoubtError")
        if options.noted and field.name != OWN:
            yield f"{_noted(kind)}.add(value)"
    elif store is not None and (store != "days" or options.shared):
        if kind in case_kinds():
            yield from _held_to_case(f"own_{getattr(kind, '__name__', '')}", field)
        yield f"value = tuple(map({store}.__getitem__, value))" if is_list else f"value = {store}[value]"
        if options.noted and kind in town_kinds():
            yield f"{_noted(kind)}.{'update' if is_list else 'add'}(value)"
    if is_list and options.shared and not is_record(kind):
        yield "value = lists[value]"
    elif is_list and options.shared and _is_small(kind):
        yield from ("if len(value) == 1:", "    value = lists[value]")


def _is_small(kind: object) -> bool:
    """Return whether a record is so small that many are equal: it has few fields, and none names or holds a record."""
    if not is_record(kind) or len(fields(kind)) > _FEW:
        return False
    return not any(is_key_kind(held(field.type)) or is_record(held(field.type)) for field in fields(kind))


def _default(field: "Attribute[object]", cl: type, names: dict[str, object]) -> str:
    """Return how the default of a field is written; what has no short form gets a name."""
    if field.default is None or field.default == ():
        return repr(field.default)
    name = f"default_{cl.__name__}_{field.name}"
    names[name] = field.default
    return name


def _held_to_case(own: str, field: "Attribute[object]") -> Iterator[str]:
    """Yield the lines that note an own key, or hold a reference to those that were noted before it.

    A reference to what comes later in the case is in doubt, so the model lists first what is named.
    """
    if field.name == OWN:
        yield from (f"if value in {own}:", "    raise DoubtError", f"{own}.add(value)")
    else:
        is_list = holds_list(field.type)
        yield from (f"if not {own}.issuperset(value):" if is_list else f"if value not in {own}:", "    raise DoubtError")


def _store(kind: object) -> str | None:
    """Return in which store the values of a type are looked up, if in any."""
    if is_key_kind(kind):
        return "municipalities" if kind is MunicipalityKey else "keys"
    return "texts" if kind is str else "days" if kind is date else None
