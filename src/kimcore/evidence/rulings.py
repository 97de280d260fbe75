"""What a person makes of candidate themes, kept with role and reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import evolve, frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.themes_to_name import Candidate
from kimcore.model import Barrier, BarrierId, FieldOfAction, Theme, ThemeId, Town


class Verdict(Enum):
    """What a person makes of candidates (*Entscheidung über Kandidaten*)."""

    ACCEPTED = "accepted"
    """*angenommen*"""
    MERGED = "merged"
    """*zusammengeführt*"""
    SPLIT = "split"
    """*geteilt*"""
    REJECTED = "rejected"
    """*verworfen*"""


@frozen(kw_only=True)
class Ruling:
    """What somebody decided about candidates, and why (*Vermerk*); it never names a person."""

    verdict: Verdict
    on: date
    by_role: str
    """The role of who decided, such as ``coordination``."""
    reason: str
    bundles: tuple[tuple[BarrierId, ...], ...]
    """The barriers of each theme to be named; none where the candidates are rejected."""
    set_aside: tuple[BarrierId, ...] = ()
    """Barriers that belong to no theme."""


def rule_on(
    chosen: Iterable[Candidate],
    verdict: Verdict,
    *,
    on: date,
    by_role: str,
    reason: str,
    parts: Iterable[Iterable[BarrierId]] = (),
) -> Ruling:
    """Return the record of what a person makes of one or more candidates (*Vermerk*).

    Args:
        chosen: the candidates; two or more are merged, one is accepted, split or rejected.
        verdict: what is decided.
        on: the day of the decision.
        by_role: the role of who decided, never a name.
        reason: why.
        parts: for a split, the barriers of each part; what stands in none of them is set aside.

    Raises:
        EvidenceError: if role or reason are empty, the number of candidates does not fit the verdict, or the parts of a split
            overlap or hold barriers that the candidate has not.

    Example:
        >>> rule_on((), Verdict.ACCEPTED, on=date(2025, 1, 1), by_role="coordination", reason="drei Fälle")
        Traceback (most recent call last):
        kimcore.errors.EvidenceError: chosen: expected one candidate to be accepted, found 0
    """
    listed = tuple(chosen)
    for name, text in (("by_role", by_role), ("reason", reason)):
        if not text.strip():
            raise EvidenceError(f"{name}: expected some words, found none")
    fits = len(listed) > 1 if verdict is Verdict.MERGED else len(listed) == 1
    if not fits:
        wanted = "two or more candidates" if verdict is Verdict.MERGED else "one candidate"
        raise EvidenceError(f"chosen: expected {wanted} to be {verdict.value}, found {len(listed)}")
    barriers = tuple(sorted({key for one in listed for key in one.barriers}))
    bundles = _split(parts, barriers) if verdict is Verdict.SPLIT else (barriers,)
    kept = () if verdict is Verdict.REJECTED else bundles
    in_bundles = {key for bundle in kept for key in bundle}
    return Ruling(
        verdict=verdict,
        on=on,
        by_role=by_role,
        reason=reason,
        bundles=kept,
        set_aside=tuple(key for key in barriers if key not in in_bundles),
    )


def applied(town: Town, ruling: Ruling, *, themes: Mapping[ThemeId, str] | None = None) -> Town:
    """Return a town with a ruling in its record: who (by role) and why stand at the themes or the barriers (*Eintrag*).

    Each bundle becomes a theme; a rejected candidate's barriers are rejected. What a split sets aside stays as it is.
    Themes that nobody had recorded before are recorded in part from then on.

    Args:
        town: the town whose barriers were ruled on; candidates across towns are entered town by town.
        ruling: what was decided.
        themes: the key and the title of each theme, in the order of the bundles; none for a rejection.

    Raises:
        EvidenceError: if there are not as many themes as bundles, a key is taken, a title is empty, or a barrier is not on
            record.

    Example:
        >>> from kimcore.evidence import candidates
        >>> from kimcore.testing.musterkreis import musterkreis
        >>> town, on = musterkreis(), date(2023, 5, 1)
        >>> ruling = rule_on(candidates(town, on=on)[:1], Verdict.ACCEPTED, on=on, by_role="Koordination", reason="Drei Fälle.")
        >>> theme = applied(town, ruling, themes={ThemeId("neu"): "Leistungen reißen ab"}).themes[-1]
        >>> theme.id, theme.named_by_role, theme.naming_reason, theme.barriers == ruling.bundles[0]
        ('neu', 'Koordination', 'Drei Fälle.', True)
    """
    named = dict(themes or {})
    barriers = {one.id: one for one in town.barriers or ()}
    _refuse_unless_enterable(town, ruling, named, barriers)
    if ruling.verdict is Verdict.REJECTED:
        rejected = {key: _rejected(barriers[key], ruling) for key in ruling.set_aside}
        return evolve(town, barriers=tuple(rejected.get(one.id, one) for one in town.barriers or ()))
    made = (
        _theme(key, title, bundle, ruling, barriers) for (key, title), bundle in zip(named.items(), ruling.bundles, strict=True)
    )
    partial = town.partial if town.themes is not None else tuple(sorted({*town.partial, "themes"}))
    return evolve(town, themes=(*(town.themes or ()), *made), partial=partial)


def _refuse_unless_enterable(
    town: Town, ruling: Ruling, named: Mapping[ThemeId, str], barriers: Mapping[BarrierId, Barrier]
) -> None:
    if len(named) != len(ruling.bundles):
        raise EvidenceError(f"themes: expected {len(ruling.bundles)}, one a bundle, found {len(named)}")
    taken = sorted(named.keys() & {one.id for one in town.themes or ()})
    if taken:
        raise EvidenceError(f"themes: expected keys that are free, found {', '.join(taken)}")
    nameless = [key for key, title in named.items() if not title.strip()]
    if nameless:
        raise EvidenceError(f"themes: expected a title, found none for {', '.join(nameless)}")
    wanted = {*ruling.set_aside, *(key for bundle in ruling.bundles for key in bundle)}
    missing = sorted(wanted - barriers.keys())
    if missing:
        raise EvidenceError(f"barriers: expected those of the town, found {', '.join(missing)}")


def _rejected(barrier: Barrier, ruling: Ruling) -> Barrier:
    return evolve(barrier, rejected_on=ruling.on, rejection_reason=ruling.reason, rejected_by_role=ruling.by_role)


def _theme(
    key: ThemeId, title: str, bundle: tuple[BarrierId, ...], ruling: Ruling, barriers: Mapping[BarrierId, Barrier]
) -> Theme:
    seen = {barriers[one].field for one in bundle}
    return Theme(
        id=key,
        title=title,
        named_on=ruling.on,
        barriers=bundle,
        fields=tuple(field for field in FieldOfAction if field in seen),
        named_by_role=ruling.by_role,
        naming_reason=ruling.reason,
    )


def _split(parts: Iterable[Iterable[BarrierId]], barriers: tuple[BarrierId, ...]) -> tuple[tuple[BarrierId, ...], ...]:
    bundles = tuple(tuple(sorted(part)) for part in parts)
    held = [key for bundle in bundles for key in bundle]
    strangers = sorted(set(held) - set(barriers))
    if len(bundles) < 2 or not all(bundles):  # noqa: PLR2004 - a split has two parts
        raise EvidenceError(f"parts: expected two or more parts with barriers, found {len([one for one in bundles if one])}")
    if strangers:
        raise EvidenceError(f"parts: expected barriers of the candidate, found {', '.join(strangers)}")
    if len(held) != len(set(held)):
        twice = sorted({key for key in held if held.count(key) > 1})
        raise EvidenceError(f"parts: expected each barrier in one part, found {', '.join(twice)} in several")
    return bundles
