"""What should be, since when, and on what source: dated values, and the arithmetic of deadlines (*Recht*).

A name is imported when it is first used. Deadlines have a door of their own, `kimcore.law.deadlines`.
"""

from importlib import import_module

_HOME = {
    "Binding": "values",
    "DatedValue": "values",
    "Entry": "values",
    "Grade": "values",
    "Law": "lookup",
    "OpenParameter": "values",
    "OpenReason": "values",
    "Sheet": "sheets",
    "Source": "values",
    "Unit": "values",
    "Value": "values",
    "law_of": "lookup",
    "read_sheet": "sheets",
    "shipped": "builtin",
    "shipped_sheets": "builtin",
}
"""Which module each name lives in; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - computed from the one table


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(_HOME)
