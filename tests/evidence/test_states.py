from itertools import pairwise

import pytest

from kimcore.evidence import LoopState, Refusal, allowed
from kimcore.evidence.states import MAIN_WAY


@pytest.mark.parametrize(("state", "to"), tuple(pairwise(MAIN_WAY)))
def test_the_main_way_is_open(state: LoopState, to: LoopState) -> None:
    """Each state of a loop may pass to the next one."""
    assert allowed(state, to).is_given


@pytest.mark.parametrize(
    ("state", "to", "refusal"),
    [
        (LoopState.SEEN, LoopState.ACCEPTED, Refusal.NOT_NAMED),
        (LoopState.NAMED, LoopState.DEFERRED, Refusal.NOT_PRESENTED),
        (LoopState.PRESENTED, LoopState.DRAFTED, Refusal.NOT_ACCEPTED),
        (LoopState.ACCEPTED, LoopState.APPROVED, Refusal.NOT_DRAFTED),
        (LoopState.DRAFTED, LoopState.RUNNING, Refusal.NOT_APPROVED),
        (LoopState.APPROVED, LoopState.FINISHED, Refusal.NOT_STARTED),
        (LoopState.RUNNING, LoopState.REVIEWED, Refusal.NOT_FINISHED),
        (LoopState.FINISHED, LoopState.DROPPED, Refusal.NO_WAY),
        (LoopState.RUNNING, LoopState.APPROVED, Refusal.BACKWARDS),
        (LoopState.NAMED, LoopState.NAMED, Refusal.SAME_STATE),
        (LoopState.REJECTED, LoopState.PRESENTED, Refusal.ALREADY_OVER),
    ],
)
def test_refusals_have_names(state: LoopState, to: LoopState, refusal: Refusal) -> None:
    """A step that is not due is refused by the first gate that was passed over."""
    assert allowed(state, to).refusal is refusal


@pytest.mark.parametrize("state", LoopState)
@pytest.mark.parametrize("to", LoopState)
def test_every_step_has_an_answer(state: LoopState, to: LoopState) -> None:
    """Any two states get an answer, and a measure runs only from approval."""
    permission = allowed(state, to)
    assert permission.is_given is (permission.refusal is None)
    if to is LoopState.RUNNING:
        assert permission.is_given is (state is LoopState.APPROVED)
