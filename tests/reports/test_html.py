"""Pages as HTML: one file, safe with any name, readable by people and machines."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from attrs import evolve

from kimcore import load
from kimcore.cli import main
from kimcore.model import UNITS, Town
from kimcore.reports import check

MUSTERKREIS = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
KLEVE = str(Path(__file__).parents[2] / "examples" / "kreis-kleve.json")
PAGES = ("check", "network", "gaps", "congruence", "referrals", "goals", "duties", "effects", "themes")
ON = ("--on", "2025-12-31")
COMMANDS = (
    ("check", MUSTERKREIS, *ON),
    ("show", MUSTERKREIS, *ON),
    ("compare", MUSTERKREIS, "--from", "2024-12-31", "--to", "2025-12-31"),
    ("network", MUSTERKREIS, *ON),
    ("trace", MUSTERKREIS, "massnahme-leistungswechsel", *ON),
    ("gaps", MUSTERKREIS, *ON),
    ("congruence", MUSTERKREIS, *ON),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_page_for_people_names_no_case(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The pseudonym of a case stands on no page."""
    main([*command, "--format", "html"])
    cases = {case.id for case in load(MUSTERKREIS).cases or ()}
    assert not cases & set(re.findall(r"[\w-]+", capsys.readouterr().out))


def test_file_is_written_whole_and_in_the_form_its_name_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file named `.html` gets HTML, and nothing goes to standard output."""
    place = tmp_path / "gaps.html"
    assert main(["gaps", MUSTERKREIS, *ON, "--output", str(place)]) == 0
    assert place.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out == ""


def test_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there ends the command with 2 and the path."""
    assert main(["gaps", MUSTERKREIS, *ON, "--output", str(tmp_path / "no" / "gaps.html")]) == 2
    assert "gaps.html wurde nicht geschrieben" in capsys.readouterr().err


def test_name_of_a_form_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file named after a form that the command does not have is not written in another form."""
    place = tmp_path / "town.json"
    assert main(["show", MUSTERKREIS, *ON, "--output", str(place)]) == 2
    assert not place.exists()
    assert "text, markdown, html" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_asks_nobody(command: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is valid HTML in its language, holds no script and loads nothing, and its policy forbids both."""
    main([*command, "--format", "html", "--language", language])
    page = capsys.readouterr().out
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert root.get("lang") == language
    assert not [element for element in root.iter() if element.tag in {"script", "link", "iframe", "object", "form", "base"}]
    assert all(element.get("src", "").startswith("data:") for element in root.iter("img"))
    assert not re.search(r"url\(|@import|style=", page)
    (policy,) = [element.get("content") or "" for element in root.iter("meta") if element.get("http-equiv")]
    (style,) = [element.text or "" for element in root.iter("style")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_page_has_landmarks(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A page has one header and one main part, and every section is named by its heading."""
    main([*command, "--format", "html"])
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(capsys.readouterr().out)
    assert [len(list(root.iter(tag))) for tag in ("h1", "header", "main")] == [1, 1, 1]
    names = {element.get("id") for element in root.iter("h2")}
    assert all(section.get("aria-labelledby") in names for section in root.iter("section"))


def test_colours_can_be_told_from_the_ground() -> None:
    """Every colour of text has a contrast of at least 4.5 to paper and card, by day, by night and in print (WCAG 2.2, 1.4.3)."""
    style = files("kimcore.reports").joinpath("page.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    assert len(schemes) == 3
    for scheme in schemes:
        for ink in ("ink", "quiet", "brand", "error", "warning", "info", "met"):
            assert all(_contrast(scheme[ink], scheme[ground]) >= 4.5 for ground in ("paper", "card")), ink


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_notebook_shows_counts_only() -> None:
    """In a notebook a report shows how many rules came out how, with the name of the town escaped."""
    town = Town(municipality=evolve(UNITS[10], name="<b>Kleve"), concepts=())
    shown = check(town, on=date(2025, 6, 30), select=["ST-04", "LG-04"])._repr_html_()
    assert "&lt;b&gt;Kleve, 30.06.2025" in shown
    assert "<th scope='row'>nicht erfüllt</th><td>1</td>" in shown
    assert "<th scope='row'>nicht feststellbar</th><td>1</td>" in shown


@pytest.mark.parametrize("form", ["html", "json"])
@pytest.mark.parametrize(
    "command", ["check", "network", "gaps", "congruence", "referrals", "goals", "duties", "effects", "themes"]
)
def test_town_that_publishes_little_has_every_page(command: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A real town without cases gets each page, in which what is not on record is said not to be."""
    assert main([command, KLEVE, *ON, "--format", form]) == 0
    assert len(capsys.readouterr().out) > 100
