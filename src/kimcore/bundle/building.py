"""Records from their wire forms: functions written out field by field, since a loop over fields costs several times as much.

A frozen record of attrs sets each field by a call. Here an *open* class does it by plain assignment: a subclass that adds no
slot, so that Python allows its instances to become what they are meant to be by `__class__`, and that is not frozen.
Nobody else sees a record before it is closed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from types import CodeType, MappingProxyType, NoneType
from typing import TypeVar

from attrs import NOTHING, Attribute, AttrsInstance, fields
from msgspec import UNSET, Struct

from kimcore.bundle.annotations import OWN, alternatives, held, holds_list, is_key_kind, is_record
from kimcore.bundle.known import DoubtError, Store, case_key, learner, right_key, right_text
from kimcore.bundle.mentions import case_kinds
from kimcore.bundle.wire import refuse_hidden_ways
from kimcore.model.keys import ActorId, CaseId, MunicipalityKey

RecordT = TypeVar("RecordT", bound=AttrsInstance)

_STORES: Mapping[str, Callable[..., bool]] = MappingProxyType(
    {
        "days": lambda _day: True,
        "keys": right_key(ActorId),
        "municipalities": right_key(MunicipalityKey),
        "texts": right_text,
    }
)
"""Where values are looked up that stand in many records, and which of them are right; all keys but two kinds are alike."""

_KNOWN = "{0}[{{0}}] if {{0}} in {0} else new_{0}({{0}})"
"""An expression with the name of a store left open, and then with that of a value."""

Builder = Callable[[Struct, int], RecordT]
"""Takes the wire form of a record and how many keys with values it was read from."""


def builder(cl: type[RecordT], *, shared: bool) -> "Builder[RecordT]":
    """Return the function that makes a record from its wire form, or raises `DoubtError` where the converter must decide.

    It refuses what msgspec lets pass: keys and texts of another form, keys that stand twice in an object (then more keys
    have values than fields were given), and own keys or references that do not fit within the record.

    Args:
        cl: the class of the record.
        shared: whether equal days become one object; keys and texts always do.
    """
    code, names = _code(cl, shared=shared)
    own = {**names, **{name: [] for name in _lists()}}
    for store, is_right in _STORES.items():
        own[store] = known = Store[object]()
        own[f"new_{store}"] = learner(known, is_right)
    exec(code, own)  # noqa: S102 - made of the names of fields and classes alone, as attrs makes `__init__`
    return own["factory"]()  # type: ignore[no-any-return, operator]


@cache
def _code(cl: type[AttrsInstance], *, shared: bool) -> tuple[CodeType, Mapping[str, object]]:
    """Return the code that makes a builder, and the names in it that all builders have in common."""
    names: dict[str, object] = {"UNSET": UNSET, "DoubtError": DoubtError, "case_key": case_key}
    functions: dict[str, list[str]] = {}
    _write(cl, functions, names, shared=shared)
    source = ["def factory():", "    given = 0", *(f"    {line}" for function in functions.values() for line in function)]
    source += [f"    {line}" for line in _entrance(cl)]
    return compile("\n".join(source), f"<builder of {cl.__name__}>", "exec"), MappingProxyType(names)


@cache
def opened_class(cl: type[AttrsInstance]) -> type:
    """Return the open class of a record.

    Example:
        >>> from kimcore.model.consent import InformationGiven
        >>> record = opened_class(InformationGiven)()
        >>> record.on, record.language = date(2025, 1, 1), None
        >>> record.__class__ = InformationGiven
        >>> record
        InformationGiven(on=datetime.date(2025, 1, 1), language=None)
    """
    as_object = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"Open{cl.__name__}", (cl,), {"__slots__": (), **as_object})


@cache
def _local_kinds() -> tuple[str, ...]:
    """Return the names of the kinds of keys that hold within one case."""
    return tuple(sorted(getattr(kind, "__name__", "") for kind in case_kinds()))


def _lists() -> tuple[str, ...]:
    """Return the names of the lists in which a builder notes the keys of these kinds."""
    return tuple(f"{role}_{kind}" for kind in _local_kinds() for role in ("own", "named"))


def _entrance(cl: type[AttrsInstance]) -> Iterator[str]:
    """Yield the lines of the function that is called from outside."""
    yield "def make(wire, keys_with_values):"
    yield "    nonlocal given"
    yield "    given = 0"
    yield from (f"    {name}.clear()" for name in _lists())
    yield f"    record = make_{cl.__name__}(wire)"
    yield "    if given != keys_with_values:"
    yield "        raise DoubtError"
    for kind in _local_kinds():
        yield f"    if own_{kind} or named_{kind}:"
        yield f"        own = frozenset(own_{kind})"
        yield f"        if len(own) < len(own_{kind}) or not own.issuperset(named_{kind}):"
        yield "            raise DoubtError"
    yield "    return record"
    yield "return make"


def _write(cl: type[AttrsInstance], functions: dict[str, list[str]], names: dict[str, object], *, shared: bool) -> None:
    """Write the function for a class, after those for the records within; note the names they use."""
    refuse_hidden_ways(cl)
    name = cl.__name__
    for kind in (held(field.type) for field in fields(cl)):
        if is_record(kind) and kind.__name__ not in functions:
            _write(kind, functions, names, shared=shared)
    names |= {name: cl, f"Open{name}": opened_class(cl)}
    names |= {f"default_{name}_{field.name}": field.default for field in fields(cl) if field.default is not NOTHING}
    lines = [f"def make_{name}(wire):", "    nonlocal given", "    absent = 0", f"    record = Open{name}()"]
    for field in fields(cl):
        lines += [f"    {line}" for line in _assignment(name, field, shared=shared)]
    lines += [f"    given += {len(fields(cl))} - absent", f"    record.__class__ = {name}"]
    if hasattr(cl, "__attrs_post_init__"):
        lines.append("    record.__attrs_post_init__()")
    functions[name] = [*lines, "    return record"]


def _assignment(owner: str, field: "Attribute[object]", *, shared: bool) -> Iterator[str]:
    """Yield the lines that give a field its value."""
    made = _made(field, shared=shared)
    yield f"value = wire.{field.name}"
    if field.default is NOTHING:
        yield from made
    else:
        yield "if value is UNSET:"
        yield f"    value = default_{owner}_{field.name}"
        yield "    absent += 1"
        if made:
            yield "elif value is not None:" if NoneType in alternatives(field.type) else "else:"
            yield from (f"    {line}" for line in made)
    yield f"record.{field.name} = value"


def _made(field: "Attribute[object]", *, shared: bool) -> list[str]:
    """Return the lines that turn what msgspec read into what the field holds; none if it is that already."""
    kind, is_list = held(field.type), holds_list(field.type)
    if is_record(kind):
        return [_each(f"make_{kind.__name__}({{0}})", is_list=is_list)]
    if is_key_kind(kind) and kind in case_kinds():
        role = "own" if field.name == OWN else "named"
        noted = f"{role}_{kind.__name__}.{'extend' if is_list else 'append'}(value)"
        return [noted, _each(_KNOWN.format("keys"), is_list=is_list)]
    if kind is CaseId:
        return [_each("case_key({0})", is_list=is_list)]
    store = _store(kind)
    return [] if store is None or (store == "days" and not shared) else [_each(_KNOWN.format(store), is_list=is_list)]


def _store(kind: object) -> str | None:
    """Return in which store the values of a type are looked up, if in any."""
    if is_key_kind(kind):
        return "municipalities" if kind is MunicipalityKey else "keys"
    return "texts" if kind is str else "days" if kind is date else None


def _each(expression: str, *, is_list: bool) -> str:
    """Return the line that applies an expression to a value, or to each in a list."""
    return f"value = tuple([{expression.format('one')} for one in value])" if is_list else f"value = {expression.format('value')}"
