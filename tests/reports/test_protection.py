"""Every output of every command protects people unless that is switched off by name."""

import io
import json
import re
from contextlib import redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kimcore import load
from kimcore.cli import main
from kimcore.disclosure import PROTECTED, UNPROTECTED, Interval
from kimcore.disclosure import PUBLIC as FOR_ALL
from kimcore.model import UNITS, Case, CaseId, Closing, Town
from kimcore.network import Layer
from kimcore.reports import check
from kimcore.reports.grouping import all_entries
from kimcore.reports.inventory import inventory_page
from kimcore.reports.network_json import network_json
from kimcore.reports.network_output import network_markdown, network_text
from kimcore.reports.network_report import examine_network
from kimcore.reports.page import Grid
from kimcore.text import Language

EXAMPLES = Path(__file__).parents[2] / "examples"
MUSTERKREIS, PADERBORN = (str(EXAMPLES / name) for name in ("musterkreis.json", "kreis-paderborn.json"))
ON = ("--on", "2025-12-31")
COMMANDS = [
    ("check", MUSTERKREIS, *ON),
    ("compare", MUSTERKREIS, "--from", "2024-06-30", "--to", "2025-12-31"),
    ("trace", MUSTERKREIS, "massnahme-leistungswechsel", *ON),
    ("trace", MUSTERKREIS, "fall-141/bedarf-141-2", *ON),
    ("gaps", MUSTERKREIS, *ON),
    ("congruence", MUSTERKREIS, *ON),
    ("referrals", MUSTERKREIS, *ON),
    ("themes", MUSTERKREIS, *ON),
    ("goals", MUSTERKREIS, *ON),
    ("duties", MUSTERKREIS, *ON),
    ("effects", MUSTERKREIS, *ON),
]
PAGES = ("text", "markdown", "html")
OFF = {"de": "Ohne Geheimhaltung:", "en": "Without protection:"}
PUBLIC = {"de": "Für die Öffentlichkeit:", "en": "For the public:"}


def name_of(command: tuple[str, ...]) -> str:
    """Return what to call a command."""
    return "-".join(part for part in command[::2] if not part.startswith("-")).replace("/", "-")


@cache
def said(*arguments: str) -> str:
    """Return what a command writes; each is run once, since the same input gives the same output."""
    written = io.StringIO()
    with redirect_stdout(written):
        assert main([*arguments]) in {0, 1}
    return written.getvalue()


@pytest.fixture(scope="module")
def town() -> Town:
    """Read Musterkreis once for all."""
    return load(MUSTERKREIS)


@pytest.fixture(scope="module")
def people(town: Town) -> set[str]:
    """Return the keys of Musterkreis' cases and requests, and of the needs in its cases."""
    cases = {key for case in town.cases or () for key in (case.id, *(f"{case.id}/{need.id}" for need in case.needs))}
    return cases | {request.id for request in town.subject_requests or ()}


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_no_output_names_a_single_case(command: tuple[str, ...], people: set[str]) -> None:
    """By default neither page nor JSON holds the key of a case, of a need, or of a person's request, and JSON says why."""
    page, plain = (said(*command, "--format", form) for form in ("text", "json"))
    assert not people & set(re.findall(r"[\w/-]+", page + plain))
    assert not any(words in page for words in OFF.values())
    assert json.loads(plain)["protection"] == {"is_on": True, "minimum": 3, "is_public": False}


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_every_output_says_that_it_protects_nobody(command: tuple[str, ...]) -> None:
    """Switched off, page and JSON of every command say so."""
    page, plain = (said(*command, "--format", form, "--unprotected") for form in ("text", "json"))
    assert OFF["de"] in page
    assert json.loads(plain)["protection"]["is_on"] is False


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", PAGES)
def test_every_form_names_protection_in_its_language(form: str, language: str) -> None:
    """Text, Markdown and HTML say in German and in English that protection is off, or that a page is public."""
    gaps = ("gaps", PADERBORN, *ON, "--format", form, "--language", language)
    assert OFF[language] in said(*gaps, "--unprotected")
    assert PUBLIC[language] in said(*gaps, "--public")


@pytest.mark.parametrize(
    "command", [*COMMANDS, ("show", MUSTERKREIS), ("explain", "CM-07", MUSTERKREIS), ("network", MUSTERKREIS)], ids=name_of
)
def test_public_output_is_never_unprotected(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """No command writes anything that is marked public and protects nobody."""
    assert main([*command, "--public", "--unprotected"]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert "marked public" in written.err


@pytest.mark.parametrize(("form", "language"), [("text", "en"), ("markdown", "de"), ("html", "en"), ("json", "de")])
def test_public_file_is_not_replaced_by_an_unprotected_one(
    form: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that carries the mark stays as it is, whatever its form, language and name."""
    place = tmp_path / "gaps.out"
    arguments = ["gaps", PADERBORN, *ON, "--format", form, "--language", language, "--output", str(place)]
    assert main([*arguments, "--public"]) == 0
    before = place.read_bytes()
    assert PUBLIC[language] in before.decode() or '"is_public": true' in before.decode()
    assert main([*arguments, "--unprotected"]) == 2
    assert str(place) in capsys.readouterr().err
    assert place.read_bytes() == before
    assert main(arguments) == 0
    assert main([*arguments, "--unprotected"]) == 0


def test_head_does_not_give_a_small_count_away() -> None:
    """The counts in the head are those of the entries, so that nothing is left over for what is not shown."""
    report = json.loads(said("check", MUSTERKREIS, *ON, "--format", "json"))
    assert report["summary"]["findings"] == len(report["findings"])
    assert report["summary"]["fail"] == sum(found["outcome"] == "fail" for found in report["findings"])


def test_gap_at_a_need_has_no_number() -> None:
    """The one need that was left alone is in no number of the JSON form, nor in the sum of all gaps."""
    value = json.loads(said("gaps", MUSTERKREIS, *ON, "--format", "json"))
    (need,) = (gap for gap in value["gaps"] if gap["kind"] == "need")
    assert (need["id"], need["days"], need["cases"]) == (None, None, {"least": 1, "most": 2})
    assert all(metric["values"]["need_left_alone"] is None for metric in value["metrics"])
    assert all(metric["value"] is None for metric in value["metrics"])


def test_pairs_with_few_cases_have_no_counts() -> None:
    """Of a pair behind which few people stand, no count is given, and no metric is weighted by what is not shown."""
    value = json.loads(said("congruence", MUSTERKREIS, *ON, "--format", "json"))
    small = [pair for pair in value["required"] if pair["cases"] is None]
    assert small
    assert all(not pair["needs"] and not pair["referrals"] for pair in small)
    assert [pair["actors"] for pair in small] == sorted(pair["actors"] for pair in small)
    weighted = next(metric for metric in value["metrics"] if metric["name"] == "congruence_by_needs")
    assert (weighted["value"], weighted["reason"]) == (None, "protected")
    whole = json.loads(said("congruence", MUSTERKREIS, *ON, "--format", "json", "--unprotected"))
    assert len(whole["required"]) == len(value["required"])
    assert all(pair["cases"] for pair in whole["required"])


def test_trace_of_a_need_is_no_page_about_a_person() -> None:
    """A trace that begins at a need says neither whose it is nor since when, unless the protection is off."""
    command = ("trace", MUSTERKREIS, "fall-141/bedarf-141-2", *ON, "--format", "json")
    origin = json.loads(said(*command))["origin"]
    assert {origin[name] for name in ("id", "title", "on", "by", "state")} == {None}
    assert json.loads(said(*command, "--unprotected"))["origin"]["id"] == "fall-141/bedarf-141-2"


@pytest.mark.parametrize("language", Language)
def test_network_report_protects_as_well(town: Town, language: Language) -> None:
    """A network report says nothing about single cases, and everything once that is switched off by name."""
    protected, whole, public = (
        examine_network(town, on=date(2025, 12, 31), layers=tuple(Layer), permutations=2, protection=protection)
        for protection in (PROTECTED, UNPROTECTED, FOR_ALL)
    )
    assert OFF[language.value] in network_text(whole, language=language)
    assert PUBLIC[language.value] in network_markdown(public, language=language)
    assert OFF[language.value] not in network_text(protected, language=language)
    shown, every = json.loads(network_json(protected)), json.loads(network_json(whole))
    assert (shown["protection"]["is_on"], every["protection"]["is_on"]) == (True, False)
    assert min(way["cases"] for way in shown["flows"]["handovers"]) >= 3
    assert min(way["cases"] for way in every["flows"]["handovers"]) == 1


def opened(number: int, *, closed: bool = False) -> Case:
    """Return a case of the year before the day, closed half a year later if asked for."""
    closing = Closing(on=date(2025, 6, 30)) if closed else None
    return Case(id=CaseId(f"fall-{number}"), municipality=UNITS[10].key, opened_on=date(2024, 12, 1), closing=closing)


@pytest.mark.parametrize(("closed", "shown"), [(0, "9"), (1, "3 oder mehr"), (2, "3 oder mehr"), (3, "6"), (7, "< 3"), (9, "0")])
def test_few_closed_cases_are_not_the_rest_of_those_on_record(closed: int, shown: str) -> None:
    """Other pages tell how many cases there are, so the page on what is on record tells of open ones no more than it may."""
    town = Town(municipality=UNITS[10], cases=tuple(opened(number, closed=number < closed) for number in range(9)))
    (grid,) = inventory_page(town, on=date(2025, 12, 31)).opening
    assert isinstance(grid, Grid)
    assert {row[0]: row[1] for row in grid.rows}["Fälle"] == shown


def test_few_cases_a_rule_says_nothing_about_count_as_well() -> None:
    """Nine open cases pass, one is closed: with all cases known the one would be the rest, so the nine are three or more."""
    town = Town(municipality=UNITS[10], cases=tuple(opened(number, closed=number < 1) for number in range(10)), positions=())
    report = check(town, on=date(2025, 12, 31), select=["CM", "DS"])
    told = [entry.amounts["count"] for entry in all_entries(report) if entry.finding.facts.get("count") == 9]
    assert told
    assert set(told) == {Interval(3, None)}
