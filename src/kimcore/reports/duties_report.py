"""Who is accountable for what, for readers and for programs."""

from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.evidence import Duties, DutyFlaw, DutyProblem
from kimcore.evidence.duties import Crossed
from kimcore.model import LegalField, Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.evidence_words import code_word, json_page
from kimcore.reports.loop_words import LoopWords, page_of_town, words_of
from kimcore.reports.page import Block, Lines, Page
from kimcore.reports.wording import amount_words
from kimcore.text import Language, join

FORMAT = "kimcore-duties"
VERSION = 1


def duties_page(town: Town, found: Duties, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return who is accountable for what as a page, with people only as protected counts."""
    words = words_of(town, "duties", language, protection)
    words.names.update({str(task.id): task.task for task in town.responsibilities or ()})
    unclear = {problem.responsibility for problem in found.problems}
    tasks = len(found.accountable)
    return page_of_town(
        town,
        found.on,
        words,
        lines=[
            words.said("no_tasks")
            if town.responsibilities is None
            else words.said("counts", tasks=str(tasks), clear=str(tasks - len(unclear)))
        ],
        sections=(
            words.section("unclear", *_unclear(found, words)),
            words.section("accountable", *_accountable(found, words)),
            words.section("load", *_load(found, words)),
            words.section("flow", *_flow(town, found, words)),
            words.section("uncovered", *_uncovered(town, found, words)),
        ),
    )


def duties_json(found: Duties, *, protection: Protection = PROTECTED) -> str:
    """Return who is accountable for what as JSON text, with people only as protected counts."""
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "protection": protection_json(protection),
            "accountable": {task: list(actors) for task, actors in found.accountable.items()},
            "at_crossings": {key: list(actors) for key, actors in found.at_crossings.items()},
            "load": dict(found.load),
            "problems": [
                {"flaw": one.flaw.value, "responsibility": one.responsibility, "actors": list(one.actors)}
                for one in found.problems
            ],
            "uncovered": list(found.uncovered),
            "crossed": [
                {
                    "from": one.value,
                    "to": other.value,
                    "cases": amount_json(cases),
                    "described": (one, other) not in found.undescribed,
                }
                for (one, other), cases in _crossed(found, protection)
            ],
        }
    )


def _unclear(found: Duties, words: LoopWords) -> tuple[Block, ...]:
    lines = [_problem(one, words) for flaw in DutyFlaw for one in found.problems if one.flaw is flaw]
    return (Lines(tuple(lines)),) if lines else (words.said("all_clear" if found.accountable else "nothing"),)


def _problem(one: DutyProblem, words: LoopWords) -> str:
    flaw = code_word(words.language, "duty_flaw", one.flaw.value)
    who = f" ({join([words.called(actor) for actor in one.actors], words.language)})" if one.actors else ""
    return f"{words.called(one.responsibility)}: {flaw}{who}"


def _accountable(found: Duties, words: LoopWords) -> tuple[Block, ...]:
    rows = [
        (words.called(task), ", ".join(map(words.called, actors)) or words.shown(None))
        for task, actors in found.accountable.items()
    ]
    return words.grid(("task", "accountable"), rows, numbers_from=2) if rows else ()


def _load(found: Duties, words: LoopWords) -> tuple[Block, ...]:
    by_number: dict[int, list[str]] = {}
    for actor, tasks in found.load.items():
        by_number.setdefault(tasks, []).append(words.called(actor))
    lines = [
        words.said("tasks_each", tasks=str(tasks), offices=join(sorted(offices), words.language))
        for tasks, offices in sorted(by_number.items(), reverse=True)
    ]
    return (Lines((*lines, words.said("load_note"))),) if lines else ()


def _flow(town: Town, found: Duties, words: LoopWords) -> tuple[Block, ...]:
    """Return how many people crossed from one legal field to another, and whether somebody answers for it."""
    rows = [
        (" → ".join([_short(field, words) for field in pair]), _people(cases, words), _answered(town, pair, found, words))
        for pair, cases in _crossed(found, words.protection)
    ]
    return words.grid(("crossing", "people", "answered"), rows) if rows else ()


def _people(cases: Interval, words: LoopWords) -> str:
    return words.people(cases.low) if cases.high is not None else amount_words(cases, words.language)


def _crossed(found: Duties, protection: Protection) -> list[tuple[Crossed, Interval]]:
    """Return how many people crossed, the most frequent first; those whose number is not told last, as their rank would tell."""
    crossed = found.crossed
    told = {
        pair: protection.among(cases, [crossed[one] for one in found.between_same_offices[pair]])
        for pair, cases in crossed.items()
    }
    exact = [(pair, said) for pair, said in told.items() if said.width == 0]
    others = [(pair, said) for pair, said in told.items() if said.width != 0]
    return [*exact, *sorted(others, key=lambda one: [field.value for field in one[0]])]


def _answered(town: Town, pair: tuple[LegalField, LegalField], found: Duties, words: LoopWords) -> str:
    """Return who is accountable for a crossing, or what is missing there."""
    if pair in found.undescribed:
        return words.said("undescribed")
    crossings = [one.id for one in town.interfaces or () if (one.from_field, one.to_field) == pair]
    offices = sorted({words.called(actor) for key in crossings for actor in found.at_crossings.get(key, ())})
    return ", ".join(offices) or words.said("nobody")


def _uncovered(town: Town, found: Duties, words: LoopWords) -> tuple[Block, ...]:
    known = {one.id: one for one in town.interfaces or ()}
    lines = [f"{_short(known[key].from_field, words)} → {_short(known[key].to_field, words)} ({key})" for key in found.uncovered]
    return (Lines(tuple(lines)),) if lines else ()


def _short(field: LegalField, words: LoopWords) -> str:
    """Return the name of a legal field without what follows the comma."""
    return words.shown(field.value, "LegalField").partition(",")[0]
