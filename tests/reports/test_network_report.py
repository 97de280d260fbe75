"""A report on a town's network: what it says, what it keeps to itself, and in which forms."""

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from kimcore import load
from kimcore.cli import main
from kimcore.errors import NetworkError
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    Case,
    CaseId,
    FieldOfAction,
    Need,
    NeedId,
    NeedSeverity,
    Position,
    PositionId,
    PositionKind,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    Tie,
    TieId,
    Town,
)
from kimcore.network import Layer
from kimcore.reports.network_json import network_json
from kimcore.reports.network_output import network_html, network_markdown, network_text
from kimcore.reports.network_report import NetworkReport, examine_network, layers_named
from kimcore.reports.network_words import Wording
from kimcore.reports.progress import ProgressLine
from kimcore.text import Language

DAY = date(2025, 12, 31)
MUSTERKREIS = Path(__file__).parents[2] / "examples" / "musterkreis.json"
NAMES = ("ki", "abh", "jc", "mbe")


def _case(number: int, receiver: str, outcome: ReferralOutcome = ReferralOutcome.ACCEPTED, *, answered: bool = True) -> Case:
    """Return a case that was referred once, for work."""
    sent = date(2025, 6, 1)
    need = Need(id=NeedId(f"need-{number}"), field=FieldOfAction.WORK, severity=NeedSeverity.LOW, seen_on=sent)
    attempt = ReferralAttempt(
        receiver=ActorId(receiver),
        sent_on=sent,
        outcome=outcome if answered else None,
        answered_on=sent + timedelta(days=number + 1) if answered else None,
    )
    referral = Referral(id=ReferralId(f"r-{number}"), sender=ActorId("ki"), attempts=(attempt,), need=need.id)
    return Case(id=CaseId(f"case-{number}"), municipality=UNITS[10].key, opened_on=sent, needs=(need,), referrals=(referral,))


def _tie(one: str, other: str) -> Tie:
    return Tie(id=TieId(f"{one}-{other}"), source=ActorId(one), target=ActorId(other))


TOWN = Town(
    municipality=UNITS[10],
    actors=tuple(Actor(id=ActorId(name), name=name.upper(), kinds=(ActorKind.INTEGRATION_CENTRE,)) for name in NAMES),
    ties=(_tie("ki", "abh"), _tie("abh", "ki"), _tie("ki", "jc")),
)


@pytest.fixture(scope="module")
def musterkreis() -> NetworkReport:
    """Give the report on the invented town."""
    return examine_network(load(MUSTERKREIS), on=DAY)


@pytest.mark.parametrize("language", Language)
def test_report_fits_80_columns(musterkreis: NetworkReport, language: Language) -> None:
    """No line of the report is longer than 80 characters."""
    assert max(map(len, network_text(musterkreis, language=language).splitlines())) <= 80


def test_every_number_is_read(musterkreis: NetworkReport) -> None:
    """Behind the density stand the question it answers and what it cannot say."""
    text = network_text(musterkreis, language=Language.EN)
    assert "Density  4.7 %\n  How many of the possible ties are there?\n  Limit: It does not say" in text


def test_brief_comes_first(musterkreis: NetworkReport) -> None:
    """The first section says in sentences what holds, what is missing, and what the report cannot say."""
    text = network_text(musterkreis, language=Language.EN)
    first = " ".join(text.partition("At a glance")[2].partition("The whole network")[0].split())
    for fact in (
        "9 of 55 offices have no tie to any other: Ambulanter Sozialer Dienst der Justiz,",
        "Without them a part would fall away: Integrationsrat Musterstadt and Kommunales Integrationszentrum.",
        "is case management – authorities: 6 ties; with the same density everywhere there would be about 11.",
        "43 of 46 offices asked have answered.",
        "68.1 % of the ties named are named by both sides.",
        "Since the survey of 3 June 2024, 49 ties were added, 7 ended and 74 have lasted.",
        "Half of the requests to an office are answered within 13 days, nine of ten within 20 days.",
        "One single office helped with data and digital (Melde- und Standesämter).",
        "What this report cannot say",
    ):
        assert fact in first


def test_brief_of_a_town_of_few_records() -> None:
    """Where nothing is known of surveys, groups or cases the brief says so, or nothing, and no number."""
    report = examine_network(evolve(TOWN, ties=(_tie("ki", "abh"), _tie("abh", "jc"), _tie("jc", "ki"))), on=DAY)
    first = network_text(report, language=Language.EN).partition("At a glance")[2].partition("The whole network")[0]
    said = " ".join(first.split())
    assert "1 of 4 offices have no tie to any other: MBE. No single office holds the network together alone." in said
    assert "No survey is on record." in said
    assert not {"axis", "Since", "requests", "helped"} & set(said.split())


def test_brief_protects_few_cases() -> None:
    """Waiting times and needs of two cases are not in the brief."""
    report = examine_network(evolve(TOWN, cases=(_case(0, "jc"), _case(1, "jc"))), on=DAY)
    first = network_text(report, language=Language.EN).partition("At a glance")[2].partition("The whole network")[0]
    assert "answered within" not in first
    assert "JC)" not in first


def test_missing_axis_is_named() -> None:
    """Two building blocks without a tie between them are named as such, and one with ties enough is not the weakest."""
    blocks = (("ki", PositionKind.COORDINATION), ("abh", PositionKind.FOREIGNERS_AUTHORITY))
    positions = tuple(Position(id=PositionId(actor), kind=kind, host=ActorId(actor)) for actor, kind in blocks)
    apart = evolve(TOWN, positions=positions, ties=(_tie("ki", "jc"),))
    joined = evolve(apart, ties=TOWN.ties)
    said = [" ".join(network_text(examine_network(town, on=DAY), language=Language.EN).split()) for town in (apart, joined)]
    assert "No tie is on record between coordination and authorities." in said[0]
    assert "weakest axis" not in said[1]


def test_fractions_have_two_places(musterkreis: NetworkReport) -> None:
    """Numbers below one another have as many places, so that they can be compared."""
    words = Wording(Language.DE, {})
    assert [words.number(value) for value in (0.7, 4.25, 3, 12.5)] == ["0,70", "4,25", "3", "12,50"]
    assert "E-I-Index  0,70" in network_text(musterkreis)


def test_undefined_number_has_its_reason(musterkreis: NetworkReport) -> None:
    """A number that is not defined shows why in words, never 0."""
    assert "Zentralisierung nach Nähe  Das Netzwerk zerfällt in Teile." in network_text(musterkreis)


def test_forms_have_the_same_sections(musterkreis: NetworkReport) -> None:
    """Text, Markdown and HTML have the same headings in the same order."""
    marked = [line[3:] for line in network_markdown(musterkreis).splitlines() if line.startswith("## ")]
    drawn = [line.rstrip("─ ") for line in network_text(musterkreis).splitlines() if line.endswith("───")]
    tagged = re.findall(r'<h2 id="[^"]+">(.+)</h2>', network_html(musterkreis))
    assert marked == drawn == tagged


def test_json_has_cards(musterkreis: NetworkReport) -> None:
    """Every number of the whole network comes with its formula, source and number of actors."""
    for metric in json.loads(network_json(musterkreis))["whole"]:
        assert metric["card"]["definition"]
        assert metric["card"]["n"] == 55


def test_same_town_gives_same_bytes(musterkreis: NetworkReport) -> None:
    """The report does not depend on the order of the records."""
    town = musterkreis.town
    turned = evolve(town, actors=town.actors[::-1], ties=(town.ties or ())[::-1], cases=(town.cases or ())[::-1])
    assert network_json(examine_network(turned, on=DAY)) == network_json(musterkreis)


def test_silent_offices_are_named_with_bounds(musterkreis: NetworkReport) -> None:
    """Who did not answer is named, and the true density lies between the bounds shown."""
    text = network_text(musterkreis, language=Language.EN)
    assert "43 of 46 offices answered" in text
    assert musterkreis.answers is not None
    assert {bounds.name for bounds in musterkreis.answers.bounds} >= {"density", "reciprocity"}


def test_waves_are_compared(musterkreis: NetworkReport) -> None:
    """With two surveys the report says what lasted, came and ended."""
    assert "74 ties have lasted, 49 were added, 7 ended." in network_text(musterkreis, language=Language.EN)


def test_loss_of_a_cut_actor_has_two_numbers(musterkreis: NetworkReport) -> None:
    """Fragmentation without a cut actor is told apart from fragmentation with it left without a tie."""
    loss = musterkreis.losses[0]
    assert loss.actor == "ki"
    removed, isolated = loss.result.fragmentation_removed, loss.result.fragmentation_isolated
    assert removed is not None
    assert isolated is not None
    assert removed.value != isolated.value


@pytest.mark.parametrize(("cases", "is_shown"), [(2, False), (3, True)])
def test_few_cases_are_not_shown(cases: int, *, is_shown: bool) -> None:
    """A way that fewer than three cases have gone is in no form of the report."""
    others = tuple(_case(number, "jc") for number in range(10, 14))
    report = examine_network(evolve(TOWN, cases=(*others, *(_case(number, "mbe") for number in range(cases)))), on=DAY)
    ways = json.loads(network_json(report))["flows"]["handovers"]
    assert any(way["to"] == "mbe" for way in ways) is is_shown
    after = network_text(report).partition("Wege der Fälle")[2].partition("Was wäre")[0]
    assert ("MBE" in after) is is_shown


def test_few_waiting_are_not_counted_out() -> None:
    """One or two cases that still wait are shown as fewer than three."""
    town = evolve(TOWN, cases=(*(_case(number, "jc") for number in range(5)), _case(9, "jc", answered=False)))
    rows = [line.split() for line in network_text(examine_network(town, on=DAY)).splitlines()]
    assert [row[-2:] for row in rows if row[:2] == ["JC", "6"]] == [["<", "3"]]


def test_two_cases_alone_show_nothing() -> None:
    """Where fewer than three cases were referred at all, nothing about flows is shown."""
    report = examine_network(evolve(TOWN, cases=(_case(0, "jc"), _case(1, "jc"))), on=DAY)
    assert json.loads(network_json(report))["flows"] is None


def test_needs_of_few_cases_are_not_named() -> None:
    """A need that fewer than three cases found help for stands nowhere in the report, not even under a loss."""
    others = tuple(_case(number, "jc") for number in range(10, 12))
    health = tuple(evolve(case, needs=(evolve(case.needs[0], field=FieldOfAction.HEALTH),)) for case in others[:1])
    report = examine_network(evolve(TOWN, cases=(*health, *(_case(number, "jc") for number in range(4)))), on=DAY)
    assert report.losses
    assert "health" not in network_json(report)
    assert "work" in network_json(report)


def test_enacted_ties_need_three_cases() -> None:
    """A tie that rests on two cases alone is not counted in a report."""
    cases = tuple(_case(number, "mbe") for number in range(2))
    report = examine_network(evolve(TOWN, ties=(), cases=cases), on=DAY, layers=[Layer.ENACTED])
    assert report.ties.arc_count == 0


def test_town_without_ties_says_so() -> None:
    """Where no tie is on record the report asks for ties and shows no number of ties."""
    text = network_text(examine_network(Town(municipality=UNITS[10]), on=DAY), language=Language.EN)
    assert "No cooperation is on record." in text
    assert "Density  " not in text


def test_names_cannot_steer_a_terminal() -> None:
    """Control characters in the name of an office do not reach the terminal."""
    actors = (evolve(TOWN.actors[0], name="K\x1b[31mI"), *TOWN.actors[1:])
    assert "\x1b" not in network_text(examine_network(evolve(TOWN, actors=actors), on=DAY))


def test_unknown_layer_is_refused() -> None:
    """A layer that does not exist is named in the message."""
    with pytest.raises(NetworkError, match="found trust"):
        layers_named(["declared", "trust"])


def test_command_prints_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """`kimcore network` prints the report and succeeds."""
    assert main(["network", str(MUSTERKREIS), "--on", "2025-12-31", "--language", "en"]) == 0
    assert "Report on the cooperation network" in capsys.readouterr().out


def test_command_refuses_unknown_layers(capsys: pytest.CaptureFixture[str]) -> None:
    """`kimcore network` with a layer that does not exist exits with 2 and prints no report."""
    assert main(["network", str(MUSTERKREIS), "--layers", "trust"]) == 2
    assert capsys.readouterr().out == ""


def test_interruption_ends_the_examination() -> None:
    """What the progress callback raises, such as Ctrl+C does, ends the examination at once."""
    seen = []

    def stop(stage: str, done: int, total: int) -> None:
        seen.append((stage, done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine_network(load(MUSTERKREIS), on=DAY, progress=stop)
    assert len(seen) == 1


def test_progress_is_silent_at_first() -> None:
    """Nothing is shown in the first two seconds, and the line is gone at the end."""
    seconds = iter([0.0, 1.9, 2.5, 2.6])
    stream = io.StringIO()
    line = ProgressLine(stream, Language.EN, clock=lambda: next(seconds))
    line("groups", 1, 3)
    assert stream.getvalue() == ""
    line("groups", 2, 3)
    line("groups", 3, 3)
    assert stream.getvalue().count("Test of the groups") == 1
    line.clear()
    assert stream.getvalue().endswith(" \r")
