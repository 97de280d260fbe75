"""EV-03: a theme rests on several cases, from more than one case manager or municipality."""

from collections.abc import Iterable, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Barrier, MunicipalityKey, Theme
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, barriers_of_themes, cases_of, chain, partly_recorded
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import COESFELD_MINUTES, GUETERSLOH_CONFERENCE
from kimcore.text import Fact

_CASES = "ev.theme_cases_min"
_REPORTERS = "ev.theme_reporters_min"


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    themes = (theme for theme in known.themes.values() if theme.merged_into is None)
    return gather(context, "themes", (_judge(theme, known, context) for theme in themes))


def _judge(theme: Theme, known: Chain, context: Context) -> Verdict:
    barriers = barriers_of_themes((theme.id,), known)
    cases = cases_of(barriers, known)
    reporters = {barrier.reported_by for barrier in barriers if barrier.reported_by is not None}
    places = _places(barriers, known, context)
    least_cases, least = context.value(_CASES).whole, context.value(_REPORTERS).whole
    # How many cases there are is not said: a small number of cases can point to people.
    facts: Mapping[str, Fact] = {
        "required_cases": least_cases,
        "reporters": len(reporters),
        "places": len(places),
        "required": least,
    }
    is_spread = max(len(reporters), len(places)) >= least
    if len(cases) >= least_cases and is_spread:
        return passed(theme.id, facts)
    missing = partly_recorded(context, ("themes", "barriers"))
    if missing:
        return unknown(theme.id, facts, missing=missing)
    if len(cases) < least_cases:
        return failed(theme.id, facts, since=theme.named_on, variant="cases")
    if any(barrier.reported_by is None for barrier in barriers):
        return unknown(theme.id, facts, missing=("reported_by",))
    return failed(theme.id, facts, since=theme.named_on, variant="spread")


def _places(barriers: Iterable[Barrier], known: Chain, context: Context) -> frozenset[MunicipalityKey]:
    """Return the municipalities that barriers come from, by their own word or by that of their cases."""
    listed = tuple(barriers)
    keys = cases_of(listed, known)
    named = (barrier.municipality for barrier in listed if barrier.municipality is not None)
    return frozenset((*named, *(case.municipality for case in context.town.cases or () if case.id in keys)))


RULE = Rule(
    code="EV-03",
    slug="theme-supported",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(COESFELD_MINUTES, GUETERSLOH_CONFERENCE),
    needs=("themes",),
    parameters=(_CASES, _REPORTERS),
    facts={
        "required_cases": "count",
        "reporters": "count",
        "places": "count",
        "required": "count",
        "count": "count",
    },
    check=_check,
)
