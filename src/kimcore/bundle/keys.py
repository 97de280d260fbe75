"""Which texts are keys."""

import re

from kimcore.model.keys import KEY_LENGTH, KEY_PATTERN, MUNICIPALITY_KEY_PATTERN, CaseId, MunicipalityKey
from kimcore.model.units import FICTITIOUS_KEYS, UNITS

_NOT_LONG = rf"(?=.{{1,{KEY_LENGTH}}}\Z)"
_KEY = re.compile(_NOT_LONG + KEY_PATTERN)
CASE_KEY = re.compile(rf"(?=[a-z-]*[0-9]){_NOT_LONG}{KEY_PATTERN}")
"""What every key of a case matches as a whole: as any other key, but with a digit."""
_MUNICIPALITY_KEY = re.compile(MUNICIPALITY_KEY_PATTERN)
_UNIT_DIGITS = frozenset(unit.key[:5] for unit in UNITS) | FICTITIOUS_KEYS


def is_key(text: str, kind: object) -> bool:
    """Return whether a text can be a key of a kind, as far as the text alone can say.

    Example:
        >>> is_key("erika", CaseId), is_key("case-0017", CaseId), is_key("05154", MunicipalityKey)
        (False, True, True)
    """
    if kind is MunicipalityKey:
        return _MUNICIPALITY_KEY.fullmatch(text) is not None and text[:5] in _UNIT_DIGITS
    return (CASE_KEY if kind is CaseId else _KEY).fullmatch(text) is not None
