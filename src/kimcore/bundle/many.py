"""Towns with many cases: the fast way where everything is right, and silence where the strict way has to say what is not."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path

from attrs import evolve

from kimcore.bundle.blocks import Limits, lines_in_blocks
from kimcore.bundle.building import Named
from kimcore.bundle.coherence import coherence_problems
from kimcore.bundle.converter import converter
from kimcore.bundle.envelope import CASES, cases_beside, cases_path
from kimcore.bundle.known import DoubtError
from kimcore.bundle.making import maker
from kimcore.bundle.mentions import mentions, town_kinds
from kimcore.bundle.one_case import IN_DOUBT, fast_maker, fast_reader
from kimcore.bundle.parsing import parsed
from kimcore.bundle.place import Place
from kimcore.bundle.references import reference_problems
from kimcore.errors import BundleError
from kimcore.model.cases import Case
from kimcore.model.keys import CaseId
from kimcore.model.town import Town


def town_with_many(town: Mapping[str, object], cases: object, limits: Limits, bundle: Path | None) -> Town | None:
    """Return the town in plain values with its cases, or `None` if anything is in doubt: then the strict way has to look.

    Args:
        town: the fields of the town without `cases`.
        cases: what the bundle says about its cases: they themselves, or what file they are in.
        limits: how much is taken.
        bundle: where the bundle lies, if anywhere.

    Raises:
        KimcoreError: if cases are packed with zstd and nothing is installed that unpacks it.
    """
    named: Named = {kind: set() for kind in town_kinds()}
    try:
        made = tuple(_cases_inside(cases, named) if isinstance(cases, list) else _cases_beside(cases, named, limits, bundle))
    except (BundleError, OSError, *IN_DOUBT):
        return None  # the strict way reads again what was wrong, and says so
    drawn = maker(Town)(town, Place(), [])
    if drawn is None or not _leads_somewhere(town, made, named):
        return None
    return evolve(drawn, cases=made)


def _cases_inside(cases: list[object], named: Named) -> Iterator[Case]:
    """Return an iterator over the cases in plain values."""
    return map(fast_maker(named=named), cases)


def _cases_beside(plain: object, named: Named, limits: Limits, bundle: Path | None) -> Iterator[Case]:
    """Yield the cases in the file that the bundle names."""
    if bundle is None or not isinstance(plain, dict):
        raise DoubtError
    told = cases_beside(plain)
    digest = sha256()
    count = 0
    read, make = fast_reader(limits, intern=False, named=named), fast_maker(named=named)
    blocks = lines_in_blocks(cases_path(bundle, told.beside), limits, packing=told.beside.packing, seen=digest.update)
    for count, line in enumerate(chain.from_iterable(blocks), start=1):  # noqa: B007 - how many there were
        try:
            case: Case | None = read(line)
        except IN_DOUBT:
            case = None
        yield make(parsed(line, max_bytes=limits.max_line_bytes, max_depth=limits.max_depth)) if case is None else case
    if count != told.count or digest.hexdigest() != told.sha256:
        raise DoubtError


def _leads_somewhere(town: Mapping[str, object], cases: tuple[Case, ...], named: Named) -> bool:
    """Return whether every key in a town and its cases leads to one record, and what else must fit does."""
    own = {case.id for case in cases}
    if len(own) < len(cases):
        return False
    of_town = tuple(mentions(town, Town, Place()))
    known: dict[object, set[str]] = {kind: set() for kind in town_kinds()}
    for mention in of_town:
        if mention.owner is not None:
            known[mention.kind].add(mention.key)
    known[CaseId].update(own)
    if any(not keys <= known[kind] for kind, keys in named.items()):
        return False
    asked_for = {mention.key for mention in of_town if mention.kind is CaseId}
    plain = [(Place(CASES, is_case=True), converter().unstructure(case)) for case in cases if case.id in asked_for]
    return not any(True for _ in chain(reference_problems(town, plain), coherence_problems(town, plain)))
