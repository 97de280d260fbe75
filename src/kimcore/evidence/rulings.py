"""What a person makes of candidate themes, kept with role and reason."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import frozen

from kimcore.errors import EvidenceError
from kimcore.evidence.themes_to_name import Candidate
from kimcore.model import BarrierId


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
