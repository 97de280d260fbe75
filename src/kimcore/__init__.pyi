from kimcore.bundle import dump, dump_cases, dumps, iter_cases, load, loads
from kimcore.errors import BundleError, KimcoreError
from kimcore.model import Town
from kimcore.reports import Report, check
from kimcore.rules import Finding, Outcome, Severity
from kimcore.text import Language

__all__ = [
    "BundleError",
    "Finding",
    "KimcoreError",
    "Language",
    "Outcome",
    "Report",
    "Severity",
    "Town",
    "__version__",
    "check",
    "dump",
    "dump_cases",
    "dumps",
    "iter_cases",
    "load",
    "loads",
]

__version__: str
