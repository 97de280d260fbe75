"""DS-09: who uses the state's database has an arrangement on joint control and a known data protection officer."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, ArrangementKind
from kimcore.rules.context import Context
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.arrangements import has_arrangement
from kimcore.rules.gathering import judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict, not_applicable, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIM_DATABASE


def _check(context: Context) -> Iterator[Verdict]:
    town = context.town.municipality
    if town.uses_kim_database is None:
        yield unknown(missing=("uses_kim_database",))
    elif not town.uses_kim_database:
        yield not_applicable()
    else:
        parts = {"arrangement": has_arrangement(context, ArrangementKind.JOINT_CONTROL), "officer": _knows_officer(context)}
        yield judge_parts(town.key, parts)


def _knows_officer(context: Context) -> bool | None:
    """Return whether there is a data protection officer with a contact on the day."""
    contacts = tuple(
        point
        for actor in context.actors().values()
        if ActorKind.DATA_PROTECTION_OFFICER in actor.kinds
        for point in actor.contact_points
        if context.on in point.during
    )
    return laid_down(contacts, complete=context.is_complete("actors"))


RULE = Rule(
    code="DS-09",
    slug="joint-control",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(KIM_DATABASE,),
    norm="Art. 26 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("privacy_arrangements",),
    facts={"arrangement": "flag", "officer": "flag"},
    check=_check,
)
