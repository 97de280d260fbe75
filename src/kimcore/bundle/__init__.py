"""Turning bytes into a town and back: strict, canonical, and with all problems at once (*Datenformat*).

The library that reads records, and the model, are imported when a name is first used.
"""

from importlib import import_module

_HOME = {
    "CaseStream": "streaming",
    "RefusedCase": "streaming",
    "dump": "writing",
    "dump_cases": "lines",
    "dumps": "writing",
    "iter_cases": "streaming",
    "load": "reading",
    "loads": "reading",
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
