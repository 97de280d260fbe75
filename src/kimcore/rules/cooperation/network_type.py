"""NW-12: a network that calls itself a production network has what makes it one."""

from collections.abc import Iterable, Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Agreement, AgreementContent, AgreementKind, NetworkKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import REIS_PRODUCTION_NETWORKS


def _check(context: Context) -> Iterator[Verdict]:
    claims = in_force(context.town.network_claims, on=context.on)
    if any(claim.kind is NetworkKind.PRODUCTION for claim in claims):
        yield _judge(context)
    elif claims or context.is_complete("network_claims"):
        yield not_applicable()
    else:
        yield unknown(missing=("network_claims",))


def _judge(context: Context) -> Verdict:
    agreements = in_force(context.town.agreements or (), on=context.on)
    cooperation = [agreement for agreement in agreements if agreement.kind is AgreementKind.COOPERATION]
    parts: Mapping[str, bool | None] = {
        "binding": _any_known((agreement.is_binding for agreement in cooperation), context),
        "themes": _any_known((_settles(agreement, AgreementContent.THEMES) for agreement in cooperation), context),
        "target_group": _any_known((_settles(agreement, AgreementContent.TARGET_GROUP) for agreement in cooperation), context),
    }
    if False in parts.values():
        return failed(facts=parts)
    if None in parts.values():
        return unknown(facts=parts, missing=_missing(parts, context))
    return passed(facts=parts)


def _missing(parts: Mapping[str, bool | None], context: Context) -> tuple[str, ...]:
    if not context.is_complete("agreements"):
        return ("agreements",)
    is_open = {"is_binding": parts["binding"] is None, "contents": None in {parts["themes"], parts["target_group"]}}
    return tuple(name for name, wanting in is_open.items() if wanting)


def _settles(agreement: Agreement, content: AgreementContent) -> bool | None:
    return None if agreement.contents is None else content in agreement.contents


def _any_known(answers: Iterable[bool | None], context: Context) -> bool | None:
    """Return whether one agreement has it; `None` if one of unknown content, or one not on record, may."""
    given = list(answers)
    if True in given:
        return True
    return None if None in given or not context.is_complete("agreements") else False


RULE = Rule(
    code="NW-12",
    slug="network-type",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(REIS_PRODUCTION_NETWORKS,),
    facts={"binding": "flag", "themes": "flag", "target_group": "flag"},
    check=_check,
)
