"""Reads rows off the leaves of a SQLite file where the pages that lead to them are gone.

A table is a tree of pages whose rows stand on the leaves. SQLite finds a leaf only from above; here
every page that is a leaf is read by itself, as https://www.sqlite.org/fileformat.html has it, also
one that does not stand where it stood, because bytes were lost or put in before it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

Value = int | float | str | bytes | None

_LEAF = b"\x0d"
_WHOLE_BYTES = (0, 1, 2, 3, 4, 6, 8)
"""How many bytes a whole number takes, by its type."""
_REAL, _ZERO, _ONE, _LENGTHS = 7, 8, 9, 12
_MAGIC = b"SQLite format 3\0"
_USUAL_SIZE = 4096
_NONE_OF_OURS = (IndexError, OverflowError, ValueError, struct.error)


class Row(NamedTuple):
    """A row with its number; where a column is that number, the file has None in its place."""

    number: int
    values: list[Value]


def rows_on_leaves(file: bytes) -> Iterator[Row]:
    """Yield the rows of all tables, in the order of pages; what cannot be read is left out."""
    size, usable = _sizes(file)
    free = set(_free_pages(file, size))
    start = 0
    while (start := file.find(_LEAF, start)) >= 0:
        page = file[start : start + size]
        number, off = divmod(start, size)
        if number + 1 in free and not off:
            start += size
            continue
        if not _is_leaf(page, size, is_at_home=not off):
            start += 1
            continue
        for at in _cells(page):
            try:
                yield _row(file, size, usable, page, at, is_at_home=not off)
            except _NONE_OF_OURS:
                continue
        start += 1 if off else size  # the first page has its leaf behind the file's head


def _sizes(file: bytes) -> tuple[int, int]:
    """Return how large a page is, and how much of it is used; without a head, what is usual."""
    size = int.from_bytes(file[16:18], "big")
    if not file.startswith(_MAGIC) or size < 512 or size & size - 1:
        return _USUAL_SIZE, _USUAL_SIZE
    return size, size - file[20]


def _is_leaf(page: bytes, size: int, *, is_at_home: bool) -> bool:
    """Tell whether bytes are a leaf; where pages were moved, more of its head must be right."""
    cells, first = struct.unpack_from(">HH", page, 3) if len(page) > 8 else (0, 0)
    if not cells or 8 + 2 * cells >= min(size, len(page)):
        return False
    return is_at_home or (8 + 2 * cells <= first and all(first <= at < size for at in _cells(page)))


def _cells(page: bytes) -> tuple[int, ...]:
    """Return where on a leaf its rows begin."""
    return struct.unpack_from(f">{int.from_bytes(page[3:5], 'big')}H", page, 8)


def _row(file: bytes, size: int, usable: int, page: bytes, at: int, *, is_at_home: bool) -> Row:
    """Return the row at a place; what it has on other pages is found where none were moved."""
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    here = length
    if length > usable - 35:
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= usable - 35 else least
    payload = page[at : at + here]
    if here < length and is_at_home:
        payload += _overflow(
            file, size, usable, int.from_bytes(page[at + here : at + here + 4], "big")
        )
    if len(payload) < length:
        raise ValueError("the row is cut")
    return Row(number, _values(payload[:length]))


def _overflow(file: bytes, size: int, usable: int, number: int) -> bytes:
    """Return what stands on a chain of pages that hold the rest of a row."""
    pieces: list[bytes] = []
    while number and len(pieces) <= len(file) // size:
        page = file[(number - 1) * size : number * size]
        pieces.append(page[4:usable])
        number = int.from_bytes(page[:4], "big")
    return b"".join(pieces)


def _values(payload: bytes) -> list[Value]:
    head, at = _varint(payload, 0)
    place = head
    values: list[Value] = []
    while at < head:
        kind, at = _varint(payload, at)
        value, place = _value(payload, place, kind)
        values.append(value)
    if place != len(payload):
        raise ValueError("the row is none")
    return values


def _value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    """Return a value and where the next one begins."""
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, place
    if kind == _REAL:
        return struct.unpack_from(">d", payload, place)[0], place + 8
    if kind < _REAL:
        end = place + _WHOLE_BYTES[kind]
        whole = int.from_bytes(payload[place:end], "big", signed=True)
        return whole if kind else None, end
    if kind < _LENGTHS:
        raise ValueError("no such type")
    end = place + (kind - _LENGTHS) // 2
    raw = payload[place:end]
    return raw.decode("utf-8", "replace") if kind % 2 else raw, end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of 1 to 9 bytes, and where what follows it begins."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _free_pages(file: bytes, size: int) -> Iterator[int]:
    """Yield the numbers of the pages that are free: what stands on them was deleted."""
    trunk = int.from_bytes(file[32:36], "big")
    for _ in range(len(file) // size):
        page = file[(trunk - 1) * size : trunk * size] if trunk else b""
        if len(page) < size:
            return
        yield trunk
        numbers = struct.unpack(f">{size // 4}I", page[: size // 4 * 4])
        yield from numbers[2 : 2 + numbers[1]]
        trunk = numbers[0]
