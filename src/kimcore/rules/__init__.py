"""Judging a town: facts in, findings out (*Prüfung*)."""

from kimcore.rules.catalogue import BUILTIN, choose, rule
from kimcore.rules.context import Context
from kimcore.rules.data_protection.deletion import DeletionDay, deletion_days
from kimcore.rules.data_protection.identifying import IdentifyingKind, identifying
from kimcore.rules.data_protection.names import NameList
from kimcore.rules.engine import Judgement, judge, judge_one
from kimcore.rules.finding import Finding
from kimcore.rules.outcome import Outcome, Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.packs import BrokenPack, Packs, RulePack, installed_packs
from kimcore.rules.profiles import Profile
from kimcore.rules.proof import problems_of
from kimcore.rules.rule import CaseCheck, Over, Rule, highest_severity
from kimcore.rules.single import CaseChecks, case_checks, check_case

__all__ = [
    "BUILTIN",
    "BrokenPack",
    "CaseCheck",
    "CaseChecks",
    "Context",
    "DeletionDay",
    "Finding",
    "IdentifyingKind",
    "Judgement",
    "NameList",
    "Outcome",
    "Over",
    "Packs",
    "Profile",
    "Rule",
    "RulePack",
    "Severity",
    "Verdict",
    "case_checks",
    "check_case",
    "choose",
    "deletion_days",
    "failed",
    "highest_severity",
    "identifying",
    "installed_packs",
    "judge",
    "judge_one",
    "not_applicable",
    "passed",
    "problems_of",
    "rule",
    "unknown",
]
