"""What could not be saved when the program was left, in a file of JSON lines until the next start.

Each line is a row: {"table": "attempts", "lesson": "2-7-backprop-on-a-graph", ...}.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from engine.counted import counted
from tutor.progress.writer import TableRow
from tutor.whole_files import read_ordinary, write_whole

PATTERN = "progress-unsaved-*.jsonl"


def put_aside(rows: Sequence[TableRow], folder: Path, why: str) -> str:
    """Write the rows into a file beside the progress, else elsewhere; return what is told of it."""
    counts = Counter(row.table for row in rows)
    what = ", ".join(counted(number, table[:-1]) for table, number in counts.items())
    told = f"Not everything could be saved ({what}). {why}".strip()
    text = "".join(_line(row) + "\n" for row in rows)
    for place in dict.fromkeys((folder, Path.home(), Path(tempfile.gettempdir()))):
        try:
            file = _write(place, text)
        except OSError:
            continue
        if place == folder:
            return f"{told}\nIt is in {file}: nn-tutor takes it in at its next start."
        return f"{told}\nIt is in {file}. Move it to {folder}, and nn-tutor takes it in from there."
    return f"{told}\nNo file could be written either. This is what is lost:\n{text}"


def found(folder: Path) -> list[Path]:
    """Return the files of rows that wait in the folder."""
    return sorted(folder.glob(PATTERN))


def rows_of(file: Path, tables: Mapping[str, Sequence[str]]) -> tuple[list[TableRow], int]:
    """Return the rows in a file that fit the tables, and how many lines do not; raises OSError."""
    lines = read_ordinary(file).splitlines()
    read = [_row(line, tables) for line in lines if line.strip()]
    rows = [row for row in read if row]
    return rows, len(read) - len(rows)


def _row(line: str, tables: Mapping[str, Sequence[str]]) -> TableRow | None:
    try:
        values = json.loads(line)
        table = values.pop("table")
        fits = values.keys() <= set(tables[table])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return TableRow(table, values) if fits and _are_plain(values.values()) else None


def _are_plain(values: Iterable[object]) -> bool:
    return all(value is None or isinstance(value, str | int | float) for value in values)


def _write(folder: Path, text: str) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    file = folder / PATTERN.replace("*", f"{stamp}-{os.getpid()}")
    write_whole(file, text)
    return file


def _line(row: TableRow) -> str:
    return json.dumps({"table": row.table, **row.values})
