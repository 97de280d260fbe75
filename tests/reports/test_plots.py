"""Pictures: the same each time, nothing covered, nobody recognised."""

import re
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Paper
from matplotlib.text import Annotation

from kimcore import load
from kimcore.cli import main
from kimcore.disclosure import UNPROTECTED
from kimcore.errors import NetworkError
from kimcore.evidence import TownCount, compare_towns, funnel, referral_flow
from kimcore.model import UNITS, Actor, ActorId, ActorKind, Case, CaseId, Town
from kimcore.network import Grouping, cooperation_graph, density, places, quarter_days, series, tie_arrays
from kimcore.reports import check
from kimcore.reports.network_report import NetworkReport, examine_network
from kimcore.reports.page import Figure, Grid, illustrated
from kimcore.reports.plots import (
    findings_plot,
    funnel_figures,
    funnel_plot,
    mixing_plot,
    network_plot,
    picture_text,
    ranks_plot,
    series_plot,
    waiting_plot,
)
from kimcore.reports.towns_report import towns_page
from kimcore.text import Language

DAY = date(2025, 12, 31)
MUSTERKREIS = Path(__file__).parents[2] / "examples" / "musterkreis.json"
BARE = Town(municipality=UNITS[10])
NETWORK_PLOTS = (mixing_plot, network_plot, ranks_plot)


@pytest.fixture(scope="module")
def musterkreis() -> NetworkReport:
    """Give the network of the invented town."""
    return examine_network(load(MUSTERKREIS), on=DAY, permutations=10)


def _words(ax: Axes) -> str:
    """Return everything that is written in the picture of some axes."""
    figure = ax.figure
    return " ".join(text.get_text() for text in (*figure.texts, *ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()))


@pytest.mark.parametrize("plot", NETWORK_PLOTS)
def test_same_network_gives_the_same_picture(plot: type, musterkreis: NetworkReport) -> None:
    """The order of the records does not change a letter of the picture, nor does writing it twice."""
    town = musterkreis.town
    turned = evolve(town, actors=(town.actors or ())[::-1], ties=(town.ties or ())[::-1])
    ax = plot(musterkreis)
    assert picture_text(ax) == picture_text(ax) == picture_text(plot(examine_network(turned, on=DAY, permutations=10)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Grouping)
def test_names_cover_no_names(kind: Grouping, language: Language, musterkreis: NetworkReport) -> None:
    """No two names in the drawing overlap, and none leaves the paper."""
    ax = network_plot(musterkreis, kind=kind, language=language)
    boxes = [text.get_window_extent() for text in ax.texts if isinstance(text, Annotation)]
    assert len(boxes) == 11
    assert not [1 for place, one in enumerate(boxes) for other in boxes[:place] if one.overlaps(other)]
    assert all(ax.figure.bbox.containsx(x) and ax.figure.bbox.containsy(y) for box in boxes for x, y in box.corners())


@pytest.mark.parametrize("plot", NETWORK_PLOTS)
def test_picture_is_drawn_where_it_is_wanted(plot: type, musterkreis: NetworkReport) -> None:
    """Given axes are drawn into and returned."""
    ax = Paper().subplots()
    assert plot(musterkreis, ax=ax) is ax
    assert ax.get_title(loc="left")


@pytest.mark.parametrize("plot", NETWORK_PLOTS)
def test_empty_town_is_said_to_be_empty(plot: type) -> None:
    """Where there is nothing to draw, the picture says so."""
    assert _words(plot(examine_network(BARE, on=DAY), language=Language.EN))


def test_formulas_in_names_stay_names() -> None:
    """What another program would typeset as a formula, or obey, is shown as it is."""
    actors = tuple(
        Actor(id=ActorId(f"a{number}"), name=name, kinds=(ActorKind.INTEGRATION_CENTRE,))
        for number, name in enumerate((r"$\frac$", "\x1b[31mrot", "_verborgen"))
    )
    report = examine_network(evolve(BARE, actors=actors), on=DAY)
    for plot in NETWORK_PLOTS:
        picture_text(plot(report))
    shown = _words(ranks_plot(report))
    assert r"$\frac$" in shown
    assert "_verborgen" in shown
    assert "\x1b" not in shown


def test_place_follows_ties(musterkreis: NetworkReport) -> None:
    """Every actor has a place of its own, those with ties inside the disc and those without below it."""
    where = places(musterkreis.ties)
    assert len(set(where.values())) == musterkreis.ties.n
    tied = [actor for actor in where if musterkreis.degree.values[actor]]
    lowest = min(where[actor][1] for actor in tied)
    assert all(where[actor][1] < lowest for actor in where if actor not in tied)


def test_places_of_nobody() -> None:
    """A network without actors has no places."""
    assert places(tie_arrays(cooperation_graph(BARE, on=DAY))) == {}


@pytest.mark.parametrize("number", [2, 5])
def test_cases_are_not_counted_in_a_picture(number: int) -> None:
    """All failures of one rule on single cases are one finding, however many cases there are."""
    cases = tuple(Case(id=CaseId(f"c{one}"), municipality=UNITS[10].key, opened_on=date(2024, 1, 1)) for one in range(number))
    ax = findings_plot(check(evolve(BARE, cases=cases), on=DAY, select=["CM-07"]))
    assert [text.get_text() for text in ax.texts] == ["1"]


def test_town_without_failures_has_an_empty_picture() -> None:
    """Where nothing failed, the picture says so."""
    ax = findings_plot(check(BARE, on=DAY, select=["ST-04"]), language=Language.EN)
    assert "None of the requirements" in _words(ax)


def test_series_begins_at_zero(musterkreis: NetworkReport) -> None:
    """The axis of a share is not cut, and first and last value are written."""
    days = quarter_days(date(2024, 12, 31), DAY)
    waves = series([(day, cooperation_graph(musterkreis.town, on=day)) for day in days], {"density": density})
    ax = series_plot(waves, "density", language=Language.EN)
    assert ax.get_ylim()[0] == 0
    assert [text.get_text() for text in ax.texts] == ["3.3 %", "4.7 %"]


def test_series_of_an_unknown_metric_is_refused() -> None:
    """A metric that was not measured is named with those that were."""
    waves = series([(DAY, cooperation_graph(BARE, on=DAY))], {"density": density})
    with pytest.raises(NetworkError, match=r"waves\[0\]: expected the metric 'reciprocity', found density"):
        series_plot(waves, "reciprocity")


def test_series_without_values_says_so() -> None:
    """Where a metric is defined on no day, the picture says so."""
    waves = series([(DAY, cooperation_graph(BARE, on=DAY))], {"density": density})
    assert "Für keinen der Tage" in _words(series_plot(waves, "density"))


def test_curve_of_few_people_is_not_drawn() -> None:
    """Where fewer than three people were passed on, the picture shows no curve and says why."""
    musterkreis = load(MUSTERKREIS)
    sent = [case for case in musterkreis.cases or () if case.referrals]
    few = waiting_plot(evolve(musterkreis, cases=tuple(sent[:2])), on=DAY, language=Language.EN)
    assert "Too few referrals" in _words(few)
    assert not few.lines


def test_unprotected_curve_says_so() -> None:
    """With the protection switched off every step is drawn, and the picture names it."""
    ax = waiting_plot(load(MUSTERKREIS), on=DAY, language=Language.EN, protection=UNPROTECTED)
    assert "Unprotected: a step may tell of one person." in _words(ax).replace("\n", " ")


def test_median_in_the_picture_is_the_measured_one() -> None:
    """The line at one half stands where the median of the report stands."""
    median = referral_flow(load(MUSTERKREIS), on=DAY).first_contact_median.value
    ax = waiting_plot(load(MUSTERKREIS), on=DAY, language=Language.EN)
    assert f"half after {median} days" in [text.get_text() for text in ax.texts]


def test_funnel_names_every_town_and_covers_none() -> None:
    """Every town with a number has its name, no two names overlap, and what is protected is left out."""
    counts = [
        TownCount(town=f"Kreis {letter}", count=place * 5, size=place * 8.0) for place, letter in enumerate("abcdefgh", start=1)
    ]
    counts.append(TownCount(town="geschützt", count=None, size=None, reason="protected"))
    ax = funnel_plot(funnel(counts, name="acceptance_rate"))
    boxes = [text.get_window_extent() for text in ax.texts]
    assert sorted(text.get_text() for text in ax.texts) == [f"Kreis {letter}" for letter in "abcdefgh"]
    assert not [1 for place, one in enumerate(boxes) for other in boxes[:place] if one.overlaps(other)]


def test_towns_beyond_the_limits_have_another_shape() -> None:
    """A town beyond the limits is a diamond, one within is round, one too small is hollow: shape says what colour says."""
    counts = [
        TownCount(town="a", count=5, size=6),
        TownCount(town="b", count=90, size=200),
        TownCount(town="c", count=100, size=200),
        TownCount(town="d", count=180, size=200),
    ]
    ax = funnel_plot(funnel(counts, name="acceptance_rate", target=0.5))
    signs = [(line.get_marker(), line.get_markerfacecolor() == "white") for line in ax.lines if line.get_linestyle() == "None"]
    assert signs == [("o", True), ("o", False), ("o", False), ("D", False)]


def test_funnel_of_nobody_says_so() -> None:
    """Without a single count the picture says that there is no number."""
    assert "Keine Kommune hat hier eine Zahl." in _words(funnel_plot(funnel([], name="acceptance_rate")))


@pytest.mark.parametrize("command", ["check", "network", "referrals"])
def test_page_shows_a_picture(command: str, tmp_path: Path) -> None:
    """With `--pictures` an HTML page holds one picture, inside itself, with words for it."""
    place = tmp_path / "page.html"
    main([command, str(MUSTERKREIS), "--on", "2025-12-31", "--pictures", "--output", str(place)])
    (picture,) = re.findall(
        r'<figure>\n<img src="data:image/svg\+xml;base64,[^"]+" alt="(.+)">', place.read_text(encoding="utf-8")
    )
    assert picture


def test_pictures_need_html(capsys: pytest.CaptureFixture[str]) -> None:
    """Pictures in a form that cannot show them are refused before anything is read."""
    assert main(["check", "no-such-file.json", "--pictures"]) == 2
    assert "--format html" in capsys.readouterr().err


def test_every_number_of_towns_has_its_picture() -> None:
    """Each section on a number that towns are compared by opens with its funnel."""
    musterkreis = load(MUSTERKREIS)
    towns = [evolve(musterkreis, municipality=unit) for unit in UNITS[10:13]]
    found = compare_towns(towns, on=DAY)
    plain = towns_page(towns, found)
    page = illustrated(plain, funnel_figures(found, {section.title for section in plain.sections}))
    compared = [section for section in page.sections if any(isinstance(block, Grid) for block in section.blocks)]
    assert len(compared) > 3
    assert all(isinstance(section.blocks[0], Figure) for section in compared)


def test_page_without_anything_to_draw_has_no_picture(tmp_path: Path) -> None:
    """Where there is no tie and no referral, `--pictures` adds none."""
    kleve = MUSTERKREIS.with_name("kreis-kleve.json")
    for command in ("network", "referrals"):
        place = tmp_path / f"{command}.html"
        assert main([command, str(kleve), "--on", "2025-12-31", "--pictures", "--output", str(place)]) == 0
        assert "<img" not in place.read_text(encoding="utf-8")
