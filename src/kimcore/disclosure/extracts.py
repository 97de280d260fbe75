"""How well people hide among each other in an extract of records: k-anonymity and l-diversity."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import exp, fsum, log

from attrs import field, frozen

from kimcore.disclosure.grids import whole_number
from kimcore.errors import DisclosureError

_ROUNDING = 1e-9
"""Two values that are equally frequent make an entropy of log 2 but for rounding."""


@frozen(kw_only=True, eq=False)
class SmallGroup:
    """Records that look alike, but too few, or too alike in what is sensitive (*zu kleine Gruppe*)."""

    records: tuple[int, ...]
    """Their places in the extract, from 0."""
    diversity: int | None
    """How many different sensitive values they have; `None` if nothing was said to be sensitive."""
    effective_diversity: float | None
    """How many values that are equally frequent would be as hard to guess: e to the power of their entropy."""
    traits: tuple[Hashable, ...] = field(repr=False)
    """What they have in common, in the order of the columns asked for."""


@frozen(kw_only=True, eq=False)
class Anonymity:
    """How well an extract hides the people in it (*Anonymität eines Auszugs*)."""

    k: int | None
    """The size of the smallest group of records that look alike; `None` for an extract without records."""
    diversity: int | None
    """The least number of different sensitive values in a group; `None` if nothing was said to be sensitive."""
    effective_diversity: float | None
    """The least effective number of sensitive values in a group: the extract has entropy l-diversity for every l up to it."""
    small_groups: tuple[SmallGroup, ...]
    """The groups that fall short of what was asked, in the order of their first records."""

    @property
    def is_kept(self) -> bool:
        """Whether every group is as large and as diverse as was asked."""
        return not self.small_groups


def anonymity(
    records: Iterable[Mapping[str, Hashable]],
    traits: Sequence[str],
    sensitive: str | None = None,
    *,
    k: int = 3,
    diversity: int = 2,
    effective_diversity: float = 1,
) -> Anonymity:
    """Count who looks like whom in an extract.

    k-anonymity: for every record there are k - 1 others with the same traits. l-diversity: among records with the same traits
    there are at least l different values of what is sensitive. Entropy l-diversity asks more: their entropy must be at least
    log l, so that no value stands out; ``exp(entropy)`` is the effective number of values, never more than the number of
    different ones. A value that is missing is a value like others.
    Neither says anything about what readers know from elsewhere.

    Args:
        records: The extract.
        traits: Columns by which readers might recognise a person, such as age group, place and language.
        sensitive: The column that must not be learnt about a person.
        k: The least number of records that must look alike.
        diversity: The least number of different sensitive values among them.
        effective_diversity: The least effective number of sensitive values among them, from 1 on; 1 asks nothing.

    Raises:
        DisclosureError: If no trait is given, a record lacks a column, or a number makes no sense.

    References:
        Sweeney (2002), doi:10.1142/S0218488502001648.
        Machanavajjhala et al. (2007), doi:10.1145/1217299.1217302.

    Example:
        >>> records = [{"age": "20-29", "need": need} for need in ("work", "work", "housing")] + [{"age": "60+", "need": "work"}]
        >>> found = anonymity(records, ["age"], "need")
        >>> found.k, found.diversity, [group.records for group in found.small_groups]
        (1, 1, [(3,)])
        >>> alike = anonymity(records[:3], ["age"], "need")
        >>> alike.diversity, round(alike.effective_diversity, 2)
        (2, 1.89)
    """
    if not traits:
        raise DisclosureError("traits: expected at least one column, found none")
    least, different = whole_number(k, "k", 1), whole_number(diversity, "diversity", 1)
    if not effective_diversity >= 1:
        raise DisclosureError(f"effective_diversity: expected a number from 1 on, found {effective_diversity!r}")
    columns = (*traits, *(() if sensitive is None else (sensitive,)))
    groups: dict[tuple[Hashable, ...], list[tuple[int, Hashable]]] = {}
    for place, record in enumerate(records):
        absent = [column for column in columns if column not in record]
        if absent:
            raise DisclosureError(f"record {place}: expected a column {absent[0]}, found none")
        looks = tuple(record[column] for column in traits)
        groups.setdefault(looks, []).append((place, None if sensitive is None else record[sensitive]))
    found = [_group(looks, members, has_secret=sensitive is not None) for looks, members in groups.items()]
    return Anonymity(
        k=min((len(group.records) for group in found), default=None),
        diversity=min((group.diversity for group in found if group.diversity is not None), default=None),
        effective_diversity=min((one.effective_diversity for one in found if one.effective_diversity is not None), default=None),
        small_groups=tuple(group for group in found if _falls_short(group, least, different, effective_diversity)),
    )


def _falls_short(group: SmallGroup, least: int, different: int, effective: float) -> bool:
    if len(group.records) < least:
        return True
    if group.diversity is None or group.effective_diversity is None:
        return False
    return group.diversity < different or group.effective_diversity < effective * (1 - _ROUNDING)


def _group(looks: tuple[Hashable, ...], members: list[tuple[int, Hashable]], *, has_secret: bool) -> SmallGroup:
    counts = Counter(secret for _, secret in members)
    shares = [count / len(members) for count in counts.values()]
    return SmallGroup(
        records=tuple(place for place, _ in members),
        diversity=len(counts) if has_secret else None,
        effective_diversity=exp(-fsum(share * log(share) for share in shares)) if has_secret else None,
        traits=looks,
    )
