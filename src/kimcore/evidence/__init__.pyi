from kimcore.evidence.coordination import Congruence, Difference, DifferenceKind, congruence
from kimcore.evidence.demands import Demand, Requirement, requirements
from kimcore.evidence.history import StateChange
from kimcore.evidence.lacks import Gap, Lack
from kimcore.evidence.links import Link, LinkKind
from kimcore.evidence.searching import Gaps, Unjudged, gaps
from kimcore.evidence.states import LoopState, Permission, Refusal, allowed
from kimcore.evidence.steps import Standing
from kimcore.evidence.tracing import Step, Trace, trace

__all__ = [
    "Congruence",
    "Demand",
    "Difference",
    "DifferenceKind",
    "Gap",
    "Gaps",
    "Lack",
    "Link",
    "LinkKind",
    "LoopState",
    "Permission",
    "Refusal",
    "Requirement",
    "Standing",
    "StateChange",
    "Step",
    "Trace",
    "Unjudged",
    "allowed",
    "congruence",
    "gaps",
    "requirements",
    "trace",
]
