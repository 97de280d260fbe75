"""The loop from people's needs to structural change and back (*Wirkungskette*).

The modules behind the names are imported when first used.
"""

from importlib import import_module

_HOME = {
    "Congruence": "coordination",
    "Demand": "demands",
    "Difference": "coordination",
    "DifferenceKind": "coordination",
    "Gap": "lacks",
    "Gaps": "searching",
    "Lack": "lacks",
    "Link": "links",
    "LinkKind": "links",
    "LoopState": "states",
    "Permission": "states",
    "Refusal": "states",
    "Requirement": "demands",
    "Standing": "steps",
    "StateChange": "history",
    "Step": "tracing",
    "Trace": "tracing",
    "Unjudged": "searching",
    "allowed": "states",
    "congruence": "coordination",
    "gaps": "searching",
    "requirements": "demands",
    "trace": "tracing",
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
