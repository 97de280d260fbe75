from datetime import date

import pytest
from attrs import evolve

from kimcore.errors import EvidenceError
from kimcore.evidence import Lack, LinkKind, LoopState, Refusal, Trace, trace
from kimcore.model import GoalId, ThemeId, Town
from kimcore.testing.musterkreis import REFERENCE_DAY, WHOLE_LOOPS


def _keys(found: Trace, kind: LinkKind) -> set[str]:
    return {step.link.id for step in found.steps if step.link.kind is kind}


def test_whole_loops_are_whole_and_no_others(town: Town) -> None:
    """Exactly the loops that are said to be whole are, besides a theme that was merged into one of them."""
    whole = [theme.id for theme in town.themes or () if trace(town, theme.id, on=REFERENCE_DAY).is_whole]
    assert whole == sorted((*WHOLE_LOOPS, "thema-merkblatt"))


@pytest.mark.parametrize(
    "key",
    [
        "fall-002",
        "fall-002/bedarf-002-1",
        "huerde-leistungswechsel-3",
        "thema-leistungswechsel",
        "vorschlag-leistungswechsel",
        "beschluss-leistungswechsel",
        "freigabe-leistungswechsel",
        "massnahme-leistungswechsel",
        "ziel-leistungswechsel",
        "pruefung-leistungswechsel",
    ],
)
def test_every_record_of_a_loop_leads_to_the_others(town: Town, key: str) -> None:
    """From whichever end one starts, need, theme and measure of the loop are on the way."""
    found = trace(town, key, on=REFERENCE_DAY)
    assert "fall-002/bedarf-002-1" in _keys(found, LinkKind.NEED)
    assert "thema-leistungswechsel" in _keys(found, LinkKind.THEME)
    assert key in {step.link.id for step in found.steps}


def test_a_trace_knows_nothing_of_the_future(town: Town) -> None:
    """Before the second approval there is no measure yet."""
    found = trace(town, "thema-leistungswechsel", on=date(2023, 6, 22))
    assert _keys(found, LinkKind.DECISION) == {"beschluss-leistungswechsel"}
    assert _keys(found, LinkKind.REVIEW) == set()


def test_what_is_missing_stands_where_it_is_missing(town: Town) -> None:
    """A gap stands at the step it belongs to."""
    found = trace(town, "huerde-wohnsitz-1", on=REFERENCE_DAY)
    lacking = {step.link.id: tuple(gap.lack for gap in step.gaps) for step in found.steps if step.gaps}
    assert lacking == {
        "thema-wohnsitz": (Lack.THEME_NOT_ESCALATED,),
        "beschluss-wohnsitz": (Lack.REJECTED_WITHOUT_REASON,),
    }


def test_a_measure_that_ran_unapproved_is_refused_by_name(town: Town) -> None:
    """The step from drafted to running is shown as the one that was not due."""
    found = trace(town, "massnahme-unterlagen", on=REFERENCE_DAY)
    refused = [(change.state, change.refusal) for change in found.changes if change.refusal is not None]
    assert refused == [(LoopState.RUNNING, Refusal.NOT_APPROVED)]


def test_whole_loops_have_no_step_refused(town: Town) -> None:
    """In a loop that is whole every change of state was due."""
    for theme in WHOLE_LOOPS:
        measures = _keys(trace(town, theme, on=REFERENCE_DAY), LinkKind.MEASURE)
        for key in (theme, *measures):
            assert not [change for change in trace(town, key, on=REFERENCE_DAY).changes if change.refusal is not None]


def test_what_a_loop_has_not_reached_is_named(town: Town) -> None:
    """A theme that waits for an answer has neither decision nor measure yet, and a whole loop has all it needs."""
    waiting = trace(town, "thema-termine", on=REFERENCE_DAY).not_yet
    assert waiting == (LinkKind.DECISION, LinkKind.MEASURE, LinkKind.REVIEW, LinkKind.FEEDBACK)
    assert trace(town, "thema-leistungswechsel", on=REFERENCE_DAY).not_yet == ()


def test_an_unknown_key_is_refused_with_near_ones(town: Town) -> None:
    """A slip of the pen is answered with keys that look like it."""
    with pytest.raises(EvidenceError, match="near: thema-wohnen"):
        trace(town, "thema-wohne", on=REFERENCE_DAY)


def test_a_word_of_the_title_is_enough_for_a_hint(town: Town) -> None:
    """Whoever asks for what a record is about is told its key."""
    with pytest.raises(EvidenceError, match="near: vorschlag-leistungswechsel, "):
        trace(town, "Laufzettel", on=REFERENCE_DAY)
    with pytest.raises(EvidenceError, match="found 'Sprachkurs'; near: thema-"):
        trace(town, "Sprachkurs", on=REFERENCE_DAY)


def test_a_message_suggests_no_case(town: Town) -> None:
    """A key near that of a case is refused without naming a case."""
    with pytest.raises(EvidenceError) as raised:
        trace(town, "fall-0002", on=REFERENCE_DAY)
    assert "fall-002" not in str(raised.value).replace("'fall-0002'", "")


def test_a_key_of_two_records_is_refused(town: Town) -> None:
    """Where a goal and a theme share a key, the question has two answers."""
    goals = (*(town.goals or ()), evolve((town.goals or ())[0], id=GoalId("thema-wohnen")))
    with pytest.raises(EvidenceError, match="as theme and goal"):
        trace(evolve(town, goals=goals), "thema-wohnen", on=REFERENCE_DAY)


def test_a_circle_is_named_and_ends(healthy: Town) -> None:
    """Themes merged into each other are named, the first again at the end."""
    swapped = {"thema-wohnen": ThemeId("thema-kita"), "thema-kita": ThemeId("thema-wohnen")}
    themes = tuple(evolve(theme, merged_into=swapped.get(theme.id, theme.merged_into)) for theme in healthy.themes or ())
    found = trace(evolve(healthy, themes=themes), "thema-wohnen", on=REFERENCE_DAY)
    assert [link.id for link in found.circle] == ["thema-kita", "thema-wohnen", "thema-kita"]
    assert not found.is_whole


def test_what_is_not_recorded_is_named(town: Town) -> None:
    """A trace says which collections of the chain nobody has recorded."""
    assert trace(evolve(town, reviews=None), "thema-wohnen", on=REFERENCE_DAY).unrecorded == ("reviews",)
