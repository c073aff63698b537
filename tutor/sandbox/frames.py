"""Messages on a pipe, one after another: four bytes of length, then that many bytes."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

_HEAD = struct.Struct(">I")


def write_frame(descriptor: int, data: bytes) -> None:
    """Write one message; raise OSError if nobody reads any more."""
    parts = [memoryview(frame_head(data)), memoryview(data)]
    for part in parts:
        while part:
            part = part[os.write(descriptor, part) :]


def frame_head(data: bytes) -> bytes:
    """Return what stands before a message."""
    return _HEAD.pack(len(data))


def read_frame(descriptor: int) -> bytes | None:
    """Wait for one message and return it; None when the other side has closed the pipe."""
    head = _read(descriptor, _HEAD.size)
    return None if head is None else _read(descriptor, _HEAD.unpack(head)[0])


def whole_frames(data: bytes) -> Iterator[bytes]:
    """Yield the messages in `data`; a last one that is cut is left out."""
    start = 0
    while start + _HEAD.size <= len(data):
        end = start + _HEAD.size + _HEAD.unpack_from(data, start)[0]
        if end > len(data):
            return
        yield data[start + _HEAD.size : end]
        start = end


def _read(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = os.read(descriptor, min(size - len(data), 1 << 16))
        if not part:
            return None
        data += part
    return bytes(data)
