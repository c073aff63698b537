"""Messages on a pipe, one after another: four bytes of length, then that many bytes."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

Bytes = bytes | bytearray | memoryview
"""What a message is made of, or is: long ones are not copied on their way."""

_HEAD = struct.Struct(">I")


def write_frame(descriptor: int, *parts: Bytes) -> None:
    """Write one message in its parts; raise OSError if nobody reads any more."""
    for part in (frame_head(*parts), *parts):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def frame_head(*parts: Bytes) -> bytes:
    """Return what stands before a message."""
    return _HEAD.pack(sum(map(len, parts)))


def read_frame(descriptor: int) -> bytearray | None:
    """Wait for one message and return it; None when the other side has closed the pipe."""
    head = _read(descriptor, _HEAD.size)
    return None if head is None else _read(descriptor, _HEAD.unpack(head)[0])


def whole_frames(data: Bytes) -> Iterator[memoryview]:
    """Yield the messages in `data`; a last one that is cut is left out."""
    whole, start = memoryview(data), 0
    while start + _HEAD.size <= len(data):
        end = start + _HEAD.size + _HEAD.unpack_from(data, start)[0]
        if end > len(data):
            return
        yield whole[start + _HEAD.size : end]
        start = end


def _read(descriptor: int, size: int) -> bytearray | None:
    data = bytearray()
    while len(data) < size:
        part = os.read(descriptor, min(size - len(data), 1 << 16))
        if not part:
            return None
        data += part
    return data
