"""The state's money for Musterkreis, year by year, and what it pays for."""

from collections.abc import Iterator
from datetime import date

from kimcore.model import (
    BLOCK_OF,
    ActorId,
    BuildingBlock,
    CostKind,
    DutyKind,
    FundingLine,
    FundingLineId,
    Grant,
    GrantDuty,
    GrantForm,
    MeasureId,
    Payer,
    Period,
    PositionId,
    PositionKind,
)
from kimcore.testing.musterkreis.place import KREIS, PAPERS
from kimcore.testing.musterkreis.staffing import POSTS, Post, grant_of

YEARS = (2023, 2024, 2025)

_FULL_POST_CENTS = 5_700_000
_FULL_ASSISTANCE_CENTS = 4_500_000
_REAL_COST_CENTS = 7_400_000
"""What a full post costs the employer in a year."""

_AMOUNTS = {
    BuildingBlock.COORDINATION: 30_000_000,
    BuildingBlock.CASE_MANAGEMENT: 37_050_000,
    BuildingBlock.AUTHORITIES: 14_250_000,
}

_COSTS = {
    PositionKind.ADMINISTRATIVE_ASSISTANCE: CostKind.ASSISTANCE_STAFF,
    PositionKind.CASE_MANAGEMENT: CostKind.CASE_MANAGEMENT_STAFF,
    PositionKind.COORDINATION: CostKind.COORDINATION_STAFF,
    PositionKind.FOREIGNERS_AUTHORITY: CostKind.AUTHORITY_STAFF,
    PositionKind.NATURALISATION_AUTHORITY: CostKind.AUTHORITY_STAFF,
}


def grants() -> tuple[Grant, ...]:
    """Return a grant for each building block and year, by key."""
    return tuple(_grant(block, year) for block in sorted(BuildingBlock, key=lambda one: one.value) for year in YEARS)


def funding_lines() -> tuple[FundingLine, ...]:
    """Return what the state pays, and the rest that employers pay themselves, by key."""
    lines = (*_staff_lines(), *_other_lines())
    return tuple(sorted(lines, key=lambda line: line.id))


def _grant(block: BuildingBlock, year: int) -> Grant:
    """Return the grant for one building block and year."""
    return Grant(
        id=grant_of(block, year),
        building_block=block,
        form=GrantForm.GRANT if block is BuildingBlock.COORDINATION else GrantForm.LUMP_SUM,
        granted_by=ActorId("bezirksregierung"),
        recipient=ActorId("kreisverwaltung"),
        recipient_municipality=KREIS,
        notice_on=date(year - 1, 12, 15),
        period=_year(year),
        amount_cents=_AMOUNTS[block],
        duties=_duties(year),
        sources=PAPERS,
    )


def _duties(year: int) -> tuple[GrantDuty, ...]:
    """Return the reports a notice asks for; those for the last year are still to come."""
    is_last = year == YEARS[-1]
    return (
        GrantDuty(kind=DutyKind.APPLICATION, due_on=date(year - 1, 9, 30), done_on=date(year - 1, 9, 18)),
        GrantDuty(kind=DutyKind.FACTUAL_REPORT, due_on=date(year + 1, 6, 30), done_on=None if is_last else date(year + 1, 6, 12)),
        GrantDuty(kind=DutyKind.PROOF_OF_USE, due_on=date(year + 1, 6, 30), done_on=None if is_last else date(year + 1, 6, 12)),
    )


def _staff_lines() -> Iterator[FundingLine]:
    """Yield what is paid for posts."""
    for post in POSTS:
        for year in YEARS:
            paid = _state_share(post)
            own_payer = Payer.CARRIER if post.paid_by in {"awo", "caritas", "diakonie", "drk"} else Payer.MUNICIPALITY
            yield _staff_line(post, year, Payer.KIM_FUNDING, paid)
            yield _staff_line(post, year, own_payer, int(_REAL_COST_CENTS * post.fte) - paid)


def _state_share(post: Post) -> int:
    """Return how many cents the state pays for a post in a year."""
    rate = _FULL_ASSISTANCE_CENTS if post.kind is PositionKind.ADMINISTRATIVE_ASSISTANCE else _FULL_POST_CENTS
    return int(rate * post.fte)


def _staff_line(post: Post, year: int, payer: Payer, cents: int) -> FundingLine:
    """Return what one payer pays for a post in a year."""
    share = "land" if payer is Payer.KIM_FUNDING else "eigenanteil"
    return FundingLine(
        id=FundingLineId(f"kosten-{post.id}-{year}-{share}"),
        payer=payer,
        cost=_COSTS[post.kind],
        amount_cents=cents,
        period=_year(year),
        grant=grant_of(BLOCK_OF[post.kind], year) if payer is Payer.KIM_FUNDING else None,
        position=PositionId(post.id),
        sources=PAPERS,
    )


def _other_lines() -> Iterator[FundingLine]:
    """Yield what is paid besides posts."""
    paid = {
        "arbeitsplaetze-2023": (CostKind.WORKPLACE, 1_140_000, 2023, None, 2),
        "fortbildung-2024": (CostKind.TRAINING, 480_000, 2024, None, None),
        "sprachmittlung-2024": (CostKind.MEASURES, 950_000, 2024, MeasureId("massnahme-sprachmittlung"), None),
        "sprachkurs-2024": (CostKind.MEASURES, 1_600_000, 2024, MeasureId("massnahme-sprachkurs"), None),
        "veranstaltungen-2025": (CostKind.EVENTS_AND_INTERFACES, 620_000, 2025, None, None),
    }
    for key, (cost, cents, year, measure, workplaces) in paid.items():
        yield FundingLine(
            id=FundingLineId(f"kosten-{key}"),
            payer=Payer.KIM_FUNDING,
            cost=cost,
            amount_cents=cents,
            period=_year(year),
            grant=grant_of(BuildingBlock.COORDINATION, year),
            measure=measure,
            workplaces=workplaces,
            sources=PAPERS,
        )


def _year(year: int) -> Period:
    """Return a calendar year."""
    return Period(first_day=date(year, 1, 1), last_day=date(year, 12, 31))
