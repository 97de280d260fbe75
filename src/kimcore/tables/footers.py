"""What the footer of a Parquet file claims, read without Arrow: some damaged footers make Arrow end the whole process."""

from pathlib import Path
from struct import error, unpack_from

from attrs import define

_MAGIC = b"PAR1"
_TAIL = 8
"""The length of the footer, and the magic bytes behind it."""
_NUM_ROWS, _ROW_GROUPS, _COLUMNS, _METADATA, _NUM_VALUES = 3, 4, 1, 3, 5
"""The numbers of fields: of `FileMetaData` its rows, and those that lead to the values of a column (parquet-format)."""
_DEEPEST = 24
_LONGEST = 10
"""How many bytes a number of 64 bits takes at most."""

FooterError = (IndexError, ValueError, error)
"""What reading a damaged footer raises."""


def most_values(path: Path) -> int:
    """Return how many values the largest column of a row group claims to have; 0 if there is none.

    Raises:
        IndexError: if the footer breaks off.
        ValueError: if it is no footer.
        OSError: if the file cannot be read.
    """
    groups = _list(_footer(path).get(_ROW_GROUPS))
    columns = [_struct(column) for group in groups for column in _list(_struct(group).get(_COLUMNS))]
    claims = [_struct(column.get(_METADATA, {})).get(_NUM_VALUES, 0) for column in columns]
    if not all(isinstance(claim, int) for claim in claims):
        raise ValueError("a number of values that is none")
    return max((claim for claim in claims if isinstance(claim, int)), default=0)


def rows_claimed(path: Path) -> int:
    """Return how many rows a file claims to have.

    Raises:
        IndexError: if the footer breaks off.
        ValueError: if it is no footer.
        OSError: if the file cannot be read.
    """
    rows = _footer(path).get(_NUM_ROWS)
    if not isinstance(rows, int):
        raise ValueError("no number of rows")  # noqa: TRY004 - what is damaged is the value of a file
    return rows


def _footer(path: Path) -> dict[int, object]:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _TAIL, 0))
        tail = file.read(_TAIL)
        length = unpack_from("<I", tail)[0]
        if tail[4:] != _MAGIC or length > size - _TAIL:
            raise ValueError("no footer")
        file.seek(size - _TAIL - length)
        return _Reader(file.read(length)).struct(_DEEPEST)


def _list(value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError("no list")  # noqa: TRY004 - what is damaged is the value of a file
    return value


def _struct(value: object) -> dict[int, object]:
    if not isinstance(value, dict):
        raise ValueError("no struct")  # noqa: TRY004 - what is damaged is the value of a file
    return value


@define
class _Reader:
    """Reads Thrift's compact protocol: structs as dicts by the numbers of their fields, texts as nothing."""

    data: bytes
    at: int = 0

    def struct(self, depth: int) -> dict[int, object]:
        """Return the fields of a struct."""
        found: dict[int, object] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._whole()
            found[number] = self._value(head & 15, depth)
        return found

    def _value(self, kind: int, depth: int, *, in_list: bool = False) -> object:
        """Return a value; that of a field that is true or false lies in its kind."""
        if not depth:
            raise ValueError("too deep")
        match kind:
            case 1 | 2:
                return self._byte() == 1 if in_list else kind == 1
            case 3:
                return self._byte()
            case 4 | 5 | 6:
                return self._whole()
            case 7:
                self._skip(8)
                return None
            case 8:
                self._skip(self._varint())
                return None
            case 9 | 10:
                return self._items(depth)
            case 12:
                return self.struct(depth - 1)
            case _:
                raise ValueError("a kind that no footer has")

    def _items(self, depth: int) -> list[object]:
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._varint()  # noqa: PLR2004 - what says that the count follows
        return [self._value(head & 15, depth - 1, in_list=True) for _ in range(count)]

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _varint(self) -> int:
        value = 0
        for place in range(_LONGEST):
            part = self._byte()
            value |= (part & 127) << (7 * place)
            if part < 128:  # noqa: PLR2004 - the highest bit says that more follow
                return value
        raise ValueError("a number that is too long")

    def _whole(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, count: int) -> None:
        self.at += count
        if self.at > len(self.data):
            raise IndexError(count)
