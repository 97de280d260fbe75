"""The loop from people's needs to structural change and back (*Wirkungskette*).

The modules behind the names are imported when first used.
"""

from importlib import import_module

_HOME = {
    "Assumption": "assumptions",
    "AssumptionKey": "assumptions",
    "Attainment": "goals_reached",
    "AttemptCount": "answers",
    "BarriersBy": "themes_to_name",
    "BeforeAfter": "around",
    "Candidate": "themes_to_name",
    "Congruence": "coordination",
    "Demand": "demands",
    "Difference": "coordination",
    "DifferenceKind": "coordination",
    "Duties": "duties",
    "DutyFlaw": "duties",
    "DutyProblem": "duties",
    "EffectPart": "modelling",
    "Estimate": "modelling",
    "Funnel": "funnels",
    "FunnelPlace": "funnels",
    "FunnelPoint": "funnels",
    "Gap": "lacks",
    "Gaps": "searching",
    "IndicatorChange": "indicators",
    "IndicatorSeries": "indicators",
    "Lack": "lacks",
    "Link": "links",
    "LinkKind": "links",
    "LoopState": "states",
    "LostReferral": "answers",
    "ModelledEffect": "modelling",
    "OverlappingAttempts": "answers",
    "Permission": "states",
    "PingPong": "answers",
    "ReferralFlow": "answers",
    "ReferralWindow": "referral_windows",
    "ReferralsBy": "sent",
    "Refusal": "states",
    "Requirement": "demands",
    "Ruling": "rulings",
    "Score": "themes_to_name",
    "SeriesFlaw": "indicators",
    "Sightings": "around",
    "Span": "spans",
    "Standing": "steps",
    "StateChange": "history",
    "Step": "tracing",
    "Thresholds": "themes_to_name",
    "TownComparison": "towns",
    "TownCount": "funnels",
    "Trace": "tracing",
    "Unjudged": "searching",
    "Verdict": "rulings",
    "allowed": "states",
    "attainment": "goals_reached",
    "attainment_over_time": "goals_reached",
    "attainment_t": "goals_reached",
    "before_after": "around",
    "before_after_each": "around",
    "candidates": "themes_to_name",
    "candidates_of": "themes_to_name",
    "compare_towns": "towns",
    "congruence": "coordination",
    "duties_of": "duties",
    "first_contact_spells": "answers",
    "funnel": "funnels",
    "gaps": "searching",
    "indicator_change": "indicators",
    "indicator_series": "indicators",
    "modelled_effect": "modelling",
    "office_loads": "offices",
    "read_assumptions": "assumptions",
    "referral_flow": "answers",
    "requirements": "demands",
    "rule_on": "rulings",
    "thresholds": "themes_to_name",
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
