"""For programs that embed kimcore: made-up records, cases and towns, and examples of rules to try (*Testhilfen*).

Each module is imported when first used; `strategies` needs Hypothesis, which the extra ``kimcore[testing]`` brings.
"""

from importlib import import_module

__all__ = ["check_rule", "musterkreis", "sheets", "strategies", "synthetic"]


def __getattr__(name: str) -> object:
    """Import a module of this room, or `check_rule`, when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "check_rule":
        return import_module(f"{__name__}.conformance").check_rule
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    """List what this room offers, also what is not yet imported."""
    return sorted(__all__)
