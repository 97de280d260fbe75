"""Musterkreis: an invented Kreis that uses every kind of record, with loops that are whole and faults that are planted.

`musterkreis()` is the town as it stands in ``examples/``. With ``faults=()`` it is the same town with nothing wrong in it,
and with one fault it shows what that fault alone does. All figures are for `REFERENCE_DAY`.
"""

from collections.abc import Iterable

from kimcore.model import ThemeId, Town
from kimcore.testing.musterkreis.faults import FAULTS, Fault
from kimcore.testing.musterkreis.healthy import healthy_town
from kimcore.testing.musterkreis.place import REFERENCE_DAY

__all__ = ["FAULTS", "REFERENCE_DAY", "WHOLE_LOOPS", "Fault", "musterkreis"]

WHOLE_LOOPS: tuple[ThemeId, ...] = tuple(
    ThemeId(f"thema-{story}")
    for story in (
        "anerkennung",
        "chancen",
        "einbuergerung",
        "kinderbetreuung",
        "kita",
        "leistungswechsel",
        "sprachkurs",
        "volljaehrig",
        "wohnen",
    )
)
"""The themes whose loop is whole from the need to the review, also when every fault is planted."""


def musterkreis(*, faults: Iterable[Fault] = FAULTS) -> Town:
    """Return the invented town, the same on every machine.

    Args:
        faults: what to plant, in this order.

    Raises:
        LookupError: if a fault does not fit the town, such as one that is planted twice.

    Example:
        >>> town = musterkreis()
        >>> town.municipality.name, len(town.cases)
        ('Musterkreis', 150)
        >>> len(musterkreis(faults=()).cases)
        149
    """
    town = healthy_town()
    for fault in faults:
        town = fault.plant(town)
    return town
