"""Where rules, network and evidence meet, arranged for a reader (*Berichte*)."""

from kimcore.reports.examination import check, context_of
from kimcore.reports.report import Report

__all__ = ["Report", "check", "context_of"]
