"""No number on one page is given away by those on all others: the published counts of Musterkreis as one linear program.

Each page says something about a set of cases: how many there are, or only that they are few or enough. A reader of all pages
is taken to know all combinations of these sets in which cases are, but not how many cases are in each. What nobody can know is
that no other case has the one trait that few have: so there may be cases that differ in this trait alone.
"""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from attrs import frozen
from numpy.typing import NDArray
from scipy.optimize import linprog

from kimcore import load
from kimcore.cli import main
from kimcore.disclosure import Interval, Protection
from kimcore.evidence import gaps, referral_flow
from kimcore.evidence.lacks import Lack
from kimcore.model import DataKind, Town, is_active
from kimcore.network import referral_spells
from kimcore.reports.bases import Why, basis_of, secrecy_of
from kimcore.reports.extract import FIELDS, extract
from kimcore.reports.extract_counts import extract_counts

PLACE = Path(__file__).parents[2] / "examples" / "musterkreis.json"
DAY = date(2025, 12, 31)
PURPOSE = "Vermittlung und Begleitung nach dem Hilfeplan"
TOLERANCE = 1e-6
OFFICES = ("jobcenter", "gesundheitsamt")


Page: TypeAlias = dict[str, Any]


@frozen
class Statement:
    """What a page says of how many cases are in a set."""

    page: str
    cases: frozenset[str]
    told: Interval


@cache
def town() -> Town:
    """Read Musterkreis once."""
    return load(PLACE)


@cache
def written(*arguments: str) -> Page:
    """Return what a command writes as JSON."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*arguments, "--on", str(DAY), "--format", "json"]) in {0, 1}
    found: Page = json.loads(out.getvalue())
    return found


def told(value: object) -> Interval:
    """Return what JSON tells of a count."""
    if isinstance(value, int):
        return Interval(value, value)
    assert isinstance(value, dict)
    return Interval(value["least"], value["most"])


def everybody() -> frozenset[str]:
    """Return all cases up to the day."""
    return frozenset(case.id for case in town().cases or () if case.opened_on <= DAY)


def still_open() -> frozenset[str]:
    """Return the cases that are open on the day."""
    return frozenset(case.id for case in town().cases or () if is_active(case, on=DAY))


def of_check(minimum: str) -> Iterator[Statement]:
    """Yield what the report says: of each rule the cases it failed or could not judge, and the others if it passed them all."""
    single: dict[tuple[str, str], set[str]] = {}
    for found in written("check", str(PLACE), "--unprotected")["findings"]:
        if found["subject"] in everybody():
            single.setdefault((found["code"], found["outcome"]), set()).add(found["subject"])
    counts = {
        (found["code"], found["outcome"]): found["facts"]["count"]
        for found in written("check", str(PLACE), "--unprotected")["findings"]
        if found["subject"] is None and "count" in found["facts"]
    }
    for found in written("check", str(PLACE), "--minimum", minimum)["findings"]:
        place = (found["code"], found["outcome"])
        if found["cases"] is not None:
            yield Statement(f"check {place}", frozenset(single[place]), told(found["cases"]))
        elif place in counts:
            others = {case for (code, _), cases in single.items() if code == found["code"] for case in cases}
            for known in (everybody(), still_open()):
                if len(known - others) == counts[place]:
                    yield Statement(f"check {place}", known - others, told(found["facts"]["count"]))
                    break


def of_extract(office: str, minimum: int) -> Iterator[Statement]:
    """Yield what the page of an extract says of the cases that go, and of those that stay whole."""
    found = extract(town(), office, purpose=PURPOSE, on=DAY)
    counts = extract_counts(found, Protection(minimum=minimum))
    late = {case.id for case in town().cases or () if case.closing and case.closing.delete_on and case.closing.delete_on < DAY}
    yield Statement(f"extract {office}", frozenset(case.id for case in found.cases), counts.going())
    yield Statement(f"extract {office} case", frozenset(late), counts.staying("case", Why.TO_BE_DELETED))
    for kind in FIELDS:
        going = frozenset(case.id for case in found.cases if any(basis.kind is kind for basis in case.bases))
        yield Statement(f"extract {office} {kind.value}", going, counts.going(kind))
    staying: dict[Why, set[str]] = {}
    for case in town().cases or ():
        answer = basis_of(case, DataKind.MASTER, found.errand, is_secret=secrecy_of(case, town(), on=DAY))
        if isinstance(answer, Why) and case.id in everybody() - late:
            staying.setdefault(answer, set()).add(case.id)
    for why, cases in staying.items():
        yield Statement(f"extract {office} {why.value}", frozenset(cases), counts.staying(DataKind.MASTER.value, why))


def of_flows(minimum: str) -> Iterator[Statement]:
    """Yield what the pages on the network, on referrals, on gaps and on duties say of cases."""
    asking = ("--minimum", minimum)
    flows = written("network", str(PLACE), *asking)["flows"]
    asked: dict[str, set[str]] = {}
    for spell in referral_spells(town(), on=DAY):
        asked.setdefault(spell.actor, set()).add(spell.case)
    yield Statement("network", frozenset().union(*asked.values()), told(flows["cases"]))
    for office in flows["waiting"]["offices"]:
        yield Statement(f"network {office['actor']}", frozenset(asked[office["actor"]]), told(office["cases"]))
    people = written("referrals", str(PLACE), *asking)["people"]
    flow = referral_flow(town(), on=DAY)
    for name, found in (("ping_pong", flow.ping_pong), ("lost", flow.lost), ("overlapping", flow.overlapping)):
        yield Statement(f"referrals {name}", frozenset(one.case for one in found), told(people[name]))
    alone = {gap.link.id.partition("/")[0] for gap in gaps(town(), on=DAY).gaps if gap.lack is Lack.NEED_LEFT_ALONE}
    (lack,) = (gap for gap in written("gaps", str(PLACE), *asking)["gaps"] if gap["lack"] == Lack.NEED_LEFT_ALONE.value)
    yield Statement("gaps", frozenset(alone), told(lack["cases"]))
    for one in written("duties", str(PLACE), *asking)["crossed"]:
        yield Statement(f"duties {one['from']} {one['to']}", crossing(one["from"], one["to"]), told(one["cases"]))


def crossing(before: str, after: str) -> frozenset[str]:
    """Return the cases that passed from one legal field to another."""
    found = set()
    for case in town().cases or ():
        begun = [spell for spell in case.legal_fields if (spell.during.first_day or date.min) <= DAY]
        ordered = sorted(begun, key=lambda spell: (spell.during.first_day or date.min, spell.field.value))
        if any((one.field.value, other.field.value) == (before, after) for one, other in pairwise(ordered)):
            found.add(case.id)
    return frozenset(found)


@cache
def statements(minimum: int) -> tuple[Statement, ...]:
    """Return what all pages say, with what is not told at all left out."""
    said = [Statement("show", still_open(), Interval(len(still_open()), len(still_open())))]
    said += [Statement("everybody", everybody(), Interval(len(everybody()), len(everybody())))]
    said += of_check(str(minimum))
    for office in OFFICES:
        said += of_extract(office, minimum)
    return (*said, *of_flows(str(minimum)))


def looks(said: tuple[Statement, ...], minimum: int) -> list[tuple[bool, ...]]:
    """Return the combinations of sets that a case can be in, as far as readers know."""
    seen = {tuple(case in one.cases for one in said) for case in everybody()}
    found = seen | elsewhere(said, seen)
    for few in (one for one in said if 0 < len(one.cases) < minimum):
        same = {n for n, one in enumerate(said) if one.cases == few.cases}
        if any(said[n].page.endswith(" case") for n in same):
            # Who stays whole is closed, and nothing of that case was looked at.
            looked_at = {n for n, one in enumerate(said) if one.page.startswith("extract")} - same
            is_open = next(n for n, one in enumerate(said) if one.page == "show")
            late = (tuple(n in same or (is_in and n not in looked_at) for n, is_in in enumerate(look)) for look in seen)
            found |= {look for look in late if not look[is_open]}
            continue
        rule = few.page.partition(" (")[2].partition(",")[0]
        answers = same | {n for n, one in enumerate(said) if rule and f"({rule}," in one.page}
        # Of the answers of one rule a case has one; of other few it is one of them, or not.
        found |= {
            tuple(is_in ^ (n in answers) for n, is_in in enumerate(look))
            for look in seen
            if sum(look[n] for n in answers) == 1 or answers == same
        }
    return sorted(found)


def elsewhere(said: tuple[Statement, ...], seen: set[tuple[bool, ...]]) -> set[tuple[bool, ...]]:
    """Return the looks that cases could have whose data go to one office as one case's do, and to the next as another's."""
    whole = {n for n, one in enumerate(said) if one.page.endswith(" case")}
    usual = [look for look in seen if not any(look[n] for n in whole)]
    found = set(usual)
    for office in OFFICES:
        own = {n for n, one in enumerate(said) if one.page.startswith(f"extract {office}")}
        patterns = {frozenset(n for n in own if look[n]) for look in usual}
        found = {
            tuple(n in pattern if n in own else is_in for n, is_in in enumerate(look)) for look in found for pattern in patterns
        }
    return found


def ends(said: tuple[Statement, ...], sets: NDArray[np.float64], place: int) -> tuple[float, float]:
    """Return the least and the greatest number of cases in a set that fit everything that is said.

    `sets` holds a row for each statement and a column for each look: 1 where such a case is in the set.
    """
    exact = [n for n, one in enumerate(said) if one.told.width == 0]
    highs = [n for n, one in enumerate(said) if one.told.width != 0 and one.told.high is not None]
    lows = [n for n, one in enumerate(said) if one.told.width != 0]
    upper = np.vstack([sets[highs], -sets[lows]])
    limits = [*(said[n].told.high for n in highs), *(-said[n].told.low for n in lows)]
    values = [said[n].told.low for n in exact]
    found = [
        linprog(turn * sets[place], A_ub=upper, b_ub=limits, A_eq=sets[exact], b_eq=values, method="highs") for turn in (1, -1)
    ]
    return found[0].fun, -found[1].fun


@pytest.mark.parametrize("minimum", [3, 5])
def test_every_page_tells_the_truth(minimum: int) -> None:
    """What is told of a set of cases holds its true number; small ones are never told exactly."""
    for one in statements(minimum):
        assert one.told.low <= len(one.cases) <= (one.told.high or len(everybody())), one.page
        assert one.told.width != 0 or not 0 < len(one.cases) < minimum, one.page


@pytest.mark.parametrize("minimum", [3, 5])
def test_no_small_count_is_given_away_by_all_pages_together(minimum: int) -> None:
    """Every count that is told as few can be one, and can be the largest that is few, for whoever has read all pages."""
    said = statements(minimum)
    sets = np.array(looks(said, minimum), dtype=float).T
    few = [n for n, one in enumerate(said) if 0 < len(one.cases) < minimum]
    assert len(few) > 10
    for place in few:
        least, most = ends(said, sets, place)
        assert least <= 1 + TOLERANCE, said[place].page
        assert most >= minimum - 1 - TOLERANCE, said[place].page


def test_program_finds_what_two_pages_give_away() -> None:
    """Were all cases and those that stay named next to each other, the program would know the rest: it can fail."""
    late, rest = (frozenset(sorted(everybody())[:1]), frozenset(sorted(everybody())[1:]))
    said = (
        Statement("show", frozenset(), Interval(0, 0)),
        Statement("everybody", everybody(), Interval(len(everybody()), len(everybody()))),
        Statement("extract stays", rest, Interval(len(rest), len(rest))),
        Statement("extract case", late, Interval(1, 2)),
    )
    assert ends(said, np.array(looks(said, 3), dtype=float).T, 3) == (1, 1)
