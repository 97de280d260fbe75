"""The three building blocks of Musterkreis: which posts there are, where they sit and who fills them."""

from datetime import date

from attrs import frozen

from kimcore.model import (
    BLOCK_OF,
    ActorId,
    AgreementId,
    AuthorityTask,
    BuildingBlock,
    Filling,
    GrantId,
    MunicipalityKey,
    Period,
    Position,
    PositionId,
    PositionKind,
    StaffId,
)
from kimcore.testing.musterkreis.place import INVENTED, STADT

LEAD = PositionId("koordination-leitung")
"""The coordination post that prepares the steering group."""

CHANGE_DAY = date(2024, 9, 2)
"""The day on which one case manager took over from another."""

CARRIER_CHANGE_DAY = date(2025, 4, 1)
"""The day on which the post at the DRK changed hands."""


@frozen(kw_only=True)
class Post:
    """One line of the staffing plan; `staff` lists who fills the post, each from a day on."""

    id: str
    kind: PositionKind
    host: str
    fte: float
    since: date
    staff: tuple[tuple[str, date], ...]
    contract: str | None = None
    paid_by: str = "kreisverwaltung"


_Kind = PositionKind
_START = date(2021, 7, 1)
_EXTENDED = date(2022, 7, 1)

POSTS = (
    Post(id="abh-kreis", kind=_Kind.FOREIGNERS_AUTHORITY, host="abh", fte=1.0, since=_START, staff=(("fk-21", _START),)),
    Post(
        id="abh-stadt",
        kind=_Kind.FOREIGNERS_AUTHORITY,
        host="abh-musterstadt",
        fte=0.5,
        since=_EXTENDED,
        staff=(("fk-22", _EXTENDED),),
        paid_by="musterstadt",
    ),
    Post(
        id="cm-awo",
        kind=_Kind.CASE_MANAGEMENT,
        host="awo",
        fte=0.5,
        since=_EXTENDED,
        staff=(("fk-07", _EXTENDED),),
        contract="weiterleitung-awo",
        paid_by="awo",
    ),
    Post(
        id="cm-caritas",
        kind=_Kind.CASE_MANAGEMENT,
        host="caritas",
        fte=1.0,
        since=_START,
        staff=(("fk-05", _START),),
        contract="weiterleitung-caritas",
        paid_by="caritas",
    ),
    Post(
        id="cm-diakonie",
        kind=_Kind.CASE_MANAGEMENT,
        host="diakonie",
        fte=0.5,
        since=_EXTENDED,
        staff=(("fk-06", _EXTENDED),),
        contract="weiterleitung-diakonie",
        paid_by="diakonie",
    ),
    Post(
        id="cm-drk",
        kind=_Kind.CASE_MANAGEMENT,
        host="drk",
        fte=0.5,
        since=_EXTENDED,
        staff=(("fk-08", _EXTENDED), ("fk-10", CARRIER_CHANGE_DAY)),
        contract="weiterleitung-drk",
        paid_by="drk",
    ),
    Post(id="cm-ki-1", kind=_Kind.CASE_MANAGEMENT, host="ki", fte=1.0, since=_START, staff=(("fk-01", _START),)),
    Post(
        id="cm-ki-2",
        kind=_Kind.CASE_MANAGEMENT,
        host="ki",
        fte=1.0,
        since=_START,
        staff=(("fk-02", _START), ("fk-09", CHANGE_DAY)),
    ),
    Post(
        id="cm-modellingen",
        kind=_Kind.CASE_MANAGEMENT,
        host="modellingen",
        fte=0.5,
        since=_EXTENDED,
        staff=(("fk-11", _EXTENDED),),
        contract="weiterleitung-modellingen",
        paid_by="modellingen",
    ),
    Post(
        id="cm-musterstadt",
        kind=_Kind.CASE_MANAGEMENT,
        host="musterstadt",
        fte=1.0,
        since=_START,
        staff=(("fk-04", _START),),
        contract="weiterleitung-musterstadt",
        paid_by="musterstadt",
    ),
    Post(id="cm-sozialamt", kind=_Kind.CASE_MANAGEMENT, host="sozialamt", fte=0.5, since=_START, staff=(("fk-03", _START),)),
    Post(id="ebh-kreis", kind=_Kind.NATURALISATION_AUTHORITY, host="ebh", fte=1.0, since=_START, staff=(("fk-23", _START),)),
    Post(id="koordination-2", kind=_Kind.COORDINATION, host="ki", fte=1.0, since=_START, staff=(("fk-32", _START),)),
    Post(id="koordination-3", kind=_Kind.COORDINATION, host="ki", fte=1.0, since=_EXTENDED, staff=(("fk-33", _EXTENDED),)),
    Post(id="koordination-4", kind=_Kind.COORDINATION, host="ki", fte=0.5, since=_EXTENDED, staff=(("fk-34", _EXTENDED),)),
    Post(id="koordination-leitung", kind=_Kind.COORDINATION, host="ki", fte=1.0, since=_START, staff=(("fk-31", _START),)),
    Post(
        id="koordination-stadt",
        kind=_Kind.COORDINATION,
        host="musterstadt",
        fte=1.0,
        since=_EXTENDED,
        staff=(("fk-35", _EXTENDED),),
        contract="weiterleitung-musterstadt",
        paid_by="musterstadt",
    ),
    Post(
        id="verwaltungsassistenz",
        kind=_Kind.ADMINISTRATIVE_ASSISTANCE,
        host="ki",
        fte=0.5,
        since=_START,
        staff=(("fk-36", _START),),
    ),
)
"""The staffing plan, by key."""

_TASKS = {
    PositionKind.FOREIGNERS_AUTHORITY: (AuthorityTask.COOPERATION, AuthorityTask.STAY_RIGHTS),
    PositionKind.NATURALISATION_AUTHORITY: (AuthorityTask.COOPERATION, AuthorityTask.NATURALISATION),
}

_QUALIFICATIONS = {
    PositionKind.ADMINISTRATIVE_ASSISTANCE: "office_administration",
    PositionKind.CASE_MANAGEMENT: "social_work",
    PositionKind.COORDINATION: "social_sciences",
    PositionKind.FOREIGNERS_AUTHORITY: "public_administration",
    PositionKind.NATURALISATION_AUTHORITY: "public_administration",
}

_EXTRA_POST = "koordination-stadt"

_FOR = {
    _EXTRA_POST: STADT,
    "abh-stadt": STADT,
    "cm-modellingen": MunicipalityKey("05998020"),
    "cm-musterstadt": STADT,
}
"""Posts that are meant for one member municipality."""


def positions() -> tuple[Position, ...]:
    """Return every post of the three building blocks, by key."""
    return tuple(_position(post) for post in POSTS)


def grant_of(block: BuildingBlock, year: int) -> GrantId:
    """Return the key of the grant for a building block and a year.

    Example:
        >>> grant_of(BuildingBlock.COORDINATION, 2024)
        'bescheid-b1-2024'
    """
    return GrantId(f"bescheid-{block.value}-{year}")


def _position(post: Post) -> Position:
    """Return the position of one line."""
    return Position(
        id=PositionId(post.id),
        kind=post.kind,
        host=ActorId(post.host),
        fte_granted=post.fte,
        during=Period(first_day=post.since),
        is_additional=True,
        fillings=_fillings(post),
        is_extra_post=post.id == _EXTRA_POST,
        for_municipality=_FOR.get(post.id),
        applied_for_by=ActorId("kreisverwaltung"),
        supervised_by=ActorId("ki") if BLOCK_OF[post.kind] is not BuildingBlock.AUTHORITIES else ActorId("fachbereich-ordnung"),
        passed_on=post.contract is not None,
        forwarding_contract=None if post.contract is None else AgreementId(post.contract),
        grant=grant_of(BLOCK_OF[post.kind], 2025),
        tasks=_TASKS.get(post.kind),
        gap_paid_by=ActorId(post.paid_by),
        sources=INVENTED,
    )


def _fillings(post: Post) -> tuple[Filling, ...]:
    """Return who fills a post, one after the other."""
    starts = [since for _, since in post.staff]
    ends = [date.fromordinal(following.toordinal() - 1) for following in starts[1:]]
    return tuple(
        Filling(
            fte=post.fte,
            during=Period(first_day=since, last_day=ends[place] if place < len(ends) else None),
            staff=StaffId(staff),
            qualification=_QUALIFICATIONS[post.kind],
            basic_training_on=date.fromordinal(since.toordinal() + 60),
            has_professional_secrecy=post.kind is PositionKind.CASE_MANAGEMENT,
        )
        for place, (staff, since) in enumerate(post.staff)
    )
