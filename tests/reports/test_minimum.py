"""The least count of people that is shown: three, what a town has set, or what is asked for."""

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from kimcore import dump, load
from kimcore.cli import main
from kimcore.disclosure import PUBLIC, UNPROTECTED, Protection
from kimcore.model import UNITS, LocalParameter, Period, Town
from kimcore.reports.town_minimum import KEY, protection_for

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2025, 12, 31)
ON = ("--on", "2025-12-31")
ID = "massnahme-sprachmittlung"
SENTENCE = {
    "de": "Zahlen zu weniger als {} Personen und solche, die sie verrieten, sind geschützt.",
    "en": "Counts of fewer than {} people, and those that would give them away, are protected.",
}


def own(value: object, first_day: date = date(2024, 1, 10), last_day: date | None = None) -> LocalParameter:
    """Return what a town has set for itself."""
    during = Period(first_day=first_day, last_day=last_day)
    return LocalParameter(key=KEY, value=value, reason="Beschluss", decided_on=first_day, during=during)  # type: ignore[arg-type]


def town(*parameters: LocalParameter, place: int = 0) -> Town:
    """Return a town with its own parameters and nothing else."""
    return Town(municipality=UNITS[place], parameters=parameters)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write Paderborn with a minimum of its own."""
    place = tmp_path_factory.mktemp("towns") / "strict.json"
    paderborn = load(EXAMPLES / "kreis-paderborn.json")
    dump(evolve(paderborn, parameters=(*paderborn.parameters, own(7))), place)
    return place


def minimum_for(*towns: Town, protection: Protection | None = None, days: tuple[date, ...] = (DAY,)) -> int:
    """Return the minimum that an output on some towns has."""
    return protection_for(towns, days=days, protection=protection or Protection()).minimum


@pytest.mark.parametrize(
    ("parameters", "minimum"),
    [
        ([], 3),
        ([own(5)], 5),
        ([own(1)], 3),
        ([own(0)], 3),
        ([own(-4)], 3),
        ([own(7.5)], 3),
        ([own("5")], 3),
        ([own(True)], 3),  # noqa: FBT003 - what a file might hold
        ([own(5, last_day=date(2025, 12, 30))], 3),
        ([own(5, last_day=DAY)], 5),
        ([own(9), own(4, first_day=date(2025, 1, 1))], 4),
    ],
    ids=["none", "five", "one", "zero", "negative", "half", "text", "truth", "ended", "last day", "latest"],
)
def test_town_raises_the_minimum_and_never_lowers_it(parameters: list[LocalParameter], minimum: int) -> None:
    """A count that the town has decided, in force on the day, raises the minimum; anything else leaves it at three."""
    assert minimum_for(town(*parameters)) == minimum


def test_proposal_of_practice_is_no_decision_of_the_town() -> None:
    """The value five of the sheet is what a rule looks for in publications; it changes no output by itself."""
    assert minimum_for(town(), town(place=1)) == 3


def test_highest_of_several_towns_and_days_counts() -> None:
    """An output on several towns, or on two days, shows no count that one of them would not show."""
    assert minimum_for(town(own(4)), town(own(6), place=1), town(place=2)) == 6
    assert minimum_for(town(own(5, last_day=date(2024, 12, 31))), days=(date(2024, 6, 30), DAY)) == 5


def test_nothing_but_the_minimum_changes() -> None:
    """What is public stays public, what is off stays off, and more that is asked for is kept."""
    assert protection_for([town(own(5))], days=[DAY], protection=PUBLIC) == Protection(minimum=5, is_public=True)
    assert protection_for([town(own(5))], days=[DAY], protection=UNPROTECTED) == Protection(minimum=5, is_on=False)
    assert minimum_for(town(own(5)), protection=Protection(minimum=8)) == 8


COMMANDS = [
    ("check", ON),
    ("compare", ("--from", "2024-06-30", "--to", "2025-12-31")),
    ("gaps", ON),
    ("congruence", ON),
    ("referrals", ON),
    ("themes", ON),
    ("goals", ON),
    ("duties", ON),
    ("effects", ON),
    ("scan", ON),
    ("network", ON),
    ("extract", ("jobcenter", "--purpose", "Beratung", *ON)),
    ("show", ON),
    ("explain", ON),
    ("towns", ON),
    ("trace", (ID, *ON)),
]
"""Every command that counts people of a town."""


@pytest.mark.parametrize(("command", "arguments"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_less_than_three_is_refused_before_anything_is_read(
    command: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every page takes a minimum, and says in German and English why less than three cannot be asked for."""
    first = ("CM-07", "no-such-file.json") if command == "explain" else ("no-such-file.json",)
    for language, words in (("de", "Weniger als 3 ist nicht möglich"), ("en", "less than 3 is not possible")):
        assert main([command, *first, *arguments, "--minimum", "2", "--language", language]) == 2
        written = capsys.readouterr()
        assert written.out == ""
        assert f"--minimum 2: {words}" in written.err


@pytest.mark.parametrize("command", ["check", "gaps", "referrals", "goals", "duties", "network", "scan", "themes", "towns"])
def test_own_minimum_of_the_town_is_in_every_output(command: str, strict: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The town's own minimum holds without being asked for, and the output names it; more can be asked for."""
    for asked, minimum in (((), 7), (("--minimum", "9"), 9)):
        assert main([command, str(strict), *ON, "--format", "json", *asked]) in {0, 1}
        assert json.loads(capsys.readouterr().out)["protection"]["minimum"] == minimum


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_page_names_the_minimum_it_used(form: str, language: str, strict: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every form of a page says from which count on people are shown, in its language."""
    assert main(["show", str(strict), *ON, "--format", form, "--language", language]) == 0
    assert SENTENCE[language].format(7) in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("more", [(), ("--public",)], ids=["inside", "public"])
def test_less_than_the_town_has_set_is_refused(more: tuple[str, ...], strict: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A minimum below the town's own is an error that names both, for what is public and for what is not."""
    for language, words in (("de", "Die Kommune hat selbst 7 festgelegt"), ("en", "the town itself has set 7")):
        assert main(["show", str(strict), *ON, "--minimum", "5", "--language", language, *more]) == 2
        written = capsys.readouterr()
        assert written.out == ""
        assert f"--minimum 5: {words} (ds.small_cells.k)" in written.err


def test_minimum_raises_what_counts_as_few(capsys: pytest.CaptureFixture[str]) -> None:
    """With a higher minimum, a count that was shown is not shown any more."""
    muster = str(EXAMPLES / "musterkreis.json")
    shown = []
    for minimum in ("3", "4"):
        assert main(["show", muster, *ON, "--minimum", minimum]) == 0
        shown.append(next(line for line in capsys.readouterr().out.splitlines() if "Betroffenenanfragen" in line).split()[1:])
    assert shown == [["3"], ["<", "4"]]
