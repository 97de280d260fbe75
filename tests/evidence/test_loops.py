"""All loops at a glance."""

import json
from pathlib import Path

import pytest
from attrs import evolve

from kimcore.cli import main
from kimcore.evidence import LinkKind, trace, traces
from kimcore.model import DecisionOutcome, Town
from kimcore.reports.loops_report import loops_json, loops_page
from kimcore.reports.page_output import page_text
from kimcore.testing.musterkreis import REFERENCE_DAY, WHOLE_LOOPS
from kimcore.text import Language

MUSTERKREIS = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
COMMAND = ("trace", MUSTERKREIS, "--on", "2025-12-31")


def test_every_theme_has_its_trace(town: Town) -> None:
    """The traces of all themes are those that each alone has, and a measure without a theme has its own."""
    found = traces(town, on=REFERENCE_DAY)
    themes = [one for one in found if one.origin.link.kind is LinkKind.THEME]
    assert [one.origin.link.id for one in themes] == sorted(one.id for one in town.themes or () if one.merged_into is None)
    assert all(one == trace(town, one.origin.link.id, on=REFERENCE_DAY) for one in found)
    assert [one.origin.link.id for one in found if one not in themes] == ["massnahme-broschuere"]


def test_whole_loops_are_counted(town: Town) -> None:
    """The page counts the loops of Musterkreis that were planted as whole."""
    whole = {one.origin.link.id for one in traces(town, on=REFERENCE_DAY) if one.is_whole}
    assert whole == set(WHOLE_LOOPS)
    page = page_text(loops_page(town, traces(town, on=REFERENCE_DAY), on=REFERENCE_DAY, language=Language.EN))
    assert f"{len(whole)} of 19 loops are whole" in page


def test_a_rejected_theme_is_not_open(healthy: Town) -> None:
    """What was rejected with a reason waits for nothing any more."""
    decisions = tuple(
        evolve(one, outcome=DecisionOutcome.REJECTED, reason="Mittel fehlen") if one.id == "beschluss-kita-erneut" else one
        for one in healthy.decisions or ()
    )
    given = evolve(healthy, decisions=decisions)
    told = json.loads(loops_json(traces(given, on=REFERENCE_DAY), on=REFERENCE_DAY))
    (loop,) = (one for one in told["loops"] if one["id"] == "thema-kita-erneut")
    assert (loop["states"], loop["whole"], loop["gaps"]) == (["rejected"], False, 0)
    lines = page_text(loops_page(given, traces(given, on=REFERENCE_DAY), on=REFERENCE_DAY)).splitlines()
    assert any("abgelehnt" in line and "beendet" in line for line in lines)


def test_a_town_without_themes_says_so(town: Town) -> None:
    """Where nothing is on record there is no table."""
    page = page_text(loops_page(Town(municipality=town.municipality), (), on=REFERENCE_DAY))
    assert "Kein Thema und keine Maßnahme ist verzeichnet." in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_overview_fits_a_page(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a key the command shows all loops, on a page of 80 columns that names no case."""
    assert main([*COMMAND, "--language", language]) == 0
    page = capsys.readouterr().out
    assert max(map(len, page.splitlines())) <= 80
    assert len(page.splitlines()) <= 66
    assert "thema-leistungswechsel" in page
    assert not any(word in page for word in ("fall-", "bedarf-", "fk-"))


def test_programs_get_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form has format, version, day, and what each loop has not reached."""
    main([*COMMAND, "--format", "json"])
    value = json.loads(capsys.readouterr().out)
    assert (value["format"], value["version"], value["on"]) == ("kimcore-loops", 1, "2025-12-31")
    waiting = next(one for one in value["loops"] if one["id"] == "thema-termine")
    assert waiting["not_yet"] == ["decision", "measure", "review", "feedback"]
