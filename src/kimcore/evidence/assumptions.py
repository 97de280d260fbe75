"""What a model of effects assumes: a range and a source each, given by the town and by nobody else."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from math import inf, isfinite, nan
from pathlib import Path

from attrs import frozen

from kimcore.errors import EvidenceError, Problem

_LARGEST = 1_000_000
"""Bytes of a file that are read at most."""
_FIELDS = {"low": True, "high": True, "source": True, "note": False}
"""What stands in the table of an assumption, and whether it has to."""


class AssumptionKey(Enum):
    """What has to be assumed to turn counts into hours and money (*Annahme eines Wirkungsmodells*).

    None has a default: no value of any of them is published for integration management in North Rhine-Westphalia.
    """

    DUPLICATE_SHARE = "duplicate_share"
    """*Anteil wiederholter Vermittlungen, die ein zweites Verfahren bedeuten*, from 0 to 1"""
    HOURS_PER_PROCEDURE = "hours_per_procedure"
    """*Arbeitsstunden je Verfahren*"""
    COST_PER_HOUR = "cost_per_hour"
    """*Kosten einer Arbeitsstunde in Euro*"""
    COST_PER_WAITING_DAY = "cost_per_waiting_day"
    """*Kosten eines Wartetags in Euro*"""


MOST = {
    AssumptionKey.DUPLICATE_SHARE: 1.0,
    AssumptionKey.HOURS_PER_PROCEDURE: inf,
    AssumptionKey.COST_PER_HOUR: inf,
    AssumptionKey.COST_PER_WAITING_DAY: inf,
}
"""The largest value that each can have; none is below 0."""


@frozen(kw_only=True)
class Assumption:
    """One thing a model takes for granted, as a range with its source (*Annahme*).

    Raises:
        EvidenceError: if the range is no range of such values, or there is no source.

    Example:
        >>> Assumption(key=AssumptionKey.HOURS_PER_PROCEDURE, low=2, high=1, source="Zeitaufschreibung 2024")
        Traceback (most recent call last):
        kimcore.errors.EvidenceError: assumptions: 1 problem
          hours_per_procedure.high: expected at least the low end 2, found 1
    """

    key: AssumptionKey
    low: float
    high: float
    source: str
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no range, and what nobody stands behind."""
        _raise_if(list(_wrong(self.key, {"low": self.low, "high": self.high, "source": self.source})))


def read_assumptions(path: str | Path) -> tuple[Assumption, ...]:
    r"""Return the assumptions in a TOML file, in the order of `AssumptionKey` (*Annahmen*).

    Each is a table under its key, with ``low`` and ``high``, a ``source`` and, if wanted, a ``note``.

    Raises:
        EvidenceError: if the file is no such TOML; every problem is named with its place.
        OSError: if the file cannot be read.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> text = '[hours_per_procedure]\nlow = 1.5\nhigh = 4\nsource = "Zeitaufschreibung des Sozialamts, Mai 2024"'
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(folder, "assumptions.toml").write_text(text, encoding="utf-8")
        ...     [(one.key.value, one.low, one.high) for one in read_assumptions(Path(folder, "assumptions.toml"))]
        [('hours_per_procedure', 1.5, 4.0)]
    """
    with Path(path).open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        _raise_if([Problem(path="file", expected=f"at most {_LARGEST} bytes", found="more")])
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EvidenceError(f"assumptions: expected TOML in UTF-8, found none ({type(error).__name__})") from error
    _raise_if([problem for name, table in sorted(tables.items()) for problem in _problems(name, table)])
    return tuple(_assumption(key, tables[key.value]) for key in AssumptionKey if key.value in tables)


def by_key(assumptions: Iterable[Assumption]) -> Mapping[AssumptionKey, Assumption]:
    """Return assumptions by their key.

    Raises:
        EvidenceError: if something is assumed twice.
    """
    listed = tuple(assumptions)
    found = {one.key: one for one in listed}
    if len(found) != len(listed):
        twice = sorted({one.key.value for one in listed if sum(other.key is one.key for other in listed) > 1})
        raise EvidenceError(f"assumptions: expected each once, found {', '.join(twice)} several times")
    return found


def _problems(name: str, table: object) -> Iterator[Problem]:
    known = [key.value for key in AssumptionKey]
    if name not in known:
        yield Problem(path=repr(name), expected=f"one of {', '.join(known)}", found="something else")
    elif not isinstance(table, dict):
        yield Problem(path=name, expected="a table with low, high and source", found=_kind(table))
    else:
        yield from (
            Problem(path=f"{name}.{part!r}", expected=f"one of {', '.join(_FIELDS)}", found="something else")
            for part in sorted(set(table) - set(_FIELDS))
        )
        missing = [part for part, is_needed in _FIELDS.items() if is_needed and part not in table]
        yield from (Problem(path=f"{name}.{part}", expected="a value", found="nothing") for part in missing)
        yield from _wrong(AssumptionKey(name), table)


def _wrong(key: AssumptionKey, table: Mapping[str, object]) -> Iterator[Problem]:
    """Yield what is wrong with the parts that are there."""
    ends = {}
    for part in ("low", "high"):
        value = table.get(part)
        if part not in table:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(path=f"{key.value}.{part}", expected="a number", found=_kind(value))
        elif not isfinite(value) or not 0 <= value <= MOST[key]:
            most = "" if MOST[key] == inf else f" to {MOST[key]:g}"
            yield Problem(
                path=f"{key.value}.{part}", expected=f"a number from 0{most}{'' if most else ' on'}", found=f"{value:g}"
            )
        else:
            ends[part] = value
    if len(ends) == len(("low", "high")) and ends["high"] < ends["low"]:
        yield Problem(path=f"{key.value}.high", expected=f"at least the low end {ends['low']:g}", found=f"{ends['high']:g}")
    for part in ("source", "note"):
        value = table.get(part)
        is_needed = part == "source" and part in table
        if (value is not None or is_needed) and not (isinstance(value, str) and value.strip()):
            found = "an empty text" if isinstance(value, str) else _kind(value)
            yield Problem(path=f"{key.value}.{part}", expected="some words", found=found)


def _assumption(key: AssumptionKey, table: Mapping[str, object]) -> Assumption:
    note = table.get("note")
    return Assumption(
        key=key,
        low=_number(table["low"]),
        high=_number(table["high"]),
        source=str(table["source"]),
        note=None if note is None else str(note),
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else nan


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"


def _raise_if(problems: list[Problem]) -> None:
    if problems:
        count = len(problems)
        head = f"assumptions: {count} problem{'' if count == 1 else 's'}"
        raise EvidenceError("\n  ".join((head, *map(str, problems))))
