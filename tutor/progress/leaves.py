"""Reads rows off the leaves of a SQLite file where the pages that lead to them are gone.

A table is a tree of pages whose rows stand on the leaves. SQLite finds a leaf only from above; here
every page that is a leaf is read by itself, as https://www.sqlite.org/fileformat.html has it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

Value = int | float | str | bytes | None

_LEAF = 0x0D
_WHOLE_BYTES = (0, 1, 2, 3, 4, 6, 8)
"""How many bytes a whole number takes, by its type."""
_REAL, _ZERO, _ONE, _LENGTHS = 7, 8, 9, 12
_NONE_OF_OURS = (IndexError, ValueError, struct.error)


class Row(NamedTuple):
    """A row with its number; where a column is that number, the file has None in its place."""

    number: int
    values: list[Value]


def rows_on_leaves(file: bytes) -> Iterator[Row]:
    """Yield the rows of all tables, in the order of pages; what cannot be read is left out."""
    size = int.from_bytes(file[16:18], "big")
    if size < 512:
        return
    free = set(_free_pages(file, size))
    for start in range(size, len(file), size):  # behind the first page, which holds no rows of ours
        page = file[start : start + size]
        cells = int.from_bytes(page[3:5], "big")
        if page[0] == _LEAF and 8 + 2 * cells < size and start // size + 1 not in free:
            for cell in range(cells):
                try:
                    at = int.from_bytes(page[8 + 2 * cell : 10 + 2 * cell], "big")
                    yield _row(file, size, page, at)
                except _NONE_OF_OURS:
                    continue


def _row(file: bytes, size: int, page: bytes, at: int) -> Row:
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    usable = size - file[20]
    here = length
    if length > usable - 35:
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= usable - 35 else least
    payload = page[at : at + here]
    if here < length:
        payload += _overflow(file, size, int.from_bytes(page[at + here : at + here + 4], "big"))
    if len(payload) < length:
        raise ValueError("the row is cut")
    return Row(number, _values(payload[:length]))


def _overflow(file: bytes, size: int, number: int) -> bytes:
    """Return what stands on a chain of pages that hold the rest of a row."""
    pieces: list[bytes] = []
    while number and len(pieces) <= len(file) // size:
        page = file[(number - 1) * size : number * size]
        pieces.append(page[4 : size - file[20]])
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
