import gc
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from backports import zstd  # Python 3.14 has it under another name; the checks run on those before

from kimcore.bundle import CaseStream, RefusedCase, iter_cases
from kimcore.bundle.blocks import Limits
from kimcore.bundle.one_case import IN_DOUBT, fast_reader
from kimcore.errors import BundleError, KimcoreError
from kimcore.model import Case
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
CASES = tuple(synthetic.cases(50, on=DAY))
LINES = tuple(synthetic.lines(50, on=DAY))
PLAIN = b"".join(LINES)
MINIMAL = {"id": "case-1", "municipality": "05154", "opened_on": "2024-01-01"}

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _collector_is_as_before() -> Iterator[None]:
    """Hold each test to leaving the collector as it was."""
    assert gc.isenabled()
    yield
    assert gc.isenabled()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function from bytes to the path of a file that holds them."""

    def written(data: bytes, name: str = "cases.ndjson") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return written


def line_with(**changed: object) -> bytes:
    """Return the line of a small case with changed fields."""
    return json.dumps({**MINIMAL, **changed}).encode()


def problems_of(
    path: Path, *, max_bytes: int | None = None, max_depth: int = 32, max_line_bytes: int = 2**20
) -> list[tuple[str, str, str]]:
    """Return path, expected and found of everything for which reading a file stops."""
    with pytest.raises(BundleError) as refusal:
        list(iter_cases(path, max_bytes=max_bytes, max_depth=max_depth, max_line_bytes=max_line_bytes))
    return [(problem.path, problem.expected, problem.found) for problem in refusal.value.problems]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress], ids=["plain", "gzip", "zstd"])
def test_packed_or_not(write: Write, pack: Callable[[bytes], bytes]) -> None:
    """A file gives its cases whether it is plain or packed; its name does not matter."""
    assert tuple(iter_cases(write(pack(PLAIN)))) == CASES


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_files_packed_one_after_another(write: Write, pack: Callable[[bytes], bytes]) -> None:
    """Packed files that were put one after the other are one file."""
    assert tuple(iter_cases(write(b"".join(map(pack, LINES))))) == CASES


def test_last_line_without_end(write: Write) -> None:
    """The last line may lack its end."""
    assert tuple(iter_cases(write(PLAIN.rstrip(b"\n")))) == CASES


def test_no_case(write: Write) -> None:
    """An empty file has no case."""
    assert tuple(iter_cases(write(b""))) == ()


@pytest.mark.parametrize(
    "form",
    [
        json.dumps,
        lambda plain: json.dumps(plain, indent=None, ensure_ascii=False, separators=(" , ", " : ")),
        lambda plain: json.dumps(plain, sort_keys=True, ensure_ascii=False),
        lambda plain: json.dumps({**dict.fromkeys(["host", "plan", "closing", "stay"]), **plain}, ensure_ascii=False),
    ],
    ids=["as Python writes it", "with blanks", "sorted", "with nulls"],
)
def test_other_forms_are_read_as_fast(form: Callable[[object], str]) -> None:
    """Blanks, escapes, nulls and another order of keys change nothing, and no line of such a file is in doubt."""
    read = fast_reader(Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20), intern=False)
    assert tuple(read(form(json.loads(line)).encode()) for line in LINES) == CASES


def test_colons_in_texts(write: Write) -> None:
    """A colon in a text puts a line in doubt, and the second look takes it."""
    (case,) = iter_cases(write(line_with(exception_reason="Grund: Absprache")))
    assert case.exception_reason == "Grund: Absprache"


NEED = {"id": "n1", "field": "work", "severity": "low", "seen_on": "2024-01-01"}
PHONE = {"on": "2024-01-01", "kind": "phone"}
KEY = "a key of lower-case letters"
DAY_FORM = "a day as YYYY-MM-DD"
NO_CONTROL = "text without control characters"
BACKWARDS = {"first_day": "2024-02-01", "last_day": "2024-01-01"}


@pytest.mark.parametrize(
    ("changed", "path", "expected"),
    [
        ({"unknown": 1}, "", "only keys that are known"),
        ({"needs": [{**NEED, "met": None}]}, ": needs[0]", "only keys that are known"),
        ({"host": "Jobcenter"}, ": host", KEY),
        ({"host": "a" * 65}, ": host", KEY),
        ({"id": "erika"}, ": id", f"{KEY}, digits and single hyphens, at most 64 characters, with a digit"),
        ({"municipality": "06154"}, ": municipality", "an official key"),
        ({"municipality": "05155"}, ": municipality", "an official key"),
        ({"barriers": ["b-1", "B"]}, ": barriers[1]", KEY),
        ({"exception_reason": "a\x07b"}, ": exception_reason", NO_CONTROL),
        ({"exception_reason": "a\x85b"}, ": exception_reason", NO_CONTROL),
        ({"exception_reason": "\ud800"}, ": exception_reason", NO_CONTROL),
        ({"is_voluntary": 1}, ": is_voluntary", "true or false"),
        ({"is_voluntary": "true"}, ": is_voluntary", "true or false"),
        ({"opened_on": "2024-02-30"}, ": opened_on", "a day that is in the calendar"),
        ({"opened_on": "20240101"}, ": opened_on", DAY_FORM),
        ({"opened_on": "2024-01-01T00:00:00"}, ": opened_on", DAY_FORM),
        ({"opened_on": None}, ": opened_on", DAY_FORM),
        ({"access": "SELF"}, ": access", "one of 'referred_by_counselling'"),
        ({"needs": None}, ": needs", "a list"),
        ({"needs": [NEED, NEED]}, ": needs[1].id", "a key that no other record has"),
        ({"contacts": [{**PHONE, "minutes": 1.0}]}, ": contacts[0].minutes", "a whole number"),
        ({"contacts": [{**PHONE, "minutes": -1}]}, ": contacts[0].minutes", "a number from 0"),
        ({"contacts": [{**PHONE, "minutes": 2**53}]}, ": contacts[0].minutes", "a whole number from"),
        ({"closing": {"on": "2024-01-01", "attainment": 3}}, ": closing.attainment", "a number from -2 to 2"),
        ({"referrals": [{"id": "v1", "sender": "ki", "attempts": []}]}, ": referrals[0].attempts", "a list of at least one"),
        ({"leads": [{"staff": "s1", "during": BACKWARDS}]}, ": leads[0].during", "a last day that is not before the first"),
        (
            {"plan": {"made_on": "2024-01-01", "goals": [{"id": "z1", "need": "n1"}]}},
            ": plan.goals[0].need",
            "the key of a record",
        ),
    ],
)
def test_one_problem(write: Write, changed: dict[str, object], path: str, expected: str) -> None:
    """Whatever is not as the format wants it is refused with line, path and what belonged there."""
    ((found_path, found_expected, _),) = problems_of(write(line_with(**changed)))
    assert found_path == f"cases:1{path}"
    assert found_expected.startswith(expected)


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        (b"", "cases:1", "JSON text"),
        (b"{", "cases:1:2", "JSON"),
        (b"[]", "cases:1", "an object"),
        (b"\xff", "cases:1", "text in UTF-8"),
        (b"\xef\xbb\xbf" + line_with(), "cases:1", "UTF-8 without a byte order mark"),
        (b"[" * 40, "cases:1", "at most 32 levels of objects and lists"),
        (line_with()[:-1] + b', "id": "case-1"}', "cases:1", "each key once"),
        (line_with(closing={"on": "2024-01-01"})[:-2] + b', "on": "2024-01-01"}}', "cases:1: closing", "each key once"),
        (line_with(exception_reason=float("nan")), "cases:1: exception_reason", "text"),
    ],
)
def test_broken_line(write: Write, line: bytes, path: str, expected: str) -> None:
    """A line that is no case is refused with its number."""
    assert [problem[:2] for problem in problems_of(write(line + b"\n"))] == [(path, expected)]


def test_all_problems_of_a_line(write: Write) -> None:
    """A line that is no case is refused with everything that is wrong with it."""
    line = line_with(host="X", is_voluntary=3, closing={})
    assert [path for path, _, _ in problems_of(write(LINES[0] + line))] == [
        "cases:2: host",
        "cases:2: is_voluntary",
        "cases:2: closing.on",
    ]


def test_problems_are_those_of_the_strict_reader_alone(write: Write) -> None:
    """An error carries no other error along, for that one could repeat what stands in a case."""
    with pytest.raises(BundleError) as refusal:
        list(iter_cases(write(line_with(access="Erika Mustermann"))))
    assert refusal.value.__context__ is None
    assert "Erika" not in str(refusal.value)


def test_cases_before_a_bad_line_are_given(write: Write) -> None:
    """The cases before a line that is none have been given when it is refused."""
    stream = iter_cases(write(b"".join([*LINES[:3], b"{}\n", *LINES[3:]])))
    assert tuple(next(stream) for _ in range(3)) == CASES[:3]
    with pytest.raises(BundleError, match="cases:4: id"):
        next(stream)


def test_bad_lines_are_collected(write: Write) -> None:
    """Lines that are no cases are collected with their problems, and all others are given."""
    stream = iter_cases(write(b"".join([*LINES[:3], b"{\n", *LINES[3:], line_with(host="X")])), on_error="collect")
    assert tuple(stream) == CASES
    assert [(refused.line, [problem.path for problem in refused.problems]) for refused in stream.refused] == [
        (4, ["cases:4:2"]),
        (52, ["cases:52: host"]),
    ]
    assert stream.lines == 52


def test_too_many_bad_lines(write: Write) -> None:
    """What is collected stays small: too many lines that are no cases end the reading."""
    stream = iter_cases(write(b"{\n" * 4), on_error="collect", max_refused=3)
    with pytest.raises(BundleError, match="at most 3 lines that are no cases"):
        list(stream)
    assert len(stream.refused) == 4


def test_refused_lines_leave_nothing_behind(write: Write) -> None:
    """Nothing of a refused line stays in memory until the collector comes: neither its values nor the frames that held them."""
    path = write(line_with(host="X", needs=[{}], closing={"on": "2024-02-30"}) + b"\n")
    list(iter_cases(path, on_error="collect"))
    gc.collect()
    stream = iter_cases(path, on_error="collect")
    list(stream)
    assert len(stream.refused) == 1
    del stream
    assert gc.collect() == 0


def test_refused_case_repeats_nothing(write: Write) -> None:
    """What is kept of a refused line is its number and its problems, never the line."""
    stream = iter_cases(write(line_with(exception_reason=["Erika Mustermann"])), on_error="collect")
    assert list(stream) == []
    (refused,) = stream.refused
    assert isinstance(refused, RefusedCase)
    assert "Erika" not in repr(refused)


def test_limit_of_a_line(write: Write) -> None:
    """A line of more bytes than the limit is refused before it is parsed."""
    longest = max(map(len, LINES))
    path = write(PLAIN)
    assert len(list(iter_cases(path, max_line_bytes=longest))) == len(CASES)
    number = next(number for number, line in enumerate(LINES, start=1) if len(line) == longest)
    found = problems_of(path, max_line_bytes=longest - 1)
    assert found == [(f"cases:{number}", f"at most {longest - 1} bytes on a line", "more")]


def test_line_without_end(write: Write) -> None:
    """A packed line that never ends is left where it passes the limit, so that memory stays small."""
    path = write(gzip.compress(b" " * 50_000_000))
    assert problems_of(path) == [("cases:1", "at most 1048576 bytes on a line", "more")]


def test_limit_of_a_file(write: Write) -> None:
    """A file that unpacks to more than the limit is left there; unless told there is none."""
    path = write(zstd.compress(PLAIN))
    assert len(list(iter_cases(path, max_bytes=len(PLAIN)))) == len(CASES)
    assert problems_of(path, max_bytes=len(PLAIN) - 1) == [("cases", f"at most {len(PLAIN) - 1} bytes of cases", "more")]


def test_limit_of_depth(write: Write) -> None:
    """A depth that the model itself passes is held to as well."""
    step = {"goals": [{"id": "z1", "steps": [{}]}], "made_on": "2024-01-01"}
    path = write(line_with(plan=step))
    assert len(list(iter_cases(path, max_depth=6))) == 1
    assert problems_of(path, max_depth=5) == [("cases:1", "at most 5 levels of objects and lists", "more")]


@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "gzip"), (zstd.compress, "zstd")], ids=["gzip", "zstd"])
@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_file_that_breaks_off(write: Write, pack: Callable[[bytes], bytes], name: str, kept: float) -> None:
    """A packed file that breaks off is refused, also where bad lines are collected, and says up to where it was whole."""
    data = pack(PLAIN)
    path = write(data[: int(len(data) * kept)])
    stream = iter_cases(path, on_error="collect")
    with pytest.raises(BundleError) as refusal:
        list(stream)
    (problem,) = refusal.value.problems
    assert (problem.path, problem.expected) == ("cases", f"a whole {name} file")
    assert problem.found == f"one that breaks off or is damaged after line {stream.lines}"


def test_damaged_file(write: Write) -> None:
    """A packed file in which a byte is another is refused."""
    data = bytearray(gzip.compress(PLAIN))
    data[-6] ^= 1
    assert problems_of(write(bytes(data)))[0][:2] == ("cases", "a whole gzip file")


def test_link(write: Write, tmp_path: Path) -> None:
    """A link is refused at once, for it could lead anywhere."""
    (tmp_path / "link.ndjson").symlink_to(write(PLAIN))
    with pytest.raises(BundleError, match=r"expected a file at link\.ndjson, found a link"):
        iter_cases(tmp_path / "link.ndjson")


def test_folder_and_pipe(tmp_path: Path) -> None:
    """A folder or a pipe is refused at once, and not waited for."""
    os.mkfifo(tmp_path / "pipe.ndjson")
    for path in (tmp_path, tmp_path / "pipe.ndjson"):
        with pytest.raises(BundleError, match="expected a file, found a folder or a device"):
            iter_cases(path)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is what Python says of any missing file, at once."""
    with pytest.raises(FileNotFoundError):
        iter_cases(tmp_path / "cases.ndjson")


def test_zstd_without_its_package(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file packed with zstd says at once what to install where nothing can unpack it."""
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KimcoreError, match=r"pip install 'kimcore\[zstd\]'"):
        iter_cases(write(zstd.compress(PLAIN)))


def test_collector_pauses_while_cases_are_read(write: Write) -> None:
    """The collector pauses from the first case to the last."""
    stream = iter_cases(write(PLAIN))
    assert gc.isenabled()
    next(stream)
    assert not gc.isenabled()
    assert len(list(stream)) == len(CASES) - 1
    assert gc.isenabled()


def test_collector_stays_off_if_it_was(write: Write) -> None:
    """A collector that somebody switched off stays off."""
    gc.disable()
    try:
        assert len(list(iter_cases(write(PLAIN)))) == len(CASES)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_collector_after_an_error(write: Write) -> None:
    """The collector runs again when a line was refused."""
    problems_of(write(b"{"))
    assert gc.isenabled()


def test_collector_after_closing_early(write: Write) -> None:
    """The collector runs again when a stream is closed before its end."""
    with iter_cases(write(PLAIN)) as stream:
        next(stream)
    assert gc.isenabled()
    assert list(stream) == []


def test_collector_after_a_stream_is_forgotten(write: Write) -> None:
    """The collector runs again when nobody holds a stream any more, for a stream holds no cycle."""
    stream = iter_cases(write(PLAIN))
    next(stream)
    del stream
    assert gc.isenabled()


def test_collector_in_nested_use(write: Write) -> None:
    """Of two streams within one another the last to end lets the collector run, whichever that is."""
    path = write(PLAIN)
    one, other = iter_cases(path), iter_cases(path)
    next(one)
    next(other)
    one.close()
    assert not gc.isenabled()
    other.close()
    assert gc.isenabled()


def test_streams_in_threads(write: Write) -> None:
    """Many threads read at once, and the collector runs again after all of them."""
    path = write(PLAIN)
    together = Barrier(8)

    def read(_: int) -> tuple[Case, ...]:
        together.wait()
        return tuple(iter_cases(path))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(read, range(8))) == {CASES}


def test_cycles_of_others_do_not_pile_up(write: Write) -> None:
    """Cycles that the reader of a long stream leaves behind are freed while it still pauses the collector."""
    cycles = iter_cases(write(PLAIN * 200))
    for _ in cycles:
        for _ in range(50):
            knot: list[object] = []
            knot.append(knot)
    assert gc.collect() < 300_000


def test_equal_keys_are_one_object(write: Write) -> None:
    """Equal keys are one object, and equal days are not unless that is asked for."""
    first, second = iter_cases(write(LINES[0] * 2))
    assert first.municipality is second.municipality
    assert first.opened_on is not second.opened_on


def test_equal_values_are_one_object_on_request(write: Write) -> None:
    """On request equal days, lists of codes and small records are one object as well, and larger records never are."""
    consent = {"id": "e1", "kind": "data_protection", "given_on": "2024-01-01"}
    phases = [{"phase": "intake", "on": "2024-01-01"}]
    line = line_with(target_groups=["refugees"], phases=phases, consents=[consent]) + b"\n"
    first, second = iter_cases(write(line * 2), intern=True)
    assert first == second
    assert first.opened_on is second.opened_on
    assert first.target_groups is second.target_groups
    assert first.phases[0] is second.phases[0]
    assert first.consents[0] is not second.consents[0]


def test_sharing_changes_no_case(write: Write) -> None:
    """Cases that share what is equal are equal to those that do not."""
    assert tuple(iter_cases(write(PLAIN * 3), intern=True)) == CASES * 3


def test_a_stream_is_an_iterator(write: Write) -> None:
    """A stream is an iterator over cases that knows how far it is."""
    stream = iter_cases(write(PLAIN))
    assert isinstance(stream, CaseStream)
    assert next(stream) == CASES[0]
    assert list(stream) == list(CASES[1:])
    assert stream.lines == len(CASES)


def test_doubts_are_few() -> None:
    """What the fast way raises leaves the room only as a problem of the strict one."""
    read = fast_reader(Limits(max_bytes=None, max_depth=32, max_line_bytes=2**20), intern=False)
    with pytest.raises(IN_DOUBT):
        read(b"{}")
