"""The text of a table's file: plain or gzip, in UTF-8, UTF-16 or Latin-1, or standard input."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from engine.tables.fault import CSVError

STANDARD_INPUT = "-"
MOST_CHARACTERS, MOST_LINES, MOST_LINE = 64_000_000, 1_000_000, 1_000_000
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NO_TABLES = {
    b"PK\x03\x04": "this is a spreadsheet or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "this is an old Excel file",
    b"PAR1": "this is a Parquet file",
    b"ARROW1": "this is a Feather file",
    b"SQLite format 3": "this is an SQLite database",
    b"\x89HDF": "this is an HDF5 file",
    b"\x93NUMPY": "this is an array of NumPy",
    b"\x80\x04\x95": "this is a pickle of Python",
    b"BZh": "this is packed by bzip2",
    b"\xfd7zXZ": "this is packed by xz",
    b"\x28\xb5\x2f\xfd": "this is packed by Zstandard",
    b"$FL2": "this is a file of SPSS",
    b"<stata_dta": "this is a file of Stata",
    b"%PDF": "this is a PDF",
    b"\x89PNG": "this is a picture",
    b"\xff\xd8\xff": "this is a picture",
}
_SAMPLE, _CHUNK = 4_096, 1_000_000


class Text(NamedTuple):
    """The lines of a file, and the encoding they are in."""

    name: str
    encoding: str
    lines: Iterator[str]


def read_text(path: str | Path) -> Text:
    """The text of a file, or of standard input for "-".

    Raises CSVError where there is none, where it is no text, or where it is too large.
    """
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.isatty():
            raise CSVError("standard input is the keyboard: give a file, or pipe a table in")
        return _text(_bytes(sys.stdin.buffer, "standard input"), "standard input")
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = _bytes(file, str(path))
    except OSError as error:
        raise CSVError(f"{path}: {error.strerror or error}") from error
    return _text(content, path.name)


def _bytes(file: BinaryIO, name: str) -> bytes:
    """What is in a file, unpacked if it is gzip."""
    content = _read(file)
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return _read(gzip.GzipFile(fileobj=io.BytesIO(content)))
    except (OSError, EOFError, zlib.error) as error:
        raise CSVError(f"{name}: this gzip file is damaged ({error})") from error


def _read(file: BinaryIO | gzip.GzipFile) -> bytes:
    """The bytes of a file, piece by piece: as many as there are, but no more than are of use."""
    read = bytearray()
    while len(read) <= 2 * MOST_CHARACTERS and (piece := file.read(_CHUNK)):
        read += piece
    return bytes(read)


def _text(content: bytes, name: str) -> Text:
    encoding = _encoding(content, name)
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")
    shown = {"utf-8-sig": "UTF-8", "cp1252": "Latin-1"}.get(encoding, encoding.upper()[:6])
    return Text(name, shown, _lines(stream, name))


def _encoding(content: bytes, name: str) -> str:
    for start, what in _NO_TABLES.items():
        if content.startswith(start):
            raise CSVError(f"{name}: {what}; save the table as CSV in UTF-8 and give that")
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if min(odd, even) > 0 or max(odd, even) < len(sample) // 4:
            raise CSVError(_null_byte(content, name))
        return "utf-16-le" if odd > even else "utf-16-be"
    if b"\0" in content:
        raise CSVError(_null_byte(content, name))
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start_at in range(0, len(content), _CHUNK):
            decoder.decode(content[start_at : start_at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"  # what programs that say Latin-1 write, with € and curly quotes
    return "utf-8-sig"


def _null_byte(content: bytes, name: str) -> str:
    """What is said of bytes that no text has: few in a damaged one, many in what is none."""
    line = content[: content.index(0)].count(b"\n") + 1
    if content.count(0) > len(content) // 100 + 3:
        return f"{name}: this is no text; save the table as CSV in UTF-8"
    return (
        f"{name}:{line}: a null byte stands in this line, which no text has: "
        "the file is damaged, or no CSV; take the byte out, or save the table anew"
    )


def _lines(stream: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines one by one; raises CSVError before one takes more memory than it may."""
    read = count = 0
    while line := stream.readline(MOST_LINE + 1):
        read, count = read + len(line), count + 1
        if len(line) > MOST_LINE:
            raise CSVError(f"{name}: a line is longer than {MOST_LINE:,} characters: is this CSV?")
        if read > MOST_CHARACTERS or count > MOST_LINES:
            most = f"{MOST_CHARACTERS // 10**6} million characters in {MOST_LINES:,} lines"
            raise CSVError(f"{name}: the file is too large, the limit is {most}: take a part of it")
        yield line
