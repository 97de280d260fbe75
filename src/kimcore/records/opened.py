"""Making frozen records fast, where thousands are made a second.

A frozen record of attrs sets each field by a call. Here an *open* class does it by plain assignment: a subclass that adds no
slot, so that Python allows its instances to become what they are meant to be by `__class__`, and that is not frozen.
Nobody else sees a record before it is closed.
"""

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar

ParamsT = ParamSpec("ParamsT")
RecordT = TypeVar("RecordT")


@cache
def opened(cl: type) -> type:
    """Return the open class of a record.

    Example:
        >>> from datetime import date
        >>> from kimcore.model.consent import InformationGiven
        >>> record = opened(InformationGiven)()
        >>> record.on, record.language = date(2025, 1, 1), None
        >>> record.__class__ = InformationGiven
        >>> record
        InformationGiven(on=datetime.date(2025, 1, 1), language=None)
    """
    as_object = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"Open{cl.__name__}", (cl,), {"__slots__": (), **as_object})


def swift(cl: Callable[ParamsT, RecordT]) -> Callable[ParamsT, RecordT]:
    """Return a function that makes the same records as a frozen class of keywords, in less than half the time.

    Raises:
        TypeError: if the class is more than its fields, such as by a converter, a validator, or a default made anew.

    Example:
        >>> from attrs import frozen
        >>> @frozen(kw_only=True)
        ... class Visit:
        ...     minutes: int = 30
        >>> swift(Visit)(minutes=20), swift(Visit)() == Visit()
        (Visit(minutes=20), True)
    """
    from attrs import NOTHING, AttrsInstance, fields  # noqa: PLC0415 - a program that only looks at the model does not pay for it

    record: type[AttrsInstance] = cl  # type: ignore[assignment]  # a class, told as what can be called with its arguments
    names: dict[str, object] = {"closed": record, "opened": opened(record)}
    arguments, lines = ["*"], ["record = opened()"]
    for one in fields(record):
        if one.converter or one.validator or one.alias != one.name or not one.init or hasattr(one.default, "takes_self"):
            raise TypeError(f"{one.name} is no plain field, so only the class itself can set it")
        names[f"default_{one.name}"] = one.default
        arguments.append(one.name if one.default is NOTHING else f"{one.name}=default_{one.name}")
        lines.append(f"record.{one.name} = {one.name}")
    lines.append("record.__class__ = closed")
    if hasattr(record, "__attrs_post_init__"):
        lines.append("record.__attrs_post_init__()")
    source = "\n    ".join([f"def make({', '.join(arguments)}):", *lines, "return record"])
    exec(source, names)  # noqa: S102 - made of the names of fields alone, as attrs makes `__init__`
    return names["make"]  # type: ignore[return-value]  # the function just made
