from kimcore.evidence.answers import (
    AttemptCount,
    LostReferral,
    MisdatedAttempt,
    OverlappingAttempts,
    PingPong,
    ReferralFlow,
    first_contact_spells,
    referral_flow,
)
from kimcore.evidence.around import BeforeAfter, Sightings, before_after, before_after_each
from kimcore.evidence.assumptions import Assumption, AssumptionKey, read_assumptions
from kimcore.evidence.coordination import Congruence, Difference, DifferenceKind, congruence
from kimcore.evidence.demands import Demand, Requirement, requirements
from kimcore.evidence.duties import Duties, DutyFlaw, DutyProblem, duties_of
from kimcore.evidence.funnels import Funnel, FunnelPlace, FunnelPoint, TownCount, funnel
from kimcore.evidence.goals_reached import Attainment, attainment, attainment_over_time, attainment_t
from kimcore.evidence.history import StateChange
from kimcore.evidence.indicators import IndicatorChange, IndicatorSeries, SeriesFlaw, indicator_change, indicator_series
from kimcore.evidence.lacks import Gap, Lack
from kimcore.evidence.links import Link, LinkKind
from kimcore.evidence.modelling import EffectPart, Estimate, ModelledEffect, modelled_effect
from kimcore.evidence.offices import office_loads
from kimcore.evidence.referral_windows import ReferralWindow
from kimcore.evidence.rulings import Ruling, Verdict, applied, rule_on
from kimcore.evidence.searching import Gaps, Unjudged, gaps
from kimcore.evidence.sent import ReferralsBy
from kimcore.evidence.spans import Span
from kimcore.evidence.states import LoopState, Permission, Refusal, allowed
from kimcore.evidence.steps import Standing
from kimcore.evidence.themes_to_name import BarriersBy, Candidate, Score, Thresholds, candidates, candidates_of, thresholds
from kimcore.evidence.towns import TownComparison, compare_towns
from kimcore.evidence.tracing import Step, Trace, trace, traces

__all__ = [
    "Assumption",
    "AssumptionKey",
    "Attainment",
    "AttemptCount",
    "BarriersBy",
    "BeforeAfter",
    "Candidate",
    "Congruence",
    "Demand",
    "Difference",
    "DifferenceKind",
    "Duties",
    "DutyFlaw",
    "DutyProblem",
    "EffectPart",
    "Estimate",
    "Funnel",
    "FunnelPlace",
    "FunnelPoint",
    "Gap",
    "Gaps",
    "IndicatorChange",
    "IndicatorSeries",
    "Lack",
    "Link",
    "LinkKind",
    "LoopState",
    "LostReferral",
    "MisdatedAttempt",
    "ModelledEffect",
    "OverlappingAttempts",
    "Permission",
    "PingPong",
    "ReferralFlow",
    "ReferralWindow",
    "ReferralsBy",
    "Refusal",
    "Requirement",
    "Ruling",
    "Score",
    "SeriesFlaw",
    "Sightings",
    "Span",
    "Standing",
    "StateChange",
    "Step",
    "Thresholds",
    "TownComparison",
    "TownCount",
    "Trace",
    "Unjudged",
    "Verdict",
    "allowed",
    "applied",
    "attainment",
    "attainment_over_time",
    "attainment_t",
    "before_after",
    "before_after_each",
    "candidates",
    "candidates_of",
    "compare_towns",
    "congruence",
    "duties_of",
    "first_contact_spells",
    "funnel",
    "gaps",
    "indicator_change",
    "indicator_series",
    "modelled_effect",
    "office_loads",
    "read_assumptions",
    "referral_flow",
    "requirements",
    "rule_on",
    "thresholds",
    "trace",
    "traces",
]
