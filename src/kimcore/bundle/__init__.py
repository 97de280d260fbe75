"""Turning bytes into a town and back: strict, canonical, and with all problems at once (*Datenformat*).

The library that reads records, and the model, are imported when a name is first used.
"""

from kimcore.fronts import front

_HOME = {
    "CaseStream": "streaming",
    "RefusedCase": "streaming",
    "dump": "writing",
    "dump_cases": "lines",
    "dumps": "writing",
    "dumps_case": "case_text",
    "iter_cases": "streaming",
    "load": "reading",
    "loads": "reading",
    "loads_case": "case_text",
}
"""Which module each name lives in; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - computed from the one table
__getattr__, __dir__ = front(__name__, _HOME)
