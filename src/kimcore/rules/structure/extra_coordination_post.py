"""ST-12: the further coordination post is for a municipality with three own offices, applied for by the Kreis."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, MemberMunicipality, Period, Position, PositionKind, in_force, is_internal
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE, OLDER_FUNDING_PAGE
from kimcore.rules.structure.posts import each_post
from kimcore.text import Fact

_CONDITIONS = "b1.coord.extra_post.conditions"


def _ask(post: Position, context: Context) -> Verdict:
    members = in_force(context.town.members or (), on=context.on)
    member = next((member for member in members if member.key == post.for_municipality), None)
    if post.for_municipality is None:
        return unknown(post.id, missing=("for_municipality",))
    if member is None:
        return unknown(post.id, missing=("members",))
    known = _known(member)
    codes = context.value(_CONDITIONS).codes
    lacking = tuple(code for code in codes if known[code][1] is False)
    facts: Mapping[str, Fact] = {"municipality": member.name, "lacking": lacking}
    if lacking:
        return failed(post.id, facts, since=post.during.first_day, variant="conditions")
    by_kreis = _by_kreis(post, context)
    if by_kreis is False:
        return failed(post.id, facts, since=post.during.first_day, variant="applicant")
    missing = tuple(known[code][0] for code in codes if known[code][1] is None)
    missing += ("applied_for_by",) if by_kreis is None else ()
    return unknown(post.id, facts, missing=missing) if missing else passed(post.id, facts)


def _known(member: MemberMunicipality) -> Mapping[str, tuple[str, bool | None]]:
    """Return the field that says whether a municipality has an own office, and what it says, by the kind of office."""
    return {
        ActorKind.FOREIGNERS_AUTHORITY.value: ("has_foreigners_authority", member.has_foreigners_authority),
        ActorKind.YOUTH_OFFICE.value: ("has_youth_office", member.has_youth_office),
        ActorKind.INTEGRATION_COUNCIL.value: ("has_integration_council", member.has_integration_council),
    }


def _by_kreis(post: Position, context: Context) -> bool | None:
    """Return whether an office of the Kreis applied for the post."""
    applicant = next((actor for actor in context.town.actors if actor.id == post.applied_for_by), None)
    if applicant is None:
        return None
    day = post.during.first_day or context.on
    return is_internal(applicant, municipality=context.town.municipality.key, on=day)


RULE = Rule(
    code="ST-12",
    slug="extra-coordination-post",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(FUNDING_PAGE, OLDER_FUNDING_PAGE),
    norm="Förderrichtlinie KIM, Baustein 1",
    in_force=Period(first_day=date(2020, 11, 30)),
    needs=("positions", "members"),
    parameters=(_CONDITIONS,),
    facts={"municipality": "text", "lacking": "ActorKind"},
    check=each_post(_ask, frozenset({PositionKind.COORDINATION}), concerns=lambda post: post.is_extra_post),
)
