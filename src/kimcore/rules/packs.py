"""Rules that other packages bring, found by the entry point ``kimcore.rules``."""

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from attrs import field, frozen

from kimcore.rules.catalogue import BUILTIN
from kimcore.rules.proof import problems_of
from kimcore.rules.rule import Rule

GROUP = "kimcore.rules"
"""The group of entry points; each names a `RulePack`."""


@frozen(kw_only=True)
class RulePack:
    """A named set of rules from outside kimcore (*Regelpaket*).

    Codes begin with ``X``, and every rule brings its texts in both languages.
    """

    name: str
    rules: tuple[Rule, ...]


@frozen(kw_only=True)
class BrokenPack:
    """A pack that cannot be used, and everything that is wrong with it (*fehlerhaftes Regelpaket*)."""

    name: str
    problems: tuple[str, ...]


@frozen(kw_only=True)
class Packs:
    """What the installed packs bring, and which of them are broken (*installierte Regelpakete*)."""

    packs: tuple[RulePack, ...] = ()
    broken: tuple[BrokenPack, ...] = ()
    rules: tuple[Rule, ...] = field(init=False)
    """The rules of all packs that can be used."""

    @rules.default
    def _all_rules(self) -> tuple[Rule, ...]:
        return tuple(rule for pack in self.packs for rule in pack.rules)


def installed_packs(points: Iterable[EntryPoint] | None = None) -> Packs:
    """Return the rule packs that are installed; a broken one is named and keeps none of the others from working.

    Args:
        points: the entry points to load; those of the group ``kimcore.rules`` by default.

    Example:
        >>> installed_packs(points=())
        Packs(packs=(), broken=(), rules=())
    """
    listed = sorted(entry_points(group=GROUP) if points is None else points, key=lambda point: (point.name, point.value))
    loaded = tuple(_load(point) for point in listed)
    taken = Counter(rule.code for pack in loaded if isinstance(pack, RulePack) for rule in pack.rules)
    usable: list[RulePack] = []
    broken = [pack for pack in loaded if isinstance(pack, BrokenPack)]
    for pack in loaded:
        if isinstance(pack, BrokenPack):
            continue
        twice = tuple(f"{rule.code}: more than one rule has this code" for rule in pack.rules if taken[rule.code] > 1)
        if twice:
            broken.append(BrokenPack(name=pack.name, problems=twice))
        else:
            usable.append(pack)
    return Packs(packs=tuple(usable), broken=tuple(sorted(broken, key=lambda pack: pack.name)))


def problems_of_pack(pack: RulePack) -> tuple[str, ...]:
    """Return everything that keeps a pack from being used."""
    own = frozenset(rule.code for rule in BUILTIN)
    found = [] if pack.rules else ["no rules"]
    for rule in pack.rules:
        if not rule.code.startswith("X") or rule.code in own:
            found.append(f"{rule.code}: codes of other packs begin with X")
        if rule.texts is None:
            found.append(f"{rule.code}: brings no texts")
        else:
            found += problems_of(rule)
    return tuple(found)


def _load(point: EntryPoint) -> RulePack | BrokenPack:
    try:
        pack = point.load()
    except Exception as error:  # noqa: BLE001  whatever a foreign module raises must not stop the others
        return BrokenPack(name=point.name, problems=(f"loading {point.value} raised {type(error).__name__}: {error}",))
    if not isinstance(pack, RulePack):
        return BrokenPack(name=point.name, problems=(f"{point.value} is no RulePack but {type(pack).__name__}",))
    problems = problems_of_pack(pack)
    return BrokenPack(name=pack.name, problems=problems) if problems else pack
