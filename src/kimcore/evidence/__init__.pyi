from kimcore.evidence.history import StateChange
from kimcore.evidence.lacks import Gap, Lack
from kimcore.evidence.links import Link, LinkKind
from kimcore.evidence.searching import Gaps, Unjudged, gaps
from kimcore.evidence.states import LoopState, Permission, Refusal, allowed
from kimcore.evidence.steps import Standing
from kimcore.evidence.tracing import Step, Trace, trace

__all__ = [
    "Gap",
    "Gaps",
    "Lack",
    "Link",
    "LinkKind",
    "LoopState",
    "Permission",
    "Refusal",
    "Standing",
    "StateChange",
    "Step",
    "Trace",
    "Unjudged",
    "allowed",
    "gaps",
    "trace",
]
