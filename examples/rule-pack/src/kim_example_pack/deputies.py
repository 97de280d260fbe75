"""XA-01: every voting member of a steering group has a deputy."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade, Source
from kimcore.model import Vote, in_force
from kimcore.rules import Context, Rule, Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.text import Language

SOURCE = Source(title="Beispiel: Mustergeschäftsordnung des eigenen Hauses", dated="2025-01-15")

TEXTS = {
    Language.DE: {
        "title": "Stimmberechtigte Mitglieder haben eine Vertretung",
        "checks": "Ob für jedes stimmberechtigte Mitglied eine Vertretung benannt ist.",
        "matters": "Ohne Vertretung fällt eine Stelle bei Krankheit oder Urlaub aus.",
        "advice": "Die Vertretung beim entsendenden Haus erfragen und eintragen.",
        "pass": "Eine Vertretung ist benannt.",
        "fail": "Für {actor} ist keine Vertretung benannt.",
    },
    Language.EN: {
        "title": "Voting members have a deputy",
        "checks": "Whether a deputy is named for every voting member.",
        "matters": "Without a deputy an office is absent in case of illness or leave.",
        "advice": "Ask the organisation for its deputy and enter it.",
        "pass": "A deputy is named.",
        "fail": "No deputy is named for {actor}.",
    },
}


def _check(context: Context) -> Iterator[Verdict]:
    sitting = in_force(context.town.memberships or (), on=context.on)
    voting = [member for member in sitting if member.vote is Vote.VOTING]
    if not voting:
        yield not_applicable()
    for member in voting:
        if member.has_deputy is None:
            yield unknown(member.id, missing=("has_deputy",))
        elif member.has_deputy:
            yield passed(member.id)
        else:
            yield failed(member.id, {"actor": member.actor}, since=member.during.first_day)


RULE = Rule(
    code="XA-01",
    slug="voting-members-have-a-deputy",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(SOURCE,),
    needs=("memberships",),
    facts={"actor": "key"},
    texts=TEXTS,
    check=_check,
)
