"""Judging a town: facts in, findings out (*Prüfung*)."""

from kimcore.rules.catalogue import BUILTIN, choose, rule
from kimcore.rules.context import Context
from kimcore.rules.engine import judge, judge_one
from kimcore.rules.finding import Finding
from kimcore.rules.outcome import Outcome, Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import CaseCheck, Over, Rule, highest_severity

__all__ = [
    "BUILTIN",
    "CaseCheck",
    "Context",
    "Finding",
    "Outcome",
    "Over",
    "Rule",
    "Severity",
    "Verdict",
    "choose",
    "failed",
    "highest_severity",
    "judge",
    "judge_one",
    "not_applicable",
    "passed",
    "rule",
    "unknown",
]
