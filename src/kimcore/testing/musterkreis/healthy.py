"""Musterkreis as it would be if nothing had gone wrong."""

from kimcore.model import Town
from kimcore.testing.musterkreis.actors import actors
from kimcore.testing.musterkreis.agreements import agreements
from kimcore.testing.musterkreis.barriers import barriers, barriers_of_cases
from kimcore.testing.musterkreis.cases import cases
from kimcore.testing.musterkreis.decisions import decisions, feedback
from kimcore.testing.musterkreis.effects import TEMPLATES, indicators, reports
from kimcore.testing.musterkreis.funding import funding_lines, grants
from kimcore.testing.musterkreis.groups import work_groups, work_meetings
from kimcore.testing.musterkreis.loops import goals, measures, proposals, reviews, themes
from kimcore.testing.musterkreis.network import CLAIMS, recorded_metrics, surveys, ties
from kimcore.testing.musterkreis.place import CONCEPTS, MEMBERS, MUNICIPALITY, PARAMETERS, RULES_OF_PROCEDURE, SOURCES
from kimcore.testing.musterkreis.privacy import ARRANGEMENTS, BREACHES, RETENTION_RULES, SUBJECT_REQUESTS
from kimcore.testing.musterkreis.responsibilities import interfaces, responsibilities
from kimcore.testing.musterkreis.staffing import positions
from kimcore.testing.musterkreis.steering import GROUPS, MEMBERSHIPS, meetings


def healthy_town() -> Town:
    """Return Musterkreis before anything is planted: every loop is whole and every record in order.

    Example:
        >>> healthy_town().municipality.name
        'Musterkreis'
    """
    seen = barriers_of_cases()
    all_cases, all_barriers = cases(seen), barriers()
    return Town(
        municipality=MUNICIPALITY,
        sources=SOURCES,
        members=MEMBERS,
        rules_of_procedure=RULES_OF_PROCEDURE,
        parameters=PARAMETERS,
        concepts=CONCEPTS,
        actors=actors(),
        positions=positions(),
        grants=grants(),
        funding_lines=funding_lines(),
        steering_groups=GROUPS,
        memberships=MEMBERSHIPS,
        meetings=meetings(),
        decisions=decisions(),
        work_groups=work_groups(),
        work_meetings=work_meetings(),
        responsibilities=responsibilities(),
        interfaces=interfaces(),
        goals=goals(),
        ties=ties(),
        surveys=surveys(),
        agreements=agreements(),
        network_claims=CLAIMS,
        cases=all_cases,
        barriers=all_barriers,
        themes=themes(),
        proposals=proposals(),
        measures=measures(),
        reviews=reviews(),
        feedback=feedback(all_barriers),
        privacy_arrangements=ARRANGEMENTS,
        retention_rules=RETENTION_RULES,
        subject_requests=SUBJECT_REQUESTS,
        breaches=BREACHES,
        indicators=indicators(),
        recorded_metrics=recorded_metrics(),
        reports=reports(all_cases, all_barriers),
        templates=TEMPLATES,
        partial=("recorded_metrics",),
    )
