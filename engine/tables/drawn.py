"""Tables drawn with bars, as Markdown and SQL clients print them; and texts that are no table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from engine.counted import counted
from engine.tables.fault import CSVError

Numbered = tuple[int, str]
"""A line with its number."""
_LOOKED_AT = 12
_JOINTS = re.compile(r"[|+│┃┼┬┴├┤┌┐└┘╞╡╪╭╮╰╯]")
_STROKE = re.compile(r":-+:?|-+:|[-=─━═]{3,}")
_TYPES = frozenset(
    (
        *("int8", "int16", "int32", "int64", "uint8", "uint32", "uint64", "bigint", "integer"),
        *("int", "smallint", "hugeint", "float", "double", "real", "numeric", "decimal"),
        *("varchar", "text", "char", "boolean", "bool", "date", "time", "timestamp", "blob"),
    )
)
"""What DuckDB writes below the names."""

_NAMED = (
    (r'\{\s*"|\{\s*$|\[\s*(?:[\[{]|$)', "JSON"),
    (r"<(?:\?xml|!doctype|html|table|[a-z]+>\s*(?:<|$))", "HTML or XML"),
    (r"(?:insert\s+into|create\s+table|drop\s+table|select\s.+\sfrom)\b", "SQL statements"),
    (r"@relation\b", "an ARFF file of Weka"),
    (r"\\begin\{", "LaTeX"),
    (r"(?:%YAML\b|-\s+(?:[\w'\"][^,;\t|]*:(?:\s|$)|[\[{-]))", "YAML"),
    (r"\[+[\w.'\"-]+\]+\s*(?:[#;]|$)", "a file of settings (TOML or INI)"),
    (r"\w+\s*=\s*(?:[\[{(]|np\.|pd\.)|import\s\w|from\s[\w.]+\simport\b", "Python"),
    (r"\S+(?:\s+\d+:[-+.\deE]+){2,}\s*(?:#|$)", "LIBSVM's form (index:value)"),
    (r"\{\\rtf", "a document of a word processor (RTF)"),
)
_SETTING = re.compile(r"\s*(?:- .*|[\w\"'][\w\"' -]*:(?:\s.*)?|#.*)\s*")
"""A line of YAML: a name and a colon, or one of a list."""
_COLUMNS = re.compile(r"\s*[-=]{2,}(?:\s+[-=]{2,})+\s*")


class Undrawn(NamedTuple):
    """The lines of a table, and what is to be said if they were drawn."""

    lines: Iterator[Numbered]
    warning: str = ""


def undrawn(numbered: Iterator[Numbered], name: str) -> Undrawn:
    """The lines as they are, or a drawn table's cells with a bar between them.

    Raises CSVError that names the form of a text that is no table of cells.
    """
    first = list(islice(numbered, _LOOKED_AT))
    filled = [line for _, line in first if line.strip()]
    if any(map(_is_rule, filled)) and any(set(line) & set("|│┃") for line in filled):
        return _without_drawing(chain(first, numbered))
    if filled and (filled[0].strip() == "---" or all(map(_SETTING.fullmatch, filled))):
        raise CSVError(f"{name}: this looks like YAML: give the table as CSV")
    for line in filled:
        if form := _named(line):
            raise CSVError(f"{name}: this looks like {form}: give the table as CSV")
    if any(map(_COLUMNS.fullmatch, filled[1:3])):
        raise CSVError(
            f"{name}: this looks like columns between blanks, as SQL clients print them: "
            "let the client write CSV (.mode csv in sqlite3)"
        )
    return Undrawn(chain(first, numbered))


def _named(line: str) -> str:
    """What a line belongs to, if that is no table."""
    return next((form for start, form in _NAMED if re.match(start, line.strip(), re.I)), "")


def _is_rule(line: str) -> bool:
    """Whether a line only draws: strokes, and joints where columns meet."""
    parts = [part.strip() for part in _JOINTS.split(line.strip())]
    strokes = [part for part in parts if part]
    return len(parts) > 1 and bool(strokes) and all(map(_STROKE.fullmatch, strokes))


def _without_drawing(numbered: Iterable[Numbered]) -> Undrawn:
    """The cells of a drawn table; what has none is drawn, or is what a client says around it."""
    lines, others = [], 0
    for place, line in numbered:
        bare = line.strip().translate({ord("│"): "|", ord("┃"): "|"})
        if _is_rule(line) or (bare and "|" not in bare):
            others += 1
        elif bare:
            lines.append((place, bare))
    if lines and lines[0][1].startswith("|"):
        lines = [(place, line[1:].removesuffix("|")) for place, line in lines]
    if len(lines) > 1 and {cell.strip() for cell in lines[1][1].split("|")} <= _TYPES:
        del lines[1]
    said = f"this is a table drawn with bars: {counted(others, 'line')} without cells left out"
    return Undrawn(iter(lines), said)
