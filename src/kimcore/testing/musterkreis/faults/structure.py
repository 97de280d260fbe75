"""What goes wrong with posts and money."""

from datetime import date

from attrs import evolve

from kimcore.model import (
    CostKind,
    DutyKind,
    FundingLine,
    FundingLineId,
    Grant,
    MeasureId,
    Payer,
    Period,
    Position,
    Town,
    Waiver,
    WaiverId,
)
from kimcore.testing.musterkreis.faults.fault import Fault, added, changed
from kimcore.testing.musterkreis.place import PAPERS

_VACANT_FROM = date(2025, 5, 1)
_SMALL_SHARE = 0.4


def _paid_twice(town: Town) -> Town:
    """Let the European Union pay for a measure that the state pays for, too."""
    line = FundingLine(
        id=FundingLineId("kosten-sprachkurs-2024-eu"),
        payer=Payer.EUROPEAN_UNION,
        cost=CostKind.MEASURES,
        amount_cents=1_200_000,
        period=Period(first_day=date(2024, 4, 1), last_day=date(2024, 12, 31)),
        measure=MeasureId("massnahme-sprachkurs"),
        sources=PAPERS,
    )
    return evolve(town, funding_lines=added(town.funding_lines, line))


def _small_share(town: Town) -> Town:
    """Grant a post of case management that is smaller than half a post."""

    def shrink(position: Position) -> Position:
        fillings = tuple(evolve(filling, fte=_SMALL_SHARE) for filling in position.fillings or ())
        return evolve(position, fte_granted=_SMALL_SHARE, fillings=fillings)

    def shrink_cost(line: FundingLine) -> FundingLine:
        return evolve(line, amount_cents=line.amount_cents * 4 // 5) if line.position == "cm-modellingen" else line

    lines = tuple(map(shrink_cost, town.funding_lines or ()))
    waiver = Waiver(
        id=WaiverId("ausnahme-stellenanteil"),
        rule="ST-13",
        subject="cm-modellingen",
        reason="Die Gemeinde stockt den Anteil zum Sommer auf; bis dahin hilft das Integrationszentrum aus.",
        granted_by_role="Leitung des Kommunalen Integrationszentrums",
        granted_on=date(2025, 10, 1),
        last_day=date(2026, 6, 30),
    )
    return evolve(
        town,
        positions=changed(town.positions, "cm-modellingen", shrink),
        funding_lines=lines,
        waivers=added(town.waivers, waiver),
    )


def _vacancy(town: Town) -> Town:
    """Leave half a post of the coordination empty for eight months."""
    last_day = date.fromordinal(_VACANT_FROM.toordinal() - 1)

    def leave(position: Position) -> Position:
        fillings = (evolve(filling, during=evolve(filling.during, last_day=last_day)) for filling in position.fillings or ())
        return evolve(position, fillings=tuple(fillings))

    def stop_paying(line: FundingLine) -> FundingLine:
        if line.position != "koordination-4" or _VACANT_FROM not in line.period:
            return line
        return evolve(line, period=evolve(line.period, last_day=last_day), amount_cents=line.amount_cents // 3)

    lines = tuple(map(stop_paying, town.funding_lines or ()))
    waiver = Waiver(
        id=WaiverId("ausnahme-vakanz"),
        rule="ST-18",
        subject="koordination-4",
        reason="Die Ausschreibung läuft.",
        granted_by_role="Dezernatsleitung Soziales und Integration",
        granted_on=date(2025, 6, 2),
        last_day=date(2025, 10, 31),
    )
    return evolve(
        town,
        positions=changed(town.positions, "koordination-4", leave),
        funding_lines=lines,
        waivers=added(town.waivers, waiver),
    )


def _contract_runs_out(town: Town) -> Town:
    """Let a forwarding contract end in the middle of the year that it is to cover."""
    agreements = changed(
        town.agreements,
        "weiterleitung-diakonie",
        lambda contract: evolve(
            contract, during=evolve(contract.during, last_day=date(2025, 6, 30)), review_on=date(2025, 3, 31)
        ),
    )
    return evolve(town, agreements=agreements)


def _report_overdue(town: Town) -> Town:
    """Never hand in a factual report."""

    def forget(grant: Grant) -> Grant:
        duties = (evolve(duty, done_on=None) if duty.kind is DutyKind.FACTUAL_REPORT else duty for duty in grant.duties or ())
        return evolve(grant, duties=tuple(duties))

    return evolve(town, grants=changed(town.grants, "bescheid-b1-2024", forget))


def _unused_waiver(town: Town) -> Town:
    """Accept a finding that there is not."""
    waiver = Waiver(
        id=WaiverId("ausnahme-vorsitz"),
        rule="LG-12",
        subject="lenkungsgruppe",
        reason="Der Vorsitz wechselt nach der Neuwahl.",
        granted_by_role="Kreisdirektion",
        granted_on=date(2025, 9, 1),
        last_day=date(2026, 3, 31),
    )
    return evolve(town, waivers=added(town.waivers, waiver))


FAULTS = (
    Fault(
        name="double-funding",
        codes=("ST-08",),
        subjects=("massnahme-sprachkurs", "kosten-sprachkurs-2024", "kosten-sprachkurs-2024-eu"),
        why="Dieselbe Maßnahme wird zugleich aus KIM-Mitteln und aus EU-Mitteln bezahlt.",
        plant=_paid_twice,
    ),
    Fault(
        name="small-share",
        codes=("ST-13",),
        subjects=("cm-modellingen", "ausnahme-stellenanteil"),
        why="Der Stellenanteil im Case Management liegt bei 0,4; eine gültige Ausnahme nimmt das bis zum Sommer hin.",
        plant=_small_share,
    ),
    Fault(
        name="long-vacancy",
        codes=("ST-18", "LO-03"),
        subjects=("koordination-4", "ausnahme-vakanz"),
        why="Die halbe Koordinationsstelle ist seit acht Monaten unbesetzt; die Ausnahme dafür ist abgelaufen.",
        plant=_vacancy,
    ),
    Fault(
        name="contract-too-short",
        codes=("ST-21",),
        subjects=("cm-diakonie", "weiterleitung-diakonie"),
        why="Der Weiterleitungsvertrag endet ein halbes Jahr vor dem Bewilligungszeitraum.",
        plant=_contract_runs_out,
    ),
    Fault(
        name="report-overdue",
        codes=("ST-24",),
        subjects=("bescheid-b1-2024",),
        why="Der Sachbericht für das Vorjahr ist seit einem halben Jahr überfällig.",
        plant=_report_overdue,
    ),
    Fault(
        name="unused-waiver",
        codes=("LO-04",),
        subjects=("ausnahme-vorsitz",),
        why="Die Ausnahme nimmt einen Befund hin, den es nicht gibt.",
        plant=_unused_waiver,
    ),
)
