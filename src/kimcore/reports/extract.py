"""Data on cases for one recipient and purpose, without what nothing on record allows to go (*Auszug*)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, field, frozen

from kimcore.bundle.converter import converter
from kimcore.disclosure import PseudonymKey, pseudonym
from kimcore.errors import DisclosureError
from kimcore.model import (
    Actor,
    ActorId,
    ActorKind,
    Case,
    DataKind,
    FieldOfAction,
    Municipality,
    NeedId,
    Period,
    Plan,
    Referral,
    ReferralAttempt,
    Town,
)
from kimcore.reports.bases import Basis, Errand, Why, basis_of, secrecy_of

FIELDS: Mapping[DataKind, tuple[str, ...]] = {
    DataKind.MASTER: ("municipality", "opened_on", "age_group", "household", "needs_interpreter", "interpreter_found"),
    DataKind.NEEDS_AND_PLAN: ("access", "referred_by", "indication", "phases", "needs", "plan", "referrals", "closing"),
    DataKind.BENEFITS: ("legal_fields",),
    DataKind.RESIDENCE: ("target_groups", "stay", "residence"),
    DataKind.EDUCATION_AND_WORK: ("language",),
    DataKind.HEALTH: (),
}
"""Which fields of a case each kind of data covers. Needs in the field of health, and what belongs to them, take both kinds."""

KEPT = (
    "is_voluntary",
    "is_free_of_charge",
    "exception_reason",
    "host",
    "contacts",
    "consents",
    "information",
    "transfers",
    "leads",
    "barriers",
)
"""Fields that belong to no kind of data a person could declare anything about; they never go."""


@frozen(kw_only=True)
class ExtractedCase:
    """What of a case may go, and on what basis (*Fall im Auszug*)."""

    id: str
    """The pseudonym of the case for this purpose."""
    bases: tuple[Basis, ...]
    """One for each kind of data, in their order."""
    data: Mapping[str, object] = field(repr=False)
    """Field by field, in the form that JSON can hold."""


@frozen(kw_only=True)
class LeftOut:
    """Something that stays in the house, and why (*zurückgehaltene Angaben*)."""

    what: str
    """A kind of data, a field, or ``case`` for a whole case."""
    why: Why
    cases: int


@frozen(kw_only=True, eq=False)
class Extract:
    """Data on cases for one recipient and purpose (*Auszug für eine Stelle*)."""

    municipality: Municipality
    errand: Errand
    looked_through: int = field(repr=False)
    """How many cases there were up to the day, whatever became of them here."""
    cases: tuple[ExtractedCase, ...] = field(repr=False)
    """Sorted by pseudonym; cases of which nothing may go are not there."""
    left_out: tuple[LeftOut, ...]
    """Sorted by kind and reason; it names nobody."""


def extract(town: Town, recipient: str, *, purpose: str, on: date, key: PseudonymKey | None = None) -> Extract:
    """Return what of a town's cases may go to an office for a purpose on a day, and what stays (*Auszug*).

    A kind of data goes if a consent in force names it, the office and the purpose, or if a transfer to the office up to the
    day names a provision for it; special categories take an express consent or a provision of their own; where professional
    secrecy is or may be at stake, a consent takes a release besides. Data are those known on the day. A case that should have
    been deleted does not go.

    Whether a provision carries this transfer is for whoever sends it: the basis of every kind is in the extract.

    Args:
        town: the town with its cases.
        recipient: the key of an actor of the town.
        purpose: what for, in the words of the declarations; letters' case and blanks do not count.
        on: the day of the transfer.
        key: if given, cases get new pseudonyms for this purpose, so that the recipient cannot join them with other extracts.

    Raises:
        DisclosureError: If the recipient is no actor of the town, or there is no purpose.

    Example:
        >>> from kimcore.model import UNITS
        >>> town = Town(municipality=UNITS[0], actors=(Actor(id=ActorId("jc"), name="Jobcenter", kinds=(ActorKind.JOBCENTER,)),))
        >>> extract(town, "jc", purpose="advice", on=date(2025, 1, 1)).cases
        ()
    """
    actors = {actor.id: actor for actor in town.actors or ()}
    errand = Errand(recipient=ActorId(recipient), purpose=purpose.strip(), on=on)
    if errand.recipient not in actors:
        raise DisclosureError("recipient: expected the key of an actor of the town, found none of that key")
    if not errand.purpose:
        raise DisclosureError("purpose: expected some text, found none")
    found: list[ExtractedCase] = []
    left: Counter[tuple[str, Why]] = Counter()
    opened = tuple(case for case in town.cases or () if case.opened_on <= on)
    for case in opened:
        if case.closing is not None and case.closing.delete_on is not None and case.closing.delete_on < on:
            left["case", Why.TO_BE_DELETED] += 1
            continue
        is_secret = secrecy_of(case, town, on=on)
        answers = {kind: basis_of(case, kind, errand, is_secret=is_secret) for kind in FIELDS}
        bases = tuple(answer for answer in answers.values() if isinstance(answer, Basis))
        left.update((kind.value, answer) for kind, answer in answers.items() if isinstance(answer, Why) and _has(case, kind))
        left.update((name, Why.NO_DATA_KIND) for name in KEPT if getattr(case, name) not in (None, ()))
        if bases:
            name = case.id if key is None else pseudonym(case.id, key, on=on, purpose=errand.purpose)
            found.append(ExtractedCase(id=name, bases=bases, data=_data(case, bases, actors, on)))
    return Extract(
        municipality=town.municipality,
        errand=errand,
        looked_through=len(opened),
        cases=tuple(sorted(found, key=lambda one: one.id)),
        left_out=tuple(LeftOut(what=what, why=why, cases=count) for (what, why), count in sorted(left.items(), key=_place)),
    )


def _has(case: Case, kind: DataKind) -> bool:
    if kind is DataKind.HEALTH:
        return any(need.field is FieldOfAction.HEALTH for need in case.needs)
    return any(getattr(case, name) not in (None, ()) for name in FIELDS[kind])


_ORDER = ("case", *(kind.value for kind in DataKind), *KEPT)


def _place(counted: tuple[tuple[str, Why], int]) -> tuple[int, int]:
    (what, why), _ = counted
    return _ORDER.index(what), [*Why].index(why)


def _data(case: Case, bases: Iterable[Basis], actors: Mapping[ActorId, Actor], on: date) -> Mapping[str, object]:
    kinds = {basis.kind for basis in bases}
    known = _known(case, on)
    if DataKind.HEALTH not in kinds:
        known = _without_health(known, actors)
    names = [name for kind in FIELDS if kind in kinds for name in FIELDS[kind]]
    values = {name: getattr(known, name) for name in names}
    return {name: converter().unstructure(value) for name, value in values.items() if value not in (None, ())}


def _known(case: Case, on: date) -> Case:
    """Return a case without what came after a day."""
    return evolve(
        case,
        indication=case.indication if case.indication is not None and case.indication.on <= on else None,
        phases=tuple(one for one in case.phases if one.on <= on),
        needs=tuple(
            evolve(one, met_on=one.met_on if one.met_on is not None and one.met_on <= on else None)
            for one in case.needs
            if one.seen_on <= on
        ),
        plan=case.plan if case.plan is not None and case.plan.made_on <= on else None,
        referrals=tuple(_sent(one, on) for one in case.referrals if any(attempt.sent_on <= on for attempt in one.attempts)),
        legal_fields=tuple(one for one in case.legal_fields if _has_begun(one.during, on)),
        residence=tuple(one for one in case.residence if _has_begun(one.during, on)),
        language=tuple(one for one in case.language if one.on <= on),
        closing=case.closing if case.closing is not None and case.closing.on <= on else None,
    )


def _has_begun(during: Period, on: date) -> bool:
    return during.first_day is None or during.first_day <= on


def _sent(referral: Referral, on: date) -> Referral:
    return evolve(referral, attempts=tuple(_answered(one, on) for one in referral.attempts if one.sent_on <= on))


def _answered(attempt: ReferralAttempt, on: date) -> ReferralAttempt:
    is_met = attempt.first_contact_on is not None and attempt.first_contact_on <= on
    met = evolve(attempt, first_contact_on=attempt.first_contact_on if is_met else None)
    if attempt.answered_on is None or attempt.answered_on <= on:
        return met
    return evolve(met, outcome=None, answered_on=None, reason=None)


def _without_health(case: Case, actors: Mapping[ActorId, Actor]) -> Case:
    """Return a case without needs in the field of health, what was planned for them, and ways to the health office."""
    needs = frozenset(need.id for need in case.needs if need.field is FieldOfAction.HEALTH)
    offices = frozenset(key for key, actor in actors.items() if ActorKind.PUBLIC_HEALTH_OFFICE in actor.kinds)
    return evolve(
        case,
        referred_by=None if case.referred_by in offices else case.referred_by,
        needs=tuple(need for need in case.needs if need.id not in needs),
        plan=None if case.plan is None else _plan_without(case.plan, needs, offices),
        referrals=tuple(one for one in case.referrals if one.need not in needs and not _touches(one, offices)),
    )


def _plan_without(plan: Plan, needs: frozenset[NeedId], offices: frozenset[ActorId]) -> Plan:
    goals = (goal for goal in plan.goals if goal.need not in needs)
    return evolve(
        plan,
        goals=tuple(evolve(goal, steps=tuple(step for step in goal.steps if step.responsible not in offices)) for goal in goals),
    )


def _touches(referral: Referral, offices: frozenset[ActorId]) -> bool:
    return referral.sender in offices or any(attempt.receiver in offices for attempt in referral.attempts)
