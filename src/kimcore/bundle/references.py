"""Whether every key leads to a record, and names only one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kimcore.bundle.annotations import OWN, collections, own_kind
from kimcore.bundle.keys import is_key
from kimcore.bundle.mentions import Mention, case_kinds, mentions, town_kinds
from kimcore.bundle.place import Place
from kimcore.bundle.wording import near, shape
from kimcore.errors import Problem
from kimcore.model.cases import Case
from kimcore.model.keys import CaseId
from kimcore.model.town import Town

Known = Mapping[object, dict[str, Place]]
"""For each kind of key those that records have, each with the place of the first such record."""


def reference_problems(town: Mapping[str, object], cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield every key that leads nowhere or stands twice, in the plain values of a town without and of its cases.

    Plain values are asked and not records, so that a record with another problem does not hide these.
    Keys of what a bundle does not list are free: municipalities have official keys, staff have pseudonyms only.
    """
    of_town = tuple(mentions(town, Town, Place()))
    known: Known = {kind: {} for kind in town_kinds()}
    yield from _repeated(of_town, known)
    yield from _repeated(_keys_of_cases(cases), known)
    yield from _dead_ends(of_town, known)
    for place, case in cases:
        yield from _problems_in_case(tuple(mentions(case, Case, place)), known)


def case_problems(case: object, place: Place) -> Iterator[Problem]:
    """Yield every key in the plain values of a case that leads nowhere within it or stands twice, whatever its town holds."""
    yield from _problems_in_case(tuple(mentions(case, Case, place)), {})


def _problems_in_case(found: Sequence[Mention], known: Known) -> Iterator[Problem]:
    """Yield every key in a case that leads nowhere or stands twice; needs, consents and goals have keys of the case."""
    local: Known = {kind: {} for kind in case_kinds()}
    yield from _repeated((mention for mention in found if mention.kind in local), local)
    yield from _dead_ends(found, {**known, **local})


def _repeated(found: Iterable[Mention], known: Known) -> Iterator[Problem]:
    """Note the keys that records have, and yield those that an earlier record has."""
    for mention in found:
        if mention.owner is None:
            continue
        first = known[mention.kind].setdefault(mention.key, mention.owner)
        if first is not mention.owner:
            yield mention.place.problem_in_words(expected="a key that no other record has", found=f"the key of {first}")


def _keys_of_cases(cases: Iterable[tuple[Place, object]]) -> Iterator[Mention]:
    """Yield the own keys of cases."""
    for place, case in cases:
        key = case.get(OWN) if isinstance(case, dict) else None
        if isinstance(key, str) and is_key(key, CaseId):
            yield Mention(CaseId, key, place / OWN, place)


def _dead_ends(found: Iterable[Mention], known: Known) -> Iterator[Problem]:
    """Yield the keys that should name a record and name none."""
    for mention in found:
        records = known.get(mention.kind)
        if records is not None and mention.key not in records:
            yield _dead_end(mention, records)


def _dead_end(mention: Mention, records: Iterable[str]) -> Problem:
    """Return the problem of a key that names no record; what could name a person is not repeated."""
    hidden = mention.place.is_case or mention.kind is CaseId
    homes = [name for name, cl in collections().items() if own_kind(cl) is mention.kind]
    expected = f"the key of a record in {' or '.join(homes) or 'the same case'}"
    return mention.place.problem_in_words(
        expected=expected if hidden else expected + near(mention.key, records),
        found=shape(mention.key, hidden=hidden),
    )
