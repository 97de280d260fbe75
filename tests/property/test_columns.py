"""One definition, two speeds: predicates and the trees that are read from them say the same of everything."""

import linecache
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from attrs import evolve, fields, has
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from kimcore.law import DatedValue, shipped
from kimcore.model import Case, ContactKind, NeedSeverity, Period, Phase, ResidenceStatus
from kimcore.rules import BUILTIN, CaseCheck, Outcome, Over, Rule
from kimcore.rules.predicates import Reading, read_check
from kimcore.rules.years import full_years
from kimcore.tables import CaseTables
from kimcore.tables.judging.by_function import said_about, with_open_rows
from kimcore.tables.judging.evaluation import Evaluation
from kimcore.tables.judging.outcomes import CODES, outcomes
from kimcore.testing import synthetic
from kimcore.testing.strategies import cases

MODERN = date(2026, 1, 31)


def _days_in(value: object) -> Iterator[date]:
    """Yield every day that a record holds."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _days_in(part)
    elif has(kind := type(value)):
        for field in fields(kind):
            yield from _days_in(getattr(value, field.name))


def _limits(known: Rule) -> dict[str, object]:
    assert isinstance(known.check, CaseCheck)
    found = {name: shipped().find(key, MODERN) for name, key in known.check.limits.items()}
    return {name: value.value for name, value in found.items() if isinstance(value, DatedValue)}


def _reaches(limits: dict[str, object]) -> list[timedelta]:
    """Return how far the day may lie behind another one for a limit to be just reached."""
    numbers = [value for value in limits.values() if type(value) is int]
    return [timedelta(days=days) for number in (0, *numbers) for days in (number, number * 365 + number // 4)]


_READ = {known.code: read_check(known.check) for known in BUILTIN if isinstance(known.check, CaseCheck)}
CASE_RULES = [known for known in BUILTIN if known.code in _READ and _READ[known.code].is_whole]


def _by_columns(check: CaseCheck, reading: Reading, tables: CaseTables, on: date, limits: dict[str, object]) -> list[int]:
    reading = reading.on_values({**limits, "on": on})
    found = outcomes(reading, Evaluation(tables), on=on)
    codes: list[int] = with_open_rows(found, check, tables.cases_at, on=on, limits=limits).tolist()
    return codes


def _by_function(check: CaseCheck, drawn: tuple[Case, ...], on: date, limits: dict[str, object]) -> list[int]:
    by_case = [list(said_about(check, case, on=on, limits=limits)) for case in drawn]
    if check.over is Over.PLAN:  # in columns, a plan that is not there is a thing that is not asked about
        return [codes[0] if codes else 4 for codes in by_case]
    return [code for codes in by_case for code in codes]


def _unique(drawn: tuple[Case, ...]) -> tuple[Case, ...]:
    return tuple({case.id: case for case in drawn}.values())


def _differences(known: Rule, drawn: tuple[Case, ...], tables: CaseTables, on: date) -> list[str]:
    assert isinstance(known.check, CaseCheck)
    limits = _limits(known)
    same = _by_columns(known.check, _READ[known.code], tables, on, limits) == _by_function(known.check, drawn, on, limits)
    return [] if same else [f"{known.code} on {on}"]


@settings(max_examples=15)
@given(st.lists(cases(), min_size=1, max_size=3).map(tuple).map(_unique), st.data())
def test_rules_say_the_same_in_columns(drawn: tuple[Case, ...], data: st.DataObject) -> None:
    """Each rule says the same of each thing of any cases, on any of their days and beside it."""
    tables = CaseTables.from_cases(drawn)
    days = sorted({*_days_in(drawn), MODERN})
    for known in CASE_RULES:
        day = data.draw(st.sampled_from(days))
        reach = data.draw(st.sampled_from(_reaches(_limits(known))))
        on = day + reach + timedelta(days=data.draw(st.integers(-1, 1)))
        assert _differences(known, drawn, tables, on) == []


def _with_gaps(drawn: tuple[Case, ...]) -> Iterator[Case]:
    """Yield cases in which what may be absent often is."""
    optional = ("closing", "stay", "plan", "indication", "is_voluntary", "needs_interpreter")
    lists = ("needs", "contacts", "phases", "leads", "residence", "consents")
    for number, case in enumerate(drawn):
        gone = {name: None for place, name in enumerate(optional) if (number >> place) & 1}
        empty = {name: () for place, name in enumerate(lists) if (number + place) % 5 == 0}
        empty |= {"referrals": ()} if "needs" in empty else {}
        empty |= {"transfers": ()} if "consents" in empty else {}
        gone |= {"plan": None} if "needs" in empty else {}
        yield evolve(case, **gone, **empty)  # type: ignore[arg-type]  # each of them may be absent or empty


SYNTHETIC = tuple(synthetic.cases(200, on=MODERN))


@pytest.mark.parametrize("known", CASE_RULES, ids=lambda known: known.code)
def test_rule_says_the_same_at_its_thresholds(known: Rule) -> None:
    """Each rule says the same of many cases on days on which one just reaches a limit, and a day earlier and later."""
    tables = CaseTables.from_cases(SYNTHETIC)
    days = sorted(set(_days_in(SYNTHETIC)))[::200]
    reached = {
        day + reach + timedelta(days=beside) for day in days for reach in _reaches(_limits(known)) for beside in (-1, 0, 1)
    }
    assert [difference for on in sorted(reached) for difference in _differences(known, SYNTHETIC, tables, on)] == []


_GAPPY = [tuple(_with_gaps(SYNTHETIC[start : start + 25])) for start in range(0, 200, 25)]
VARIED = [(some, CaseTables.from_cases(some)) for some in _GAPPY]


_SOURCES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "needs": ("need", ("{v}.seen_on", "{v}.met_on"), ("{v}.severity is NeedSeverity.HIGH", "{v}.has_resource is not False")),
    "contacts": ("contact", ("{v}.on",), ("{v}.kind in (ContactKind.PHONE, ContactKind.REVIEW)", "({v}.minutes or 0) > 30")),
    "phases": ("entry", ("{v}.on",), ("{v}.phase is Phase.ASSESSMENT", "{v}.phase.value == 'linking'")),
    "leads": (
        "lead",
        ("{v}.during.first_day", "{v}.during.last_day"),
        ("on in {v}.during", "bool(case.leads) and {v}.staff == case.leads[0].staff"),
    ),
    "residence": (
        "spell",
        ("{v}.granted_on", "{v}.during.first_day"),
        (
            "{v}.status in STATUSES",
            "{v}.applied_for is {v}.status",
            "{v}.granted_on == {v}.expires_on",
            "{v}.during.overlaps(SPAN)",
        ),
    ),
    "consents": (
        "consent",
        ("{v}.given_on", "{v}.withdrawn_on"),
        ("not {v}.purpose", "{v}.withdrawn_on == {v}.given_on", "len({v}.data_kinds) > 1"),
    ),
}
"""Each list with a name for one of it, its days, and what may be claimed of one."""
_OPTIONAL = ("met_on", "granted_on", "first_day", "last_day", "withdrawn_on", "in_nrw_since")
_PATHS = ("case.closing", "case.stay", "case.plan", "case.indication")


@st.composite
def _predicates(draw: DrawFn) -> str:
    """Draw the body of a predicate: what rules are written with, put together at random."""
    return _claim(draw, {}, 3)


def _claim(draw: DrawFn, names: dict[str, str], depth: int) -> str:  # noqa: PLR0911  one for each kind of claim
    """Draw something that holds or does not."""
    kinds = ["days", "there", "flag", "listed"] + (["both", "one", "not", "choice", "any", "all"] if depth else [])
    match draw(st.sampled_from(kinds)):
        case "both":
            return f"({_claim(draw, names, depth - 1)} and {_claim(draw, names, depth - 1)})"
        case "one":
            return f"({_claim(draw, names, depth - 1)} or {_claim(draw, names, depth - 1)})"
        case "not":
            return f"(not {_claim(draw, names, depth - 1)})"
        case "choice":
            parts = [_claim(draw, names, depth - 1) for _ in range(3)]
            return f"({parts[0]} if {parts[1]} else {parts[2]})"
        case "any" | "all" as how:
            source = draw(st.sampled_from(sorted(_SOURCES)))
            name = f"{_SOURCES[source][0]}{len(names)}"
            inner = _claim(draw, {**names, name: source}, depth - 1)
            test = f" if {_claim(draw, {**names, name: source}, 0)}" if draw(st.booleans()) else ""
            return f"{how}({inner} for {name} in case.{source}{test})"
        case "there":
            return f"({draw(st.sampled_from(_PATHS))} is {draw(st.sampled_from(['', 'not ']))}None)"
        case "flag":
            path = draw(st.sampled_from(["case.is_voluntary", "case.needs_interpreter"]))
            return f"({path} is {draw(st.sampled_from(['True', 'False', 'None']))})"
        case "listed":
            return _about_lists(draw, names)
        case _:
            return _about_days(draw, names)


def _about_lists(draw: DrawFn, names: dict[str, str]) -> str:
    source = draw(st.sampled_from(sorted(_SOURCES)))
    is_about_one: bool = draw(st.booleans())
    if names and is_about_one:
        name, listed = draw(st.sampled_from(sorted(names.items())))
        return f"({draw(st.sampled_from(_SOURCES[listed][2])).format(v=name)})"
    day = _SOURCES[source][1][0]
    each = day.format(v="x")
    forms = [
        f"len(case.{source}) > 1",
        f"not case.{source}",
        f"sum({each} is not None for x in case.{source}) >= 2",
        f"max(({each} for x in case.{source} if {each} is not None), default=on) >= on",
        f"min(({each} for x in case.{source} if {each} is not None), default=None) is None",
        f"next((x for x in case.{source} if {each} is not None and {each} <= on), None) is not None",
        f"full_years(min(({each} for x in case.{source} if {each} is not None), default=on), on=on) >= 2",
    ]
    return f"({draw(st.sampled_from(forms))})"


def _about_days(draw: DrawFn, names: dict[str, str]) -> str:
    paths = ["on", "case.opened_on", "case.closing.on", "case.stay.in_nrw_since", "case.plan.made_on"]
    paths += [day.format(v=name) for name, source in names.items() for day in _SOURCES[source][1]]
    one, other = draw(st.sampled_from(paths)), draw(st.sampled_from(paths))
    guards = [guard for path in (one, other) for guard in _guards(path)]
    form = draw(
        st.sampled_from(
            ["{0} < {1}", "({0} - {1}).days <= 300", "{0} + timedelta(days=30) >= {1}", "{0} == {1}", "{0}.year == {1}.year"]
        )
    )
    return f"({' and '.join([*guards, form.format(one, other)])})"


def _guards(path: str) -> list[str]:
    record = next((known for known in _PATHS if path.startswith(f"{known}.")), None)
    found = [] if record is None else [f"{record} is not None"]
    return [*found, f"{path} is not None"] if path.rpartition(".")[2] in _OPTIONAL else found


_NAMES = {
    "ContactKind": ContactKind,
    "NeedSeverity": NeedSeverity,
    "Phase": Phase,
    "STATUSES": frozenset({ResidenceStatus.DULDUNG, ResidenceStatus.CHANCEN_AUFENTHALT}),
    "SPAN": Period(first_day=date(2020, 1, 1), last_day=date(2024, 6, 30)),
    "full_years": full_years,
    "timedelta": timedelta,
}
_DRAWN = count()


def _made(body: str) -> Callable[..., bool]:
    """Return a predicate from its text, which the reader finds as it finds that of a file."""
    text = f"def wrong(case, _case, on):\n    return {body}\n"
    name = f"<drawn {next(_DRAWN)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    space: dict[str, object] = dict(_NAMES)
    exec(compile(text, name, "exec"), space)  # noqa: S102  a predicate that was drawn is run as a function too
    made = space["wrong"]
    assert callable(made)
    return made


@settings(max_examples=100)
@given(_predicates(), st.sampled_from([MODERN, date(2024, 2, 29), date(2025, 6, 30)]), st.integers(0, 7))
def test_drawn_predicate_says_the_same_in_columns(body: str, on: date, chunk: int) -> None:
    """A predicate put together at random is read whole, and its tree says of each case what Python says."""
    check = CaseCheck(over=Over.CASE, wrong=_made(body))
    reading = read_check(check)
    assert (reading.problems, reading.unread) == ((), ())
    drawn, tables = VARIED[chunk]
    assert _by_columns(check, reading, tables, on, {}) == _by_function(check, drawn, on, {}), body


CORNERS = (
    "case.host == case.referred_by",
    "case.host != case.referred_by",
    "any(spell.applied_on == spell.expires_on for spell in case.residence)",
    "any(attempt.answered_on == attempt.first_contact_on for way in case.referrals for attempt in way.attempts)",
    "any(consent.purpose == consent.language for consent in case.consents)",
    "any(one.on == two.on and one.kind is not two.kind for one in case.contacts for two in case.contacts)",
    "bool(case.contacts) and max(case.contacts, key=lambda contact: contact.on).kind is ContactKind.PHONE",
    "bool(case.contacts) and min(case.contacts, key=lambda contact: (on - contact.on).days).on == case.contacts[-1].on",
    "bool(case.phases) and bool(case.contacts) and case.contacts[0].on > case.phases[-1].on",
    "case.plan is not None and any(goal.need == need.id for goal in case.plan.goals for need in case.needs)",
    "case.plan is not None and sum(len(goal.steps) for goal in case.plan.goals) > 2",
    "next((need.met_on for need in case.needs if need.seen_on <= on), None) is None",
    "sum((on - contact.on).days for contact in case.contacts if contact.on <= on) > 400",
    "(case.exception_reason or 'none').startswith('n')",
    "any(day is not None and day + timedelta(days=400) < on for day in (case.opened_on, case.closing and case.closing.on))",
    "None in (case.is_voluntary, case.needs_interpreter)",
    "(case.opened_on.month, case.opened_on.day) <= (on.month, on.day)",
    "len([kind for sent in case.transfers for kind in sent.data_kinds if kind.value not in ('master', 'health')]) >= 1",
)


def _searches(case: Case, _case: Case, on: date) -> bool:
    for entry in case.phases:
        if entry.on > on - timedelta(days=200):
            continue
        if entry.phase is Phase.ASSESSMENT:
            return True
    return False


def _tells_of_the_first(case: Case, _case: Case, on: date) -> bool:
    for contact in case.contacts:
        if contact.kind is ContactKind.PHONE:
            continue
        return contact.on > on - timedelta(days=300)
    return case.plan is None


def _open_needs(case: Case) -> Iterator[date]:
    for need in case.needs:
        day = need.seen_on
        if need.met_on is None:
            yield day


def _gathers(case: Case, _case: Case, on: date) -> bool:
    days = [] if case.closing is None else [case.closing.on]
    if case.plan is not None:
        days.append(case.plan.made_on)
    return min(days, default=on) < on - timedelta(days=300) or len(list(_open_needs(case))) > 2


@pytest.mark.parametrize("corner", [*CORNERS, _searches, _tells_of_the_first, _gathers])
def test_corner_says_the_same_in_columns(corner: str | Callable[..., bool]) -> None:
    """Each corner of what is read says of many cases, full and empty, what Python says."""
    check = CaseCheck(over=Over.CASE, wrong=_made(corner) if isinstance(corner, str) else corner)
    reading = read_check(check)
    assert (reading.problems, reading.unread) == ((), ())
    answers = set()
    for drawn, tables in VARIED:
        said = _by_function(check, drawn, MODERN, {})
        assert _by_columns(check, reading, tables, MODERN, {}) == said
        answers.update(said)
    assert {CODES[Outcome.PASS], CODES[Outcome.FAIL]} <= answers, "cases of both kinds are needed to tell"
