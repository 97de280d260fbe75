"""What goes wrong in the network and with data."""

from datetime import date, timedelta

from attrs import evolve

from kimcore.model import ActorId, Case, CaseLead, Period, PublishedCount, StaffId, Town
from kimcore.testing.musterkreis.cases import case_of
from kimcore.testing.musterkreis.faults.fault import Fault, added, changed, without
from kimcore.testing.musterkreis.place import STADT
from kimcore.testing.musterkreis.profiles import FAMILY_MEMBER
from kimcore.testing.musterkreis.skeletons import Skeleton

_LEFTOVER = Period(first_day=date(2022, 3, 7), last_day=date(2022, 10, 31))
_WITHDRAWN_ON = date(2023, 5, 8)


def _one_sided_axis(town: Town) -> Town:
    """Let the naturalisation authority not name the integration centre."""
    return evolve(town, ties=without(town.ties, "2025-ebh-ki"))


def _cut_actor(town: Town) -> Town:
    """Let a group be reached through one actor only."""
    pair = {"fluechtlingshilfe", "frauentreff"}
    return evolve(town, ties=tuple(tie for tie in town.ties or () if {tie.source, tie.target} != pair))


def _unproven_tie(town: Town) -> Town:
    """Keep a tie without saying what shows it and since when."""
    ties = changed(
        town.ties, "2025-caritas-wohnen", lambda tie: evolve(tie, evidence=(), reported_on=None, survey=None, reported_by=None)
    )
    return evolve(town, ties=ties)


def _informed_late(town: Town) -> Town:
    """Hand out the data protection notice weeks after the first talk."""

    def delay(case: Case) -> Case:
        return evolve(case, information=tuple(evolve(given, on=given.on + timedelta(days=21)) for given in case.information))

    return evolve(town, cases=changed(town.cases, "fall-120", delay))


def _sent_after_withdrawal(town: Town) -> Town:
    """Send data after the consent was withdrawn."""

    def withdraw(case: Case) -> Case:
        return evolve(
            case, consents=changed(case.consents, "weitergabe-010", lambda one: evolve(one, withdrawn_on=_WITHDRAWN_ON))
        )

    return evolve(town, cases=changed(town.cases, "fall-010", withdraw))


def _kept_too_long(town: Town) -> Town:
    """Keep a case after the day on which it was to be deleted."""
    leftover = Skeleton(
        number=1,
        opened_on=date(2022, 3, 7),
        closed_on=date(2022, 10, 31),
        is_cut_short=False,
        profile=FAMILY_MEMBER,
        municipality=STADT,
        host=ActorId("ki"),
        leads=(CaseLead(staff=StaffId("fk-01"), during=_LEFTOVER),),
    )
    return evolve(town, cases=added(town.cases, case_of(leftover, ())))


def _small_count(town: Town) -> Town:
    """Publish a count that is small enough to point at people."""
    small = PublishedCount(label="Beendet durch Umzug in Vorlagental", count=2)
    reports = changed(town.reports, "bericht-kreistag-2024", lambda report: evolve(report, counts=(*report.counts, small)))
    return evolve(town, reports=reports)


FAULTS = (
    Fault(
        name="one-sided-axis",
        codes=("NW-02",),
        subjects=("2025-ki-ebh", "ebh", "ki"),
        why="Das Integrationszentrum nennt die Einbürgerungsbehörde, sie nennt das Integrationszentrum nicht.",
        plant=_one_sided_axis,
    ),
    Fault(
        name="cut-actor",
        codes=("NW-05",),
        subjects=("integrationsrat", "frauentreff"),
        why="Der Frauentreff ist nur über den Integrationsrat zu erreichen.",
        plant=_cut_actor,
    ),
    Fault(
        name="unproven-tie",
        codes=("NW-11",),
        subjects=("2025-caritas-wohnen",),
        why="Die Verbindung ist weder belegt noch datiert.",
        plant=_unproven_tie,
    ),
    Fault(
        name="informed-late",
        codes=("DS-01",),
        subjects=("fall-120",),
        why="Die Datenschutzinformation kam drei Wochen nach dem ersten Gespräch.",
        plant=_informed_late,
    ),
    Fault(
        name="sent-after-withdrawal",
        codes=("DS-06",),
        subjects=("fall-010", "weitergabe-010"),
        why="Daten gingen elf Tage nach dem Widerruf der Einwilligung hinaus.",
        plant=_sent_after_withdrawal,
    ),
    Fault(
        name="kept-too-long",
        codes=("DS-10",),
        subjects=("fall-001",),
        why="Der Fall war zum 31. Oktober 2025 zu löschen und ist noch da.",
        plant=_kept_too_long,
    ),
    Fault(
        name="small-count",
        codes=("DS-14",),
        subjects=("bericht-kreistag-2024",),
        why="Der Bericht an den Kreistag nennt eine Fallzahl von zwei.",
        plant=_small_count,
    ),
)
