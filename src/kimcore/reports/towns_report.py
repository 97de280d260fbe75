"""The same numbers of several towns, for readers and for programs."""

from collections.abc import Iterable, Sequence

from kimcore.disclosure import PROTECTED, Protection
from kimcore.evidence import Funnel, FunnelPlace, FunnelPoint, TownComparison
from kimcore.model import Town
from kimcore.network.limits import CountKind, Range
from kimcore.reports.as_json import protection_json
from kimcore.reports.evidence_words import code_word, json_page
from kimcore.reports.lines import town_name
from kimcore.reports.loop_words import LoopWords, loop_page
from kimcore.reports.page import Block, Lines, Page, Section
from kimcore.text import Language, join

FORMAT = "kimcore-towns"
VERSION = 1

_GAP = "gap_"
_SMALLEST = 0.01
_DIFFER = 0.05
"""Below this probability of chance alone a spread is told of."""


def towns_page(
    towns: Sequence[Town],
    found: TownComparison,
    *,
    language: Language = Language.DE,
    protection: Protection = PROTECTED,
) -> Page:
    """Return the same numbers of several towns as a page: each with its interval and its limits, and no ranking.

    Gaps are shown where a town lies beyond its limits or towns differ by more than chance; the others are named.

    Args:
        towns: the towns.
        found: how they compare.
        language: the language to speak.
        protection: how people are protected.
    """
    names = {str(town.municipality.key): town_name(town.municipality, language) for town in towns}
    words = LoopWords("towns", language, protection, names)
    comparable = [one for one in found.funnels if sum(point.place is not None for point in one.points) > 1]
    shown = [one for one in comparable if not one.name.startswith(_GAP) or _is_remarkable(one)]
    rest = [
        *_named("unremarkable", [one for one in comparable if one not in shown], words),
        *_named("incomparable", [one for one in found.funnels if one not in comparable], words),
    ]
    return loop_page(
        join(sorted(names.values()), language),
        found.on,
        words,
        lines=[words.said("since", day=words.shown(found.first_day, "date")), words.said("reading")],
        sections=[
            *(Section(_title(one, words), _blocks(one, words)) for one in shown),
            *([words.section("rest", Lines(tuple(rest)))] if rest else []),
        ],
    )


def towns_json(found: TownComparison, *, protection: Protection = PROTECTED) -> str:
    """Return the same numbers of several towns as JSON text.

    Args:
        found: how they compare, people already protected.
        protection: how it was compared.
    """
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "on": found.on.isoformat(),
            "first_day": found.first_day.isoformat(),
            "protection": protection_json(protection),
            "towns": dict(found.names),
            "numbers": list(map(_funnel_json, found.funnels)),
        }
    )


def _is_remarkable(one: Funnel) -> bool:
    is_beyond = any(point.place not in {None, FunnelPlace.WITHIN} for point in one.points)
    return is_beyond or (one.dispersion_p is not None and one.dispersion_p < _DIFFER)


def _named(key: str, funnels: Iterable[Funnel], words: LoopWords) -> list[str]:
    titles = [_title(one, words) for one in funnels]
    return [words.said(key, listed="; ".join(titles))] if titles else []


def _title(one: Funnel, words: LoopWords) -> str:
    if one.name.startswith(_GAP):
        return code_word(words.language, "lack", one.name.removeprefix(_GAP))
    return words.word("town_number", one.name)


def _blocks(one: Funnel, words: LoopWords) -> tuple[Block, ...]:
    rows = [_row(point, one, words) for point in sorted(one.points, key=lambda point: words.called(point.town))]
    table = words.grid(("town", "count", "value", "interval", "limits", "place"), rows, numbers_from=2, many=len(rows))
    target = words.said("pooled" if one.is_pooled else "given", target=_value(one.target, one.kind, words))
    return (*table, Lines((target, *_spread(one, words))))


def _spread(one: Funnel, words: LoopWords) -> list[str]:
    if one.dispersion is None or one.dispersion_p is None:
        return []
    facts = {"times": words.shown(round(one.dispersion, 1)), "p": _chance(one.dispersion_p, words)}
    if one.dispersion_p >= _DIFFER:
        return [words.said("chance", **facts)]
    return [words.said("adjusted" if one.is_adjusted else "not_adjusted", **facts)]


def _chance(p: float, words: LoopWords) -> str:
    """Return a probability as words; a small one is not rounded to nothing."""
    return f"< {words.shown(_SMALLEST)}" if p < _SMALLEST else f"= {words.shown(p)}"


def _row(point: FunnelPoint, one: Funnel, words: LoopWords) -> tuple[str, ...]:
    name = words.called(point.town)
    if point.value is None:
        return name, "–", "–", "–", "–", words.why(point.reason)
    counted = words.said(f"counted_{one.kind.value}", count=words.shown(point.count), size=words.shown(_rounded(point.size)))
    place = words.why(point.reason) if point.place is None else words.word("funnel_place", point.place.value)
    ranges = (_range(each, one.kind, words) for each in (point.interval, point.inner))
    return (name, counted, _value(point.value, one.kind, words), *ranges, place)


def _rounded(size: float | None) -> float | None:
    return None if size is None else round(size, 1)


def _value(value: float | None, kind: CountKind, words: LoopWords) -> str:
    return words.shown(value, "share" if kind is CountKind.SHARE else "number")


def _range(limits: Range | None, kind: CountKind, words: LoopWords) -> str:
    if limits is None:
        return "–"
    if kind is CountKind.SHARE:
        low, high = (words.shown(round(end * 100, 1)) for end in (limits.low, limits.high))
        return f"{low}–{high} %"
    return f"{words.shown(limits.low)}–{words.shown(limits.high)}"


def _funnel_json(one: Funnel) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind.value,
        "target": one.target,
        "is_pooled": one.is_pooled,
        "dispersion": one.dispersion,
        "dispersion_p": one.dispersion_p,
        "is_adjusted": one.is_adjusted,
        "confidence": one.confidence,
        "points": [
            {
                "town": point.town,
                "count": point.count,
                "size": point.size,
                "value": point.value,
                "interval": _range_json(point.interval),
                "inner": _range_json(point.inner),
                "outer": _range_json(point.outer),
                "place": None if point.place is None else point.place.value,
                "reason": point.reason,
            }
            for point in one.points
        ],
        "reason": one.reason,
        "definition": one.card.definition,
        "source": one.card.source,
        "doi": one.card.doi,
        "parameters": dict(one.card.parameters),
    }


def _range_json(limits: Range | None) -> list[float] | None:
    return None if limits is None else [limits.low, limits.high]
