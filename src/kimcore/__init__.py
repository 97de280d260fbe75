"""The front door: everything a program that embeds kimcore needs, imported when first used.

`import kimcore` alone loads no room and no library.
"""

from importlib import import_module

_HOME = {
    "BundleError": "kimcore.errors",
    "CaseChecks": "kimcore.rules",
    "Finding": "kimcore.rules",
    "KimcoreError": "kimcore.errors",
    "Language": "kimcore.text",
    "Outcome": "kimcore.rules",
    "Report": "kimcore.reports",
    "Severity": "kimcore.rules",
    "Town": "kimcore.model",
    "case_checks": "kimcore.rules",
    "check": "kimcore.reports",
    "check_case": "kimcore.rules",
    "check_cases": "kimcore.tables",
    "dump": "kimcore.bundle",
    "dump_cases": "kimcore.bundle",
    "dumps": "kimcore.bundle",
    "dumps_case": "kimcore.bundle",
    "iter_cases": "kimcore.bundle",
    "load": "kimcore.bundle",
    "loads": "kimcore.bundle",
    "loads_case": "kimcore.bundle",
}
"""Where each name lives; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = [
    "BundleError",
    "CaseChecks",
    "Finding",
    "KimcoreError",
    "Language",
    "Outcome",
    "Report",
    "Severity",
    "Town",
    "__version__",
    "case_checks",
    "check",
    "check_case",
    "check_cases",
    "dump",
    "dump_cases",
    "dumps",
    "dumps_case",
    "iter_cases",
    "load",
    "loads",
    "loads_case",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name == "__version__":
        return import_module("importlib.metadata").version("kimcore")
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(__all__)
