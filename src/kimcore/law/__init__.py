"""What should be, since when, and on what source: dated values and the arithmetic of deadlines (*Recht*).

A name loads when it is first used; holidays and month arithmetic only when a deadline is computed.
"""

from importlib import import_module

_HOME = {
    "Binding": "kimcore.law.values",
    "DatedValue": "kimcore.law.values",
    "Entry": "kimcore.law.values",
    "Grade": "kimcore.law.values",
    "Law": "kimcore.law.lookup",
    "OpenParameter": "kimcore.law.values",
    "OpenReason": "kimcore.law.values",
    "Sheet": "kimcore.law.sheets",
    "Source": "kimcore.law.values",
    "Unit": "kimcore.law.values",
    "Value": "kimcore.law.values",
    "law_of": "kimcore.law.lookup",
    "read_sheet": "kimcore.law.sheets",
    "shipped": "kimcore.law.builtin",
    "shipped_sheets": "kimcore.law.builtin",
}
"""Where each name lives; `__init__.pyi` tells type checkers the same, and a test compares the two."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(_HOME)
