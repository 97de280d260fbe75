"""What goes wrong in case management and around residence law."""

from datetime import date, timedelta

from attrs import evolve

from kimcore.model import Case, CitedThreshold, Phase, Plan, Town
from kimcore.testing.musterkreis.faults.fault import Fault, changed

_GAP = timedelta(days=47)
_SILENT_FROM = date(2025, 9, 30)


def _linked_before_planned(town: Town) -> Town:
    """Connect services before there is a plan."""

    def swap(case: Case) -> Case:
        planned = next(place for place, entry in enumerate(case.phases) if entry.phase is Phase.PLANNING)
        before, after = case.phases[planned], case.phases[planned + 1]
        swapped = (evolve(after, on=before.on), evolve(before, on=after.on))
        phases = (*case.phases[:planned], *swapped, *case.phases[planned + 2 :])
        goals = case.plan.goals if case.plan else ()
        return evolve(case, phases=phases, plan=Plan(made_on=after.on, agreed_with_client=True, goals=goals))

    return evolve(town, cases=changed(town.cases, "fall-114", swap))


def _contact_lost(town: Town) -> Town:
    """Lose contact with somebody whose case is open."""

    def fall_silent(case: Case) -> Case:
        return evolve(case, contacts=tuple(contact for contact in case.contacts if contact.on < _SILENT_FROM))

    return evolve(town, cases=changed(town.cases, "fall-118", fall_silent))


def _closed_without_result(town: Town) -> Town:
    """Close a case without reason, attainment or a word on structures."""

    def leave_blank(case: Case) -> Case:
        closing = case.closing and evolve(case.closing, reason=None, attainment=None, structural_findings=None)
        return evolve(case, closing=closing)

    return evolve(town, cases=changed(town.cases, "fall-019", leave_blank))


def _gap_between_offices(town: Town) -> Town:
    """Let nobody be responsible for seven weeks."""

    def tear(case: Case) -> Case:
        before, after = case.legal_fields
        start = None if after.during.first_day is None else after.during.first_day + _GAP
        torn = evolve(after, during=evolve(after.during, first_day=start), handed_over_on=None)
        return evolve(case, legal_fields=(before, torn))

    return evolve(town, cases=changed(town.cases, "fall-034", tear))


def _review_missed(town: Town) -> Town:
    """Miss the day on which an agreement was to be looked at again."""
    agreements = changed(town.agreements, "ki-ebh", lambda agreement: evolve(agreement, review_on=date(2025, 6, 30)))
    return evolve(town, agreements=agreements)


def _title_runs_out(town: Town) -> Town:
    """Let a title run towards its end without an application for the next."""

    def forget(case: Case) -> Case:
        return evolve(case, residence=tuple(evolve(spell, applied_for=None, applied_on=None) for spell in case.residence))

    return evolve(town, cases=changed(town.cases, "fall-061", forget))


def _old_leaflet(town: Town) -> Town:
    """Hand out a leaflet that cites a number of years that no longer holds."""
    old = (CitedThreshold(parameter="stag.10.stay_years", value=8.0),)
    templates = changed(town.templates, "merkblatt-einbuergerung", lambda template: evolve(template, thresholds=old))
    return evolve(town, templates=templates)


FAULTS = (
    Fault(
        name="linked-before-planned",
        codes=("CM-04",),
        subjects=("fall-114",),
        why="Das Linking begann, bevor es einen Hilfeplan gab.",
        plant=_linked_before_planned,
    ),
    Fault(
        name="contact-lost",
        codes=("CM-07",),
        subjects=("fall-118",),
        why="Der Fall ist offen, der letzte Kontakt liegt vier Monate zurück.",
        plant=_contact_lost,
    ),
    Fault(
        name="closed-without-result",
        codes=("CM-09",),
        subjects=("fall-019",),
        why="Der Fall wurde ohne Grund, Zielerreichung und Aussage zu Strukturen geschlossen.",
        plant=_closed_without_result,
    ),
    Fault(
        name="gap-between-offices",
        codes=("CM-13",),
        subjects=("fall-034",),
        why="Zwischen Leistungsstelle Asyl und Jobcenter war sieben Wochen niemand zuständig; eine Übergabe fehlt.",
        plant=_gap_between_offices,
    ),
    Fault(
        name="agreement-review-missed",
        codes=("B3-03",),
        subjects=("ki-ebh",),
        why="Die Vereinbarung mit der Einbürgerungsbehörde hätte im Sommer überprüft werden sollen.",
        plant=_review_missed,
    ),
    Fault(
        name="title-runs-out",
        codes=("B3-06",),
        subjects=("fall-061",),
        why="Das Chancen-Aufenthaltsrecht endet im April 2026, ein Antrag auf den Anschluss ist nicht vermerkt.",
        plant=_title_runs_out,
    ),
    Fault(
        name="old-leaflet",
        codes=("B3-11",),
        subjects=("merkblatt-einbuergerung",),
        why="Das Merkblatt nennt noch acht Jahre Aufenthalt.",
        plant=_old_leaflet,
    ),
)
