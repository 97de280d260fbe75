import json
import re
from datetime import date

import pytest
from attrs import evolve

from kimcore.disclosure import UNPROTECTED
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    BodyId,
    Case,
    CaseId,
    Membership,
    MembershipId,
    Rank,
    SteeringGroup,
    SteeringKind,
    Tie,
    TieId,
    Town,
    Waiver,
    WaiverId,
)
from kimcore.reports import Report, check
from kimcore.reports.as_comparison import comparison_page
from kimcore.reports.as_json import report_json
from kimcore.reports.comparison import compare
from kimcore.reports.explanation import rule_text
from kimcore.reports.inventory import inventory_page
from kimcore.reports.lines import town_name
from kimcore.reports.markdown import escape
from kimcore.reports.page_output import page_text
from kimcore.reports.report_output import report_markdown, report_text
from kimcore.rules import BUILTIN, Outcome
from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis
from kimcore.text import Language

DAY = date(2025, 6, 30)
LENKUNG = BodyId("lenkung")


def _actor(key: str, kind: ActorKind, name: str | None = None) -> Actor:
    return Actor(id=ActorId(key), name=name or key, kinds=(kind,))


BODY = SteeringGroup(id=LENKUNG, name="Lenkungsgruppe", kind=SteeringKind.STEERING_GROUP)
TOWN = Town(
    municipality=UNITS[10],
    actors=(
        _actor("ki", ActorKind.INTEGRATION_CENTRE),
        _actor("abh", ActorKind.FOREIGNERS_AUTHORITY),
        _actor("ebh", ActorKind.NATURALISATION_AUTHORITY),
    ),
    steering_groups=(BODY,),
    memberships=(Membership(id=MembershipId("m-1"), body=LENKUNG, actor=ActorId("ki"), rank=Rank.SPECIALIST),),
)


def _case(number: int) -> Case:
    return Case(id=CaseId(f"case-{number}"), municipality=UNITS[10].key, opened_on=date(2024, 1, 1))


def _report(town: Town = TOWN, *select: str) -> Report:
    return check(town, on=DAY, select=select or ("LG-04",))


def test_failed_finding_says_what_since_when_on_what_basis_and_what_to_do() -> None:
    """A failed check is shown with finding, beginning, basis with binding level, measure and advice."""
    text = report_text(_report())
    for label in ("Befund", "Seit", "Grundlage", "(Standard)", "Maßstab", "Zu tun"):
        assert label in text


def test_subject_is_shown_by_its_name() -> None:
    """A reader sees the name of a body, not its key."""
    assert "Lenkungsgruppe: " in report_text(_report())


@pytest.mark.parametrize(("number", "shown"), [(2, "weniger als 3 Fällen"), (3, "In 3 Fällen")])
def test_small_counts_of_cases_are_not_shown(number: int, shown: str) -> None:
    """A count of cases below three is not printed."""
    town = evolve(TOWN, cases=tuple(_case(one) for one in range(number)))
    report = _report(town, "CM-07")
    assert shown in report_text(report)
    assert shown in report_markdown(report)


def test_reports_for_people_name_no_case() -> None:
    """The pseudonym of a case stands in no report for people."""
    report = _report(evolve(TOWN, cases=(_case(1),)), "CM-07")
    assert "case-1" not in report_text(report) + report_markdown(report)


def test_json_names_the_case_only_with_the_protection_off() -> None:
    """The form for programs leads to the case by its pseudonym where that was asked for, and says so."""
    report = _report(evolve(TOWN, cases=(_case(1),)), "CM-07")
    assert "case-1" not in report_json(report)
    unprotected = json.loads(report_json(report, protection=UNPROTECTED))
    assert unprotected["findings"][0]["subject"] == "case-1"
    assert unprotected["protection"] == {"is_on": False, "minimum": 3, "is_public": False}


def test_name_cannot_steer_the_terminal() -> None:
    """Escape codes in a name from a file reach no terminal."""
    body = evolve(BODY, name="\x1b[31mred[bold]")
    text = report_text(_report(evolve(TOWN, steering_groups=(body,))))
    assert "\x1b" not in text
    assert "[bold]" in text


def test_name_cannot_become_markdown() -> None:
    """Characters that mean something in Markdown are shown as they are."""
    assert escape("[a](b) <script>\n# x") == r"\[a\](b) \<script\> \# x"


def test_colour_only_adds_codes() -> None:
    """A coloured report says the same as a plain one."""
    report = _report()
    coloured = report_text(report, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in report_text(report)


@pytest.mark.parametrize("language", Language)
def test_waived_finding_is_shown_as_accepted(language: Language) -> None:
    """What the town has accepted is shown with the last day and the reason."""
    waiver = Waiver(
        id=WaiverId("w-1"),
        rule="LG-04",
        subject="lenkung",
        reason="Neubesetzung läuft",
        granted_by_role="Leitung",
        granted_on=date(2025, 1, 1),
        last_day=date(2025, 12, 31),
    )
    assert "Neubesetzung läuft" in report_text(_report(evolve(TOWN, waivers=(waiver,))), language=language)


def test_numbers_of_the_network_are_in_the_report() -> None:
    """With ties on record, the report shows the first numbers of the network."""
    ties = (Tie(id=TieId("t-1"), source=ActorId("ki"), target=ActorId("abh"), is_mutual=True),)
    report = _report(evolve(TOWN, ties=ties))
    numbers = {metric.name: metric.value for metric in report.metrics}
    assert numbers["axis_ki_abh"] == 1
    assert numbers["axis_ki_ebh"] == 0
    assert numbers["density"] == pytest.approx(1 / 3)
    assert "Dichte" in report_text(report)


def test_repr_names_no_finding() -> None:
    """The repr of a report shows counts only."""
    assert repr(_report()) == "<Report Kleve on 2025-06-30: 1 failed of 1 findings>"


def test_report_counts_by_outcome() -> None:
    """A report counts its findings by outcome."""
    assert (_report().count(Outcome.FAIL), _report().count(Outcome.PASS)) == (1, 0)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("05154", "Kreis Kleve"),
        ("05962", "Märkischer Kreis"),
        ("05162", "Rhein-Kreis Neuss"),
        ("05958", "Hochsauerlandkreis"),
        ("05334", "Städteregion Aachen"),
        ("05315", "kreisfreie Stadt Köln"),
        ("05334002", "Stadt Aachen"),
    ],
)
def test_town_is_named_as_people_say_it(key: str, name: str) -> None:
    """The kind is put before a name only where the name does not say it."""
    (municipality,) = (known for known in UNITS if known.key == key)
    assert town_name(municipality, Language.DE) == name


def test_inventory_protects_small_counts_of_cases() -> None:
    """The inventory does not print a count of cases below three."""
    assert "< 3" in page_text(inventory_page(evolve(TOWN, cases=(_case(1),)), on=DAY))


@pytest.mark.parametrize("language", Language)
def test_no_report_for_people_names_a_case_of_musterkreis(language: Language) -> None:
    """However a rule finds a case, no report for people shows its pseudonym."""
    town = musterkreis()
    report = check(town, on=REFERENCE_DAY)
    both = compare(town, town, from_day=date(2024, 6, 30), to_day=REFERENCE_DAY)
    pages = [report_text(report, language=language), report_markdown(report, language=language)]
    pages += [page_text(comparison_page(both, language=language))]
    pages += [rule_text(known, report=report, language=language) for known in BUILTIN]
    cases = {case.id for case in town.cases or ()}
    shown = {word for page in pages for word in re.findall(r"[\w-]+", page)}
    assert not cases & shown
