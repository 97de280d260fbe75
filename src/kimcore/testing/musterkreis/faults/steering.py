"""What goes wrong in the steering group and in the coordination."""

from attrs import evolve

from kimcore.model import ActorId, Assignment, Responsibility, ResponsibilityRole, Town
from kimcore.testing.musterkreis.faults.fault import Fault, changed, without


def _meeting_cancelled(town: Town) -> Town:
    """Cancel a meeting without another day for it."""
    meetings = changed(
        town.meetings,
        "sitzung-2025-2",
        lambda meeting: evolve(meeting, held_on=None, attendance=None, participants=None, minutes_on=None, results=()),
    )
    return evolve(town, meetings=meetings)


def _never_followed_up(town: Town) -> Town:
    """Never report how far a decision has come."""
    return evolve(
        town, decisions=changed(town.decisions, "freigabe-anerkennung", lambda decision: evolve(decision, follow_ups=()))
    )


def _two_accountable(town: Town) -> Town:
    """Let two offices answer for the same task."""

    def double(task: Responsibility) -> Responsibility:
        second = Assignment(actor=ActorId("ki"), role=ResponsibilityRole.ACCOUNTABLE, during=task.during)
        return evolve(task, assignments=(*task.assignments, second))

    return evolve(town, responsibilities=changed(town.responsibilities, "aufgabe-sprachmittlung", double))


def _crossing_undescribed(town: Town) -> Town:
    """Leave out the description of a crossing that cases do use."""
    return evolve(town, interfaces=without(town.interfaces, "asylblg-sgb12"))


def _group_without_result(town: Town) -> Town:
    """Let a project group end without a result."""
    return evolve(town, work_groups=changed(town.work_groups, "pg-wohnlotsen", lambda group: evolve(group, result=None)))


FAULTS = (
    Fault(
        name="too-few-meetings",
        codes=("LG-13",),
        subjects=("lenkungsgruppe", "sitzung-2025-2"),
        why="Die Sommersitzung fiel aus; mit zwei Sitzungen im Jahr und 280 Tagen Abstand verfehlt die Gruppe ihren Rhythmus.",
        plant=_meeting_cancelled,
    ),
    Fault(
        name="never-followed-up",
        codes=("LG-18",),
        subjects=("freigabe-anerkennung",),
        why="Der Beschluss ist seit einem Jahr fällig, sein Stand wurde nie berichtet.",
        plant=_never_followed_up,
    ),
    Fault(
        name="two-accountable",
        codes=("KO-02",),
        subjects=("aufgabe-sprachmittlung",),
        why="Für dieselbe Aufgabe sind zwei Stellen rechenschaftspflichtig.",
        plant=_two_accountable,
    ),
    Fault(
        name="crossing-undescribed",
        codes=("KO-03",),
        subjects=("fall-027", "fall-088"),
        why="Der Wechsel von der Leistungsstelle Asyl zum Sozialamt kommt in Fällen vor, ist aber nirgends beschrieben.",
        plant=_crossing_undescribed,
    ),
    Fault(
        name="group-without-result",
        codes=("KO-07",),
        subjects=("pg-wohnlotsen",),
        why="Die Projektgruppe ist beendet, ein Ergebnis fehlt.",
        plant=_group_without_result,
    ),
)
