"""Whether every key leads to a record, and names only one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kimcore.bundle.mentions import FREE, OWN, Mention, case_kinds, collections_of_town, mentions, spots, town_kinds
from kimcore.bundle.problems import Place
from kimcore.bundle.wording import near, shape
from kimcore.errors import Problem
from kimcore.model.cases import Case
from kimcore.model.keys import CaseId
from kimcore.model.town import Town

Known = dict[object, dict[str, Place]]
"""For each kind of key those that records have, each with its first place."""


def reference_problems(town: Mapping[str, object], cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield every key that leads nowhere or stands twice, in the plain values of a town without and of its cases.

    Plain values are asked and not records, so that a record with another problem does not hide these.
    """
    of_town = tuple(mentions(town, Town, Place()))
    known: Known = {kind: {} for kind in town_kinds()}
    yield from _own_keys(of_town, known)
    yield from _own_keys(_case_keys(cases), known)
    yield from _dead_ends((mention for mention in of_town if mention.kind in known), known)
    for place, case in cases:
        yield from _problems_in_case(case, place, known)


def _problems_in_case(case: object, place: Place, known: Known) -> Iterator[Problem]:
    """Yield every key in a case that leads nowhere or stands twice."""
    found = tuple(mentions(case, Case, place))
    local: Known = {kind: {} for kind in case_kinds()}
    yield from _own_keys((mention for mention in found if mention.kind in local), local)
    yield from _dead_ends(found, {**known, **local})


def _own_keys(found: Iterable[Mention], known: Known) -> Iterator[Problem]:
    """Note the keys that records have, and yield those that another record has already."""
    for mention in found:
        if not mention.is_own:
            continue
        first = known[mention.kind].setdefault(mention.key, mention.place)
        if first is not mention.place:
            yield mention.place.problem_in_words(
                expected="a key that no other record has", found=f"the key of {first.owner.path}"
            )


def _case_keys(cases: Iterable[tuple[Place, object]]) -> Iterator[Mention]:
    """Yield the own keys of cases."""
    for place, case in cases:
        key = case.get(OWN) if isinstance(case, dict) else None
        if isinstance(key, str):
            yield Mention(CaseId, key, place / OWN, True)


def _dead_ends(found: Iterable[Mention], known: Known) -> Iterator[Problem]:
    """Yield the keys that name no record."""
    for mention in found:
        if mention.is_own or mention.kind in FREE or mention.key in known[mention.kind]:
            continue
        hidden = mention.place.is_case or mention.kind is CaseId
        hint = "" if hidden else near(mention.key, known[mention.kind])
        yield mention.place.problem_in_words(
            expected=f"the key of a record in {_homes(mention.kind)}{hint}",
            found=shape(mention.key, hidden=hidden),
        )


def _homes(kind: object) -> str:
    """Return the names of the collections whose records have keys of a kind."""
    names = [
        name for name, cl in collections_of_town().items() if any(_is_own(spot.field, spot.target, kind) for spot in spots(cl))
    ]
    return " or ".join(names) or "the same case"


def _is_own(field: str, target: object, kind: object) -> bool:
    """Return whether a field holds a record's own key of a kind."""
    return field == OWN and target is kind
