"""Which texts are keys."""

import re

from kimcore.model.keys import KEY_LENGTH, KEY_PATTERN, MUNICIPALITY_KEY_PATTERN, CaseId, MunicipalityKey
from kimcore.model.units import FICTITIOUS_KEYS, UNITS

_KEY = re.compile(KEY_PATTERN)
_CASE_KEY = re.compile(rf"(?=[a-z-]*[0-9]){KEY_PATTERN}")
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
    pattern = _CASE_KEY if kind is CaseId else _KEY
    return len(text) <= KEY_LENGTH and pattern.fullmatch(text) is not None
