from datetime import date

import pytest
from attrs import evolve

from kimcore.bundle import dumps, loads
from kimcore.errors import EvidenceError
from kimcore.evidence import BarriersBy, Candidate, Verdict, applied, candidates, candidates_of, rule_on
from kimcore.model import BarrierId, LocalParameter, MunicipalityKey, Period, ThemeId, Town
from kimcore.testing.musterkreis import REFERENCE_DAY

SPRING = date(2023, 5, 1)
"""Before the first planning conference bundled anything."""


def test_barriers_of_one_sort_are_bundled(town: Town) -> None:
    """In spring 2023 the four themes of the first planning conference are the candidates."""
    found = [one for one in candidates(town, on=SPRING) if one.reaches_threshold]
    stories = [{key.removeprefix("huerde-").rpartition("-")[0] for key in one.barriers} for one in found]
    assert stories == [{"kita"}, {"leistungswechsel"}, {"sprachkurs"}, {"sprachmittlung"}]


def test_what_is_taken_up_or_rejected_is_no_candidate(town: Town) -> None:
    """At the reference day only the barrier that was left alone is open."""
    assert [one.barriers for one in candidates(town, on=REFERENCE_DAY)] == [("huerde-bibliothek",)]


def test_support_is_counted_and_scored_in_the_open(town: Town) -> None:
    """Three cases of three case managers reach every threshold; the score is the mean of its parts."""
    first = candidates(town, on=SPRING)[0]
    assert (first.cases, first.case_managers, first.seen_lately, first.seen_before) == (3, 3, 3, 0)
    assert first.score.total == (first.score.cases + first.score.reporters + first.score.recent) / 3


def test_the_threshold_is_the_towns_own(town: Town) -> None:
    """A town that wants four cases for a theme has no candidate that reaches it."""
    own = LocalParameter(
        key="ev.theme_cases_min",
        value=4,
        reason="Die Planungskonferenz will vier Fälle.",
        decided_on=date(2023, 4, 1),
        during=Period(first_day=date(2023, 4, 1)),
    )
    strict = evolve(town, parameters=(*(one for one in town.parameters if one.key != own.key), own))
    assert not any(one.reaches_threshold for one in candidates(strict, on=SPRING))


def test_fewer_features_bundle_more(town: Town) -> None:
    """By the field of action alone there are as many candidates as fields."""
    open_town = evolve(town, themes=(), decisions=())
    found = candidates(open_town, on=REFERENCE_DAY, by=[BarriersBy.FIELD])
    assert len({one.field for one in found}) == len(found)
    assert {one.interface for one in found} == {()}
    assert sum(len(one.barriers) for one in found) == len(_not_rejected(open_town))


def _not_rejected(town: Town) -> set[str]:
    """Return the barriers that nobody rejected."""
    return {barrier.id for barrier in town.barriers or () if barrier.rejected_on is None}


def test_towns_are_told_apart(town: Town) -> None:
    """The same keys in two towns are two cases, and each barrier names its town."""
    other = evolve(town, municipality=evolve(town.municipality, key=MunicipalityKey("05997")))
    both = candidates_of((town, other), on=SPRING)[0]
    assert both.cases == 6
    assert both.barriers[0].startswith("05997/")


def test_no_town_is_refused() -> None:
    """Nothing can be bundled from nowhere."""
    with pytest.raises(EvidenceError, match="expected at least one"):
        candidates_of((), on=SPRING)


def _two(town: Town) -> tuple[Candidate, Candidate]:
    first, second, *_ = candidates(town, on=SPRING)
    return first, second


def test_a_merger_holds_the_barriers_of_both(town: Town) -> None:
    """Two candidates merged make one theme."""
    first, second = _two(town)
    ruling = rule_on((first, second), Verdict.MERGED, on=SPRING, by_role="coordination", reason="gleiche Schnittstelle")
    assert ruling.bundles == (tuple(sorted((*first.barriers, *second.barriers))),)


def test_a_split_sets_the_rest_aside(town: Town) -> None:
    """What stands in no part of a split is set aside and not lost."""
    first, _ = _two(town)
    one, two, rest = first.barriers
    ruling = rule_on((first,), Verdict.SPLIT, on=SPRING, by_role="coordination", reason="zwei Ursachen", parts=((one,), (two,)))
    assert (ruling.bundles, ruling.set_aside) == (((one,), (two,)), (rest,))


def test_a_rejection_names_no_theme(town: Town) -> None:
    """A rejected candidate leaves its barriers aside."""
    first, _ = _two(town)
    ruling = rule_on((first,), Verdict.REJECTED, on=SPRING, by_role="coordination", reason="Einzelfälle")
    assert (ruling.bundles, ruling.set_aside) == ((), first.barriers)


@pytest.mark.parametrize(
    ("verdict", "role", "reason", "parts", "problem"),
    [
        (Verdict.ACCEPTED, " ", "Grund", (), "by_role"),
        (Verdict.ACCEPTED, "coordination", "", (), "reason"),
        (Verdict.MERGED, "coordination", "Grund", (), "two or more candidates"),
        (Verdict.SPLIT, "coordination", "Grund", (("huerde-kita-1",),), "two or more parts"),
        (Verdict.SPLIT, "coordination", "Grund", (("huerde-kita-1",), ("fremd",)), "found fremd"),
        (Verdict.SPLIT, "coordination", "Grund", (("huerde-kita-1",), ("huerde-kita-1",)), "in several"),
    ],
)
def test_what_does_not_fit_is_refused(
    town: Town, verdict: Verdict, role: str, reason: str, parts: tuple[tuple[str, ...], ...], problem: str
) -> None:
    """A ruling without role or reason, or with parts that do not fit, is refused by name."""
    first, _ = _two(town)
    keys = tuple(tuple(map(BarrierId, part)) for part in parts)
    with pytest.raises(EvidenceError, match=problem):
        rule_on((first,), verdict, on=SPRING, by_role=role, reason=reason, parts=keys)


def test_a_town_is_given_once(town: Town) -> None:
    """The same town twice would count every barrier twice, so it is refused."""
    with pytest.raises(EvidenceError, match="each municipality once, found 05998"):
        candidates_of((town, town), on=SPRING)


def test_an_accepted_candidate_becomes_a_theme_that_says_who_and_why(town: Town) -> None:
    """Role and reason stand at the theme, and still do after the town was written and read."""
    first, _ = _two(town)
    ruling = rule_on((first,), Verdict.ACCEPTED, on=SPRING, by_role="Koordination", reason="In drei Fällen gesehen.")
    given = applied(town, ruling, themes={ThemeId("thema-neu"): "Neues Thema"})
    (theme,) = (one for one in loads(dumps(given)).themes or () if one.id == "thema-neu")
    assert (theme.named_by_role, theme.naming_reason, theme.named_on) == ("Koordination", "In drei Fällen gesehen.", SPRING)
    assert theme.barriers == first.barriers
    assert first.barriers[0] not in {key for one in candidates(given, on=SPRING) for key in one.barriers}


def test_a_split_makes_a_theme_of_each_part(town: Town) -> None:
    """Each part gets its own key and title, and what was set aside is neither in a theme nor rejected."""
    first, _ = _two(town)
    one, two, rest = first.barriers
    ruling = rule_on((first,), Verdict.SPLIT, on=SPRING, by_role="coordination", reason="zwei Ursachen", parts=((one,), (two,)))
    given = applied(town, ruling, themes={ThemeId("a"): "A", ThemeId("b"): "B"})
    assert [(theme.id, theme.barriers) for theme in (given.themes or ())[-2:]] == [("a", (one,)), ("b", (two,))]
    assert [barrier.rejected_on for barrier in given.barriers or () if barrier.id == rest] == [None]


def test_a_rejection_is_kept_at_its_barriers(town: Town) -> None:
    """A rejected candidate leaves day, role and reason at each barrier, and is no candidate any more."""
    first, _ = _two(town)
    ruling = rule_on((first,), Verdict.REJECTED, on=SPRING, by_role="coordination", reason="Einzelfälle")
    given = applied(town, ruling)
    kept = {
        (one.rejected_on, one.rejected_by_role, one.rejection_reason) for one in given.barriers or () if one.id in first.barriers
    }
    assert kept == {(SPRING, "coordination", "Einzelfälle")}
    assert first.barriers not in {one.barriers for one in candidates(given, on=SPRING)}


def test_themes_nobody_recorded_are_recorded_in_part(town: Town) -> None:
    """One theme more does not make a full record of what was none."""
    bare = evolve(town, themes=None, decisions=None, proposals=None, measures=None, work_groups=None, meetings=None)
    ruling = rule_on(candidates(bare, on=SPRING)[:1], Verdict.ACCEPTED, on=SPRING, by_role="coordination", reason="Fälle")
    given = applied(bare, ruling, themes={ThemeId("neu"): "Neu"})
    assert "themes" in given.partial


@pytest.mark.parametrize(
    ("themes", "told"),
    [
        ({}, "themes: expected 1, one a bundle, found 0"),
        ({"thema-wohnen": "Wohnen"}, "themes: expected keys that are free, found thema-wohnen"),
        ({"neu": " "}, "themes: expected a title, found none for neu"),
    ],
)
def test_what_cannot_be_entered_is_refused(town: Town, themes: dict[str, str], told: str) -> None:
    """Every bundle needs a free key and a title."""
    ruling = rule_on(_two(town)[:1], Verdict.ACCEPTED, on=SPRING, by_role="coordination", reason="Fälle")
    with pytest.raises(EvidenceError, match=f"^{told}$"):
        applied(town, ruling, themes={ThemeId(key): title for key, title in themes.items()})


def test_barriers_of_another_town_are_refused(town: Town) -> None:
    """A candidate across towns names barriers with their town, and no single town has those."""
    other = evolve(town, municipality=evolve(town.municipality, key=MunicipalityKey("05997")))
    chosen = candidates_of((town, other), on=SPRING)[:1]
    ruling = rule_on(chosen, Verdict.REJECTED, on=SPRING, by_role="coordination", reason="Einzelfälle")
    with pytest.raises(EvidenceError, match=r"^barriers: expected those of the town, found 05997/"):
        applied(town, ruling)
