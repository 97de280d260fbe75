"""Sixteen cases with one thing wrong each, to see what a reader overlooks: candidates that look at less are faster for it."""

import json
from collections.abc import Callable, Mapping

_RIGHT: Mapping[str, object] = {"id": "case-1", "municipality": "05154", "opened_on": "2024-01-01"}
_PHONE: Mapping[str, object] = {"on": "2024-01-01", "kind": "phone"}
_BACKWARDS = {"first_day": "2024-02-01", "last_day": "2024-01-01"}


def _line(**changed: object) -> bytes:
    return json.dumps({**_RIGHT, **changed}).encode()


RIGHT = _line()
WRONG: Mapping[str, bytes] = {
    "an unknown key": _line(unknown=1),
    "an unknown key within": _line(closing={"on": "2024-01-01", "unknown": 1}),
    "a number for true": _line(is_voluntary=1),
    "true for a number": _line(contacts=[{**_PHONE, "minutes": True}]),
    "a number below its range": _line(contacts=[{**_PHONE, "minutes": -1}]),
    "no number": _line(contacts=[{**_PHONE, "minutes": float("nan")}]),
    "an unknown code": _line(access="x"),
    "a day that is not in the calendar": _line(opened_on="2024-02-30"),
    "a moment for a day": _line(opened_on="2024-01-01T00:00:00"),
    "a key of another form": _line(host="A b"),
    "a name for the key of a case": _line(id="erika"),
    "a control character": _line(exception_reason="a\x07"),
    "a period that ends before it begins": _line(leads=[{"staff": "s1", "during": _BACKWARDS}]),
    "a need that is not there": _line(plan={"made_on": "2024-01-01", "goals": [{"id": "z1", "need": "n1"}]}),
    "a field that is missing": json.dumps({"id": "case-1"}).encode(),
    "a key that stands twice": RIGHT[:-1] + b', "id": "case-2"}',
}


def overlooked(read: Callable[[bytes], object]) -> tuple[str, ...]:
    """Return what is wrong with the cases that a reader takes all the same.

    Raises:
        Exception: if it does not even take the case that is right.
    """
    read(RIGHT)
    return tuple(what for what, line in WRONG.items() if _is_taken(read, line))


def _is_taken(read: Callable[[bytes], object], line: bytes) -> bool:
    try:
        read(line)
    except Exception:  # noqa: BLE001 - each library has errors of its own
        return False
    return True
