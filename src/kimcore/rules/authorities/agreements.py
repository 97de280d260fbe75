"""Agreements of the integration centre with an authority."""

from collections.abc import Iterator

from kimcore.model import Actor, ActorId, ActorKind, Agreement, AgreementKind, in_force, kinds_below
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import TownCheck

AUTHORITIES = frozenset({ActorKind.FOREIGNERS_AUTHORITY, ActorKind.NATURALISATION_AUTHORITY})


def agreed_with(kind: ActorKind) -> TownCheck:
    """Return a check that the integration centre has an agreement with every authority of a kind."""

    def check(context: Context) -> Iterator[Verdict]:
        actors = context.actors()
        authorities = [actor for actor in actors.values() if kind in actor.kinds and not _is_part(actor, kind, context)]
        centre_known = any(ActorKind.INTEGRATION_CENTRE in actor.kinds for actor in actors.values())
        if not authorities or not centre_known:
            yield not_applicable() if context.is_complete("actors") else unknown(missing=("actors",))
            return
        for authority in authorities:
            yield _ask(authority, context)

    return check


def cooperation_agreements(context: Context, authority: ActorId | None = None) -> tuple[Agreement, ...]:
    """Return the cooperation agreements, of any time, of the integration centre with an authority or with any."""
    kinds = kinds_below(context.town.actors)
    return tuple(
        agreement
        for agreement in context.town.agreements or ()
        if agreement.kind is AgreementKind.COOPERATION
        and any(ActorKind.INTEGRATION_CENTRE in kinds[party] for party in agreement.parties)
        and any(_speaks_for(party, authority, context) for party in agreement.parties)
    )


def valid_today(agreements: tuple[Agreement, ...], context: Context) -> tuple[Agreement, ...]:
    """Return the agreements that hold on the day; one that is signed later does not exist yet."""
    return tuple(
        agreement
        for agreement in in_force(agreements, on=context.on)
        if agreement.signed_on is None or agreement.signed_on <= context.on
    )


def _ask(authority: Actor, context: Context) -> Verdict:
    if ActorKind.INTEGRATION_CENTRE in authority.kinds:
        return not_applicable(authority.id)
    ever = cooperation_agreements(context, authority.id)
    if valid_today(ever, context):
        return passed(authority.id)
    if not context.is_complete("agreements"):
        return unknown(authority.id, missing=("agreements",))
    since = too_few_since((agreement.during for agreement in ever), least=1, begun=None, on=context.on)
    return failed(authority.id, since=since)


def _is_part(actor: Actor, kind: ActorKind, context: Context) -> bool:
    """Return whether an actor is a part of an authority of the same kind, which is asked in its place."""
    parent = context.actors().get(actor.parent) if actor.parent is not None else None
    return parent is not None and kind in parent.kinds


def _speaks_for(party: ActorId, authority: ActorId | None, context: Context) -> bool:
    """Return whether a party is an authority, or the department that it belongs to."""
    if authority is None:
        return bool(AUTHORITIES & kinds_below(context.town.actors)[party])
    parents = {actor.id: actor.parent for actor in context.town.actors}
    place: ActorId | None = authority
    seen: set[ActorId] = set()
    while place is not None and place != party and place not in seen:
        seen.add(place)
        place = parents.get(place)
    return place == party
