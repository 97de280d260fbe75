"""What should be, since when, and on what source: dated values, and the arithmetic of deadlines (*Recht*).

A name is imported when it is first used. Deadlines have a door of their own, `kimcore.law.deadlines`.
"""

from kimcore.fronts import front

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
__getattr__, __dir__ = front(__name__, _HOME)
