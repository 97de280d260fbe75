from kimcore.bundle import dump, dump_cases, dumps, dumps_case, iter_cases, load, loads, loads_case
from kimcore.errors import BundleError, KimcoreError
from kimcore.model import Town
from kimcore.reports import Report, check
from kimcore.rules import CaseChecks, Finding, Outcome, Severity, case_checks, check_case
from kimcore.tables import check_cases
from kimcore.text import Language

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

__version__: str
