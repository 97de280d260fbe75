"""Wire forms from records: an expression written out field by field, for the same reason as the functions that build records."""

from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import TypeVar

from attrs import Attribute, AttrsInstance, fields
from msgspec import Struct

from kimcore.bundle.annotations import alternatives, held, holds_list, is_record
from kimcore.bundle.wire import writing_form

RecordT = TypeVar("RecordT", bound=AttrsInstance)


@cache
def former(cl: type[RecordT]) -> Callable[[RecordT], Struct]:
    """Return the function that makes the wire form of a record, from which msgspec writes it.

    Example:
        >>> from msgspec.json import encode
        >>> from datetime import date
        >>> from kimcore.model import CaseGoal, CaseGoalId, CaseStep
        >>> goal = CaseGoal(id=CaseGoalId("z1"), steps=(CaseStep(due_on=date(2026, 1, 31)), CaseStep()))
        >>> encode(former(CaseGoal)(goal))
        b'{"id":"z1","steps":[{"due_on":"2026-01-31"},{}]}'
    """
    names: dict[str, object] = {}
    expression = _form(cl, "record", names)
    made: Callable[[RecordT], Struct] = eval(f"lambda record: {expression}", names)  # noqa: S307 - made of names of fields
    return made


def _form(cl: type[AttrsInstance], record: str, names: dict[str, object]) -> str:
    """Return the expression that makes the form of the record a name stands for; note the classes it uses."""
    names[f"{cl.__name__}ToWrite"] = writing_form(cl)
    values = ", ".join(_value(field, f"{record}.{field.name}", names) for field in fields(cl))
    return f"{cl.__name__}ToWrite({values})"


def _value(field: "Attribute[object]", value: str, names: dict[str, object]) -> str:
    """Return the expression for a field of a form."""
    kind = held(field.type)
    if not is_record(kind):
        return value
    if holds_list(field.type):
        return f"[{_form(kind, field.name, names)} for {field.name} in {value}] if {value} else {value}"
    form = _form(kind, value, names)
    return f"None if {value} is None else {form}" if NoneType in alternatives(field.type) else form
