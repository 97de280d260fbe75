"""Everything that is missing between needs and reviews, with counts, ages and shares."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta
from statistics import median

from attrs import frozen

from kimcore.evidence.book import book_of
from kimcore.evidence.chain import Chain, chain_of
from kimcore.evidence.checks import CHECKS
from kimcore.evidence.lacks import Answer, Asked, Check, Gap, Lack, Missing
from kimcore.evidence.links import Link, LinkKind, order_of
from kimcore.law import Law, shipped
from kimcore.model import Town
from kimcore.model.metric import Card, Metric
from kimcore.rules.context import Context, MissingValueError

_SOURCE = "kimcore, after the indicators for the evidence chain in its domain notes"
_CARDS = {
    "gap_count": Card(
        name="gap_count",
        definition="records at which something is missing, by what is missing",
        source=_SOURCE,
        loops="not_applicable",
    ),
    "gap_share": Card(
        name="gap_share",
        definition="records at which something is missing / records at which the question arises, by what is missing",
        source=_SOURCE,
        loops="not_applicable",
    ),
    "gap_age_median": Card(
        name="gap_age_median",
        definition="median of the days since the records have been waiting, by what is missing; undated gaps left out",
        source=_SOURCE,
        loops="not_applicable",
    ),
    "gap_age_longest": Card(
        name="gap_age_longest",
        definition="longest of the days since the records have been waiting, by what is missing; undated gaps left out",
        source=_SOURCE,
        loops="not_applicable",
    ),
}
_COLLECTIONS = {
    LinkKind.NEED: "cases",
    LinkKind.BARRIER: "barriers",
    LinkKind.THEME: "themes",
    LinkKind.PROPOSAL: "proposals",
    LinkKind.DECISION: "decisions",
    LinkKind.MEASURE: "measures",
    LinkKind.REVIEW: "reviews",
}
"""Where the records of each kind stand that lacks are looked for at."""

_NOTHING_ASKED = "no_record_asked"
_NO_DATED_GAP = "no_dated_gap"
_NOT_RECORDED = "not_recorded"


@frozen(kw_only=True)
class Unjudged:
    """A lack that cannot be looked for, because something is not on record (*nicht beurteilbar*)."""

    lack: Lack
    kind: LinkKind
    missing: tuple[str, ...]
    """Names of the collections or keys of the parameters that would be needed."""


@frozen(kw_only=True, eq=False)
class Gaps:
    """What is missing between needs and reviews on a day (*Lücken der Wirkungskette*)."""

    on: date
    gaps: tuple[Gap, ...]
    """In the order of the chain; within one lack the longest waiting first."""
    unjudged: tuple[Unjudged, ...]
    asked: Mapping[Lack, int]
    """At how many records each question arose."""
    metrics: tuple[Metric, ...]
    """Sorted by name; each with a number for every lack that was looked for."""

    def count(self, lack: Lack) -> int:
        """Return at how many records something is missing."""
        return sum(gap.lack is lack for gap in self.gaps)


def gaps(town: Town, *, on: date, law: Law | None = None) -> Gaps:
    """Return what is missing between needs and reviews on a day (*Lücken*).

    How long a record may wait comes from the law's values of practice, or from the town's own parameters.
    A gap is only claimed where the records that would close it are on record in full.

    Args:
        town: the town.
        on: the day of the question; what came later closes no gap.
        law: the dated values; the shipped ones by default.

    Example:
        >>> from kimcore.model import UNITS
        >>> found = gaps(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        >>> found.gaps, found.unjudged[0].missing
        ((), ('cases', 'barriers'))
    """
    context = Context(town=town, on=on, law=shipped() if law is None else law)
    chain = chain_of(book_of(town, on=on))
    keys = _keys_by_kind(chain)
    found: list[Gap] = []
    unjudged: list[Unjudged] = []
    asked: Counter[Lack] = Counter()
    for check in CHECKS:
        wait = wait_for(check, chain, context)
        if isinstance(wait, Unjudged):
            unjudged.append(wait)
            continue
        for key in keys.get(check.kind, ()):
            answer = check.judge(Asked(chain=chain, key=key, wait=wait))
            asked[check.lack] += answer is not Answer.NOT_ASKED
            if isinstance(answer, Missing):
                found.append(_gap(check, key, answer, on))
    ordered = tuple(sorted(found, key=_place))
    return Gaps(on=on, gaps=ordered, unjudged=tuple(unjudged), asked=dict(asked), metrics=_metrics(ordered, asked, unjudged))


def gaps_at(link: Link, chain: Chain, context: Context) -> tuple[Gap, ...]:
    """Return what is missing at one record, in the order of the chain."""
    found = []
    for check in CHECKS:
        wait = wait_for(check, chain, context)
        if check.kind is not link.kind or isinstance(wait, Unjudged):
            continue
        answer = check.judge(Asked(chain=chain, key=link.id, wait=wait))
        if isinstance(answer, Missing):
            found.append(_gap(check, link.id, answer, context.on))
    return tuple(found)


def wait_for(check: Check, chain: Chain, context: Context) -> timedelta | Unjudged:
    """Return how long a record may wait before something is missing, or why that cannot be said."""
    own = _COLLECTIONS[check.kind]
    is_recorded = getattr(chain.book.town, own) is not None
    wanted = tuple(name for name in check.collections if not chain.book.is_complete(name))
    missing = wanted if is_recorded or own in wanted else (own, *wanted)
    if missing:
        return Unjudged(lack=check.lack, kind=check.kind, missing=missing)
    if check.parameter is None:
        return timedelta(0)
    try:
        return timedelta(days=context.value(check.parameter).whole)
    except MissingValueError:
        return Unjudged(lack=check.lack, kind=check.kind, missing=(check.parameter,))


def _keys_by_kind(chain: Chain) -> Mapping[LinkKind, tuple[str, ...]]:
    keys: dict[LinkKind, list[str]] = {}
    for link in sorted(chain.days, key=order_of):
        keys.setdefault(link.kind, []).append(link.id)
    return {kind: tuple(found) for kind, found in keys.items()}


def _gap(check: Check, key: str, missing: Missing, on: date) -> Gap:
    return Gap(
        lack=check.lack,
        link=Link(check.kind, key),
        since=missing.since,
        days=None if missing.since is None else (on - missing.since).days,
        about=missing.about,
    )


_ORDER = {lack: place for place, lack in enumerate(Lack)}


def _place(gap: Gap) -> tuple[int, int, tuple[int, str]]:
    return _ORDER[gap.lack], -1 if gap.days is None else -gap.days - 1, order_of(gap.link)


def _metrics(found: tuple[Gap, ...], asked: Mapping[Lack, int], unjudged: Iterable[Unjudged]) -> tuple[Metric, ...]:
    not_judged = {one.lack for one in unjudged} - {lack for lack, count in asked.items() if count}
    judged = [lack for lack in Lack if lack not in not_judged]
    of = {lack: [gap for gap in found if gap.lack is lack] for lack in judged}
    ages = {lack: [gap.days for gap in of[lack] if gap.days is not None] for lack in judged}
    counted = {lack: len(of[lack]) for lack in judged}
    shares = {lack: len(of[lack]) / asked[lack] if asked.get(lack) else None for lack in judged}
    return (
        _metric("gap_age_longest", {lack: max(ages[lack], default=None) for lack in judged}, not_judged, _NO_DATED_GAP),
        _metric(
            "gap_age_median", {lack: median(ages[lack]) if ages[lack] else None for lack in judged}, not_judged, _NO_DATED_GAP
        ),
        _metric("gap_count", counted, not_judged, _NOTHING_ASKED, value=sum(counted.values())),
        _metric("gap_share", shares, not_judged, _NOTHING_ASKED),
    )


def _metric(
    name: str, values: Mapping[Lack, float | None], not_judged: set[Lack], reason: str, *, value: int | None = None
) -> Metric:
    everything: dict[Hashable, float | int | None] = {lack.value: values.get(lack) for lack in Lack}
    reasons: dict[Hashable, str] = {
        lack.value: _NOT_RECORDED if lack in not_judged else reason for lack in Lack if values.get(lack) is None
    }
    total_reason = None if value is not None else "by_lack_only"
    return Metric(name=name, value=value, values=everything, reason=total_reason, reasons=reasons, card=_CARDS[name])
