from collections.abc import Callable

import pytest

from kimcore.bundle import loads

Read = Callable[..., list[tuple[str, str, str]]]

KEY = "a key of lower-case letters, digits and single hyphens, at most 64 characters"
OFFICIAL_KEY = "an official key of North Rhine-Westphalia with 5, 8 or 12 digits, beginning with those of a known unit"
DAY = "a day as YYYY-MM-DD"
MOMENT = "a moment as YYYY-MM-DDTHH:MM:SS+HH:MM"
WRITABLE = "text without control characters and lone surrogates"
EXACT = 2**53 - 1


def actor(**changed: object) -> dict[str, object]:
    """Return an actor with changed fields."""
    return {"id": "ki", "name": "Integrationszentrum", "kinds": ["ki"], **changed}


def goal(**changed: object) -> dict[str, object]:
    """Return a goal with changed fields."""
    return {"id": "goal", "title": "Ziel", **changed}


@pytest.mark.parametrize(
    ("value", "found"), [("false", "'false'"), (1, "1"), (0.0, "0.0"), ([], "a list of 0"), ({}, "an object of 0 keys")]
)
def test_bool(read_with: Read, value: object, found: str) -> None:
    """Only `true` and `false` are true or false."""
    assert read_with(actors=[actor(has_abh_role_concept=value)]) == [("actors[0].has_abh_role_concept", "true or false", found)]


@pytest.mark.parametrize(("value", "found"), [(5, "5"), (None, "null"), (True, "true"), (["a"], "a list of 1")])
def test_text(read_with: Read, value: object, found: str) -> None:
    """Nothing but text is text, and null only where the model has no value."""
    assert read_with(actors=[actor(name=value)]) == [("actors[0].name", "text", found)]


@pytest.mark.parametrize("text", ["\x00", "Kleve\x1b[31m", "\r\n", "\x7f", "\x85", "\ud800"])
def test_text_that_no_terminal_or_file_should_get(read_with: Read, text: str) -> None:
    """Control characters and halves of surrogate pairs are refused, also where they are escaped."""
    assert read_with(actors=[actor(name=text)]) == [("actors[0].name", WRITABLE, f"text of {len(text)} characters")]


@pytest.mark.parametrize("text", ["", "Zeile\nZeile\tEnde", "\u202eRTL", "e\u0301", "😀", "\ufeff", "\u2028"])
def test_text_in_any_script(kleve: str, text: str) -> None:
    """Other text is taken as it is, neither stripped nor normalised."""
    assert loads(kleve.replace("Kleve", text.replace("\n", "\\n").replace("\t", "\\t"))).municipality.name == text


@pytest.mark.parametrize(("value", "found"), [("5", "'5'"), (5.0, "5.0"), (True, "true"), (None, "null")])
def test_whole_number(read_with: Read, value: object, found: str) -> None:
    """A whole number is no text, no fraction and no truth value."""
    row = {"id": "line", "payer": "municipality", "cost": "training", "period": {}, "amount_cents": value}
    assert read_with(funding_lines=[row]) == [("funding_lines[0].amount_cents", "a whole number", found)]


def test_whole_number_beyond_exactness(read_with: Read) -> None:
    """A whole number that other programs would round is refused."""
    problems = read_with(parameters=[{"key": "x", "reason": "r", "decided_on": "2024-01-01", "during": {}, "value": EXACT + 1}])
    assert problems == [("parameters[0].value", f"a whole number from -{EXACT} to {EXACT}", "a whole number")]


@pytest.mark.parametrize(("value", "found"), [("1.5", "'1.5'"), (True, "true"), ([], "a list of 0")])
def test_number(read_with: Read, value: object, found: str) -> None:
    """A number is no text and no truth value."""
    assert read_with(goals=[goal(baseline=value)]) == [("goals[0].baseline", "a number", found)]


def test_whole_number_where_a_fraction_may_be(text_with: Callable[..., str]) -> None:
    """JSON does not tell 1 from 1.0, so 1 is taken where a fraction may be."""
    town = loads(text_with(goals=[goal(target=1)]))
    assert [repr(goal.target) for goal in town.goals or ()] == ["1.0"]


@pytest.mark.parametrize(
    ("number", "expected", "found"),
    [
        ("NaN", "a number", "NaN"),
        ("Infinity", "a number", "Infinity"),
        ("-Infinity", "a number", "-Infinity"),
        ("1e999", "a number that is not beyond all bounds", "a number"),
        ("9" * 5_000, "a number", "a number too long to read"),
        ("9" * 400, "a number", "a number too long to read"),
        ("9" * 20, "a number", "a whole number"),
    ],
)
def test_numbers_beyond_json(read: Read, text_with: Callable[..., str], number: str, expected: str, found: str) -> None:
    """What is no number in JSON, or none that a program can hold, is refused at its place."""
    assert read(text_with(goals=[goal(target="here")]).replace('"here"', number)) == [("goals[0].target", expected, found)]


@pytest.mark.parametrize(
    ("value", "expected", "found"),
    [
        ("2024-02-30", "a day that is in the calendar", "'2024-02-30'"),
        ("0000-01-01", "a day that is in the calendar", "'0000-01-01'"),
        ("20240101", DAY, "'20240101'"),
        ("2024-W01-1", DAY, "text of 10 characters"),
        ("01.02.2024", DAY, "'01.02.2024'"),
        ("2024-01-01T00:00:00", DAY, "text of 19 characters"),
        ("2024-1-1", DAY, "'2024-1-1'"),
        ("\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661", DAY, "text of 10 characters"),
        ("2024-01-01\n", DAY, "text of 11 characters"),
        (20240101, DAY, "a whole number"),
    ],
)
def test_day(read_with: Read, value: object, expected: str, found: str) -> None:
    """A day has one form, and the other forms of ISO 8601 are refused with the rest."""
    assert read_with(goals=[goal(due_on=value)]) == [("goals[0].due_on", expected, found)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-01-01T08:00:00", MOMENT),
        ("2024-01-01T08:00:00Z", MOMENT),
        ("2024-01-01 08:00:00+01:00", MOMENT),
        ("2024-01-01T08:00+01:00", MOMENT),
        ("2024-01-01", MOMENT),
        ("2024-01-01T25:00:00+01:00", "a moment that is in the calendar"),
        ("2024-01-01T08:00:00+24:00", "a moment that is in the calendar"),
    ],
)
def test_moment(read_with: Read, value: str, expected: str) -> None:
    """A moment has its offset from UTC, in one form."""
    problems = read_with(breaches=[{"id": "breach", "known_at": value}])
    assert [problem[:2] for problem in problems] == [("breaches[0].known_at", expected)]


@pytest.mark.parametrize(
    ("value", "expected", "found"),
    [
        (True, "a number or a day as YYYY-MM-DD", "true"),
        ("8 Jahre", DAY, "text of 7 characters"),
        (None, "a number or a day as YYYY-MM-DD", "null"),
    ],
)
def test_number_or_day(read_with: Read, value: object, expected: str, found: str) -> None:
    """Where a number or a day may stand, nothing else may."""
    templates = [{"id": "flyer", "title": "Merkblatt", "thresholds": [{"parameter": "stag.10.stay_years", "value": value}]}]
    assert read_with(templates=templates) == [("templates[0].thresholds[0].value", expected, found)]


@pytest.mark.parametrize("value", [1, 1.0, -0.5, "one"])
def test_number_or_text(text_with: Callable[..., str], value: object) -> None:
    """Where a number or a text may stand, each stays what it is."""
    parameter = {"key": "x", "reason": "r", "decided_on": "2024-01-01", "during": {}, "value": value}
    assert repr(loads(text_with(parameters=[parameter])).parameters[0].value) == repr(value)


def test_unknown_code(read_with: Read) -> None:
    """An unknown code is refused with the known ones and the one that may have been meant."""
    expected = "one of 'dsgvo', 'kdg', 'dsg_ekd' (did you mean 'dsgvo'?)"
    assert read_with(actors=[actor(regime="dsvgo")]) == [("actors[0].regime", expected, "'dsvgo'")]


@pytest.mark.parametrize(("value", "found"), [(True, "true"), (1.0, "1.0"), ("1", "'1'"), (6, "6"), ([], "a list of 0")])
def test_code_that_is_a_number(read_with: Read, value: object, found: str) -> None:
    """A code that is a whole number is nothing that Python takes for it."""
    ties = [{"id": "tie", "source": "ki", "target": "ki", "strength": value}]
    problems = read_with(actors=[actor()], ties=ties)
    assert problems == [("ties[0].strength", "one of 0, 1, 2, 3, 4, 5", found)]


@pytest.mark.parametrize("value", ["ki", {"ki": True}, None, 5])
def test_list(read_with: Read, value: object) -> None:
    """A list is nothing else that Python can walk over."""
    assert [problem[:2] for problem in read_with(actors=[actor(kinds=value)])] == [("actors[0].kinds", "a list")]


@pytest.mark.parametrize("value", ["ki", ["ki"], None, 5])
def test_object(read_with: Read, value: object) -> None:
    """A record is an object."""
    assert [problem[:2] for problem in read_with(actors=[value])] == [("actors[0]", "an object")]


@pytest.mark.parametrize("key", ["KI", "k i", "ki_1", "-ki", "ki--1", "", "ä", "k" * 65, "ki\n", "Erika Mustermann"])
def test_key(read_with: Read, key: str) -> None:
    """A key that is not of the one form is refused."""
    assert [problem[:2] for problem in read_with(actors=[actor(id=key)])] == [("actors[0].id", KEY)]


def test_key_of_a_case(read_with: Read) -> None:
    """The pseudonym of a case holds a digit, which a name does not."""
    case = {"id": "erika", "municipality": "05154", "opened_on": "2024-01-01"}
    assert read_with(cases=[case]) == [("cases[0].id", f"{KEY}, with a digit", "text of 5 characters")]


@pytest.mark.parametrize("key", ["5154", "05155", "05155004", "051540", "0515400400", "09162", "06154004", 5])
def test_official_key(read_with: Read, key: object) -> None:
    """An official key has 5, 8 or 12 digits, the first five those of a known unit."""
    assert [problem[:2] for problem in read_with(actors=[actor(seat=key)])] == [("actors[0].seat", OFFICIAL_KEY)]


@pytest.mark.parametrize("key", ["05154", "05154004", "051540004004", "05991", "05991008"])
def test_official_keys_of_known_and_invented_units(text_with: Callable[..., str], key: str) -> None:
    """Keys of units, of municipalities in them, and of invented towns are taken."""
    assert loads(text_with(actors=[actor(seat=key)])).actors[0].seat == key


def test_missing_field(read_with: Read) -> None:
    """A field without a default is asked for in the words of its type."""
    problems = read_with(actors=[{"id": "ki"}])
    assert problems == [("actors[0].name", "text", "nothing"), ("actors[0].kinds", "a list", "nothing")]


def test_unknown_key(read_with: Read) -> None:
    """A key that a record does not have is refused with the one that may have been meant."""
    assert read_with(actors=[actor(regim=None)]) == [("actors[0].regim", "no key of this name (did you mean 'regime'?)", "one")]


def test_unknown_collection(read_with: Read) -> None:
    """A key that a town does not have is refused too."""
    assert read_with(actor=[]) == [("actor", "no key of this name (did you mean 'actors'?)", "one")]


def test_unknown_key_in_words(read_with: Read) -> None:
    """A key in words is not repeated."""
    problems = read_with(actors=[actor(**{"Erika Mustermann": 1})])
    assert problems == [("actors[0]", "only keys that are known", "an unknown key of 16 characters")]


def test_repeated_key(read: Read, kleve: str) -> None:
    """A key that stands twice in an object is refused, where JSON readers silently take the last."""
    text = kleve.replace('"key": "05154"', '"key": "05154", "key": "05154"')
    assert read(text) == [("municipality", "each key once", "'key' more than once")]


def test_repeated_collection(read: Read, kleve: str) -> None:
    """A collection that stands twice is refused."""
    assert read(f'{kleve[:-1]}, "actors": [], "actors": []}}') == [("bundle", "each key once", "'actors' more than once")]


def test_reversed_period(read_with: Read) -> None:
    """A period that ends before it begins is refused as a whole."""
    during = {"first_day": "2024-01-02", "last_day": "2024-01-01"}
    problems = read_with(actors=[actor(during=during)])
    assert problems == [("actors[0].during", "a last day that is not before the first", "one before the first")]


@pytest.mark.parametrize("value", [-1, 5, "x", {}, [None], True])
def test_cases_of_another_shape(read_with: Read, value: object) -> None:
    """Cases are a list, or an object that says where they lie."""
    assert {problem[0].partition("[")[0].partition(".")[0] for problem in read_with(cases=value)} == {"cases"}


def test_cases_beside_a_text(read_with: Read) -> None:
    """A text has no file beside it, so its cases are inside."""
    told = {"beside": "ndjson", "count": 0, "sha256": "0" * 64}
    assert read_with(cases=told) == [("cases", "a list, since a text has no file beside it", "an object")]
