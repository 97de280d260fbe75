"""For programs that embed kimcore: made-up records and towns, and examples of rules to try (*Testhilfen*).

Each module is imported when first used; `strategies` needs Hypothesis, which the extra ``kimcore[testing]`` brings.
"""

from importlib import import_module
from types import ModuleType

__all__ = ["sheets", "strategies"]


def __getattr__(name: str) -> ModuleType:
    """Import a module of this room when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    """List the modules, also those not yet imported."""
    return sorted(__all__)
